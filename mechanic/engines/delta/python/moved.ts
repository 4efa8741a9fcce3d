import {
  typeName,
  valueName,
  type Change,
  type Field,
  type Model,
  type RepairRequest,
  type SyntaxNode,
} from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { builderName } from "./targets.ts";
import { stampedFileOf } from "./locate.ts";
import { above } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import { indexAll, usesOf } from "./gone/uses.ts";
import type { Snapshot } from "./snapshot.ts";
import { locate } from "./locate.ts";
import { pathTo, textOf } from "./tree.ts";

/** A field whose words changed, beside a new one of its type: what its old uses mean may be the other one now. */
export interface Moved {
  /** The change that brought the other field. */
  readonly change: Change;
  readonly service: string;
  readonly entity: string;
  readonly field: string;
  readonly other: string;
}

/**
 * Fields whose meaning may have moved: the name lives on with other words, and a field of the same type is new beside it.
 * Every use compiles as before and may mean the other field, which nobody but people can tell.
 */
export function movedFields({ before, after, changes }: RepairRequest): readonly Moved[] {
  return changes.flatMap((change): readonly Moved[] => {
    if (change.kind !== "field-added" || change.guess !== undefined) return [];
    const [service = "", rest = ""] = change.symbol.split("/");
    const [entity = "", other = ""] = rest.split(".");
    const now = fieldsOf(after, service, entity);
    const added = now.find(({ name }) => name === other);
    return fieldsOf(before, service, entity).flatMap((field): readonly Moved[] => {
      const lives = now.find(({ name }) => name === field.name);
      const isMoved =
        added !== undefined &&
        lives !== undefined &&
        (field.doc !== undefined || tells(added, field)) &&
        lives.doc !== field.doc &&
        spelt(added) === spelt(field);
      return isMoved ? [{ change, service, entity, field: field.name, other }] : [];
    });
  });
}

/** Whether the words of a new field name the one that was there: `"What length was until now."` */
const tells = ({ doc = "" }: Field, { name }: Field): boolean =>
  new RegExp(`\\b${name.replaceAll("-", "[- ]")}\\b`, "i").test(doc);

const fieldsOf = (model: Model, service: string, entity: string): readonly Field[] =>
  model.services.get(service)?.entities.find(({ name }) => name === entity)?.fields ?? [];

/** A type without its places. */
const spelt = ({ type }: Field): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));

/** One question for each statement that reads such a field, and for each call that gives it a value. */
export async function movedHoles(
  snapshot: Snapshot,
  moved: readonly Moved[],
  self: string,
): Promise<readonly HoleDraft[]> {
  const modules = indexAll(snapshot);
  const holes: HoleDraft[] = [];
  for (const one of moved) {
    const file = stampedFileOf(snapshot.stamped.keys(), one.service, self);
    const stamp = file === undefined ? undefined : snapshot.stamped.get(file);
    if (stamp === undefined) continue;
    const from = valueName("python", one.field);
    const { change, service } = one;
    const asked = new Set<SyntaxNode>();
    for (const target of [
      { kind: "attribute", owner: typeName("python", one.entity) },
      { kind: "parameter", owner: builderName(one.entity) },
    ] as const) {
      const declared = locate(stamp.text, stamp.root, {
        ...target,
        change,
        service,
        from,
        to: from,
      });
      if (declared === undefined) continue;
      const place = { file: stamp.file, offset: declared.start, name: from };
      for (const { module, node } of await usesOf(snapshot, modules, place)) {
        const unit = unitOf(module, node);
        if (asked.has(unit)) continue;
        asked.add(unit);
        holes.push(holeAt(module, node, one));
      }
    }
  }
  return holes;
}

/** The call that gives a value by name, or the statement around a read. */
const unitOf = (module: Indexed, node: SyntaxNode): SyntaxNode => {
  const around = [...above(module, node)];
  const isGiven = around[0]?.type === "keyword_argument";
  return (
    around.find(({ type }) => (isGiven ? type === "call" : /_statement$|_clause$/.test(type))) ??
    node
  );
};

function holeAt(module: Indexed, node: SyntaxNode, moved: Moved): HoleDraft {
  const { start, end } = node;
  const [old, other] = [valueName("python", moved.field), valueName("python", moved.other)];
  const name = end - old.length;
  const label = textOf(module.text, node);
  return {
    kind: "ambiguous-rename",
    file: module.file,
    text: module.text,
    span: { start, end },
    delta: moved.change.symbol,
    inside: pathTo(module.text, module.root, start),
    question: `\`${moved.field}\` of \`${moved.service}/${moved.entity}\` means something else now, and \`${moved.other}\` is new beside it: which of the two is meant here?`,
    candidates: [label, `${module.text.slice(start, name)}${other}`],
    choices: [
      { label, edits: [] },
      {
        label: `${module.text.slice(start, name)}${other}`,
        edits: [{ file: module.file, start: name, end, text: other }],
      },
    ],
  };
}
