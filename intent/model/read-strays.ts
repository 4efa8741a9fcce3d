import type { Span } from "../base/span.ts";
import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { allDeleted, type Cure, edited, written } from "./fixes.ts";
import type { FormSpec } from "./form-spec.ts";
import { formsIn, isMember } from "./form-tables.ts";
import { wordsOf } from "./names.ts";

/** A form whose children are read, for what is said of one that has no place in it. */
interface Form {
  readonly context: FileContext;
  readonly spec: FormSpec;
  readonly node: NodeId;
  readonly head: NodeId;
  readonly children: readonly NodeId[];
  /** Options that are taken for written. */
  readonly named: Set<string>;
}

/**
 * Children of a node with commas taken away, which part things in most languages and are holes of templates here. All
 * commas of a form are one error.
 */
export function childrenWithoutCommas(context: FileContext, node: NodeId): readonly NodeId[] {
  const { tree } = context;
  const children = tree.children(node);
  if (!context.hasCommas || !children.some((child) => isComma(context, child))) return children;
  const parted = children.map((child) =>
    isComma(context, child) ? (tree.children(child)[0] ?? child) : child,
  );
  // `map<string, i64>` is one error, and it is the type's.
  const commas = children.filter(
    (child, index) =>
      isComma(context, child) && !/<[^>]*$/.test(tree.textOf(children[index - 1] ?? node)),
  );
  const first = commas[0];
  if (first === undefined) return parted;
  const places = commas.map((comma): [Span, string] => {
    const span = prefixOf(context, comma);
    // Where nothing else parts what stands around it, a space does.
    const isParted =
      /\s/.test(context.written.slice(span.start - 1, span.start)) ||
      /\s/.test(context.written.charAt(span.end));
    return [span, isParted ? "" : " "];
  });
  const title = commas.length === 1 ? "delete the comma" : "delete the commas";
  context.report("stray-comma", prefixOf(context, first), {}, edited(context, title, places));
  return parted;
}

const isComma = ({ tree }: FileContext, node: NodeId): boolean =>
  tree.kind(node) === "unquote" || tree.kind(node) === "splice";

const prefixOf = ({ tree }: FileContext, node: NodeId): Span => {
  const { start } = tree.span(node);
  return { start, end: start + (tree.kind(node) === "splice" ? 2 : 1) };
};

const isStray = ({ tree }: FileContext, node: NodeId | undefined): node is NodeId =>
  node !== undefined && !["list", "keyword", "string"].includes(tree.kind(node));

/** Reports what stands at `from` and has no place there, with all that belongs to it. Returns the index to read on at. */
export function reportStrays(form: Form, from: number): number {
  const { context, spec, children } = form;
  const first = children[from];
  if (first === undefined) return from + 1;
  if (spec.holds === "forms" && formsIn(spec.id).has(context.tree.textOf(first)))
    return bareForm(form, from);
  const isName = context.tree.kind(first) === "symbol" && context.tree.textOf(first) !== "=";
  if (isName && (spec.holds === "fields" || spec.holds === "values")) return bareFields(form, from);
  let to = from;
  while (isStray(context, children[to])) to++;
  const run = children.slice(from, to);
  const span = spanOf(context, run);
  const better = betterOption(form, run, span);
  const found = context.written.slice(span.start, span.end);
  const example = exampleOf(context, spec, form.head);
  context.report(
    "argument-unexpected",
    span,
    {
      head: nameOf(form),
      found: run.length === 1 ? context.describe(first) : `\`${found}\``,
      example,
    },
    better,
  );
  return to;
}

const nameOf = ({ context, spec, head }: Form): string =>
  isMember(spec) ? context.tree.textOf(head) : spec.head;

/** The row's example, for a member with its own name. */
export const exampleOf = (context: FileContext, spec: FormSpec, head: NodeId): string =>
  isMember(spec)
    ? spec.example.replace(/^\([^\s)]+/, `(${context.tree.textOf(head)}`)
    : spec.example;

const spanOf = ({ tree }: FileContext, run: readonly NodeId[]): Span => ({
  start: tree.span(run[0] ?? 0).start,
  end: tree.span(run.at(-1) ?? 0).end,
});

/** `in (id uuid)` without its own parentheses: it goes on to the next form's name, option or end. */
function bareForm({ context, spec, children }: Form, from: number): number {
  const { tree } = context;
  const known = formsIn(spec.id);
  let to = from + 1;
  for (let next = children[to]; next !== undefined; next = children[++to]) {
    const head = tree.head(next);
    const isNext = tree.kind(next) === "symbol" && known.has(tree.textOf(next));
    if (isNext || (head !== undefined && known.has(head)) || tree.kind(next) === "keyword") break;
  }
  missing(context, children.slice(from, to));
  return to;
}

