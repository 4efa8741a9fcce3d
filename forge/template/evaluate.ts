import type { Diagnostic, Span } from "#intent";
import { camelCase } from "#intent";
import { forgeDiagnostic, type ForgeCode } from "../messages.ts";
import { commaList, hardline, isEmpty, nest, type Doc } from "../print/layout.ts";
import { builtins, layoutForms } from "./builtins.ts";
import { readTemplate, type Place, type TemplateNode } from "./read.ts";
import type { Templates } from "./templates.ts";
import {
  docOf,
  isList,
  isRecord,
  isTrue,
  valueOf,
  type TemplateFunctions,
  type Value,
  type ValueRecord,
} from "./value.ts";

/** What templates of one language share: where to find each other, the language's functions, and where to complain. */
export interface TemplateHouse {
  readonly templates: Templates;
  readonly language: string;
  readonly functions: TemplateFunctions;
  /** Columns of `indent`. */
  readonly indent: number;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Marks what each node prints, where somebody asks what a line comes from. */
  readonly trace?: Tracing;
}

/** Gives a document with what is to be known of it: its node and template, and the values that it stands among, nearest first. */
export type Tracing = (doc: Doc, node: TemplateNode, file: string, among: readonly Value[]) => Doc;

interface Frame {
  readonly house: TemplateHouse;
  readonly file: string;
  /** What the file's plan gives. */
  readonly scope: ValueRecord;
  /** What `each`, `let` and `stamp` have named since, innermost first. */
  readonly bound: Bound | undefined;
  readonly depth: number;
  /** Columns that holes around have indented already, within this template. */
  readonly nested: number;
}

interface Bound {
  readonly name: string;
  readonly value: Value;
  readonly outer: Bound | undefined;
}

type ListNode = Extract<TemplateNode, { kind: "list" }>;

const includesMax = 50;
const read = new Map<string, ReturnType<typeof readTemplate>>();

/** Templates are read once a process; the text is the key, so that an edited template is another one. */
function readOnce(text: string): ReturnType<typeof readTemplate> {
  const known = read.get(text);
  if (known !== undefined) return known;
  const fresh = readTemplate(text);
  read.set(text, fresh);
  return fresh;
}

/**
 * The document that the template `<pattern>/<language>` makes of `scope`. What is wrong with the template is reported
 * with its place; the document then lacks that part.
 */
export const evaluateTemplate = (house: TemplateHouse, pattern: string, scope: ValueRecord): Doc =>
  include({ house, file: "", scope, bound: undefined, depth: 0, nested: 0 }, pattern, {
    start: 0,
    end: 0,
  });

function include(frame: Frame, pattern: string, span: Span): Doc {
  const template = frame.house.templates.get(`${pattern}/${frame.house.language}`);
  if (template === undefined)
    return fail(frame, "template-missing", span, `${pattern}/${frame.house.language}`);
  if (frame.depth > includesMax) return fail(frame, "template-too-deep", span, pattern);
  const { nodes, problems } = readOnce(template.text);
  const inner: Frame = { ...frame, file: template.file, depth: frame.depth + 1, nested: 0 };
  for (const problem of problems)
    frame.house.report(
      forgeDiagnostic(`template-${problem.code}`, { file: template.file, span: problem.span }),
    );
  return body(inner, nodes);
}

function fail(frame: Frame, code: ForgeCode, span: Span, subject = ""): "" {
  frame.house.report(forgeDiagnostic(code, { file: frame.file, span }, subject));
  return "";
}

/** Text and holes one after another, as a document. */
function body(frame: Frame, nodes: readonly TemplateNode[]): Doc {
  return nodes.map((node) => printed(frame, node));
}

/** A node as a document. Lines that break inside a hole start where the hole's own line starts. */
function printed(frame: Frame, node: TemplateNode): Doc {
  const { trace } = frame.house;
  const doc = laid(frame, node);
  if (trace === undefined || doc === "") return doc;
  const among: Value[] = [];
  for (let bound = frame.bound; bound !== undefined; bound = bound.outer) among.push(bound.value);
  return trace(doc, node, frame.file, among);
}

