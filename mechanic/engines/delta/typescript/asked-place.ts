import type ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { enclosingName } from "./places.ts";

/** What every hole says of its place: the file with its text, the span, the change that asks, and the declaration around. */
export const askedPlace = (
  request: RepairRequest,
  file: string,
  node: ts.Node,
  change: Change,
): Pick<HoleDraft, "file" | "text" | "span" | "delta" | "inside"> => ({
  file,
  text: request.sources.get(file) ?? "",
  span: { start: node.getStart(), end: node.getEnd() },
  delta: change.symbol,
  inside: enclosingName(node),
});
