import type { Change } from "#intent";

import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { ancestor, type Node } from "../tree.ts";
import { carried, leavingOut, mapInstead, requiredChanges, wantedBy } from "./always-there.ts";

/**
 * A value that is put into, or compared for equality with, what may be absent now is there: it becomes `Some(…)`. What is
 * taken from there is a question; a value that may be absent itself already fits. The other way round, what is always
 * there now is wrapped where something takes it that knows absence.
 */
export function mayBeAbsentRule(finding: Finding, engine: Engine): Patch[] {
  const { node } = finding;
  if (finding.code !== "E0308" || node === undefined) return [];
  if (
    !/expected (?:enum )?`(?:&\s*)?(?:\w+::)*Option<[^`]*`[^`]{0,40}found (?!enum `(?:\w+::)*Option<|`(?:&\s*)?(?:\w+::)*Option<)/.test(
      finding.words,
    )
  )
    return [];
  const changes = engine.request.changes.filter(({ kind }) => kind.endsWith("-became-optional"));
  const value = valueAround(node, changes) ?? alwaysThere(node, engine);
  if (value === undefined) return [];
  const { file, start, end } = value.node;
  const method = value.change.kind.endsWith("-became-required")
    ? leavingOut(value.node)
    : undefined;
  const label =
    value.node.parent?.type === "shorthand_field_initializer" ? `${value.node.text}: ` : "";
  return [
    {
      rule: "convert-to-optional",
      change: value.change.symbol,
      certainty: "certain",
      because: value.change.kind.endsWith("optional")
        ? `\`${value.change.symbol}\` may be absent now; here it is there.`
        : `\`${value.change.symbol}\` is always there now; what takes it here takes absence as well.`,
      edits:
        method === undefined
          ? [
              { file, start, end: start, text: `${label}Some(` },
              { file, start: end, end, text: ")" },
            ]
          : [mapInstead(method)],
    },
  ];
}

/** What is always there now, where something takes it that may be absent. */
function alwaysThere(
  node: Node,
  engine: Engine,
): { readonly node: Node; readonly change: Change } | undefined {
  const change = node.named ? carried(node, requiredChanges(engine)) : undefined;
  return change === undefined ? undefined : { node, change };
}

/** The value that an error is about, where a field of a change wants it. */
function valueAround(
  node: Node,
  changes: readonly Change[],
): { readonly node: Node; readonly change: Change } | undefined {
  const holder = /^(?:field_initializer|shorthand_field_initializer)$/;
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    if (holder.test(at.type)) {
      const value = at.children.at(-1);
      const change = value === undefined ? undefined : wantedBy(value, changes);
      return value === undefined || change === undefined ? undefined : { node: value, change };
    }
    const change = wantedBy(at, changes);
    if (change !== undefined) return { node: at, change };
    if (
      /(?:_statement|_declaration|block)$/.test(at.type) ||
      ancestor(at.parent, "call_expression") === at.parent
    )
      return undefined;
  }
  return undefined;
}
