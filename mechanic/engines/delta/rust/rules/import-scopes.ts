import { remove, type Engine } from "../engine.ts";
import { importsOf } from "../modules.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { spelt } from "../spelling.ts";
import { ancestor, inTest, nodeAt, parts, type Node } from "../tree.ts";

/** The rules that bring names in. */
const imports = /^(?:retype-import|import-stamped)$/;

/**
 * The module (a whole file, or the braces of `mod name { … }`) into which the import of a name goes that is missing at a
 * place: the innermost that does not bring in everything of its parent. Tests keep for themselves what nothing but tests
 * names, since it would be an unused import wherever they are not built.
 */
export function importScope(name: string, at: Node, engine: Engine): Node {
  const [first, ...around] = reach(at);
  let scope = first ?? at;
  for (const outer of around) {
    if (isOfTests(scope, engine) && !isOfTests(outer, engine)) {
      const named = namings(name, at.file, engine).some(
        (one) => !isOfTests(one, engine) && reach(one).includes(outer),
      );
      if (!named) return scope;
    }
    scope = outer;
  }
  return scope;
}

/**
 * Takes back the imports that nothing needs any more: what named the type was taken back itself, or a module further out
 * brings the name in since.
 */
export function dropSpareImports(engine: Engine): void {
  const brought = engine.patches.filter(({ rule }) => imports.test(rule)).flatMap(broughtBy);
  const spare = brought.filter(({ name, edit }) => {
    const [home, ...around] = reachOf(edit, engine);
    const covered = brought.some(
      (other) =>
        other.name === name &&
        other.edit.file === edit.file &&
        around.some((outer) => outer === reachOf(other.edit, engine)[0]),
    );
    const needed = namings(name, edit.file, engine).some(
      (one) => home !== undefined && reach(one).includes(home),
    );
    return covered || !needed;
  });
  remove(
    engine,
    spare.map(({ patch }) => patch),
  );
}

interface Brought {
  readonly name: string;
  readonly edit: PatchEdit;
  readonly patch: Patch;
}

const broughtBy = (patch: Patch): Brought[] =>
  patch.edits.map((edit) => ({
    name: /(\w+)\W*$/.exec(edit.text)?.[1] ?? "",
    edit,
    patch,
  }));

/** The places of a file where edits name a type by its bare name. */
function namings(name: string, path: string, engine: Engine): Node[] {
  const file = engine.files.get(path);
  const word = new RegExp(`(?<![\\w:])${name}\\b`);
  return file === undefined
    ? []
    : spelt(engine.patches, engine)
        .filter(({ rule }) => !imports.test(rule))
        .flatMap(({ edits }) => edits)
        .filter((edit) => edit.file === path && word.test(edit.text))
        .map((edit) => nodeAt(file.root, edit.start, edit.end));
}

function reachOf({ file, start, end }: PatchEdit, engine: Engine): Node[] {
  const root = engine.files.get(file)?.root;
  return root === undefined ? [] : reach(nodeAt(root, start, end));
}

/** The modules of a file whose names are known at a place: its own, and each of which the one inside brings in everything. */
function reach(at: Node): Node[] {
  const scope = moduleAround(at);
  if (scope === undefined) return [];
  const bringsAll = parts(scope)
    .filter(({ type }) => type === "use_declaration")
    .flatMap(importsOf)
    .some((one) => one.name === "*" && one.path.join("::") === "super");
  return bringsAll && scope.parent !== undefined ? [scope, ...reach(scope.parent)] : [scope];
}

function moduleAround(at: Node): Node | undefined {
  const scope = ancestor(at, "declaration_list", "source_file");
  return scope?.type === "declaration_list" && scope.parent?.type !== "mod_item"
    ? moduleAround(scope.parent ?? scope)
    : scope;
}

const isOfTests = (node: Node, engine: Engine): boolean => inTest(node, engine.request.tests);
