import type { Change, Span } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import type { Module } from "./snapshot.ts";
import { pathTo } from "./tree.ts";

/** What every hole says of its place: the file with its text, the span, the change that asks, and the declaration around. */
export const askedAt = (
  module: Module,
  { start, end }: Span,
  change: Change,
): Pick<HoleDraft, "file" | "text" | "span" | "delta" | "inside"> => ({
  file: module.file,
  text: module.text,
  span: { start, end },
  delta: change.symbol,
  inside: pathTo(module.text, module.root, start),
});
