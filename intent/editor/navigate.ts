import type { Edit } from "../base/edit.ts";
import type { Span } from "../base/span.ts";
import { formsIn, memberOf } from "../model/form-tables.ts";
import type { FormSpec } from "../model/form-spec.ts";
import { pascalCase, wordsOf } from "../model/names.ts";
import { lookup } from "../model/symbols.ts";
import type { NodeId, Tree } from "../syntax/tree.ts";
import type { Occurrence } from "./occurrences.ts";
import type { Workspace } from "./workspace.ts";

/** The symbol at an offset, the shortest where one stands inside another's name; `undefined` where none is named. */
export function symbolAt(
  workspace: Workspace,
  path: string,
  offset: number,
): Occurrence | undefined {
  const length = ({ span }: Occurrence): number => span.end - span.start;
  return workspace
    .occurrences(path)
    .filter(({ span }) => span.start <= offset && offset <= span.end)
    .toSorted((a, b) => length(a) - length(b))[0];
}

/** Every place of a symbol in the universe: its declaration first, then by file and place. */
export function occurrencesIn(workspace: Workspace, symbol: string): Occurrence[] {
  const [owner = ""] = symbol.split("/", 1);
  const found = workspace
    .naming(owner)
    .flatMap((path) => workspace.occurrences(path).filter((one) => one.symbol === symbol));
  const rank = ({ role }: Occurrence): number => (role === "declaration" ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b));
}

/** Where a symbol is declared. */
export const declarationOf = (workspace: Workspace, symbol: string): Occurrence | undefined =>
  occurrencesIn(workspace, symbol).find(({ role }) => role === "declaration");

/** Why a symbol cannot be called so, as a sentence; `undefined` where it can. */
export function renameProblem(
  workspace: Workspace,
  symbol: string,
  name: string,
): string | undefined {
  const { model } = workspace;
  const found = model === undefined ? undefined : lookup(model, symbol);
  if (model === undefined || found === undefined) return "nothing is declared here";
  if (found.kind === "service")
    return "a service's name is part of its folders and packages; rename it by hand";
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(name))
    return `\`${name}\` is not a name: names start with a letter and hold letters, digits, - and _`;
  const declared = declarationOf(workspace, symbol);
  const tree = declared && workspace.tree(declared.file);
  if (declared === undefined || tree === undefined) return "a template makes this: rename it there";
  if (formAround(tree, declared.span) === undefined)
    return "this stands in a call of a defined form, which may say it twice: rename it by hand";
  const isType = ["entity", "enum", "union", "alias"].includes(found.kind);
  if (isType && name !== pascalCase(name))
    return `a type is written in PascalCase: ${pascalCase(name)}`;
  const isFree = found.kind === "variant" || found.kind === "case" || found.kind === "state";
  const kebab = wordsOf(name).join("-");
  if (!isType && !isFree && name !== kebab) return `this is written in kebab-case: ${kebab}`;
  const other = `${symbol.slice(0, symbol.length - lastName(symbol).length)}${name}`;
  return other !== symbol && lookup(model, other) !== undefined
    ? `\`${name}\` stands here already`
    : undefined;
}

/** The last name of a symbol: what stands behind its last dot, colon or slash. */
const lastName = (symbol: string): string => /[^./:]*$/.exec(symbol)?.[0] ?? symbol;

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
  const was = tree === undefined ? undefined : wasEdit(tree, declared, old, name);
  if (was === undefined) return edits;
  // A bare variant becomes a form of its own: one edit says both.
  const rest = edits.filter(
    (edit) => edit.start !== was.start || edit.file !== was.file || was.start === was.end,
  );
  const text = was.text.startsWith("(") ? was.text.replace(old, () => name) : was.text;
  return [...rest, { ...was, text }];
}

const textAt = (workspace: Workspace, { file, span }: Occurrence): string =>
  (workspace.text(file) ?? "").slice(span.start, span.end);

/** The edit that says `:was old` in the declaration whose name stands at a place; absent where its form takes none. */
function wasEdit(
  tree: Tree,
  { file, span }: Occurrence,
  old: string,
  name: string,
): Edit | undefined {
  const around = formAround(tree, span);
  if (around === undefined) return undefined;
  const { node, spec } = around;
  if (!spec.options.some(({ name }) => name === "was")) return undefined;
  if (tree.kind(node) === "symbol") return { file, ...span, text: `(${old} :was ${old})` };
  const children = tree.children(node);
  const isWas = (child: NodeId): boolean =>
    tree.kind(child) === "keyword" && tree.keywordName(child) === "was";
  const said = children.findIndex(isWas);
  const former = children[said + 1];
  if (said !== -1 && former !== undefined && tree.textOf(former) === name)
    // It is called again what it was called before: nothing was renamed.
    return { file, start: tree.end(children[said - 1] ?? node), end: tree.end(former), text: "" };
  if (said !== -1) return undefined;
  const after = children.findLast(
    (child, index) =>
      index <= spec.arguments.length || (spec.docstring && tree.kind(child) === "string"),
  );
  const at = tree.end(after ?? node);
  return { file, start: at, end: at, text: ` :was ${old}` };
}

/** The form that declares the name at a place: a list whose head or first argument it is, or a bare variant. */
export function formAround(
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
  // The name itself, or the list that it stands in: what is further out declares something else.
  for (let index = path.length - 1; index > Math.max(0, path.length - 3); index--) {
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
