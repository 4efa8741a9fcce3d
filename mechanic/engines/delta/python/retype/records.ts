import type { SyntaxNode } from "#intent";

import { assignedIn, childOf, nameOf, nodesOf, statementsOf, textOf } from "../tree.ts";
import { plainString } from "./indexed.ts";
import { overlay } from "./overlay.ts";
import { parsePrinted, relate, type Pair, type Printed, type TagNames } from "./printed.ts";
import { changed, type Indexed, type Tag } from "./types.ts";

/** Hand-written classes that are equal to plain values of the same make: pyright prints their names, not their fields. */
export interface Records {
  /** Named tuples: a tuple of the same types in the same order is equal to them. */
  readonly tuples: ReadonlyMap<string, readonly Printed[]>;
  /** Typed dictionaries by key. */
  readonly dictionaries: ReadonlyMap<string, ReadonlyMap<string, Printed>>;
  /** What methods of hand-written classes take that stand for an operator: `Ring` and `__contains__`. */
  readonly operands: ReadonlyMap<string, ReadonlyMap<string, Printed>>;
  /** The type of a literal that is tagged. */
  literal(file: string, node: SyntaxNode): Printed | undefined;
}

/** Reads the records of all modules, with the types that their slots have in the tagged program. */
export function recordsOf(
  modules: Iterable<Indexed>,
  tags: readonly Tag[],
  members: ReadonlySet<number>,
): Records {
  const tuples = new Map<string, readonly Printed[]>();
  const dictionaries = new Map<string, ReadonlyMap<string, Printed>>();
  const operands = new Map<string, ReadonlyMap<string, Printed>>();
  const nameOfTag = ({ tag }: Tag): string => `FwT${members.has(tag) ? changed : tag}`;
  for (const module of modules) {
    const own = tags.filter(({ file, kind }) => file === module.file && kind === "slot");
    for (const node of nodesOf(module.root, "class_definition")) {
      operands.set(nameOf(module.text, node), operandsOf(module, node, own, members));
      const bases = childOf(node, "superclasses");
      const base = bases === undefined ? "" : textOf(module.text, bases);
      if (!/\b(?:NamedTuple|TypedDict)\b/.test(base)) continue;
      const fields = fieldsOf(module, node, own, nameOfTag);
      const name = nameOf(module.text, node);
      if (base.includes("NamedTuple")) tuples.set(name, [...fields.values()]);
      else dictionaries.set(name, fields);
    }
  }
  const literals = new Map(
    tags
      .filter(({ kind }) => kind === "literal")
      .map((tag) => [`${tag.file}:${tag.start}:${tag.end}`, nameOfTag(tag)] as const),
  );
  return {
    tuples,
    dictionaries,
    operands,
    literal: (file, { start, end }) => {
      const found = literals.get(`${file}:${start}:${end}`);
      return found === undefined ? undefined : { name: found, args: [] };
    },
  };
}

/** The type of the one thing that each method takes which stands for an operator. */
function operandsOf(
  module: Indexed,
  node: SyntaxNode,
  tags: readonly Tag[],
  members: ReadonlySet<number>,
): ReadonlyMap<string, Printed> {
  const found = new Map<string, Printed>();
  for (const method of statementsOf(node)) {
    const name = nameOf(module.text, method);
    if (!/^__\w+__$/.test(name)) continue;
    const [, taken] = (childOf(method, "parameters")?.children ?? []).filter(({ named }) => named);
    const type = taken === undefined ? undefined : childOf(taken, "type");
    if (type !== undefined)
      found.set(name, parsePrinted(taggedText(module, type, tags, members).replaceAll("_fw.", "")));
  }
  return found;
}

/** Hand-written names of types of functions: pyright prints the name, not what it stands for. */
export function aliasesOf(
  modules: Iterable<Indexed>,
  tags: readonly Tag[],
  members: ReadonlySet<number>,
): ReadonlyMap<string, Printed> {
  const found = new Map<string, Printed>();
  for (const module of modules)
    for (const statement of module.root.children) {
      const name = assignedIn(statement);
      const right = statement.children[0] && childOf(statement.children[0], "right");
      if (name === undefined || right === undefined) continue;
      const own = tags.filter(({ file, kind }) => file === module.file && kind === "slot");
      const spelt = taggedText(module, right, own, members);
      const [, given, answer] = /^(?:[\w.]*\.)?Callable\[\[(.*?)\],(.*)\]$/s.exec(spelt) ?? [];
      if (given === undefined || answer === undefined) continue;
      const printed = `(${given.replaceAll("_fw.", "")}) -> (${answer.trim()})`;
      found.set(textOf(module.text, name), parsePrinted(printed));
    }
  return found;
}

/** A type as it stands, with the names of its tags. */
const taggedText = (
  module: Indexed,
  type: SyntaxNode,
  tags: readonly Tag[],
  members: ReadonlySet<number>,
): string =>
  overlay(
    textOf(module.text, type),
    tags
      .filter(({ start, end }) => type.start <= start && end <= type.end)
      .map(({ tag, start, end }) => ({
        start: start - type.start,
        end: end - type.start,
        text: `FwT${members.has(tag) ? changed : tag}`,
        role: "instead" as const,
      })),
  ).text;

function fieldsOf(
  module: Indexed,
  node: SyntaxNode,
  tags: readonly Tag[],
  nameOfTag: (tag: Tag) => string,
): ReadonlyMap<string, Printed> {
  const fields = new Map<string, Printed>();
  for (const statement of statementsOf(node)) {
    const name = assignedIn(statement);
    const type = statement.children[0] && childOf(statement.children[0], "type");
    if (name === undefined || type === undefined) continue;
    const patches = tags
      .filter(({ start, end }) => type.start <= start && end <= type.end)
      .map((tag) => ({
        start: tag.start - type.start,
        end: tag.end - type.start,
        text: nameOfTag(tag),
        role: "instead" as const,
      }));
    const spelt = overlay(textOf(module.text, type), patches).text;
    fields.set(textOf(module.text, name), parsePrinted(spelt));
  }
  return fields;
}

/** A type with the tuples that its named tuples are, as deep as they go in any code that people read. */
export function asTuples(records: Records, type: Printed, depth = 0): Printed {
  const fields = records.tuples.get(type.name);
  const args = fields ?? type.args;
  if (depth > depthMax) return type;
  return {
    ...type,
    name: fields === undefined ? type.name : "tuple",
    args: args.map((arg) => asTuples(records, arg, depth + 1)),
  };
}

const depthMax = 6;

/** Relates the values of a dictionary that is written out, or of a list of such, to the typed dictionary that it equals. */
export function relateDictionary(
  records: Records,
  names: TagNames,
  type: Printed,
  module: Indexed,
  node: SyntaxNode,
  report: (pair: Pair, literal: SyntaxNode) => void,
): void {
  const keys = records.dictionaries.get(type.name);
  if (keys === undefined) {
    const [element] = type.args;
    if (node.type === "list" && element !== undefined)
      for (const child of node.children)
        relateDictionary(records, names, element, module, child, report);
    return;
  }
  for (const pair of node.children) {
    const key = plainString(module.text, childOf(pair, "key"));
    const value = childOf(pair, "value");
    const wanted = key === undefined ? undefined : keys.get(key);
    if (value === undefined || wanted === undefined) continue;
    const literal = records.literal(module.file, value);
    if (literal === undefined) relateDictionary(records, names, wanted, module, value, report);
    else relate(names, literal, wanted, (found) => report(found, value));
  }
}
