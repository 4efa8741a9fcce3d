import type { Change } from "#intent";

import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { ancestor, parts, type Node } from "../tree.ts";
import { carried, requiredChanges, wantedBy } from "./always-there.ts";
import { leavingOut, mapInstead } from "./presence.ts";

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
  const lent = lentBeside(value.node, finding);
  if (lent === "unknown") return [];
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
              ...lent,
            ]
          : [mapInstead(method)],
    },
  ];
}

/**
 * Borrowed text is compared with text that is borrowed as well: `member.email == "x"` becomes
 * `member.email.as_deref() == Some("x")`.
 */
function lentBeside(value: Node, { words }: Finding): PatchEdit[] | "unknown" {
  const { expected, found } = expectation(words);
  if (!/Option<(?:\w+::)*String>$/.test(expected ?? "") || !/^&(?:'\w+ )?str$/.test(found ?? ""))
    return [];
  const { parent } = value;
  const compared = parent?.type === "binary_expression" || parent?.type === "arguments";
  const [other, ...more] = compared ? parts(parent).filter((one) => one !== value) : [];
  // What a comparison has besides its two sides is what it says where it fails.
  if (other === undefined || (parent?.type === "binary_expression" && more.length > 0))
    return compared ? "unknown" : [];
  const inner = other.type === "reference_expression" ? parts(other).at(-1) : other;
  if (
    inner === undefined ||
    !/^(?:identifier|field_expression|call_expression|index_expression)$/.test(inner.type)
  )
    return "unknown";
  return [{ file: other.file, start: inner.end, end: inner.end, text: ".as_deref()" }];
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
