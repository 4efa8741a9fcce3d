import type { Span } from "../base/span.ts";
import type { NodeId, Tree } from "../syntax/tree.ts";
import { checkName } from "./check-names.ts";
import type { FileContext } from "./file-context.ts";
import { edited, written } from "./fixes.ts";
import { formsNamed } from "./form-tables.ts";
import { typeForms } from "./forms.ts";
import { primitiveNames } from "./types.ts";

/** A part of a template: text as it stands, or a parameter in its place. */
export type TemplatePart =
  | { readonly text: string; readonly start: number }
  | { readonly parameter: string; readonly spliced: boolean };

export interface Template {
  readonly parts: readonly TemplatePart[];
  readonly span: Span;
}

/** A form of the language that a universe or a file adds: what its calls become. */
export interface DefinedForm {
  readonly name: string;
  readonly file: string;
  readonly nameSpan: Span;
  readonly parameters: readonly string[];
  /** Takes all arguments that are left. */
  readonly rest?: string;
  readonly templates: readonly Template[];
}

export type DefinedForms = ReadonlyMap<string, DefinedForm>;

/** The forms that a file defines at its top, `known` included; what is wrong with a definition is reported, and it is left out. */
export function definedForms(context: FileContext, known: DefinedForms = new Map()): DefinedForms {
  const { tree } = context;
  const own = tree.children(0).filter((node) => tree.head(node) === "define-form");
  if (own.length === 0) return known;
  const found = new Map(known);
  for (const node of own) {
    const one = readDefinition(context, node);
    if (one === undefined) {
      context.brokenForms.add(signatureName(tree, node));
      continue;
    }
    const other = found.get(one.name);
    if (other === undefined) found.set(one.name, one);
    else {
      const note = { message: "it is defined here first", file: other.file, span: other.nameSpan };
      context.report("duplicate-name", one.nameSpan, { name: one.name }, { notes: [note] });
    }
  }
  return found;
}

/** The name that a definition gives, whatever else is wrong with it. */
const signatureName = (tree: Tree, node: NodeId): string => {
  const signature = tree.children(node)[1];
  return (signature === undefined ? undefined : tree.head(signature)) ?? "";
};

const example = "(define-form (NAME parameter . rest) `(entity ,parameter ,@rest))";

function readDefinition(context: FileContext, node: NodeId): DefinedForm | undefined {
  const { tree } = context;
  const [head, signature, ...templates] = tree.children(node);
  const [name, ...symbols] = signature === undefined ? [] : tree.children(signature);
  if (
    signature === undefined ||
    tree.kind(signature) !== "list" ||
    name === undefined ||
    [name, ...symbols].some((each) => tree.kind(each) !== "symbol")
  ) {
    const place = tree.span(signature ?? head ?? node);
    context.report("argument-missing", place, { head: "define-form", what: "a name", example });
    return undefined;
  }
  if (!checkName(context, name, "free-name", "a form")) return undefined;
  const text = tree.textOf(name);
  const isType = Object.hasOwn(typeForms, text) || primitiveNames.some((one) => one === text);
  if (isType || formsNamed(text).length > 0) {
    const because = "the language has a form of that name";
    context.report("name-taken", tree.span(name), { what: "a form", name: text, because });
    return undefined;
  }
  const signed = readParameters(context, symbols);
  const read = templates.map((one) => readTemplate(context, one, signed));
  if (templates.length === 0)
    context.report("nothing-inside", tree.span(node), { head: "define-form", example });
  const sound = read.filter((one) => one !== undefined);
  if (sound.length < read.length || read.length === 0) return undefined;
  reportUnused(context, symbols, signed, sound);
  return { name: text, file: tree.path, nameSpan: tree.span(name), ...signed, templates: sound };
}

/** What a call gives for a name that stands in no template would be lost without a word. */
function reportUnused(
  context: FileContext,
  symbols: readonly NodeId[],
  { parameters, rest }: Signature,
  templates: readonly Template[],
): void {
  const taken = new Set([...parameters, ...(rest === undefined ? [] : [rest])]);
  const holes = templates.flatMap(({ parts }) => parts);
  const used = new Set(holes.flatMap((part) => ("parameter" in part ? [part.parameter] : [])));
  for (const node of symbols) {
    const name = context.tree.textOf(node);
    if (taken.has(name) && !used.has(name))
      context.report("unused-template-name", context.tree.span(node), { name });
  }
}

