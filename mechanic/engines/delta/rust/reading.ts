import { valueName, type Change, type Choice, type HoleKind } from "#intent";

import type { SlotDraft } from "../shared/index.ts";
import { heldChanges } from "./bound.ts";
import type { Engine } from "./engine.ts";
import type { Finding } from "./findings.ts";
import { lastName } from "./names.ts";
import type { Mode } from "./patches.ts";
import type { Node } from "./tree.ts";

/** What an error that no rule answers asks. */
export interface Reading {
  readonly kind: HoleKind;
  readonly change: Change | undefined;
  readonly question: string;
  readonly candidates: readonly string[];
  readonly node?: Node | undefined;
  readonly slot?: SlotDraft | undefined;
  readonly choices?: readonly Choice[] | undefined;
  readonly meaning?: string;
}

/** Reads an error as a question; undefined where it is about something else. */
export type Reader = (finding: Finding, engine: Engine, mode: Mode) => Reading | undefined;

/** Values among which a person chooses, where the type has few. */
export const valuesOf = ({ toType }: Change): readonly string[] =>
  toType?.kind === "primitive" && toType.name === "bool" ? ["true", "false"] : [];

/** The change of a kind whose name is spelt nearest around an error; else the only one there is. */
export function closest(finding: Finding, engine: Engine, kinds: RegExp): Change | undefined {
  const held = heldBy(finding, engine);
  if (held.length > 0) return held.find(({ kind }) => kinds.test(kind));
  return (
    spelt(finding, engine, kinds, /^(?:function_item|mod_item|source_file)$/) ??
    engine.request.changes.find((one) => kinds.test(one.kind))
  );
}

/** The changes whose very value an error is about: of several changes at once, the one that caused it. */
function heldBy({ node, file, start, end }: Finding, engine: Engine): Change[] {
  const text = engine.files.get(file)?.text.slice(start, end) ?? "";
  return node === undefined ? [] : heldChanges(node, engine.request.changes, engine.renames, text);
}

const statement = /(?:_item|_statement|_declaration|^block|^match_arm|^source_file)$/;
const bodied = /^(?:if|match|for|while|loop)_expression$/;

/** The same within the statement of an error alone. */
export function spelt(
  finding: Finding,
  engine: Engine,
  kinds: RegExp,
  end = statement,
): Change | undefined {
  const held = heldBy(finding, engine);
  if (held.length > 0) return held.find(({ kind }) => kinds.test(kind));
  const changes = engine.request.changes.filter((one) => kinds.test(one.kind));
  const { node } = finding;
  for (let at = node; at !== undefined && !end.test(at.type); at = at.parent) {
    // What a condition, a loop or a `match` leads to need not be about what it asks.
    if (end === statement && at !== node && bodied.test(at.type)) break;
    const { text } = at;
    const found = changes.find((one) =>
      new RegExp(`\\b${valueName("rust", lastName(one.symbol))}\\b`).test(text),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
