import { editDistance } from "../base/did-you-mean.ts";
import type { Span } from "../base/span.ts";
import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { type Cure, edited, written } from "./fixes.ts";
import { typeForms } from "./forms.ts";
import { typeFormHabits, typeHabits } from "./habits.ts";
import { pascalCase } from "./names.ts";
import { primitiveNames } from "./types.ts";

/** How types are written, for a message. */
const typeExample = "string, Name, service/Name, Name.field, (list T), (map K V) or (optional T)";

/** `Name`, `service/Name`, `Name.field` or `service/Name.field`. */
export const typeReference =
  /^(?:([A-Za-z][A-Za-z0-9_-]*)\/)?([A-Za-z][A-Za-z0-9_-]*)(?:\.([A-Za-z][A-Za-z0-9_-]*))?$/;

/** Whether a word heads a type that holds others. */
export const isTypeForm = (head: string): head is keyof typeof typeForms => heads.has(head);

const heads: ReadonlySet<string> = new Set(Object.keys(typeForms));
const primitives: ReadonlySet<string> = new Set(primitiveNames);
const isPrimitive = (word: string): boolean => primitives.has(word);

/** Whether a type is so plain that nothing can be wrong with how it is written. */
export function isPlainType({ tree }: FileContext, node: NodeId, isLast: boolean): boolean {
  const kind = tree.kind(node);
  if (kind === "list") return isLast;
  if (kind !== "symbol") return false;
  return primitives.has(tree.textOf(node));
}

/**
 * Whether a symbol is written as a type, whatever it names; what is not is reported. `following` is what stands behind
 * it in its form, which may be its own: `list string`, `map<string, i64>`.
 */
export function isTypeWord(
  context: FileContext,
  node: NodeId,
  following: readonly NodeId[] = [],
): boolean {
  const { tree } = context;
  const text = tree.textOf(node);
  if (isTypeForm(text)) {
    reportBare(context, node, text, following);
    return false;
  }
  if (typeReference.test(text)) return true;
  const parameters = { what: "a type", found: context.describe(node), example: typeExample };
  const [span, better] = otherSpelling(context, node, following) ?? [tree.span(node), {}];
  const cure = "fix" in better || "cure" in better ? better : { cure: `write ${typeExample}` };
  context.report("wrong-value", span, parameters, cure);
  return false;
}

/**
 * Whether a list may be a type, going by what stands behind it: fields in the place of a type are reported as one.
 * `name` is the field that the type is of, or empty.
 */
export function isTypeList(
  context: FileContext,
  node: NodeId,
  following: readonly NodeId[],
  name: string,
): boolean {
  const { tree } = context;
  const lists = following.filter((one) => tree.kind(one) === "list");
  const head = tree.head(node);
  const isHeld = head !== undefined && (isTypeForm(head) || typeFormHabits.has(head));
  if (lists.length === 0 || isHeld || head === undefined) return true;
  const span = { start: tree.span(node).start, end: tree.span(lists.at(-1) ?? node).end };
  reportInline(context, span, head, name);
  return false;
}

/** `list string`, without parentheses. */
function reportBare(
  context: FileContext,
  node: NodeId,
  head: keyof typeof typeForms,
  following: readonly NodeId[],
): void {
  const { tree } = context;
  const { what, example } = typeForms[head];
  const found = parenthesised(context, [node, ...following]);
  if (found === undefined) {
    context.report("type-malformed", tree.span(node), { head, what, example });
    return;
  }
  const span = { start: tree.span(node).start, end: tree.span(found.last).end };
  const better = written(context, span, found.text);
  context.report("type-malformed", span, { head, what, example }, better);
}

/** The type that nodes begin with, where forms stand without their parentheses: `(list (list string))` for `list list string`. */
function parenthesised(
  context: FileContext,
  [node, ...following]: readonly NodeId[],
): { readonly text: string; readonly last: NodeId } | undefined {
  const { tree } = context;
  if (node === undefined || !["symbol", "list"].includes(tree.kind(node))) return undefined;
  const head = tree.textOf(node);
  const { start, end } = tree.span(node);
  if (!isTypeForm(head)) return { text: context.written.slice(start, end), last: node };
  const parts: string[] = [];
  let last = node;
  let rest = following;
  while (parts.length < typeForms[head].arguments) {
    const part = parenthesised(context, rest);
    if (part === undefined) return undefined;
    parts.push(part.text);
    last = part.last;
    rest = rest.slice(rest.indexOf(last) + 1);
  }
  return { text: `(${[head, ...parts].join(" ")})`, last };
}