interface Signature {
  readonly parameters: readonly string[];
  readonly rest?: string;
}

function readParameters(context: FileContext, symbols: readonly NodeId[]): Signature {
  const { tree } = context;
  const names = symbols.map((node) => tree.textOf(node));
  const dot = names.indexOf(".");
  const parameters = dot === -1 ? names : names.slice(0, dot);
  const rest = dot === -1 ? undefined : names[dot + 1];
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    const node = symbols[index];
    if (node === undefined || name === ".") continue;
    if (seen.has(name)) context.report("duplicate-name", tree.span(node), { name });
    seen.add(name);
  }
  const last = symbols[dot];
  if (dot !== -1 && last !== undefined && names.length !== dot + 2)
    context.report("argument-missing", tree.span(last), {
      head: ".",
      what: "exactly one name for the arguments that are left",
      example,
    });
  return { parameters, ...(rest === undefined ? {} : { rest }) };
}

function readTemplate(
  context: FileContext,
  node: NodeId,
  signature: Signature,
): Template | undefined {
  const { tree } = context;
  const [form] = tree.children(node);
  if (tree.kind(node) !== "quasiquote" || form === undefined || tree.kind(form) !== "list") {
    const span = tree.span(node);
    const at = { start: span.start, end: span.start };
    const quoted =
      tree.kind(node) === "list"
        ? {
            cure: "write a backquote before it, and a comma before each parameter: `(entity ,name ,@fields)",
            ...edited(context, "write a backquote before it", [[at, "`"]]),
          }
        : {};
    const what = "a template, which is a form behind a backquote,";
    const parameters = { what, found: context.describe(node), example };
    context.report("wrong-value", span, parameters, quoted);
    return undefined;
  }
  const parts: TemplatePart[] = [];
  const at = { offset: tree.start(form) };
  const sound = collect(context, form, signature, parts, at);
  parts.push(textPart(tree, at.offset, tree.end(form)));
  return sound ? { parts, span: tree.span(node) } : undefined;
}

const textPart = (tree: Tree, start: number, end: number): TemplatePart => ({
  text: tree.text.slice(start, end),
  start,
});

/** Adds the parts of a template up to each of its holes. The depth is the text's, which the reader bounds. */
function collect(
  context: FileContext,
  node: NodeId,
  signature: Signature,
  parts: TemplatePart[],
  at: { offset: number },
): boolean {
  const { tree } = context;
  let sound = true;
  for (const child of tree.children(node)) {
    const kind = tree.kind(child);
    if (kind === "unquote" || kind === "splice") {
      parts.push(textPart(tree, at.offset, tree.start(child)));
      at.offset = tree.end(child);
      sound = addHole(context, child, signature, parts) && sound;
    } else sound = collect(context, child, signature, parts, at) && sound;
  }
  return sound;
}

function addHole(
  context: FileContext,
  node: NodeId,
  { parameters, rest }: Signature,
  parts: TemplatePart[],
): boolean {
  const { tree } = context;
  const [inner] = tree.children(node);
  const name = inner === undefined ? "" : tree.textOf(inner);
  const all = rest === undefined ? parameters : [...parameters, rest];
  const spliced = tree.kind(node) === "splice";
  if (all.includes(name) && (spliced || name !== rest)) {
    parts.push({ parameter: name, spliced });
    return true;
  }
  if (name === rest) {
    const cure = written(context, tree.span(node), `,@${name}`);
    context.report("rest-not-spliced", tree.span(node), { name }, cure);
  } else {
    const near = context.guess(name, all);
    const extras = near === undefined ? {} : { cure: `did you mean ${near}?` };
    const known = all.length === 0 ? "none" : all.join(", ");
    context.report("unknown-template-name", tree.span(node), { name, known }, extras);
  }
  return false;
}
