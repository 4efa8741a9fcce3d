import { bindingOf, type Binding } from "./bindings.ts";
import { isPure } from "./effects.ts";
import { add, originalText, type Engine } from "./engine.ts";
import { importTakenOut, takenOut, wholeLines } from "./lists.ts";
import type { Patch, PatchEdit } from "./patches.ts";
import { calleeName } from "./slots.ts";
import { ancestor, fieldOf, nodesWithin, parts, walk, within, type Node } from "./tree.ts";

const roundsMax = 20;

/**
 * What served only what was dropped goes as well: a local without effects, the parameter of a function with its argument
 * at every call, an import. What cannot go stays, under a name that says so.
 */
export function dropOrphans(engine: Engine): void {
  for (let round = 0; round < roundsMax; round++) {
    const patches = dropsOf(engine).flatMap((patch) => orphansOf(patch, engine));
    if (add(engine, patches).length === 0) return;
  }
}

/** Patches that leave something out, and nothing else. */
export const dropsOf = (engine: Engine): Patch[] =>
  engine.patches.filter(({ rule }) => rule.startsWith("drop-"));

function orphansOf(patch: Patch, engine: Engine): Patch[] {
  return patch.edits.flatMap((edit) => {
    if (edit.text !== "") return [];
    const file = engine.files.get(edit.file);
    if (file === undefined) return [];
    const names = [...nodesWithin(file.root, edit.start, edit.end)].filter(isUse);
    return names.flatMap((name) => {
      const edits = orphaned(name, engine);
      return edits.length === 0
        ? []
        : [
            {
              rule: "drop-unused",
              change: patch.change,
              certainty: patch.certainty,
              because: `\`${name.text}\` served only what is gone.`,
              edits,
            },
          ];
    });
  });
}

const isUse = (node: Node): boolean =>
  node.type === "identifier" || node.type === "type_identifier";

function orphaned(name: Node, engine: Engine): PatchEdit[] {
  const binding = bindingOf(name);
  if (binding === undefined) return importOf(name, engine);
  const scope = scopeOf(binding);
  if (scope === undefined || isUsed(binding.name, scope, engine)) return [];
  return goneBinding(binding, engine);
}

const scopeOf = ({ name }: Binding): Node | undefined =>
  ancestor(name, "function_item") ?? ancestor(name, "source_file");

/** Whether a name is written anywhere else in its scope; texts and comments count, since macros read texts. */
function isUsed(name: Node, scope: Node, engine: Engine, called = false): boolean {
  const source = originalText(engine, name.file);
  const behind = called ? "(?!\\s*:)" : "(?!\\s*:(?!:))";
  const word = new RegExp(`(?<![\\w.])${called ? "(?<!::)" : ""}${name.text}\\b${behind}`, "g");
  const drops = dropsOf(engine).flatMap((patch) => patch.edits.filter(({ text }) => text === ""));
  return [...source.slice(scope.start, scope.end).matchAll(word)].some((match) => {
    const at = scope.start + match.index;
    return (
      at !== name.start &&
      !drops.some((edit) => edit.file === name.file && edit.start <= at && at < edit.end)
    );
  });
}

function goneBinding(binding: Binding, engine: Engine): PatchEdit[] {
  const { kind, name, pattern, source } = binding;
  const text = originalText(engine, name.file);
  const statement = ancestor(name, "let_declaration");
  if (kind === "let" && isPlain(pattern, name) && source !== undefined && statement !== undefined) {
    const lines = wholeLines(statement.start, statement.end, text);
    return lines !== undefined && isPure(source, engine.declarations)
      ? [{ file: name.file, ...lines, text: "" }]
      : [unnamed(name)];
  }
  const parameter = ancestor(name, "parameter");
  if (kind === "parameter" && parameter !== undefined && isPlain(pattern, name))
    return parameterOut(parameter, name, engine) ?? [unnamed(name)];
  return isCell(name) ? [] : [ignored(name)];
}

/**
 * Whether a name is read by its place among others (`let [code, hours] = cells[..]`): whether its place stays in what is
 * read is a decision, not a matter of names.
 */
const isCell = (name: Node): boolean => name.parent?.type === "slice_pattern";

/** The names of cells that only what is gone was made of: the rows that are read so may lose them. */
export function unreadCells(engine: Engine): { readonly cell: Node; readonly change: string }[] {
  return dropsOf(engine).flatMap(({ edits, change }) =>
    edits.flatMap((edit) => {
      const file = edit.text === "" ? engine.files.get(edit.file) : undefined;
      return (file === undefined ? [] : [...nodesWithin(file.root, edit.start, edit.end)])
        .filter(isUse)
        .flatMap((name) => {
          const binding = bindingOf(name);
          const scope = binding === undefined ? undefined : scopeOf(binding);
          return binding === undefined || scope === undefined || !isCell(binding.name)
            ? []
            : isUsed(binding.name, scope, engine)
              ? []
              : [{ cell: binding.name, change }];
        });
    }),
  );
}