/** What `string?`, `list<string>` and `= i64` are here, and how far they go. */
function otherSpelling(
  context: FileContext,
  node: NodeId,
  following: readonly NodeId[],
): [Span, Cure] | undefined {
  const { tree } = context;
  const span = tree.span(node);
  const text = tree.textOf(node);
  const [next] = following;
  const optional = /^([A-Za-z][A-Za-z0-9_/.-]*)\?$/.exec(text)?.[1];
  if (optional !== undefined) return [span, written(context, span, `(optional ${ours(optional)})`)];
  if (/^(?:=|:=|->)$/.test(text) && next !== undefined) {
    const end = tree.span(next).start;
    return [span, { cure: "delete it", ...edited(context, "delete it", [[{ ...span, end }, ""]]) }];
  }
  // Angle brackets may hold spaces, and a comma that was taken for a hole of a template.
  const line = context.written.slice(span.start, span.start + 200).split("\n")[0] ?? "";
  const generic = /^[A-Za-z]+<[A-Za-z0-9_/.,<>? -]*>/.exec(line)?.[0];
  const better = generic === undefined ? undefined : fromAngles(generic);
  if (generic === undefined || better === undefined) return undefined;
  const whole = { start: span.start, end: span.start + generic.length };
  return [whole, written(context, whole, better)];
}

/** `map<string, list<i64>>` as `(map string (list i64))`; `undefined` where its brackets do not pair. */
function fromAngles(text: string): string | undefined {
  const plain = text.replaceAll(",", " ").replaceAll("<", "( ").replaceAll(">", " ) ");
  const words = plain.split(" ").filter((word) => word !== "");
  let depth = 0;
  const made = words.map((word) => {
    if (word === ")") depth--;
    else if (word.endsWith("(")) {
      depth++;
      const head = word.slice(0, -1).toLowerCase();
      return `(${typeFormHabits.get(head) ?? head}`;
    }
    return word === ")" ? word : ours(word);
  });
  return depth === 0 ? made.join(" ").replaceAll(" )", ")") : undefined;
}

const ours = (word: string): string =>
  isPrimitive(word) ? word : (typeHabits.get(word.toLowerCase()) ?? word);

/** Says what a list that is no type was meant to be. `name` is the name of the field that it stands in. */
export function reportTypeForm(
  context: FileContext,
  node: NodeId,
  head: string | undefined,
  name: string,
): void {
  const { tree } = context;
  const span = tree.span(node);
  const [headNode = node, second, third] = tree.children(node);
  if (head === undefined)
    return context.report("form-expected", span, { found: "a list that is no type" });
  const habit = typeFormHabits.get(head.toLowerCase());
  const near = habit ?? context.guess(head, Object.keys(typeForms));
  const inner = second === undefined ? "" : tree.textOf(second);
  const isSimple = second !== undefined && third === undefined && tree.kind(second) === "symbol";
  const parameters = { text: head, what: "a type that holds others", known: knownForms };
  if (isSimple && isTypeForm(inner))
    return context.report(
      "not-one-of",
      span,
      { ...parameters, text: tree.textOf(node) },
      written(context, span, `(${inner} ${head})`),
    );
  // One letter off is a misspelling; `street` is a field, however near to `stream`.
  const isMisspelt = near !== undefined && editDistance(head.toLowerCase(), near, 1) <= 1;
  const looksNamed =
    /^[a-z]/.test(head) && habit === undefined && !isMisspelt && !isPrimitive(head);
  const isType = isSimple && (isPrimitive(inner) || /^(?:[a-z0-9-]+\/)?[A-Z]/.test(inner));
  if (looksNamed && isType && name === "")
    return context.report(
      "type-inline",
      span,
      { text: tree.textOf(node), example: "" },
      written(context, span, inner, ": an answer has a type and no name"),
    );
  if (/^(?:enum|entity|union|record|struct)$/.test(head) || (looksNamed && isType))
    return reportInline(context, span, head, name);
  const cure =
    near === undefined
      ? {}
      : {
          cure: `did you mean (${near} …)?`,
          ...edited(context, `write ${near}`, [[tree.span(headNode), near]]),
        };
  context.report("not-one-of", tree.span(headNode), parameters, cure);
}

const knownForms = Object.keys(typeForms).join(", ");

/** `(status (enum pending paid))`, `(address (street string) …)`: a type where it is used. */
function reportInline(context: FileContext, span: Span, head: string, name: string): void {
  const text = context.written.slice(span.start, span.end);
  const isForm = ["enum", "entity", "union"].includes(head);
  const isNamed = isForm && /^\(\S+\s+[A-Z]/.test(text);
  const type = isNamed ? "" : ` ${name === "" ? "NAME" : pascalCase(name)}`;
  const inside = isForm ? text.slice(1 + head.length) : ` ${text})`;
  const example = `(${isForm ? head : "entity"}${type}${inside}`;
  const short =
    example.length > 70 || example.includes("\n")
      ? `${example.slice(0, 8 + type.length)} …)`
      : example;
  context.report("type-inline", span, { text: shortened(text), example: short });
}

const shortened = (text: string): string =>
  text.length > 60 || text.includes("\n") ? `${text.split(/\s/)[0] ?? "("} …)` : text;
