import type { Span } from "../base/span.ts";
import { readTree } from "../syntax/reader.ts";
import type { NodeId, Tree } from "../syntax/tree.ts";
import type { DefinedForm, DefinedForms, Template } from "./define-form.ts";
import { ExpandedTree, stretchAt, type Expansion, type Stretch } from "./expanded-tree.ts";
import type { FileContext } from "./file-context.ts";

/** Rounds of expansion: a form may become calls of others, and written calls stand in each other as deep as forms may. */
const roundsMax = 64;
/** Characters that a file may grow to: no more than a file may have. */
const lengthMax = 1 << 20;
/** Forms and words that expansion may add to a file. Forms of two that become two of the former double in each round. */
const addedMax = 100_000;

/**
 * A file's tree with the calls of defined forms expanded, or the tree itself where it has none. What is wrong with a call
 * is reported, and the call becomes nothing. Hygienic by construction: a form becomes forms, and no code runs.
 */
export function expanded(context: FileContext, forms: DefinedForms): Tree {
  const { tree } = context;
  if (forms.size === 0) return tree;
  let current: Tree = tree;
  let stretches: readonly Stretch[] = [{ at: 0, length: tree.text.length, from: 0 }];
  for (let round = 0; ; round++) {
    const calls = callsIn(current, forms);
    if (calls.length === 0) return current;
    const next = round < roundsMax ? rewrite(context, current, calls, stretches) : undefined;
    const [made, said] = next === undefined ? [] : treeOf(tree.path, next, tree.size + addedMax);
    const what = next?.long === true ? "is longer than 1 MiB" : (said ?? endless);
    if (made === undefined || next === undefined || next.long || said !== undefined) {
      const last = calls.at(-1);
      const span = last === undefined ? { start: 0, end: 0 } : current.span(last.node);
      context.report("endless-form", span, { name: last?.form.name ?? "", what });
      return withoutCalls(current, calls, stretches);
    }
    stretches = next.stretches;
    current = made;
  }
}

/** Characters of an expansion that a message may need. */
const shownMax = 400;
const endless = `holds it again, after ${roundsMax} rounds`;

/** The tree of an expanded text, and why it cannot be read as a whole: what else is wrong was told of the file itself. */
function treeOf(path: string, made: Text, sizeMax: number): [ExpandedTree, string | undefined] {
  const text = made.whole();
  const [read, found] = readTree({ path, text });
  const codes = new Set(found.map(({ code }) => code));
  const what = codes.has("file-too-large")
    ? "is longer than 1 MiB"
    : codes.has("too-deep")
      ? "is nested more than 64 levels deep"
      : read.size > sizeMax
        ? "holds more than 100,000 forms and words"
        : undefined;
  return [new ExpandedTree(path, text, read.nodes, made.stretches), what];
}

interface Call {
  readonly node: NodeId;
  readonly form: DefinedForm;
}

/** The outermost calls of defined forms, in written order; templates are not looked into. */
function callsIn(tree: Tree, forms: DefinedForms): Call[] {
  const calls: Call[] = [];
  for (let node = 1; node < tree.size;) {
    const head = tree.head(node);
    const form = head === undefined ? undefined : forms.get(head);
    const skipped = form !== undefined || head === "define-form" || tree.kind(node) === "discard";
    if (form !== undefined) calls.push({ node, form });
    node = skipped ? tree.after(node) : node + 1;
  }
  return calls;
}

/** Text with the stretches that it is made of, while it grows. */
class Text {
  readonly #parts: string[] = [];
  #length = 0;
  readonly stretches: Stretch[] = [];

  /** Whether it is longer than a file may be: nothing more is added then. */
  get long(): boolean {
    return this.#length > lengthMax;
  }

  /** Where it is now, for {@link since}. */
  get mark(): number {
    return this.#parts.length;
  }

