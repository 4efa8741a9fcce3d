import type { Span } from "../base/span.ts";
import type { NodeId } from "../syntax/tree.ts";
import type { ArgumentSpec, FormSpec } from "./form-spec.ts";
import { formsIn, isMember, memberOf, placeName } from "./form-tables.ts";
import type { FileContext } from "./file-context.ts";
import { type Cursor, readOption } from "./read-options.ts";
import { childrenWithoutCommas, exampleOf, reportStrays } from "./read-strays.ts";
import { isPlainType } from "./report-type.ts";
import { isRepeated } from "./report-repeated.ts";
import { reportString, reportText } from "./report-text.ts";
import { isMisplacedForm, reportUnknownForm } from "./report-form.ts";
import { checkValue } from "./values.ts";

/** One form, read by its row of the table. What is wrong is reported and left out, so builders only see what fits. */
export interface Reading {
  readonly spec: FormSpec;
  readonly node: NodeId;
  readonly span: Span;
  /** The node of its head: the name, where the form is a field or a variant. */
  readonly head: NodeId;
  readonly arguments: readonly NodeId[];
  readonly doc: string | undefined;
  /** Value of each option by name; a flag's value is its own keyword. */
  readonly options: ReadonlyMap<string, NodeId>;
  /** Forms inside, or fields, or variants. */
  readonly inside: readonly Reading[];
  /** Whether all that stands in it could be read, so that what is missing is missing. */
  readonly whole: boolean;
}

const noOptions: ReadonlyMap<string, NodeId> = new Map();
const nothing: readonly never[] = [];

/**
 * Reads the children of `node` from `first` on by `spec`. Depth is bounded by the table (a form never holds itself), so
 * the recursion is at most four levels deep whatever the text.
 */
export function readForm(context: FileContext, node: NodeId, spec: FormSpec): Reading {
  const { tree } = context;
  const children = childrenWithoutCommas(context, node);
  const head = children[0] ?? node;
  const cursor: Cursor = { children, at: 1, doc: undefined, named: new Set(), whole: true };
  const values = readArguments(context, spec, head, cursor);
  readDocstring(context, spec, cursor);
  const rest = readRest(context, spec, node, head, cursor);
  return { spec, node, span: tree.span(node), head, arguments: values, doc: cursor.doc, ...rest };
}

function readArguments(
  context: FileContext,
  spec: FormSpec,
  head: NodeId,
  cursor: Cursor,
): readonly NodeId[] {
  if (spec.arguments.length === 0) return nothing;
  const values: NodeId[] = [];
  let sound = true;
  for (const argument of spec.arguments) {
    let count = 0;
    for (;;) {
      const node = cursor.children[cursor.at];
      if (node === undefined || !isArgument(context, argument, node)) break;
      cursor.at++;
      count++;
      // What follows a wrong value was meant for something else; judging it too would only add noise.
      if (sound && checkArgument(context, spec, argument, cursor, node)) values.push(node);
      else if (argument.many !== "rest") sound = false;
      else cursor.whole = false;
      if (argument.many !== "rest") break;
    }
    if (count > 0 || argument.many === "rest") continue;
    // What is missing behind a wrong value may be just that value.
    if (!sound) break;
    const parameters = {
      head: context.tree.textOf(head),
      what: argument.what,
      example: exampleOf(context, spec, head),
    };
    context.report("argument-missing", context.tree.span(head), parameters);
    sound = false;
    break;
  }
  if (!sound) cursor.whole = false;
  return values;
}

function checkArgument(
  context: FileContext,
  spec: FormSpec,
  argument: ArgumentSpec,
  cursor: Cursor,
  node: NodeId,
): boolean {
  // Most types are one word or end their form, and need no words about them.
  if (argument.kind === "type" && isPlainType(context, node, cursor.children.length === cursor.at))
    return true;
  const example = exampleOf(context, spec, cursor.children[0] ?? node);
  const following = cursor.children.slice(cursor.at);
  const of = isMember(spec) ? context.tree.textOf(cursor.children[0] ?? node) : "";
  return checkValue(context, { ...argument, example, following, of }, node);
}

/** A keyword starts the options, and a list is an argument only where a type or any value is asked for. */
function isArgument(context: FileContext, argument: ArgumentSpec, node: NodeId): boolean {
  const kind = context.tree.kind(node);
  return (
    kind !== "keyword" &&
    (kind !== "list" || argument.kind === "type" || argument.kind === "literal")
  );
}