const isPlain = (pattern: Node, name: Node): boolean =>
  pattern === name || (pattern.type === "mut_pattern" && parts(pattern).at(-1) === name);

/** `_name`: it has to stay, and nobody reads it. */
const unnamed = ({ file, start }: Node): PatchEdit => ({ file, start, end: start, text: "_" });

/** `_` where a pattern counts its parts, `name: _` where it names them. */
function ignored(name: Node): PatchEdit {
  const { file, start, end, parent } = name;
  const shorthand = parent?.type === "field_pattern" && name.type === "shorthand_field_identifier";
  return { file, start, end, text: shorthand ? `${name.text}: _` : "_" };
}

/** A parameter and its argument at each call; undefined where a trait, or a use as a value, fixes what is taken. */
function parameterOut(parameter: Node, name: Node, engine: Engine): PatchEdit[] | undefined {
  const item = ancestor(parameter, "function_item");
  const list = parameter.parent;
  const called = item === undefined ? undefined : fieldOf(item, "name")?.text;
  if (item === undefined || list === undefined || called === undefined) return undefined;
  const block = ancestor(item.parent, "impl_item", "trait_item");
  if (
    block?.type === "trait_item" ||
    (block !== undefined && fieldOf(block, "trait") !== undefined)
  )
    return undefined;
  const homes = homesOf(item, called, block === undefined, engine);
  if (homes === undefined) return undefined;
  const taken = parts(list);
  const method = list.children.some((child) => child.type === "self_parameter");
  const index = taken.indexOf(parameter) - (method ? 1 : 0);
  const edits = [takenOut(parameter, originalText(engine, name.file))];
  for (const node of homes.flatMap((home) => [...walk(home)])) {
    if (node.text !== called || isElsewhere(node, item, block === undefined)) continue;
    const argument = argumentOf(node, index, taken.length, method);
    if (argument === undefined || !isPure(argument, engine.declarations)) return undefined;
    edits.push(takenOut(argument, originalText(engine, node.file)));
  }
  return edits;
}

/** Where a function can be called by its name: its own module where it is private, else everywhere; undefined where others are called the same there. */
function homesOf(item: Node, called: string, free: boolean, engine: Engine): Node[] | undefined {
  const known = engine.declarations.functions.get(called) ?? [];
  const home = item.parent;
  const open = item.children.some((child) => child.type === "visibility_modifier");
  if (known.length === 1) return [...engine.files.values()].map((file) => file.root);
  const inside = known.filter(({ node }) => home !== undefined && within(node, home));
  return home === undefined || open || !free || inside.length !== 1 ? undefined : [home];
}

/** Whether a word that is spelt as a function is its declaration, an import, a field or a local. */
function isElsewhere(node: Node, item: Node, free: boolean): boolean {
  if (!/^(?:field_)?identifier$/.test(node.type) || node.parent === item) return true;
  if (free && node.type === "field_identifier") return true;
  if (ancestor(node, "use_declaration") !== undefined) return true;
  const isPattern = /(?:_pattern|_parameters|^parameter|^let_declaration|^let_condition)$/;
  if (node.field === "pattern" || isPattern.test(node.parent?.type ?? ""))
    return node.field !== "value";
  return bindingOf(node) !== undefined;
}

/** The argument at an index of the call of a name; a method that is called by its path takes itself first. */
function argumentOf(name: Node, index: number, count: number, method: boolean): Node | undefined {
  let callee = name;
  while (
    callee.parent !== undefined &&
    /^(?:scoped_identifier|field_expression)$/.test(callee.parent.type)
  )
    callee = callee.parent;
  const call = callee.parent;
  if (call?.type !== "call_expression" || callee.field !== "function") return undefined;
  if (calleeName(callee) !== name.text) return undefined;
  const list = fieldOf(call, "arguments");
  const given = list === undefined ? [] : parts(list);
  const byPath = method && callee.type !== "field_expression";
  return given.length === count - (method && !byPath ? 1 : 0)
    ? given[index + (byPath ? 1 : 0)]
    : undefined;
}

/** `anyhow::anyhow`: a path that begins with the name means the crate, and not what was brought in. */
const isOfItsOwnCrate = (name: Node): boolean =>
  name.parent?.type === "scoped_identifier" && fieldOf(name.parent, "path")?.text === name.text;

/** The name in the `use` of this file that brought in what is used nowhere else in it. */
function importOf(name: Node, engine: Engine): PatchEdit[] {
  const file = engine.files.get(name.file);
  if (file === undefined) return [];
  const brought = [...walk(file.root)].find(
    (node) =>
      node.type === "identifier" &&
      node.text === name.text &&
      ancestor(node, "use_declaration") !== undefined &&
      node.parent?.type !== "use_as_clause" &&
      (node.parent?.type !== "scoped_identifier" || node.field === "name"),
  );
  if (brought === undefined || brought.start === name.start) return [];
  if (isUsed(brought, file.root, engine, isOfItsOwnCrate(brought))) return [];
  const edit = importTakenOut(brought, file.text);
  return edit === undefined ? [] : [edit];
}
