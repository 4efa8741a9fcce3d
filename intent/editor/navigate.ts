import type { Edit } from "../base/edit.ts";
import type { Span } from "../base/span.ts";
import { formsIn, memberOf } from "../model/form-tables.ts";
import type { FormSpec } from "../model/form-spec.ts";
import type { NodeId, Tree } from "../syntax/tree.ts";
import { occurrencesOf, type Occurrence } from "./occurrences.ts";
import type { Workspace } from "./workspace.ts";

/** The symbol at an offset, the shortest where one stands inside another's name; `undefined` where none is named. */
export function symbolAt(
  workspace: Workspace,
  path: string,
  offset: number,
): Occurrence | undefined {
  const service = workspace.service(path);
  if (service === undefined) return undefined;
  const length = ({ span }: Occurrence): number => span.end - span.start;
  return occurrencesOf(service)
    .filter(({ span }) => span.start <= offset && offset <= span.end)
    .toSorted((a, b) => length(a) - length(b))[0];
}

/** Every place of a symbol in the universe: its declaration first, then by file and place. */
export function occurrencesIn(workspace: Workspace, symbol: string): Occurrence[] {
  const services = [...(workspace.model?.services.values() ?? [])];
  const found = services.flatMap((service) =>
    occurrencesOf(service).filter((one) => one.symbol === symbol),
  );
  const rank = ({ role }: Occurrence): number => (role === "declaration" ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b));
}

/** Where a symbol is declared. */
export const declarationOf = (workspace: Workspace, symbol: string): Occurrence | undefined =>
  occurrencesIn(workspace, symbol).find(({ role }) => role === "declaration");

/**
 * Edits that rename a symbol everywhere. The declaration says `:was` with its old name, so that the wire keeps it and the
 * diff knows the same thing; one that says `:was` already keeps the older name. `undefined` where nothing declares it.
 */
export function renameEdits(
  workspace: Workspace,
  symbol: string,
  name: string,
): Edit[] | undefined {
  const places = occurrencesIn(workspace, symbol);
  const [declared] = places;
  if (declared?.role !== "declaration") return undefined;
  const old = textAt(workspace, declared);
  if (old === name) return [];
  const edits = places
    // What a template made stands in the template, and is not renamed by its uses.
    .filter((one) => textAt(workspace, one) === old)
    .map(({ file, span }) => ({ file, ...span, text: name }));
  const tree = workspace.tree(declared.file);
  const was = tree === undefined ? undefined : wasEdit(tree, declared, old);
  if (was === undefined) return edits;
  // A bare variant becomes a form of its own: one edit says both.
  const rest = edits.filter(
    (edit) => edit.start !== was.start || edit.file !== was.file || was.start === was.end,
  );
  const text = was.start === was.end ? was.text : was.text.replace(old, () => name);
  return [...rest, { ...was, text }];
}

const textAt = (workspace: Workspace, { file, span }: Occurrence): string =>
  (workspace.text(file) ?? "").slice(span.start, span.end);

/** The edit that says `:was old` in the declaration whose name stands at a place; absent where its form takes none. */
function wasEdit(tree: Tree, { file, span }: Occurrence, old: string): Edit | undefined {
  const around = formAround(tree, span);
  if (around === undefined) return undefined;
  const { node, spec } = around;
  if (!spec.options.some(({ name }) => name === "was")) return undefined;
  if (tree.kind(node) === "symbol") return { file, ...span, text: `(${old} :was ${old})` };
  const children = tree.children(node);
  const isWas = (child: NodeId): boolean =>
    tree.kind(child) === "keyword" && tree.keywordName(child) === "was";
  if (children.some(isWas)) return undefined;
  const after = children.findLast(
    (child, index) =>
      index <= spec.arguments.length || (spec.docstring && tree.kind(child) === "string"),
  );
  const at = tree.end(after ?? node);
  return { file, start: at, end: at, text: ` :was ${old}` };
}

/** The form that declares the name at a place: a list whose head or first argument it is, or a bare variant. */
function formAround(
  tree: Tree,
  span: Span,
): { readonly node: NodeId; readonly spec: FormSpec } | undefined {
  const path: NodeId[] = [0];
  const specs: (FormSpec | undefined)[] = [undefined];
  for (;;) {
    const last: NodeId = path.at(-1) ?? 0;
    const inner = tree
      .children(last)
      .find((child) => tree.start(child) <= span.start && span.end <= tree.end(child));
    if (inner === undefined) break;
    const outer: FormSpec | undefined = specs.at(-1);
    const head = tree.head(inner) ?? "";
    const spec: FormSpec | undefined =
      outer === undefined && last === 0
        ? (formsIn("intent.lisp").get(head) ?? formsIn("universe.lisp").get(head))
        : outer === undefined
          ? undefined
          : (memberOf.get(outer.id) ?? formsIn(outer.id).get(head));
    path.push(inner);
    specs.push(spec);
  }
  for (let index = path.length - 1; index > 0; index--) {
    const spec = specs[index];
    const node = path[index];
    if (spec === undefined || node === undefined) continue;
    if (tree.kind(node) === "list") return { node, spec };
    // A bare variant is read by the row of variants.
    const outer = specs[index - 1];
    if (
      outer !== undefined &&
      memberOf.has(outer.id) &&
      outer.holds === "variants" &&
      tree.children(path[index - 1] ?? 0).indexOf(node) > outer.arguments.length
    )
      return { node, spec };
  }
  return undefined;
}