function laid(frame: Frame, node: TemplateNode): Doc {
  if (node.kind === "text") return node.text;
  if (node.kind === "newline") return hardline;
  const place = placeOf(node);
  const columns = place === undefined ? 0 : Math.max(0, place.indent - frame.nested);
  const value = evaluate(
    columns === 0 ? frame : { ...frame, nested: frame.nested + columns },
    node,
  );
  const doc = docOf(value);
  if (doc === undefined)
    return fail(
      frame,
      "template-no-text",
      node.span,
      isRecord(value) ? "a record" : "a truth value",
    );
  if (place?.alone !== true) return nest(columns, doc);
  return isEmpty(doc) ? doc : [" ".repeat(columns), nest(columns, doc), hardline];
}

/** Where a hole stands; `undefined` for what is no hole of its own, and for blocks. */
function placeOf(node: TemplateNode): Place | undefined {
  if (node.kind === "symbol") return node.place;
  return node.kind === "list" && !isBlock(node) ? node.place : undefined;
}

/** Blocks hold text of the template, whose lines carry their own white space. */
const isBlock = (node: TemplateNode): boolean => {
  if (node.kind !== "list") return false;
  const [head] = node.items;
  return head?.kind === "symbol" && blocks.has(head.name);
};
const blocks: ReadonlySet<string> = new Set([
  "each",
  "when",
  "unless",
  "if",
  "then",
  "else",
  "let",
  "seq",
  "group",
  "group-within",
  "scope",
]);

function evaluate(frame: Frame, node: TemplateNode): Value {
  switch (node.kind) {
    case "text":
    case "string":
      return node.text;
    case "newline":
      return hardline;
    case "number":
      return node.value;
    case "symbol":
      return symbol(frame, node.name, node.span);
    case "list":
      return list(frame, node);
  }
}

function symbol(frame: Frame, name: string, span: Span): Value {
  if (name === "true") return true;
  if (name === "false") return false;
  for (let bound = frame.bound; bound !== undefined; bound = bound.outer)
    if (bound.name === name) return bound.value;
  const given = name.replace(/\?$/, "");
  if (Object.hasOwn(frame.scope, given)) return frame.scope[given];
  const layout = layoutForms[name];
  if (layout !== undefined) return valueOf(layout(frame.house.indent, [], []));
  return name.endsWith("?") ? false : fail(frame, "template-unknown-name", span, name);
}

function list(frame: Frame, node: ListNode): Value {
  const [head, ...rest] = node.items;
  if (head?.kind !== "symbol") return fail(frame, "template-bad-argument", node.span, "a list");
  const special = branches.has(head.name) ? specialForms["seq"] : specialForms[head.name];
  if (special !== undefined) return special(frame, rest, node);
  const layout = layoutForms[head.name];
  if (layout !== undefined) return layoutForm(frame, layout, rest);
  const values = rest.map((item) => evaluate(frame, item));
  const known = builtins[head.name] ?? frame.house.functions[head.name];
  if (known !== undefined) return known(...values);
  return member(frame, head.name, values, node);
}

/** `(name field)`: the member `name` of a record; a trailing `?` is left out, kebab-case becomes camelCase. */
function member(frame: Frame, name: string, values: readonly Value[], node: ListNode): Value {
  const [record] = values;
  const key = keyOf(name);
  if (values.length !== 1 || !isRecord(record))
    return fail(frame, "template-unknown-name", node.span, name);
  if (Object.hasOwn(record, key)) return record[key];
  return name.endsWith("?") ? false : fail(frame, "template-unknown-member", node.span, name);
}

const keys = new Map<string, string>();

/** The key of a member by its name in templates. There are as many as templates write. */
function keyOf(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = camelCase(name.replace(/\?$/, ""));
  keys.set(name, key);
  return key;
}