/** Fields without their parentheses: each line is one, as people write them. */
function bareFields(form: Form, from: number): number {
  const { context, children } = form;
  const { tree } = context;
  let to = from + 1;
  const line: NodeId[] = children.slice(from, to);
  for (let next = children[to]; next !== undefined; next = children[++to]) {
    const between = context.written.slice(tree.span(line.at(-1) ?? 0).end, tree.span(next).start);
    const isType = tree.kind(next) === "list" && line.length === 1;
    if (between.includes("\n") || (tree.kind(next) === "list" && !isType)) break;
    line.push(next);
  }
  const [name] = line;
  if (line.length > 1 || name === undefined) missing(context, line);
  else aloneIn(form, name);
  return to;
}

function missing(context: FileContext, line: readonly NodeId[]): void {
  const span = spanOf(context, line);
  const text = `(${context.written.slice(span.start, span.end)})`;
  const short =
    text.length > 60 || text.includes("\n") ? `${text.split(/[\s)]/)[0] ?? "("} …)` : text;
  const [start, end] = [
    { start: span.start, end: span.start },
    { start: span.end, end: span.end },
  ];
  const head = context.tree.textOf(line[0] ?? 0);
  const fix = edited(context, `write ${short}`, [
    [start, "("],
    [end, ")"],
  ]);
  context.report("parentheses-missing", span, { head, example: short }, fix);
}

/** A field of which only one word is there: its type, where it is written as one, else its name. */
function aloneIn({ context, spec }: Form, node: NodeId): void {
  const word = context.tree.textOf(node);
  const span = context.tree.span(node);
  const type = /^(?:[a-z][a-z0-9-]*\/)?([A-Z][A-Za-z0-9]*)$/.exec(word)?.[1];
  const example = type === undefined ? `(${word} …)` : `(${wordsOf(type).join("-")} ${word})`;
  const fix = type === undefined ? {} : written(context, span, example);
  const isField = spec.holds === "fields";
  const why =
    type === undefined && isField ? `(${word} TYPE): a field has a name and a type` : example;
  context.report("parentheses-missing", span, { head: word, example: why }, fix);
}

/** The option that a value without one, or one that is spelt otherwise, was meant for. */
function betterOption(form: Form, run: readonly NodeId[], span: Span): Cure {
  const { context, spec, named } = form;
  const { tree } = context;
  const [first, second, third] = run.map((node) => tree.textOf(node));
  const option = (name: string) => spec.options.find((one) => one.name === name);
  const put = (name: string, text: string): Cure => {
    named.add(name);
    return written(context, span, text);
  };
  if (first === undefined) return {};
  if (third !== undefined && run.length === 3 && /^(?:->|=>|to|\u2192)$/.test(second ?? "")) {
    if (option("from") === undefined) return {};
    named.add("to");
    return put("from", `:from ${first} :to ${third}`);
  }
  const rest = run
    .slice(1)
    .map((node) => tree.textOf(node))
    .join(" ");
  if (first === "=" && rest !== "") return assigned(form, rest, put);
  const name = first.replace(/:$/, "");
  if (option(name) !== undefined) return put(name, `:${name}${rest === "" ? "" : ` ${rest}`}`);
  const kind = tree.kind(run[0] ?? 0);
  if (spec.holds === "variants" || spec.id === "variant") return variantCure(form, run);
  if (rest !== "" || kind === "symbol") return {};
  const status = spec.options.find(
    ({ value, range }) =>
      value === "integer" && range !== undefined && Number(first) >= range[0] && range[0] > 1,
  );
  if (status !== undefined) return put(status.name, `:${status.name} ${first}`);
  return option("default") === undefined ? {} : put("default", `:default ${first}`);
}

/** `= 1` is a field's number in protobuf, and a default elsewhere. */
function assigned({ spec }: Form, value: string, put: (name: string, text: string) => Cure): Cure {
  const takes = (name: string): boolean => spec.options.some((one) => one.name === name);
  if (/^[1-9]\d*$/.test(value) && takes("number")) return put("number", `:number ${value}`);
  return takes("default") ? put("default", `:default ${value}`) : {};
}

/** Variants in a list of their own, and variants with numbers. */
function variantCure({ context, node, children }: Form, run: readonly NodeId[]): Cure {
  const { tree } = context;
  const names = run.filter((one) => tree.kind(one) === "symbol");
  if (names.length < run.length) {
    const cure = "a variant is a name: delete the number, or write :number with one from 1 on";
    // Names stand among them, as in `open = 1 closed = 2`.
    const wrong = children.filter((one) => tree.kind(one) === "number" || tree.textOf(one) === "=");
    const title = wrong.length === 1 ? "delete the number" : "delete the numbers";
    return wrong.length === 0
      ? { cure }
      : {
          cure,
          ...allDeleted(
            context,
            wrong.map((one) => tree.span(one)),
            title,
          ),
        };
  }
  if (run.length + 1 < children.length) return {};
  const inside = children.map((one) => tree.textOf(one)).join(" ");
  return written(context, tree.span(node), inside, ", without parentheses around them");
}
