import type { Span } from "../base/span.ts";
import type { NodeId } from "../syntax/tree.ts";
import type { ArgumentSpec, FormSpec } from "./form-spec.ts";
import { formsIn, formsNamed, knownIn, memberOf, placeName } from "./form-tables.ts";
import type { FileContext } from "./file-context.ts";
import { type Cursor, readOption } from "./read-options.ts";
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
}

const noOptions: ReadonlyMap<string, NodeId> = new Map();
const nothing: readonly never[] = [];

/**
 * Reads the children of `node` from `first` on by `spec`. Depth is bounded by the table (a form never holds itself), so
 * the recursion is at most four levels deep whatever the text.
 */
export function readForm(context: FileContext, node: NodeId, spec: FormSpec): Reading {
  const { tree } = context;
  const children = tree.children(node);
  const head = children[0] ?? node;
  const cursor: Cursor = { children, at: 1, doc: undefined, named: new Set() };
  const values = readArguments(context, spec, head, cursor);
  readDocstring(context, spec, cursor);
  const rest = readRest(context, spec, head, cursor);
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
      if (sound && checkValue(context, { ...argument, example: spec.example }, node))
        values.push(node);
      else sound = argument.many === "rest";
      if (argument.many !== "rest") break;
    }
    if (count > 0 || argument.many === "rest") continue;
    const parameters = {
      head: context.tree.textOf(head),
      what: argument.what,
      example: spec.example,
    };
    context.report("argument-missing", context.tree.span(head), parameters);
    break;
  }
  return values;
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

function reportString(context: FileContext, spec: FormSpec, node: NodeId): void {
  const takesStrings = spec.arguments.some((argument) => argument.kind === "string");
  const span = context.tree.span(node);
  if (takesStrings)
    context.report("argument-unexpected", span, {
      head: spec.head,
      found: context.describe(node),
      example: spec.example,
    });
  else context.report("docstring-not-here", span, { head: spec.head });
}

function readRest(
  context: FileContext,
  spec: FormSpec,
  head: NodeId,
  cursor: Cursor,
): Pick<Reading, "options" | "inside"> {
  let options: Map<string, NodeId> | undefined;
  let inside: Reading[] | undefined;
  while (cursor.at < cursor.children.length) {
    const node = cursor.children[cursor.at++];
    if (node === undefined) break;
    const kind = context.tree.kind(node);
    if (kind === "keyword") {
      options ??= new Map();
      readOption(context, spec, head, node, cursor, options);
    } else if (kind === "list" || (kind === "symbol" && spec.holds === "variants")) {
      const read = readInside(context, spec, node);
      if (read === undefined) continue;
      inside ??= [];
      if (!isRepeated(context, spec, read, inside)) inside.push(read);
    } else reportStray(context, spec, node);
  }
  reportMissing(context, spec, head, cursor.named, inside);
  return { options: options ?? noOptions, inside: inside ?? nothing };
}

function reportStray(context: FileContext, spec: FormSpec, node: NodeId): void {
  const span = context.tree.span(node);
  if (context.tree.kind(node) === "string") {
    if (!spec.docstring) return reportString(context, spec, node);
    const after =
      spec.arguments.length === 0 ? "its name" : (spec.arguments.at(-1)?.what ?? "the name");
    return context.report("docstring-misplaced", span, { after });
  }
  context.report("argument-unexpected", span, {
    head: spec.head,
    found: context.describe(node),
    example: spec.example,
  });
}

function isRepeated(
  context: FileContext,
  spec: FormSpec,
  read: Reading,
  inside: readonly Reading[],
): boolean {
  if (read.spec.repeatable) return false;
  const first = inside.find((other) => other.spec === read.spec);
  if (first === undefined) return false;
  const notes = [{ message: "it stands here first", span: first.span }];
  context.report(
    "duplicate-form",
    context.tree.span(read.head),
    { head: read.spec.head, place: placeName(spec.head) },
    { notes },
  );
  return true;
}

function reportMissing(
  context: FileContext,
  spec: FormSpec,
  head: NodeId,
  named: ReadonlySet<string>,
  inside: readonly Reading[] | undefined,
): void {
  for (const option of spec.options) {
    if (option.required !== true || named.has(option.name)) continue;
    context.report("option-missing", context.tree.span(head), {
      head: spec.head,
      option: `:${option.name}`,
      example: spec.example,
    });
  }
  if (spec.holds !== "forms") return;
  for (const form of formsIn(spec.id).values()) {
    if (form.required !== true || inside?.some((read) => read.spec === form) === true) continue;
    context.report("form-missing", context.tree.span(head), {
      place: placeName(spec.head),
      head: form.head,
      example: form.example,
    });
  }
}

function readInside(context: FileContext, spec: FormSpec, node: NodeId): Reading | undefined {
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
  if (member !== undefined) return readForm(context, node, member);
  return readClause(context, spec.id, node, head);
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
});

/** Reads a form by its head and place; what is unknown or misplaced is reported and gives `undefined`. */
export function readClause(
  context: FileContext,
  place: string,
  node: NodeId,
  head: string,
): Reading | undefined {
  const here = formsIn(place);
  const spec = here.get(head);
  const span = context.tree.span(context.tree.children(node)[0] ?? node);
  if (spec !== undefined) {
    if (spec.status === "unstamped") context.meetUnstamped(head, span);
    return readForm(context, node, spec);
  }
  const elsewhere = formsNamed(head);
  if (elsewhere.length > 0) {
    const right = [...new Set(elsewhere.flatMap((form) => form.in))].map(placeName).join(" and ");
    context.report("form-not-here", span, { head, place: placeName(place), right });
  } else {
    const near = context.guess(head, [...here.keys(), ...context.definedForms]);
    const known = knownIn(place);
    const cure =
      near === undefined ? (known === "" ? "delete it" : undefined) : `did you mean \`${near}\`?`;
    context.report(
      "unknown-form",
      span,
      { head, place: placeName(place), known },
      cure === undefined ? {} : { cure },
    );
  }
  return undefined;
}