/** A layout form takes its leading numbers as they are and prints the rest. */
function layoutForm(
  frame: Frame,
  layout: (typeof layoutForms)[string],
  rest: readonly TemplateNode[],
): Value {
  const numbers = rest.flatMap((item) => (item.kind === "number" ? [item.value] : []));
  const docs = rest.flatMap((item) => (item.kind === "number" ? [] : [printed(frame, item)]));
  return valueOf(layout(frame.house.indent, numbers, docs));
}

type SpecialForm = (frame: Frame, rest: readonly TemplateNode[], node: ListNode) => Value;

const asValue = (frame: Frame, nodes: readonly TemplateNode[]): Value =>
  valueOf(body(frame, nodes));
const bind = (frame: Frame, name: string, value: Value): Frame => ({
  ...frame,
  bound: { name, value, outer: frame.bound },
});

/** The items that one argument of `comma` stands for: many where `each` made them, else one. */
function itemsOf(frame: Frame, node: TemplateNode): Doc[] {
  const many =
    node.kind === "list" && node.items[0]?.kind === "symbol" && node.items[0].name === "each";
  if (!many) return [printed(frame, node)];
  const made = evaluate(frame, node);
  return isList(made) ? made.map((item) => docOf(item) ?? "") : [];
}

/** The branches of `if` print what they hold, as `seq` does. */
const branches: ReadonlySet<string> = new Set(["then", "else"]);

/** Forms that do not evaluate all they hold. */
const specialForms: Readonly<Record<string, SpecialForm>> = {
  each(frame, [variable, source, ...rest], node) {
    if (variable?.kind !== "symbol" || source === undefined)
      return fail(frame, "template-bad-argument", node.span, "each");
    const items = evaluate(frame, source);
    if (!isList(items)) return fail(frame, "template-bad-argument", source.span, "each");
    return items.map((item) => asValue(bind(frame, variable.name, item), rest));
  },
  when: (frame, [test, ...rest]) =>
    test !== undefined && isTrue(evaluate(frame, test)) ? asValue(frame, rest) : "",
  unless: (frame, [test, ...rest]) =>
    test !== undefined && isTrue(evaluate(frame, test)) ? "" : asValue(frame, rest),
  if(frame, nodes) {
    const [test, yes, no] = nodes.filter((node) => node.kind !== "text" && node.kind !== "newline");
    const chosen = test !== undefined && isTrue(evaluate(frame, test)) ? yes : no;
    return chosen === undefined ? "" : evaluate(frame, chosen);
  },
  seq: (frame, rest) => asValue(frame, rest),
  let(frame, [variable, source, ...rest], node) {
    if (variable?.kind !== "symbol" || source === undefined)
      return fail(frame, "template-bad-argument", node.span, "let");
    return asValue(bind(frame, variable.name, evaluate(frame, source)), rest);
  },
  /** `(comma 60 "(" ")" a (each …))`: the greatest width when flat is optional; what `each` makes are items. */
  comma(frame, nodes, node) {
    const args = nodes.filter((item) => item.kind !== "text" && item.kind !== "newline");
    const max = args[0]?.kind === "number" ? args[0].value : undefined;
    const [open, close, ...items] = max === undefined ? args : args.slice(1);
    if (open?.kind !== "string" || close?.kind !== "string")
      return fail(frame, "template-bad-argument", node.span, "comma");
    const docs = items.flatMap((item) => itemsOf(frame, item)).filter((doc) => !isEmpty(doc));
    return valueOf(commaList(open.text, close.text, docs, frame.house.indent, max));
  },
  /** `(stamp entity x)`: the pattern's template with `x` under the pattern's name. */
  stamp(frame, [pattern, source], node) {
    if (pattern?.kind !== "symbol") return fail(frame, "template-bad-argument", node.span, "stamp");
    const inner = source === undefined ? frame : bind(frame, pattern.name, evaluate(frame, source));
    return valueOf(include(inner, pattern.name, node.span));
  },
};
