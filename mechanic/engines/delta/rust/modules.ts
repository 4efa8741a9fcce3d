import type { CrateLayout } from "./crate.ts";
import { attributesAbove, fieldOf, inTest, parts, type Node, type RustFile } from "./tree.ts";

/** The hand-written modules of a package: the scope of each (a whole file, or the braces of `mod`) by crate and path. */
export interface Modules {
  readonly scopes: ReadonlyMap<string, Node>;
  readonly places: ReadonlyMap<Node, Place>;
  readonly library: Place | undefined;
  /** What the library is called outside of it. */
  readonly libraryName: string;
}

/** A module by the file of its crate's root and by the names on the way to it. */
interface Place {
  readonly crate: string;
  readonly path: readonly string[];
}

/** Reads which modules there are from the paths of the files and from the `mod`s in them. */
export function modulesOf(files: ReadonlyMap<string, RustFile>, layout: CrateLayout): Modules {
  const scopes = new Map<string, Node>();
  const places = new Map<Node, Place>();
  const [root] = layout.roots;
  for (const { path, root: top } of files.values()) {
    const open: [Node, Place][] = [[top, placeOfFile(path, layout)]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [scope, place] = next;
      scopes.set(keyOf(place), scope);
      places.set(scope, place);
      for (const child of parts(scope)) {
        const body = child.type === "mod_item" ? fieldOf(child, "body") : undefined;
        const name = fieldOf(child, "name")?.text;
        if (body !== undefined && name !== undefined)
          open.push([body, { ...place, path: [...place.path, name] }]);
      }
    }
  }
  return {
    scopes,
    places,
    library: root === undefined ? undefined : { crate: root, path: [] },
    libraryName: layout.pathIn("", "").split("::")[0] ?? "",
  };
}

function placeOfFile(file: string, layout: CrateLayout): Place {
  const [root = file] = layout.roots;
  if (layout.roots.includes(file) || !layout.pathIn(file, "").startsWith("crate::"))
    return { crate: file, path: [] };
  return { crate: root, path: modulePath(file) };
}

/** The names that lead to the module of a file below `src`: `custom::deep` for `src/custom/deep.rs`. */
export const modulePath = (file: string): string[] =>
  file
    .slice(file.indexOf("/src/") + 5)
    .replace(/(?:\/mod)?\.rs$/, "")
    .split("/");

const keyOf = ({ crate, path }: Place): string => [crate, ...path].join("::");

/**
 * What a name of a type stands for at a place of hand-written code: a path from the root of another crate
 * (`chrono::Duration`), or one that begins with the file of a crate's root. Undefined where nothing there is seen to have
 * that name. What is built only under an attribute has a path of its own, but for what tests bring in for tests.
 * `tests` are the files of tests.
 */
export function meaningOf(
  name: string,
  at: Node,
  modules: Modules,
  tests: ReadonlySet<string>,
): string | undefined {
  const look = (scope: Node, place: Place): string | undefined =>
    found(name, scope, place, { modules, inTests: inTest(at, tests), seen: new Set() });
  for (let node: Node | undefined = at; node !== undefined; node = node.parent) {
    const generic = fieldOf(node, "type_parameters");
    if (generic !== undefined && parts(generic).some((one) => nameOf(one) === name)) return name;
    const place = modules.places.get(node);
    if (place !== undefined) return look(node, place);
    const around = node.type === "block" ? moduleAround(node, modules) : undefined;
    const meant = around === undefined ? undefined : look(node, around);
    if (meant !== undefined) return meant;
  }
  return undefined;
}

const nameOf = (parameter: Node): string =>
  (fieldOf(parameter, "name") ?? fieldOf(parameter, "left") ?? parameter).text;

function moduleAround(node: Node, modules: Modules): Place | undefined {
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    const place = modules.places.get(at);
    if (place !== undefined) return place;
  }
  return undefined;
}

interface Search {
  readonly modules: Modules;
  readonly inTests: boolean;
  readonly seen: Set<string>;
}

const declares = /^(?:struct|enum|union|type|trait|mod)_item$|^extern_crate_declaration$/;

