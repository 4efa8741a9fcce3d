import type { ArgumentSpec, FormSpec, OptionSpec } from "../model/form-spec.ts";
import { formsIn, memberOf } from "../model/form-tables.ts";
import type { NodeId, Tree } from "../syntax/tree.ts";

/** A form around a place, with its row of the table where it has one. */
export interface FormAt {
  readonly node: NodeId;
  readonly spec: FormSpec | undefined;
}

/** What may stand at a place, by the row of the form around it. */
export type SlotAt =
  /** The head of a form (or a new form) that stands in `place`. */
  | { readonly kind: "head"; readonly place: string }
  /** The head of a field, variant or value: a name of one's own, or a call of a defined form. */
  | { readonly kind: "member" }
  | { readonly kind: "argument"; readonly spec: FormSpec; readonly argument: ArgumentSpec }
  | { readonly kind: "option"; readonly spec: FormSpec }
  | { readonly kind: "value"; readonly spec: FormSpec; readonly option: OptionSpec }
  /** A name or an argument inside of a type. */
  | { readonly kind: "type" }
  | { readonly kind: "nothing" };

/** A place in a file: the forms around it from the outside in, the token there, and what may stand there. */
export interface PlaceAt {
  readonly forms: readonly FormAt[];
  /** The innermost node that holds the place; the file's own (0) between forms. */
  readonly node: NodeId;
  readonly slot: SlotAt;
}

/** What stands and what may stand at an offset; `file` says which forms the file's top takes. */
export function placeAt(
  tree: Tree,
  offset: number,
  file: "intent.lisp" | "universe.lisp",
): PlaceAt {
  const path = pathTo(tree, offset);
  const forms: FormAt[] = [];
  let place: string | undefined = file;
  for (const node of path) {
    if (node === 0 || tree.kind(node) !== "list") continue;
    const outer: FormSpec | undefined = forms.at(-1)?.spec;
    const member = outer === undefined ? undefined : memberOf.get(outer.id);
    const spec: FormSpec | undefined =
      member ?? (place === undefined ? undefined : formsIn(place).get(tree.head(node) ?? ""));
    forms.push({ node, spec });
    place = spec?.id;
  }
  const node = path.at(-1) ?? 0;
  return { forms, node, slot: slotAt(tree, offset, forms, node, file) };
}

/** Nodes from the file down to the innermost that holds an offset; a token holds the place behind its last character. */
function pathTo(tree: Tree, offset: number): NodeId[] {
  const path: NodeId[] = [0];
  for (;;) {
    const last: NodeId = path.at(-1) ?? 0;
    const inner = tree.written(last).find((child) => {
      const isList = tree.kind(child) === "list";
      return (
        tree.start(child) < offset + (isList ? 0 : 1) && offset < tree.end(child) + (isList ? 0 : 1)
      );
    });
    if (inner === undefined) return path;
    path.push(inner);
  }
}

function slotAt(
  tree: Tree,
  offset: number,
  forms: readonly FormAt[],
  node: NodeId,
  file: string,
): SlotAt {
  const form = forms.at(-1);
  if (form === undefined) return { kind: "head", place: file };
  const children = tree.children(form.node);
  const outer = forms.at(-2)?.spec;
  const onHead = children.length === 0 || offset <= tree.end(children[0] ?? 0);
  if (onHead)
    return form.spec === undefined || outer !== undefined || forms.length === 1
      ? headSlot(outer, forms.length === 1 ? file : undefined)
      : { kind: "nothing" };
  if (form.spec === undefined)
    return isInType(tree, forms) ? { kind: "type" } : { kind: "nothing" };
  return insideSlot(tree, offset, form.spec, children, node);
}

/** The head of a list: a form where the form around it takes forms, a name of one's own where it takes members. */
function headSlot(outer: FormSpec | undefined, file: string | undefined): SlotAt {
  if (file !== undefined) return { kind: "head", place: file };
  if (outer === undefined) return { kind: "type" };
  return outer.holds === "forms" ? { kind: "head", place: outer.id } : { kind: "member" };
}

/** Whether the innermost list stands where a type is asked for. */
function isInType(tree: Tree, forms: readonly FormAt[]): boolean {
  const holder = forms.findLast(({ spec }) => spec !== undefined);
  if (holder?.spec === undefined) return false;
  const index = holder.spec.arguments.findIndex(({ kind }) => kind === "type");
  const argument = tree.children(holder.node)[index + 1];
  const inner = forms.find(({ node }) => node === argument);
  return index !== -1 && inner !== undefined;
}

function insideSlot(
  tree: Tree,
  offset: number,
  spec: FormSpec,
  children: readonly NodeId[],
  node: NodeId,
): SlotAt {
  if (tree.kind(node) === "keyword") return { kind: "option", spec };
  const before = children.filter(
    (child) => tree.end(child) < offset || (child !== node && tree.end(child) <= offset),
  );
  const last = before.at(-1);
  const option =
    last !== undefined && tree.kind(last) === "keyword"
      ? spec.options.find(({ name }) => name === tree.keywordName(last))
      : undefined;
  if (option !== undefined && option.value !== "flag") return { kind: "value", spec, option };
  const index = before.filter((child) => child !== node).length - 1;
  const settled = before.some(
    (child) => ["keyword", "string"].includes(tree.kind(child)) && !takesString(spec),
  );
  const argument = settled ? undefined : argumentAt(spec, index);
  if (argument !== undefined) return { kind: "argument", spec, argument };
  return spec.holds === "forms" ? { kind: "head", place: spec.id } : { kind: "option", spec };
}

const takesString = (spec: FormSpec): boolean =>
  spec.arguments.some(({ kind }) => kind === "string");

const argumentAt = (spec: FormSpec, index: number): ArgumentSpec | undefined => {
  const last = spec.arguments.at(-1);
  return spec.arguments[index] ?? (last?.many === "rest" ? last : undefined);
};
