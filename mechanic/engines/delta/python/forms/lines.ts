import {
  typeName,
  valueName,
  type Change,
  type RepairRequest,
  type Span,
  type SyntaxNode,
} from "#intent";

import type { HoleDraft } from "../../shared/index.ts";
import { above, calleeOf, indexed, methodOf } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import type { Module } from "../snapshot.ts";
import { parseSymbol } from "../targets.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";
import { happened } from "../words.ts";
import { askedAt } from "../asked.ts";

/** One function that makes a text of a record, or a record of a text. */
interface Form {
  readonly module: Indexed;
  readonly span: Span;
  readonly fields: ReadonlySet<string>;
}

/** Methods that take a text apart. */
const apart =
  /^(?:split|rsplit|splitlines|partition|rpartition|fullmatch|match|search|findall|groupdict|reader|loads)$/;

/**
 * A form of a record that people wrote by hand: one function makes a text of its fields, and another one makes the record
 * of such a text again. A new field stands in neither, and nothing complains: what is written loses it, and what is read
 * never has it. Texts that are only shown are no form, which is why both halves have to be there.
 */
export function lineHoles(
  request: RepairRequest,
  production: readonly Module[],
): readonly HoleDraft[] {
  const added = request.changes.filter(({ kind }) => kind === "field-added");
  if (added.length === 0) return [];
  const modules = production.map(indexed);
  return added.flatMap((change): readonly HoleDraft[] => {
    const symbol = parseSymbol(change.symbol);
    if (symbol === undefined || symbol.prefix !== "") return [];
    const type = typeName("python", symbol.head);
    const field = valueName("python", symbol.member);
    const readers = modules.flatMap((module) => readersIn(module, type));
    const writers = modules.flatMap((module) => writersIn(module, type));
    const paired = readers.filter((reader) => writers.some((writer) => isSame(reader, writer)));
    const written = writers.filter((writer) => paired.some((reader) => isSame(reader, writer)));
    if (paired.some(({ fields }) => fields.has(field))) return [];
    const isFilled =
      change.defaultValue !== undefined || change.to?.startsWith("(optional ") === true;
    return [
      // Without a value the constructor itself is asked about.
      ...(isFilled ? paired : []).map((form) =>
        holeAt(form, change, `is ${field} read from this text, and how?`),
      ),
      ...written.map((form) =>
        holeAt(
          form,
          change,
          `is ${field} written into this text, and how? Without it, it is lost when the text is read again.`,
        ),
      ),
    ];
  });
}

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

/** Functions that take a text apart and make the record of the parts. */
function readersIn(module: Indexed, type: string): readonly Form[] {
  const { text } = module;
  return functionsOf(module).flatMap((node): readonly Form[] => {
    if (!parametersOf(text, node).some((parameter) => /\bstr\b/.test(parameter.type))) return [];
    const calls = nodesOf(node, "call");
    const made = calls.find((call) => calleeOf(text, call).split(".").at(-1) === type);
    if (made === undefined || !calls.some((call) => apart.test(methodOf(text, call)))) return [];
    const fields = (childOf(made, "arguments")?.children ?? []).flatMap((argument) => {
      const name = argument.type === "keyword_argument" ? childOf(argument, "name") : undefined;
      return name === undefined ? [] : [textOf(text, name)];
    });
    return [{ module, span: columns(module, node, made) ?? made, fields: new Set(fields) }];
  });
}

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

/** Functions that make text of a record; the span goes from the first statement that reads a field to the last one. */
function writersIn(module: Indexed, type: string): readonly Form[] {
  const { text } = module;
  return functionsOf(module).flatMap((node): readonly Form[] => {
    const record = parametersOf(text, node).find((parameter) => parameter.type === type);
    const answer = childOf(node, "return_type");
    if (record === undefined || answer === undefined || !/\bstr\b/.test(textOf(text, answer)))
      return [];
    const reads = nodesOf(node, "attribute").filter((one) => {
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
    return [{ module, span: { start: first.start, end: last.end }, fields: new Set(fields) }];
  });
}

function holeAt({ module, span }: Form, change: Change, asks: string): HoleDraft {
  return {
    kind: "wire-form",
    ...askedAt(module, span, change),
    question: `${happened(change)}: ${asks}`,
  };
}