/** What a name stands for in one scope: declared there, brought in by its name, or brought in with everything else. */
function found(name: string, scope: Node, place: Place, search: Search): string | undefined {
  const key = `${scope.file}:${scope.start}:${name}`;
  if (search.seen.has(key)) return undefined;
  search.seen.add(key);
  const items = parts(scope);
  const own = items.find((one) => declares.test(one.type) && fieldOf(one, "name")?.text === name);
  if (own !== undefined) return [keyOf(place), name].join("::");
  const brought = items
    .filter(({ type }) => type === "use_declaration")
    .flatMap((use) => importsOf(use).map((one) => ({ ...one, use })));
  const direct = brought.find((one) => one.name === name);
  if (direct !== undefined) {
    const conditions = attributesAbove(direct.use).filter(({ text }) => /\bcfg/.test(text));
    const holds = conditions.every(({ text }) => text === "#[cfg(test)]" && search.inTests);
    return holds
      ? followed(direct.path, place, search)
      : conditions.map(({ text }) => text).join("");
  }
  for (const { path } of brought.filter((one) => one.name === "*")) {
    const meant = declaredIn(path, name, place, search);
    if (meant !== undefined) return meant;
  }
  return undefined;
}

/** What an import by name stands for, through the modules that hand it on. */
function followed(path: readonly string[], place: Place, search: Search): string {
  const name = path.at(-1) ?? "";
  const home = moduleAt(path.slice(0, -1), place, search.modules);
  if (home === undefined) return path.join("::");
  return declaredIn(path.slice(0, -1), name, place, search) ?? [keyOf(home), name].join("::");
}

/** What a name stands for in the module that a path leads to, where that is one of ours. */
function declaredIn(
  path: readonly string[],
  name: string,
  place: Place,
  search: Search,
): string | undefined {
  const home = moduleAt(path, place, search.modules);
  const scope = home === undefined ? undefined : search.modules.scopes.get(keyOf(home));
  return home === undefined || scope === undefined ? undefined : found(name, scope, home, search);
}

/** The module of this package that a path leads to from another one; undefined for a path into another crate. */
function moduleAt(path: readonly string[], from: Place, modules: Modules): Place | undefined {
  const [head = "", ...rest] = path;
  if (head === "crate") return { crate: from.crate, path: rest };
  if (head === "self") return moduleBelow(from, rest);
  if (head === "super") return moduleBelow({ ...from, path: from.path.slice(0, -1) }, rest);
  const child = { ...from, path: [...from.path, head] };
  if (modules.scopes.has(keyOf(child))) return moduleBelow(child, rest);
  const library = modules.library;
  return head === modules.libraryName && library !== undefined
    ? moduleBelow(library, rest)
    : undefined;
}

function moduleBelow(from: Place, names: readonly string[]): Place {
  const [head, ...rest] = names;
  if (head === undefined) return from;
  return head === "super"
    ? moduleBelow({ ...from, path: from.path.slice(0, -1) }, rest)
    : { ...from, path: [...from.path, ...names] };
}

/** A name that a `use` brings in (`*` for everything) with the path that it stands for. */
interface Import {
  readonly name: string;
  readonly path: readonly string[];
}

/** All that one `use` brings in: lists are opened, `as` gives another name, and `self` in a list is what holds it. */
export function importsOf(use: Node): Import[] {
  const argument = fieldOf(use, "argument");
  return argument === undefined ? [] : below(argument, []);
}

function below(node: Node, prefix: readonly string[]): Import[] {
  const names = (of: Node | undefined): string[] =>
    (of?.text ?? "")
      .split("::")
      .map((one) => one.trim())
      .filter((one) => one !== "");
  if (node.type === "use_list") return parts(node).flatMap((one) => below(one, prefix));
  if (node.type === "scoped_use_list") {
    const list = fieldOf(node, "list");
    const path = [...prefix, ...names(fieldOf(node, "path"))];
    return list === undefined ? [] : below(list, path);
  }
  if (node.type === "use_wildcard")
    return [{ name: "*", path: [...prefix, ...names(parts(node)[0])] }];
  const renamed = node.type === "use_as_clause";
  const spelt = [...prefix, ...names(renamed ? fieldOf(node, "path") : node)];
  const path = spelt.at(-1) === "self" && spelt.length > 1 ? spelt.slice(0, -1) : spelt;
  return [{ name: (renamed ? fieldOf(node, "alias")?.text : path.at(-1)) ?? "", path }];
}
