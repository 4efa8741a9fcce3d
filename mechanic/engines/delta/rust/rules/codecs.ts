import { bindingOf } from "../bindings.ts";
import type { Engine } from "../engine.ts";
import { originsOf } from "../slots.ts";
import {
  ancestor,
  attributesOf,
  fieldOf,
  inTest,
  parts,
  walk,
  within,
  type Node,
} from "../tree.ts";

/** Code of the service's own that writes a whole entity field by field, or makes one of what it reads. */
export interface Codec {
  readonly direction: "writes" | "reads";
  /** All of it, from its first field to its last. */
  readonly place: Node;
  /** The fields that it tells, each with the place where it does. */
  readonly fields: ReadonlyMap<string, Node>;
}

const share = 0.6;
const fewestWords = 2;
const fewest = { writes: 4, reads: 2 } as const;
const writes = /\.to_string\(|\bformat!|\.join\(|\bwrite(?:ln)?!|\.push_str\(|\.concat\(|\bjson!/;
const takesApart = /\.r?split\w*\(|\.lines\(|\.chars\(|\.captures\(|\.strip_prefix\(/;

/**
 * A form of an entity is code in which most of its fields meet in one place: on the way out each is taken from one value
 * and put into text, a row, or a record that is made to be stored; on the way in each comes out of the same source, and
 * none from a field of its own name. What tells them in words is none, unless it is read as well. `owner` is the entity's name in Rust, `known` its fields. Tests are left out.
 */
export function codecsOf(owner: string, known: readonly string[], engine: Engine): Codec[] {
  const nodes = [...engine.files.values()].flatMap((file) => [...walk(file.root)]);
  const stored = storedRecords(nodes);
  const found = nodes.flatMap((node) => {
    if (node.type === "struct_expression") return reader(node, owner, known, stored, engine) ?? [];
    return node.type === "function_item" ? writer(node, owner, known, stored, engine) : [];
  });
  const own = found.filter(({ place }) => !inTest(place, engine.request.tests));
  const isRead = own.some(({ direction }) => direction === "reads");
  return own.filter(({ direction, place }) => direction === "reads" || isRead || !isProse(place));
}

/** Whether fields stand among words (`"train {} coach {} seat {}"`): that is told to people, and nobody reads it back. */
const isProse = (place: Node): boolean =>
  [...walk(place)].some(
    ({ type, text }) =>
      type === "string_literal" && [...text.matchAll(/[a-z]{3,} \{/g)].length >= fewestWords,
  );

const enough = (count: number, known: readonly string[], least: number): boolean =>
  count >= Math.max(Math.min(least, Math.max(2, known.length)), known.length * share);

/** Hand-written records that are made to be stored or sent. */
const storedRecords = (nodes: readonly Node[]): ReadonlySet<string> =>
  new Set(
    nodes.flatMap((node) => {
      const name = node.type === "struct_item" ? fieldOf(node, "name")?.text : undefined;
      return name !== undefined && isStored(node) ? [name] : [];
    }),
  );

/** Whether serde writes or reads a struct, as far as its attributes say. */
export const isStored = (item: Node): boolean => /\b(?:S|Des)erialize\b/.test(attributesOf(item));

/** The name of what a struct literal makes. */
const madeBy = (literal: Node): string => fieldOf(literal, "name")?.text.split("::").at(-1) ?? "";

function writer(
  item: Node,
  owner: string,
  known: readonly string[],
  stored: ReadonlySet<string>,
  engine: Engine,
): Codec[] {
  const body = fieldOf(item, "body");
  if (body === undefined) return [];
  const byLocal = new Map<string, Map<string, Node>>();
  for (const node of [...walk(body)].flatMap((one) => [one, ...namesInText(one)])) {
    const access = accessOf(node, owner, engine);
    if (access === undefined || !known.includes(access.field)) continue;
    byLocal.set(
      access.local,
      (byLocal.get(access.local) ?? new Map<string, Node>()).set(access.field, node),
    );
  }
  return [...byLocal.values()].flatMap((all): Codec[] => {
    const fields = inOneStatement(all, known, body);
    if (!enough(fields.size, known, fewest.writes)) return [];
    const place = around([...fields.values()], body);
    const literal = ancestor(place, "struct_expression");
    const record = literal !== undefined && within(literal, body) ? madeBy(literal) : undefined;
    const tells =
      record === undefined
        ? writes.test(body.text) && (place.type !== "block" || isRow([...fields.values()], place))
        : stored.has(record);
    return tells ? [{ direction: "writes", place, fields }] : [];
  });
}

/** The fields that one statement tells, where those are enough: what another one makes of a field beforehand is no row. */
function inOneStatement(
  fields: ReadonlyMap<string, Node>,
  known: readonly string[],
  body: Node,
): ReadonlyMap<string, Node> {
  const groups = parts(body).map(
    (statement) => new Map([...fields].filter(([, node]) => within(node, statement))),
  );
  const most = groups.toSorted((a, b) => b.size - a.size)[0];
  return most !== undefined && enough(most.size, known, fewest.writes) ? most : fields;
}

/** Names that a text to be laid out takes from around it: `label` of `"{label}: {}"`. */
const namesInText = (node: Node): Node[] =>
  node.type === "string_literal"
    ? [...node.text.matchAll(/\{([a-z_]\w*)(?::[^{}]*)?\}/g)].map(([, name = ""]) => ({
        ...node,
        type: "identifier",
        text: name,
      }))
    : [];

/** Whether statements say the same of one field after the other: `row.put("due", loan.due)`. */
function isRow(fields: readonly Node[], block: Node): boolean {
  const heads = fields.map((field) => {
    const statement = block.children.find((one) => within(field, one));
    return /^\w+/.exec(statement?.text ?? "")?.[0];
  });
  const [first] = heads;
  return first !== undefined && first !== "let" && heads.every((head) => head === first);
}

/** `loan` and `due` of `loan.due`, and of `due` where a pattern took the loan apart. */
function accessOf(
  node: Node,
  owner: string,
  engine: Engine,
): { readonly local: string; readonly field: string } | undefined {
  if (node.type === "field_expression") {
    const value = fieldOf(node, "value");
    const called = node.parent?.type === "call_expression" && node.field === "function";
    if (value === undefined || called || !/^(?:identifier|self)$/.test(value.type))
      return undefined;
    return isOwner(value, owner, engine)
      ? { local: value.text, field: fieldOf(node, "field")?.text ?? "" }
      : undefined;
  }
  if (node.type !== "identifier") return undefined;
  const binding = bindingOf(node);
  const pattern = ancestor(binding?.name, "struct_pattern");
  if (binding === undefined || pattern === undefined || !within(pattern, binding.pattern))
    return undefined;
  if (fieldOf(pattern, "type")?.text.split("::").at(-1) !== owner) return undefined;
  const named = ancestor(binding.name, "field_pattern");
  const field = (named === undefined ? undefined : fieldOf(named, "name")) ?? binding.name;
  return { local: `${pattern.start}`, field: field.text };
}

/** Whether a value is the entity, as far as its declaration says: what says nothing may be. */
export function isOwner(value: Node, owner: string, engine: Engine): boolean {
  if (value.type === "self") {
    const block = ancestor(value, "impl_item");
    return block !== undefined && fieldOf(block, "type")?.text.split("::").at(-1) === owner;
  }
  const types = originsOf(value, engine.declarations).types;
  return types.length === 0 || types.some(({ text }) => new RegExp(`\\b${owner}\\b`).test(text));
}

/** The smallest whole expression that holds all of them. */
function around(nodes: readonly Node[], outermost: Node): Node {
  let place = nodes[0] ?? outermost;
  while (place !== outermost && place.parent !== undefined && !holdsAll(place, nodes))
    place = place.parent;
  return place;
}

const holdsAll = (place: Node, nodes: readonly Node[]): boolean =>
  nodes.every((one) => within(one, place)) &&
  !/^(?:arguments|field_initializer_list)$/.test(place.type);

function reader(
  literal: Node,
  owner: string,
  known: readonly string[],
  stored: ReadonlySet<string>,
  engine: Engine,
): Codec | undefined {
  const list = fieldOf(literal, "body");
  if (madeBy(literal) !== owner || list === undefined) return undefined;
  const fields = new Map(
    parts(list)
      .filter((part) => part.type !== "base_field_initializer")
      .map((part) => [(fieldOf(part, "field") ?? parts(part)[0] ?? part).text, part] as const),
  );
  const told = known.filter((name) => fields.has(name));
  if (!enough(told.length, known, fewest.reads)) return undefined;
  const body = fieldOf(ancestor(literal, "function_item") ?? literal, "body");
  const apart = told.length >= fewest.writes && takesApart.test(body?.text ?? "");
  const sources = told.map((name) => sourcesOf(name, fields.get(name), stored, engine));
  const names = [...new Set(sources.flatMap((one) => [...one]))];
  const one = names.some((name) =>
    enough(sources.filter((source) => source.has(name)).length, known, fewest.reads),
  );
  return apart || one ? { direction: "reads", place: literal, fields } : undefined;
}

/**
 * What a field's value comes out of: `row` of `row.text("due")?`, of `cells[3].parse()?`, of `number(&row, 3)?`, and of
 * `row.due` where rows are made to be stored. A value of the same kind that only passes its field on is no source.
 */
function sourcesOf(
  name: string,
  part: Node | undefined,
  stored: ReadonlySet<string>,
  engine: Engine,
): ReadonlySet<string> {
  const value = part === undefined ? undefined : fieldOf(part, "value");
  const found = new Set<string>();
  for (const node of value === undefined ? [] : walk(value)) {
    if (!/^(?:identifier|self)$/.test(node.type) || node.field === "function") continue;
    if (node.type === "identifier" && bindingOf(node) === undefined) continue;
    const access = node.parent?.type === "field_expression" ? node.parent : undefined;
    const method = access !== undefined && access.field === "function";
    const member = access === undefined ? undefined : fieldOf(access, "field")?.text;
    const types = access === undefined || method ? [] : originsOf(node, engine.declarations).types;
    const kept = types.some(({ text }) =>
      [...stored].some((one) => new RegExp(`\\b${one}\\b`).test(text)),
    );
    const reads =
      access === undefined
        ? node.parent?.type !== "call_expression" && (isGiven(node) || isIndexed(node))
        : method
          ? member !== name && !passesOn.test(member ?? "")
          : kept;
    if (reads) found.add(node.text);
  }
  return found;
}

/** Methods that only hand a value on. */
const passesOn =
  /^(?:clone|cloned|to_string|to_owned|into|copied|as_\w+|map|unwrap_or\w*|ok_or\w*|is_\w+|len)$/;

/** `row` of `number(&row, 3)` beside which something else says what is wanted of it. */
function isGiven(node: Node): boolean {
  const given = node.parent?.type === "reference_expression" ? node.parent : node;
  const list = given.parent;
  return list?.type === "arguments" && parts(list).length > 1;
}

const isIndexed = (node: Node): boolean =>
  node.parent?.type === "index_expression" && node.parent.children[0] === node;
