import type { Tree } from "../syntax/tree.ts";
import { formsIn, memberOf } from "../model/form-tables.ts";
import type { FormSpec } from "../model/form-spec.ts";
import { primitiveNames } from "../model/types.ts";
import { typeForms } from "../model/forms.ts";

/** Kinds of tokens, in the order in which an editor is told of them. */
export const tokenKinds = [
  "keyword",
  "type",
  "class",
  "function",
  "property",
  "enumMember",
  "parameter",
  "string",
  "number",
  "comment",
  "macro",
  "namespace",
] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** One token with what it is; sorted by place, none over another. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
}

const primitives: ReadonlySet<string> = new Set([...primitiveNames, ...Object.keys(typeForms)]);

/** The tokens of a file: heads of forms, names by what they declare, types, options, texts, numbers, commented forms. */
export function tokensOf(tree: Tree, file: "intent.lisp" | "universe.lisp"): Token[] {
  const tokens: Token[] = [];
  const open: { readonly node: number; readonly place: string; readonly member?: FormSpec }[] = tree
    .written(0)
    .toReversed()
    .map((node) => ({ node, place: file }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, place, member } = next;
    const kind = tree.kind(node);
    const add = (of: TokenKind): void =>
      void tokens.push({ start: tree.start(node), end: tree.end(node), kind: of });
    if (kind === "discard") add("comment");
    else if (kind === "string") add("string");
    else if (kind === "number" || kind === "quantity") add("number");
    else if (kind === "keyword") add("property");
    else if (kind === "symbol") add(symbolKind(tree.textOf(node), member));
    else {
      const inner = insideOf(tree, node, place, member);
      for (const one of inner.toReversed()) open.push(one);
    }
  }
  return tokens.toSorted((a, b) => a.start - b.start);
}

type Inside = { readonly node: number; readonly place: string; readonly member?: FormSpec };

/** The children of a list, each with what it is read by. */
function insideOf(
  tree: Tree,
  node: number,
  place: string,
  member: FormSpec | undefined,
): readonly Inside[] {
  const children = tree.written(node);
  const spec = member ?? formsIn(place).get(tree.head(node) ?? "");
  const within = spec === undefined ? undefined : memberOf.get(spec.id);
  return children.map((child, index) => {
    if (spec === undefined || tree.kind(child) === "list")
      return {
        node: child,
        place: spec?.id ?? "",
        ...(within === undefined ? {} : { member: within }),
      };
    const head = index === 0 && member === undefined;
    return {
      node: child,
      place: head ? "head" : "name",
      member: head ? headSpec : (within ?? spec),
    };
  });
}

const headSpec: FormSpec = {
  id: "head of a form",
  head: "",
  in: [],
  arguments: [],
  docstring: false,
  holds: "nothing",
  options: [],
  repeatable: true,
  since: "1.0",
  status: "built",
  doc: "",
  example: "",
};

function symbolKind(text: string, spec: FormSpec | undefined): TokenKind {
  if (spec === headSpec) return "keyword";
  if (primitives.has(text)) return "type";
  if (/^(?:[a-z][a-z0-9-]*\/)?[A-Z]/.test(text)) return "class";
  if (spec?.id === "variant" || spec?.id === "case") return "enumMember";
  if (spec?.id.startsWith("field") === true) return "property";
  if (spec?.id.startsWith("parameter") === true) return "parameter";
  return spec?.id === "service" || spec?.id === "uses" ? "namespace" : "function";
}
