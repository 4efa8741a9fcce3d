import type { SyntaxNode } from "#intent";

import { childOf, nodesOf, textOf } from "../tree.ts";
import { above, nodeAt } from "./indexed.ts";
import type { Indexed, Place } from "./types.ts";

/**
 * Where a local name gets the only value that it ever has: what the value becomes is decided there, once, however often the
 * name is given on. Nothing for parameters, for names of loops, and for names that get several values.
 */
export function originOf(module: Indexed, place: Place): Place | undefined {
  const { text, root, file } = module;
  const name = nodeAt(root, place.start, place.end);
  const scope = [...above(module, name)].find(({ type }) => type === "function_definition");
  if (name.type !== "identifier" || scope === undefined) return undefined;
  const body = childOf(scope, "body");
  if (body === undefined || name.start < body.start) return undefined;
  const own = textOf(text, name);
  const bindings = nodesOf(scope, "identifier").filter(
    (one) => textOf(text, one) === own && isBound(module, one),
  );
  const [only] = bindings;
  const assignment = only === undefined ? undefined : module.parents.get(only);
  if (bindings.length !== 1 || assignment?.type !== "assignment") return undefined;
  const value = childOf(assignment, "right");
  if (value === undefined || assignment.end > place.start) return undefined;
  return { file, start: value.start, end: value.end };
}

/** Whether a name gets a value where it stands, in whatever way. */
function isBound(module: Indexed, name: SyntaxNode): boolean {
  let at = name;
  for (const outer of above(module, name)) {
    if (/^(?:assignment|augmented_assignment|for_statement|for_in_clause)$/.test(outer.type))
      return at.field === "left";
    if (outer.type === "named_expression") return at.field === "name";
    if (/parameter(?:s)?$/.test(outer.type)) return at.field !== "value" && at.field !== "type";
    if (/^(?:as_pattern_target|case_pattern|global_statement|nonlocal_statement)$/.test(outer.type))
      return true;
    if (!/^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern)$/.test(outer.type))
      return false;
    at = outer;
  }
  return false;
}
