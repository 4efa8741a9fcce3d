import type { Span, SyntaxNode } from "#intent";

import type { Module } from "../snapshot.ts";
import { childOf, textOf, walk } from "../tree.ts";
import { above, indexed, nodeAt } from "./indexed.ts";
import type { Indexed, Place } from "./types.ts";

/** A function, a class or a statement at the top of a module, with the names that it gives to others and those it says. */
interface Unit extends Span {
  readonly file: string;
  readonly gives: ReadonlySet<string>;
  readonly says: ReadonlySet<string>;
}

/** Whether a place may be reached by values of the change. */
export type IsNear = (place: Place) => boolean;

/** What values of the change may reach: places, and the files that have some. */
export interface Near {
  readonly isNear: IsNear;
  readonly files: ReadonlySet<string>;
}

/**
 * Leaves out code that no value of the change can come to, before any of it is tagged: a value goes from one declaration to
 * another only where one says the other's name, or the name of one of its members. Names are taken for what they look like,
 * so that what is near is too much rather than too little. Time and memory of pyright grow with what is tagged.
 */
export function nearTo(
  slots: readonly Place[],
  stamped: ReadonlyMap<string, Module>,
  modules: ReadonlyMap<string, Indexed>,
): Near {
  const units = [...modules.values()].flatMap(unitsOf);
  const given = new Set(units.flatMap((unit) => [...unit.gives]));
  const joined = new Map<string, Unit[]>();
  for (const unit of units)
    for (const name of new Set([...unit.says, ...unit.gives]))
      if (given.has(name)) joined.set(name, [...(joined.get(name) ?? []), unit]);
  const roots = namesAround(slots, stamped);
  const near = new Set(units.filter((unit) => [...unit.says].some((name) => roots.has(name))));
  // A set is gone through in the order in which it grows, so that this ends when nothing new comes.
  const followed = new Set<string>();
  for (const unit of near)
    for (const name of [...unit.says, ...unit.gives]) {
      if (followed.has(name)) continue;
      followed.add(name);
      for (const other of joined.get(name) ?? []) near.add(other);
    }
  const byFile = Map.groupBy(near, (unit) => unit.file);
  const isNear: IsNear = ({ file, start }) =>
    byFile.get(file)?.some((unit) => unit.start <= start && start < unit.end) === true;
  return { isNear, files: new Set(byFile.keys()) };
}

function unitsOf(module: Indexed): readonly Unit[] {
  return module.root.children
    .filter((node) => node.named && node.type !== "comment")
    .map((node) => {
      const says = new Set([...walk(node)].flatMap((one) => wordsOf(module.text, one)));
      const { start, end } = node;
      return { file: module.file, start, end, says, gives: new Set(givenBy(module, node)) };
    });
}

/** Names, and the words of a text that may be a type. */
function wordsOf(text: string, node: SyntaxNode): readonly string[] {
  if (node.type === "identifier") return [textOf(text, node)];
  if (node.type !== "string_content") return [];
  const content = textOf(text, node);
  return /^[\w.[\], |]+$/.test(content) ? content.split(/\W+/).filter((word) => word !== "") : [];
}

/** What others can say to come to a declaration: its name, its methods and attributes, the names it gives to imports. */
function* givenBy(module: Indexed, top: SyntaxNode): Generator<string> {
  const { text } = module;
  const name = (node: SyntaxNode | undefined): readonly string[] =>
    node === undefined ? [] : [textOf(text, node)];
  const isInFunction = (node: SyntaxNode): boolean =>
    above(module, node).some((outer) => outer.type === "function_definition");
  for (const node of walk(top)) {
    if (node.type === "class_definition" || node.type === "function_definition")
      yield* name(childOf(node, "name"));
    else if (node.type === "aliased_import")
      yield* [...name(childOf(node, "name")), ...name(childOf(node, "alias"))];
    else if (node.type === "attribute" && isAssigned(module, node))
      yield* name(childOf(node, "attribute"));
    else if (node.type === "identifier" && isAssigned(module, node) && !isInFunction(node))
      yield textOf(text, node);
  }
}

/** Whether a node stands on the left of an assignment, alone or among others. */
function isAssigned(module: Indexed, node: SyntaxNode): boolean {
  let at = node;
  for (const outer of above(module, node)) {
    if (outer.type === "assignment") return at.field === "left";
    if (!/_list$|^tuple/.test(outer.type)) return false;
    at = outer;
  }
  return false;
}

/** The field, parameter, function, class or alias in which each of these places stands. */
function namesAround(
  slots: readonly Place[],
  stamped: ReadonlyMap<string, Module>,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [file, own] of Map.groupBy(slots, (slot) => slot.file)) {
    const found = stamped.get(file);
    if (found === undefined) continue;
    const module = indexed(found);
    for (const { start, end } of own)
      for (const outer of above(module, nodeAt(module.root, start, end))) {
        const name =
          childOf(outer, "name") ??
          childOf(outer, "left") ??
          (outer.type === "typed_parameter" ? outer.children[0] : undefined);
        if (name !== undefined) names.add(textOf(module.text, name));
      }
  }
  return names;
}
