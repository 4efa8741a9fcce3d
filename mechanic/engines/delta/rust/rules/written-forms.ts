import { typeName, valueName, type Change, type Field } from "#intent";

import type { Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { lastName, ownerOf } from "../names.ts";
import { fieldOf, inTest, parts, walk, within, type Node } from "../tree.ts";

const fewestFields = 4;
const share = 0.6;
const writes = /\.to_string\(|\bformat!|\.join\(|\bwrite(?:ln)?!|\.push_str\(|\.concat\(|\bjson!/;
const takesApart = /\.r?split\w*\(|\.lines\(|\.chars\(|\.captures\(|\.strip_prefix\(/;

/**
 * Text that people write of a whole entity, field by field (a line of a journal, a row of a file), leaves an added field
 * out, and code that makes the entity of such a text does not find it there. Both compile, or are filled with a default:
 * whether and where the field is told is asked beside the field that stands before it.
 */
export function askForWrittenForms(engine: Engine): void {
  const added = engine.request.changes.filter(({ kind }) => kind === "field-added");
  for (const change of added) {
    const known = knownFields(change, engine);
    if (known.length < fewestFields) continue;
    for (const item of functionsOf(engine)) {
      const place = written(item, known) ?? read(item, known, ownerOf(change.symbol) ?? "");
      if (place === undefined || inTest(item, engine.request.tests)) continue;
      // Which value it has is asked there already.
      if (engine.asked.some((asked) => asked.type === "struct_expression" && within(place, asked)))
        continue;
      addHole(engine, {
        kind: "wire-form",
        node: place,
        delta: change.symbol,
        candidates: [leftOut],
        choices: [{ label: leftOut, edits: [] }],
        slot: undefined,
        question: `\`${change.symbol}\` was added, and its neighbours are told as text here. Is it told as well, and where?`,
      });
    }
  }
}

const leftOut = "it is left out: as it stands";

const functionsOf = (engine: Engine): Node[] =>
  [...engine.files.values()].flatMap((file) =>
    [...walk(file.root)].filter((node) => node.type === "function_item"),
  );

/** The other fields of the entity, those before the added one last to first, then those behind it. */
function knownFields(change: Change, { request }: Engine): string[] {
  const service = request.after.services.get(change.symbol.split("/")[0] ?? "");
  const owner = ownerOf(change.symbol);
  const entity = service?.entities.find((one) => typeName("rust", one.name) === owner);
  const fields: readonly Field[] = entity?.fields ?? [];
  const at = fields.findIndex((one) => one.name === lastName(change.symbol));
  const fresh = new Set(
    request.changes.filter((one) => one.kind === "field-added").map((one) => lastName(one.symbol)),
  );
  return [...fields.slice(0, Math.max(0, at)).toReversed(), ...fields.slice(at + 1)]
    .filter((field) => !fresh.has(field.name))
    .map((field) => valueName("rust", field.name));
}

const enough = (count: number, known: readonly string[]): boolean =>
  count >= Math.max(fewestFields, known.length * share);

/** The field before the added one where a function writes most of an entity's fields as text. */
function written(item: Node, known: readonly string[]): Node | undefined {
  const body = fieldOf(item, "body");
  if (body === undefined || !writes.test(body.text)) return undefined;
  const byLocal = new Map<string, Map<string, Node>>();
  for (const node of walk(body)) {
    const local = node.type === "field_expression" ? fieldOf(node, "value") : undefined;
    const name = node.type === "field_expression" ? (fieldOf(node, "field")?.text ?? "") : "";
    if (local?.type !== "identifier" && local?.type !== "self") continue;
    if (known.includes(name))
      byLocal.set(local.text, (byLocal.get(local.text) ?? new Map<string, Node>()).set(name, node));
  }
  const fields = [...byLocal.values()].find((one) => enough(one.size, known));
  return fields === undefined ? undefined : known.flatMap((name) => fields.get(name) ?? [])[0];
}

/** The same where a function makes the entity of a text that it takes apart. */
function read(item: Node, known: readonly string[], owner: string): Node | undefined {
  const body = fieldOf(item, "body");
  if (body === undefined || !takesApart.test(body.text)) return undefined;
  for (const node of walk(body)) {
    const name =
      node.type === "struct_expression"
        ? fieldOf(node, "name")?.text.split("::").at(-1)
        : undefined;
    const list = node.type === "struct_expression" ? fieldOf(node, "body") : undefined;
    if (name !== owner || list === undefined) continue;
    const fields = new Map(
      parts(list).map(
        (part) => [(fieldOf(part, "field") ?? parts(part)[0] ?? part).text, part] as const,
      ),
    );
    const found = known.flatMap((one) => fields.get(one) ?? []);
    if (enough(found.length, known)) return found[0];
  }
  return undefined;
}
