import type { Choice } from "#intent";

import { mark, slotOf, type SlotDraft } from "../shared/index.ts";
import { ancestor, fieldOf, parts, type Node } from "./tree.ts";

/**
 * Where somebody's own text takes the place of a value: the expression, the whole chain of calls where one of its methods
 * is blamed, the value of a field where its name is. `undefined` for types, patterns and what is no expression.
 */
export function valueSlot(node: Node): SlotDraft | undefined {
  const value = valueAt(node);
  if (value === undefined) return undefined;
  const { start, end } = value;
  if (value.parent?.type === "shorthand_field_initializer")
    return { start, end, before: `${value.text}: ` };
  return { start, end, binds: binding.has(value.parent?.type ?? "") };
}

const binding: ReadonlySet<string> = new Set([
  "binary_expression",
  "unary_expression",
  "field_expression",
  "try_expression",
  "await_expression",
  "reference_expression",
  "type_cast_expression",
  "index_expression",
]);

/** What is no value, or too much to be replaced as one. */
const noValue =
  /(?:_item|_type|_pattern|_statement|_declaration|_arm|_arguments|_parameters?|parameters|arguments|_list|_comment|^block|^match_block|type_identifier|use_.*|attribute.*|source_file|match_pattern|struct_expression|match_expression|primitive_type|lifetime|mutable_specifier|self|super|crate|metavariable|token_tree|where_clause)$/;

function valueAt(node: Node): Node | undefined {
  const { parent } = node;
  if (parent === undefined) return undefined;
  if (parent.type === "field_initializer" && parent.children[0] === node)
    return fieldOf(parent, "value");
  if (node.type === "field_initializer") return fieldOf(node, "value");
  if (node.type === "field_identifier")
    return parent.type === "field_expression" ? chainOf(parent) : undefined;
  if (parent.type === "scoped_identifier") return valueAt(parent);
  const inPattern = ancestor(node, "match_pattern", "let_condition") !== undefined;
  if (!node.named || inPattern || noValue.test(node.type) || isDeclared(node)) return undefined;
  if (parent.type === "call_expression" && fieldOf(parent, "function") === node) return parent;
  return node;
}

/** A name that something declares or matches. */
const isDeclared = ({ parent, field }: Node): boolean =>
  parent !== undefined &&
  (field === "pattern" ||
    field === "type" ||
    (field === "name" && parent.type.endsWith("_item")) ||
    parent.type.endsWith("_pattern") ||
    parent.type.endsWith("parameters") ||
    /(?:_item|^use_|scoped_use_list|enum_variant)/.test(parent.type));

/** `user.nick.as_deref().unwrap_or("you")` of `user.nick.as_deref`: what a text stands for is the value in the end. */
function chainOf(access: Node): Node {
  let at = access;
  for (;;) {
    const { parent } = at;
    const continues =
      (parent?.type === "call_expression" && fieldOf(parent, "function") === at) ||
      (parent?.type === "field_expression" &&
        fieldOf(parent, "value") === at &&
        parent.parent?.type === "call_expression");
    if (parent === undefined || !continues) return at;
    at = parent;
  }
}

/** Where the fields of a struct literal go, each as text; on one line or on lines of their own, as the others are. */
export function fieldsSlot(
  literal: Node,
  texts: readonly string[],
  source: string,
): SlotDraft | undefined {
  const body = fieldOf(literal, "body");
  if (body === undefined) return undefined;
  const last = parts(body).at(-1);
  if (last === undefined)
    return slotOf({ start: body.start + 1, end: body.end - 1, text: ` ${texts.join(", ")} ` });
  if (last.type === "base_field_initializer")
    return slotOf({
      start: last.start,
      end: last.start,
      text: texts.map((text) => `${text}, `).join(""),
    });
  const at = last.end;
  if (!body.text.includes("\n"))
    return slotOf({ start: at, end: at, text: texts.map((text) => `, ${text}`).join("") });
  const indent = indentOf(source, last.start);
  // The comma that stands behind the last field closes the new list, too.
  return slotOf({ start: at, end: at, text: texts.map((text) => `,\n${indent}${text}`).join("") });
}

function indentOf(source: string, offset: number): string {
  const line = source.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(source.slice(line, offset))?.[0] ?? "";
}

/** What can be done with a new variant in a `match`: it joins an arm, or gets one of its own. */
export interface ArmAnswers {
  readonly choices: readonly Choice[];
  readonly slot?: SlotDraft | undefined;
}

/** Answers for a `match` that tells the variants of one enum apart by their paths; none where its patterns are made of more. */
export function armAnswers(match: Node | undefined, variant: string, source: string): ArmAnswers {
  const body = match === undefined ? undefined : fieldOf(match, "body");
  const arms = (body === undefined ? [] : parts(body)).filter((one) => one.type === "match_arm");
  const known = arms.flatMap((arm) => {
    const pattern = fieldOf(arm, "pattern");
    const path = pattern === undefined ? undefined : pathsIn(pattern).at(-1);
    return pattern === undefined || path === undefined ? [] : [{ arm, pattern, path }];
  });
  const last = known.at(-1);
  if (last === undefined) return { choices: [] };
  const name = last.path.replace(/\w+$/, () => variant);
  const next = arms[arms.indexOf(last.arm) + 1] ?? last.arm;
  const gap = `\n${indentOf(source, next.start)}`;
  const text = `${name} => ${mark},${gap}`;
  return {
    choices: known.flatMap(({ arm, pattern }) => joined(arm, pattern, name)),
    slot: slotOf({ start: next.start, end: next.start, text }),
  };
}

/** Paths of unit variants that a pattern is made of, `Plan::Free | Plan::Pro`; none where anything else stands in it. */
function pathsIn(pattern: Node): readonly string[] {
  const all = pattern.text.split("|").map((one) => one.trim());
  return all.every((one) => /^(?:\w+::)+[A-Z]\w*$/.test(one)) ? all : [];
}

/** `Plan::Free | Plan::Team => 0`. */
function joined(arm: Node, pattern: Node, name: string): readonly Choice[] {
  const value = fieldOf(arm, "value");
  const shown = value === undefined || value.text.includes("\n") ? "…" : value.text;
  const { file, end } = pattern;
  return [
    {
      label: `${pattern.text} | ${name} => ${shown}`,
      edits: [{ file, start: end, end, text: ` | ${name}` }],
    },
  ];
}
