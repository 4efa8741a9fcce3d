import { camelCase, derived } from "#intent";

import type { Engine } from "../engine.ts";
import {
  ancestor,
  attributesOf,
  fieldOf,
  inTest,
  parseRust,
  parts,
  walk,
  type Node,
} from "../tree.ts";
import type { Patch } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { membersOfText, type Member } from "./json-text.ts";

/** A struct as it stands on the wire. */
interface Shape {
  readonly name: string;
  readonly required: ReadonlySet<string>;
  /** Every key; with its retype where the field behind it changed from a number to text. */
  readonly keys: ReadonlyMap<string, Retype | undefined>;
}

/**
 * Numbers in JSON that tests write down: no compiler reads them. An object is known by its keys, all that a stamped struct
 * demands and no other; where several structs have them, or one key alone tells little, by the rpc that it is sent to.
 * What stays unknown is left to the tests themselves.
 */
export async function jsonPatches(engine: Engine): Promise<Patch[]> {
  const retypes = engine.retypes.filter(({ from, to }) => to === "String" && /^[iu]32$/.test(from));
  if (retypes.length === 0) return [];
  const shapes = await shapesOf(engine, retypes);
  const patches: Patch[] = [];
  for (const file of engine.files.values()) {
    for (const node of walk(file.root)) {
      const members = membersOf(node);
      if (members.length === 0 || !inTest(node, engine.request.tests)) continue;
      for (const member of members) {
        const retype = /^\d+$/.test(member.text)
          ? retypeOfKey(member, members, node, shapes)
          : undefined;
        if (retype !== undefined) patches.push(quoted(member, node.file, retype));
      }
    }
  }
  return patches;
}

/** The members of an object inside `json!`, which was opened up as a list, or of an object in raw text. */
function membersOf(node: Node): readonly Member[] {
  if (node.type === "raw_string_literal") return membersOfText(node.text, node.start);
  if (node.type !== "array_expression" || !node.text.startsWith("{")) return [];
  const list = parts(node);
  return list.flatMap((key, index) => {
    const value = list[index + 1];
    if (index % 2 === 1 || value === undefined || key.type !== "string_literal") return [];
    return [{ key: key.text.slice(1, -1), start: value.start, end: value.end, text: value.text }];
  });
}

function retypeOfKey(
  member: Member,
  members: readonly Member[],
  node: Node,
  shapes: readonly Shape[],
): Retype | undefined {
  const keys = new Set(members.map((one) => one.key));
  const fitting = shapes.filter(
    (shape) => [...keys].every((key) => shape.keys.has(key)) && shape.required.isSubsetOf(keys),
  );
  const called = inputNear(node);
  const [only, ...others] =
    called === undefined ? fitting : fitting.filter((one) => one.name === called);
  if (only === undefined || (called === undefined && keys.size < 2)) return undefined;
  const retype = only.keys.get(member.key);
  return others.every((one) => one.keys.get(member.key) === retype) ? retype : undefined;
}

/** The input of the rpc whose path is written in the statement around a body. */
function inputNear(node: Node): string | undefined {
  const statement = ancestor(node, "let_declaration", "expression_statement") ?? node;
  const paths = [...statement.text.matchAll(/\brpc\/([a-z][\w-]*)/g)].map(([, name = ""]) => name);
  return new Set(paths).size === 1 ? derived.input(paths[0] ?? "") : undefined;
}

function quoted(member: Member, file: string, retype: Retype): Patch {
  return {
    rule: "retype-literal",
    change: retype.change,
    certainty: "likely",
    because: `\`${member.key}\` of this JSON is \`${retype.change}\`, which is \`${retype.to}\` now.`,
    edits: [{ file, start: member.start, end: member.end, text: `"${member.text}"` }],
  };
}

/** Structs that serde reads or writes, stamped and hand-written ones. */
async function shapesOf(engine: Engine, retypes: readonly Retype[]): Promise<Shape[]> {
  const shapes: Shape[] = [];
  for (const [path, text] of engine.request.stampedAfter) {
    if (!path.endsWith(".rs")) continue;
    const { root } = await parseRust(engine.host, path, text);
    shapes.push(
      ...structsOf(root, (type) =>
        retypes.find((one) => one.places.some((place) => covers(type, place))),
      ),
    );
  }
  const flipped = engine.patches.filter((patch) => patch.rule === "retype-slot");
  for (const file of engine.files.values())
    shapes.push(
      ...structsOf(file.root, (type) => {
        const patch = flipped.find((one) => one.edits.some((edit) => covers(type, edit)));
        return retypes.find((one) => one.change === patch?.change);
      }),
    );
  return shapes;
}

interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

const covers = (type: Node, place: Place): boolean =>
  type.file === place.file && type.start === place.start && type.end === place.end;

function structsOf(root: Node, retypeAt: (type: Node) => Retype | undefined): Shape[] {
  const shapes: Shape[] = [];
  for (const node of walk(root)) {
    if (node.type !== "struct_item" || !/\b(?:Des|S)erialize\b/.test(attributesOf(node))) continue;
    const required = new Set<string>();
    const keys = new Map<string, Retype | undefined>();
    for (const field of fieldOf(node, "body")?.children ?? []) {
      const type = fieldOf(field, "type");
      const name = fieldOf(field, "name")?.text.replace(/^r#|_$/g, "");
      if (field.type !== "field_declaration" || type === undefined || name === undefined) continue;
      const attributes = attributesOf(field);
      const key = /rename = "([^"]+)"/.exec(attributes)?.[1] ?? camelCase(name);
      keys.set(key, retypeAt(type));
      if (!type.text.startsWith("Option<") && !/\bdefault\b/.test(attributes)) required.add(key);
    }
    shapes.push({ name: fieldOf(node, "name")?.text ?? "", required, keys });
  }
  return shapes;
}
