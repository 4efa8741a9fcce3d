import type { Edit } from "#intent";

import { bindingOf } from "../bindings.ts";
import type { Engine } from "../engine.ts";
import type { PatchEdit } from "../patches.ts";
import { ancestor, fieldOf, nodeAt, parts, walk, type Node } from "../tree.ts";

/**
 * A pattern that lends what it copied before (`&` goes, or `ref` comes) binds a reference: what is lent again where it is
 * used (`&id`) is lent once, and what a closure hands on (`|&(id, grams)| (grams, id)`) is cloned there. Takes the edits
 * of the pattern; returns those of the places where its names are used.
 */
export function usesOfLent(edits: readonly Edit[], engine: Engine): PatchEdit[] {
  return edits.flatMap((edit) => {
    const file = engine.files.get(edit.file);
    const names = file === undefined ? [] : lentBy(edit, file.root, file.text);
    return names.flatMap((name) => {
      const scope = ancestor(name, "closure_expression", "function_item");
      const body = scope === undefined ? undefined : fieldOf(scope, "body");
      if (scope === undefined || body === undefined) return [];
      const given = scope.type === "closure_expression" ? valuesOf(body) : [];
      return [...walk(body)]
        .filter((use) => isUse(use, name))
        .flatMap((use) => editOf(use, given.includes(use)));
    });
  });
}

const isUse = (use: Node, name: Node): boolean =>
  use.type === "identifier" && use.text === name.text && bindingOf(use)?.name === name;

function editOf(use: Node, given: boolean): PatchEdit[] {
  const { file, start, end, parent } = use;
  if (given) return [{ file, start: end, end, text: ".clone()" }];
  const lent = parent?.type === "reference_expression" && !/^&\s*mut\b/.test(parent.text);
  return lent ? [{ file, start: parent.start, end: start, text: "" }] : [];
}

/** The names that a pattern lends after an edit: behind a `&` that goes, and at a `ref` that comes. */
function lentBy({ start, end, text }: Edit, root: Node, source: string): Node[] {
  if (text.trim() === "ref") {
    const at = nodeAt(root, start, start + 1);
    return at.type === "identifier" ? [at] : [];
  }
  if (text !== "" || source.slice(start, end).trim() !== "&") return [];
  const pattern = ancestor(nodeAt(root, start, end), "reference_pattern");
  return pattern === undefined
    ? []
    : [...walk(pattern)].filter(({ type }) => type === "identifier");
}

/** The names that a closure's value is made of, as they are: alone, in a tuple, or wrapped. */
function valuesOf(value: Node): Node[] {
  if (value.type === "identifier") return [value];
  if (/^(?:tuple|parenthesized)_expression$/.test(value.type))
    return parts(value).flatMap(valuesOf);
  if (value.type === "block") {
    const last = parts(value).at(-1);
    return last === undefined ? [] : valuesOf(last);
  }
  const callee = value.type === "call_expression" ? fieldOf(value, "function")?.text : undefined;
  return callee !== undefined && /(?:^|::)(?:Some|Ok|Err|Reverse)$/.test(callee)
    ? parts(fieldOf(value, "arguments") ?? value).flatMap(valuesOf)
    : [];
}