function readDocstring(context: FileContext, spec: FormSpec, cursor: Cursor): void {
  const node = cursor.children[cursor.at];
  if (node === undefined || context.tree.kind(node) !== "string") return;
  cursor.at++;
  if (spec.docstring) cursor.doc = context.tree.stringValue(node);
  else reportString(context, spec, node);
}

function readRest(
  context: FileContext,
  spec: FormSpec,
  node: NodeId,
  head: NodeId,
  cursor: Cursor,
): Pick<Reading, "options" | "inside" | "whole"> {
  const { children, named, whole: sound } = cursor;
  let options: Map<string, NodeId> | undefined;
  let inside: Reading[] | undefined;
  while (cursor.at < cursor.children.length) {
    const child = children[cursor.at++];
    if (child === undefined) break;
    const kind = context.tree.kind(child);
    if (kind === "keyword") {
      options ??= new Map();
      readOption(context, spec, head, child, cursor, options);
    } else if (kind === "list" && !sound && spec.holds === "nothing") {
      // It was part of the argument that was wrong.
      continue;
    } else if (kind === "list" || (kind === "symbol" && spec.holds === "variants")) {
      const read = readInside(context, spec, child, cursor);
      if (read === undefined) {
        cursor.whole = false;
        continue;
      }
      inside ??= [];
      if (!isRepeated(context, spec, read, inside)) inside.push(read);
    } else if (kind === "string") {
      cursor.at = reportText(context, spec, cursor, child);
    } else {
      // Behind a wrong value all others are out of place, too.
      if (sound)
        cursor.at = reportStrays({ context, spec, node, head, children, named }, cursor.at - 1);
      cursor.whole = false;
    }
  }
  reportMissing(context, spec, head, cursor, inside);
  return { options: options ?? noOptions, inside: inside ?? nothing, whole: cursor.whole };
}

function reportMissing(
  context: FileContext,
  spec: FormSpec,
  head: NodeId,
  { named, whole }: Cursor,
  inside: readonly Reading[] | undefined,
): void {
  for (const option of spec.options) {
    if (option.required !== true || named.has(option.name)) continue;
    // A value that was not understood may be the one that is missing.
    if (!whole && spec.holds !== "forms") continue;
    context.report("option-missing", context.tree.span(head), {
      head: spec.head,
      option: `:${option.name}`,
      example: spec.example,
    });
  }
  if (spec.holds !== "forms") return;
  for (const form of formsIn(spec.id).values()) {
    if (form.required !== true || inside?.some((read) => read.spec === form) === true) continue;
    if (named.has(`(${form.head}`)) continue;
    context.report("form-missing", context.tree.span(head), {
      place: placeName(spec.id),
      head: form.head,
      example: form.example,
    });
  }
}

function readInside(
  context: FileContext,
  spec: FormSpec,
  node: NodeId,
  { named }: Cursor,
): Reading | undefined {
  const member = memberOf.get(spec.id);
  const { tree } = context;
  if (tree.kind(node) === "symbol" && member !== undefined)
    return readBareVariant(context, node, member);
  const head = tree.head(node);
  if (head === undefined) {
    context.report("form-expected", tree.span(node), {
      found: tree.after(node) === node + 1 ? "an empty list" : "a list without a name",
    });
    return undefined;
  }
  if (member === undefined) return readClause(context, spec.id, node, head, spec, named);
  return isMisplacedForm(context, spec, node, head) ? undefined : readForm(context, node, member);
}

const readBareVariant = (context: FileContext, node: NodeId, spec: FormSpec): Reading => ({
  spec,
  node,
  span: context.tree.span(node),
  head: node,
  arguments: nothing,
  doc: undefined,
  options: noOptions,
  inside: nothing,
  whole: true,
});

/** Reads a form by its head and place; what is unknown or misplaced is reported and gives `undefined`. */
export function readClause(
  context: FileContext,
  place: string,
  node: NodeId,
  head: string,
  outer?: FormSpec,
  named?: Set<string>,
): Reading | undefined {
  const here = formsIn(place);
  const spec = here.get(head);
  const span = context.tree.span(context.tree.children(node)[0] ?? node);
  if (spec !== undefined) {
    if (spec.status === "unstamped" && spec.builtIn?.includes(place) !== true)
      context.meetUnstamped(head, span);
    return readForm(context, node, spec);
  }
  reportUnknownForm(context, { place, node, head, span, spec: outer, named });
  return undefined;
}