  /** The beginning of what was added since a mark: enough to be shown. */
  since(mark: number): string {
    let text = "";
    for (let index = mark; index < this.#parts.length && text.length < shownMax; index++)
      text += this.#parts[index] ?? "";
    return text.slice(0, shownMax);
  }

  whole(): string {
    return this.#parts.join("");
  }

  /** Copies a part of another text with the places that it comes from. */
  copy(text: string, stretches: readonly Stretch[], start: number, end: number): void {
    for (let at = start; at < end;) {
      const stretch = stretchAt(stretches, at);
      const stop = Math.min(end, stretch === undefined ? end : stretch.at + stretch.length);
      const from = stretch?.from === undefined ? {} : { from: stretch.from + at - stretch.at };
      const made = stretch?.expansion === undefined ? {} : { expansion: stretch.expansion };
      this.#add(text.slice(at, stop), { ...from, ...made });
      at = Math.max(stop, at + 1);
    }
  }

  make(text: string, expansion: Expansion): void {
    this.#add(text, { expansion });
  }

  #add(text: string, origin: Pick<Stretch, "from" | "expansion">): void {
    if (text === "" || this.long) return;
    this.stretches.push({ at: this.#length, length: text.length, ...origin });
    this.#parts.push(text);
    this.#length += text.length;
  }
}

function rewrite(
  context: FileContext,
  tree: Tree,
  calls: readonly Call[],
  stretches: readonly Stretch[],
): Text {
  const made = new Text();
  let at = 0;
  for (const { node, form } of calls) {
    made.copy(tree.text, stretches, at, tree.start(node));
    at = tree.end(node);
    const bound = bind(context, tree, node, form);
    if (bound === undefined) continue;
    // A call that a template made shows the call in the file that it follows from.
    const call = tree.span(node);
    for (const template of form.templates)
      write(made, tree, stretches, { form, template, call }, bound);
  }
  made.copy(tree.text, stretches, at, tree.text.length);
  return made;
}

type Bound = ReadonlyMap<string, readonly NodeId[]>;

function bind(
  context: FileContext,
  tree: Tree,
  node: NodeId,
  form: DefinedForm,
): Bound | undefined {
  const [, ...values] = tree.children(node);
  const { parameters, rest } = form;
  const fits =
    rest === undefined ? values.length === parameters.length : values.length >= parameters.length;
  if (!fits) {
    const names = [...parameters, ...(rest === undefined ? [] : [`${rest} …`])];
    const wanted = names.length === 0 ? "nothing" : names.join(" ");
    const note = { message: "it is defined here", file: form.file, span: form.nameSpan };
    const count = values.length === 1 ? "is 1 form" : `are ${values.length} forms`;
    const said = { name: form.name, found: count, wanted };
    context.report("form-arguments", tree.span(node), said, { notes: [note] });
    return undefined;
  }
  const bound = new Map(
    parameters.map((name, index) => [name, values.slice(index, index + 1)] as const),
  );
  return rest === undefined ? bound : bound.set(rest, values.slice(parameters.length));
}

interface Place {
  readonly form: DefinedForm;
  readonly template: Template;
  readonly call: Span;
}

function write(
  made: Text,
  tree: Tree,
  stretches: readonly Stretch[],
  { form, template, call }: Place,
  bound: Bound,
): void {
  const definition = { file: form.file, span: template.span };
  const expansion = { name: form.name, call, definition, text: "" };
  const start = made.mark;
  made.make(" ", expansion);
  for (const part of template.parts) {
    if ("text" in part) {
      made.make(part.text, expansion);
      continue;
    }
    const values = bound.get(part.parameter) ?? [];
    const nodes = part.spliced
      ? values.flatMap((value) => spliced(tree, value, part, form))
      : values;
    for (const value of nodes) {
      made.make(" ", expansion);
      made.copy(tree.text, stretches, tree.start(value), tree.end(value));
    }
    made.make(" ", expansion);
  }
  // Known only now, and told only later, when something inside of it is wrong.
  expansion.text = made.since(start).trim().replaceAll(/\s+/g, " ").replaceAll(" )", ")");
}

/** The rest is spliced as it is; a parameter that is a list, as what is in it. */
const spliced = (
  tree: Tree,
  value: NodeId,
  part: { readonly parameter: string },
  form: DefinedForm,
): readonly NodeId[] =>
  part.parameter !== form.rest && tree.kind(value) === "list" ? tree.children(value) : [value];

function withoutCalls(
  tree: Tree,
  calls: readonly Call[],
  stretches: readonly Stretch[],
): ExpandedTree {
  const made = new Text();
  let at = 0;
  for (const { node } of calls) {
    made.copy(tree.text, stretches, at, tree.start(node));
    at = tree.end(node);
  }
  made.copy(tree.text, stretches, at, tree.text.length);
  return treeOf(tree.path, made, Number.POSITIVE_INFINITY)[0];
}
