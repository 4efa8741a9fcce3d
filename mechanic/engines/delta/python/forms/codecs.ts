import type { Span, SyntaxNode } from "#intent";

import { above, calleeOf, methodOf } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";

/** One function that makes a text or a row of a record, or a record of one. */
export interface Form {
  readonly module: Indexed;
  readonly scope: SyntaxNode;
  /** Where it is decided how it is read or written. */
  readonly span: Span;
  readonly fields: ReadonlySet<string>;
  /** What each field gets where a record is made. */
  readonly given: ReadonlyMap<string, SyntaxNode>;
}

/** Both halves of a form that a service has for a record. */
export interface Codec {
  readonly type: string;
  readonly readers: readonly Form[];
  readonly writers: readonly Form[];
}

/**
 * The forms of one record that people wrote by hand: one function makes a text, a list or a dictionary of its fields, and
 * another one makes the record of that again. Texts that are only shown are no form, which is why both halves have to be
 * there.
 */
export function codecOf(modules: readonly Indexed[], type: string): Codec {
  const readers = modules.flatMap((module) => readersIn(module, type));
  const writers = modules.flatMap((module) => writersIn(module, type));
  const paired = readers.filter((reader) => writers.some((writer) => isSame(reader, writer)));
  const written = writers.filter((writer) => paired.some((reader) => isSame(reader, writer)));
  return { type, readers: paired, writers: written };
}

/** Whether a place stands in a function that writes such a form of any record. */
export function isInWriter(modules: readonly Indexed[], file: string, place: Span): boolean {
  const module = modules.find((one) => one.file === file);
  const scopes = (module === undefined ? [] : functionsOf(module)).filter(
    ({ start, end }) => start <= place.start && place.end <= end,
  );
  const types = new Set(
    scopes.flatMap((scope) => parametersOf(module?.text ?? "", scope).map(({ type }) => type)),
  );
  return [...types].some((type) =>
    codecOf(modules, type).writers.some((writer) => scopes.includes(writer.scope)),
  );
}

/** Methods that take a text apart. */
const apart =
  /^(?:split|rsplit|splitlines|partition|rpartition|fullmatch|match|search|findall|groupdict|reader|DictReader|loads)$/;
/** Types of what a form is read from or written to: texts and rows of them. */
const formed = /\b(?:str|dict|Dict|Mapping|Row)\b/;
const isRow = /^(?:dict|Dict|Mapping|MutableMapping|list|Sequence|tuple)\[/;

const isSame = (reader: Form, writer: Form): boolean =>
  reader.fields.size > 1 && [...reader.fields].every((field) => writer.fields.has(field));

const functionsOf = (module: Indexed): readonly SyntaxNode[] =>
  nodesOf(module.root, "function_definition");

/** Parameters of a function by their names, with the text of their types. */
const parametersOf = (
  text: string,
  node: SyntaxNode,
): readonly { readonly name: string; readonly type: string }[] =>
  (childOf(node, "parameters")?.children ?? []).flatMap((parameter) => {
    const name = childOf(parameter, "name") ?? parameter.children[0];
    const type = childOf(parameter, "type");
    return name === undefined || type === undefined
      ? []
      : [{ name: textOf(text, name), type: textOf(text, type) }];
  });

/** How the type of a parameter is spelt; empty where there is none of that name. */
export const typeOfParameter = ({ text }: Indexed, scope: SyntaxNode, name: string): string =>
  parametersOf(text, scope).find((one) => one.name === name)?.type ?? "";

/** Functions that take a text apart, or get a row of texts, and make the record of the parts. */
function readersIn(module: Indexed, type: string): readonly Form[] {
  const { text } = module;
  if (!new RegExp(`\\b${type}\\(`).test(text)) return [];
  return functionsOf(module).flatMap((scope): readonly Form[] => {
    const keyed = new Set(keyedIn(text, scope));
    const sources = parametersOf(text, scope).filter(
      (one) => formed.test(one.type) || keyed.has(one.name),
    );
    if (sources.length === 0) return [];
    const calls = nodesOf(scope, "call");
    const made = calls.find((call) => calleeOf(text, call).split(".").at(-1) === type);
    const comesApart =
      sources.some((one) => isRow.test(one.type) || keyed.has(one.name)) ||
      calls.some((call) => apart.test(methodOf(text, call)));
    if (made === undefined || !comesApart) return [];
    const given = new Map(
      (childOf(made, "arguments")?.children ?? []).flatMap((argument) => {
        const name = argument.type === "keyword_argument" ? childOf(argument, "name") : undefined;
        return name === undefined ? [] : [[textOf(text, name), argument] as const];
      }),
    );
    const span = columns(module, scope, made) ?? made;
    return [{ module, scope, span, given, fields: new Set(given.keys()) }];
  });
}

/** Names whose entries a function reads by the texts of their keys, whatever their type is called. */
const keyedIn = (text: string, scope: SyntaxNode): readonly string[] =>
  nodesOf(scope, "subscript").flatMap((one) => {
    const [value, key] = [childOf(one, "value"), childOf(one, "subscript")];
    return value?.type === "identifier" && key?.type === "string" ? [textOf(text, value)] : [];
  });

/** Where a text comes apart into as many parts as there are names: one part more does not fit there. */
function columns({ text }: Indexed, scope: SyntaxNode, made: SyntaxNode): SyntaxNode | undefined {
  const given = childOf(made, "arguments");
  const used = new Set(
    given === undefined ? [] : nodesOf(given, "identifier").map((one) => textOf(text, one)),
  );
  return nodesOf(scope, "assignment").find((assignment) => {
    const [left, right] = [childOf(assignment, "left"), childOf(assignment, "right")];
    return (
      left?.type === "pattern_list" &&
      right !== undefined &&
      nodesOf(right, "call").some((call) => apart.test(methodOf(text, call))) &&
      nodesOf(left, "identifier").some((name) => used.has(textOf(text, name)))
    );
  });
}

/** Functions that make text or a row of a record; the span goes from the first statement that reads a field to the last one. */
function writersIn(module: Indexed, type: string): readonly Form[] {
  const { text } = module;
  return functionsOf(module).flatMap((scope): readonly Form[] => {
    const record = parametersOf(text, scope).find((parameter) => parameter.type === type);
    const answer = childOf(scope, "return_type");
    const isRowMade = nodesOf(scope, "return_statement").some((one) =>
      one.children.some(({ type: kind }) => kind === "dictionary"),
    );
    if (record === undefined || answer === undefined) return [];
    if (!isRowMade && !formed.test(textOf(text, answer))) return [];
    const reads = nodesOf(scope, "attribute").filter((one) => {
      const object = childOf(one, "object");
      return object !== undefined && textOf(text, object) === record.name;
    });
    const statements = reads.flatMap(
      (one) => [...above(module, one)].find(({ type: kind }) => kind.endsWith("_statement")) ?? [],
    );
    const [first] = statements;
    const last = statements.at(-1);
    if (first === undefined || last === undefined) return [];
    const fields = reads.flatMap((one) => {
      const name = childOf(one, "attribute");
      return name === undefined ? [] : [textOf(text, name)];
    });
    const span = { start: first.start, end: last.end };
    return [{ module, scope, span, given: new Map(), fields: new Set(fields) }];
  });
}
