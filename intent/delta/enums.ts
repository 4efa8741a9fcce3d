import { symbolOf } from "../graph/symbols.ts";
import { variantWireName } from "../model/names.ts";
import type { Enum } from "../model/types.ts";
import { compareDeclarations, reporter } from "./declarations.ts";
import { placed, type Report, type ServiceComparison } from "./draft.ts";
import { reportLifecycle } from "./lifecycle.ts";
import { matchNamed } from "./match.ts";
import { firstMoved } from "./moved.ts";

/** Compares the enums of a service, variant by variant. */
export function compareEnums(at: ServiceComparison): void {
  compareDeclarations<Enum>(
    at,
    {
      kind: "enum",
      symbol: symbolOf.type,
      members: (_model, { variants }) => variants.map(({ name }) => name),
      inside: ({ before, after, report }) => compareVariants(at, before, after, report),
    },
    at.old.enums,
    at.now.enums,
  );
}

function compareVariants(
  at: ServiceComparison,
  before: Enum,
  after: Enum,
  reportEnum: Report,
): void {
  const old = symbolOf.type(at.now.name, before.name);
  const now = symbolOf.type(at.now.name, after.name);
  const matched = matchNamed(before.variants, after.variants);
  for (const variant of matched.added) {
    const likeness = {
      side: "came",
      group: now,
      name: variant.name,
      position: after.variants.indexOf(variant),
      doc: variant.doc,
    } as const;
    at.found({
      ...placed(at, `${now}.${variant.name}`, "variant-added", variant),
      touched: old,
      to: variant.name,
      likeness,
    });
  }
  for (const variant of matched.removed) {
    const likeness = {
      side: "gone",
      group: now,
      name: variant.name,
      position: before.variants.indexOf(variant),
      doc: variant.doc,
    } as const;
    const place = {
      ...placed(at, `${old}.${variant.name}`, "variant-removed", variant),
      file: at.old.file,
    };
    at.found({ ...place, touched: old, from: variant.name, likeness });
  }
  for (const { before: from, after: to } of matched.pairs) {
    const report = reporter(at, old, `${now}.${to.name}`, to);
    if (from.name !== to.name)
      report("variant-renamed", from.name, to.name, { fromSymbol: `${old}.${from.name}` });
    const [wireFrom, wireTo] = [variantWireName(from), variantWireName(to)];
    if (wireFrom !== wireTo) report("variant-wire-changed", wireFrom, wireTo);
    if (from.doc !== to.doc) report("variant-doc-changed", from.doc ?? null, to.doc ?? null);
    reportLifecycle(from, to, from.name !== to.name || wireFrom !== wireTo, report);
  }
  const moved = firstMoved(matched.pairs, before.variants);
  if (moved === undefined) return;
  const names = (variants: Enum["variants"]): string => variants.map(({ name }) => name).join(" ");
  reportEnum("variant-order-changed", names(before.variants), names(after.variants));
}
