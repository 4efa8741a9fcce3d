import type { SyntaxNode } from "#intent";

import { childOf, textOf, walk } from "../tree.ts";
import { above, argumentsOf, calleeOf, methodOf, plainString } from "./indexed.ts";
import type { Indexed, Tag } from "./types.ts";

type Found = Omit<Tag, "tag">;

/** Syntax around a name that keeps it part of the same type. */
const inType: ReadonlySet<string> = new Set([
  "generic_type",
  "type_parameter",
  "union_type",
  "list",
  "tuple",
  "attribute",
]);

const takesTypes = /^(?:NewType|TypeVar|cast|NamedTuple|TypedDict|defaultdict)$/;

/** Every place of a module that spells a type: annotations, type arguments, aliases, and what `NewType` and `cast` take. */
export function typeSlots(module: Indexed, name: string): readonly Found[] {
  const { text, file } = module;
  const found: Found[] = [];
  for (const node of walk(module.root)) {
    if (node.type === "string" && isForwardReference(module, node)) {
      found.push(...insideString(module, node, name));
      continue;
    }
    if (node.type !== "identifier" || textOf(text, node) !== name || node.field === "object")
      continue;
    const parent = module.parents.get(node);
    const whole = parent?.type === "attribute" && node.field === "attribute" ? parent : node;
    if (!spellsType(module, whole)) continue;
    const newType = newTypeAround(module, whole);
    found.push({
      kind: "slot",
      file,
      start: whole.start,
      end: whole.end,
      node: whole,
      name: nameAround(module, whole),
      isParameter: isParameter(module, whole),
      ...(isMaker(module, whole) ? { isMaker: true } : {}),
      ...(newType === undefined ? {} : { newType }),
    });
  }
  return found;
}

/** `-> "list[int]"`: a type that is spelt as text. */
function isForwardReference(module: Indexed, node: SyntaxNode): boolean {
  for (const outer of above(module, node)) {
    if (outer.type === "type")
      return !/^(?:typing\.)?(?:Literal|Annotated)\b/.test(textOf(module.text, outer));
    if (!inType.has(outer.type) && outer.type !== "subscript" && outer.type !== "binary_operator")
      return false;
  }
  return false;
}

function insideString(module: Indexed, node: SyntaxNode, name: string): readonly Found[] {
  const content = node.children.find((child) => child.type === "string_content");
  if (content === undefined) return [];
  return [
    ...textOf(module.text, content).matchAll(new RegExp(`(?<![\\w.])${name}(?!\\w)`, "g")),
  ].map(({ index }) => ({
    kind: "slot" as const,
    file: module.file,
    start: content.start + index,
    end: content.start + index + name.length,
    node,
    name: nameAround(module, node),
    isParameter: isParameter(module, node),
  }));
}

function spellsType(module: Indexed, node: SyntaxNode): boolean {
  let at = node;
  for (const outer of above(module, node)) {
    switch (outer.type) {
      case "type":
        return true;
      case "subscript":
        if (at.field !== "subscript") return false;
        if (namesGeneric(textOf(module.text, childOf(outer, "value") ?? outer))) return true;
        break;
      case "assignment":
        return at.field === "right" && isAlias(module, outer);
      case "binary_operator":
        if (childOf(outer, "operator")?.type !== "|") return false;
        break;
      case "argument_list": {
        const call = module.parents.get(outer);
        const callee = methodOf(module.text, call);
        if (call === undefined || !takesTypes.test(callee)) return false;
        return !/^(?:cast|defaultdict)$/.test(callee) || argumentsOf(call)[0] === at;
      }
      case "keyword_argument":
      case "dictionary":
      case "pair":
        break;
      default:
        if (!inType.has(outer.type)) return false;
    }
    at = outer;
  }
  return false;
}

/** `dict[int, str]` in an expression: a generic, not a look-up. `value` is what stands before the bracket. */
export const namesGeneric = (value: string): boolean =>
  /^(?:\w+\.)*(?:dict|list|set|tuple|frozenset|type|defaultdict|deque|[A-Z]\w*)$/.test(value);

/** `PerformanceId = int` at the top of a module. */
function isAlias(module: Indexed, assignment: SyntaxNode): boolean {
  const statement = module.parents.get(assignment);
  const outer = statement === undefined ? undefined : module.parents.get(statement);
  return outer?.type === "module" && childOf(assignment, "left")?.type === "identifier";
}

function isParameter(module: Indexed, node: SyntaxNode): boolean {
  for (const outer of above(module, node)) {
    if (/^typed_(?:default_)?parameter$/.test(outer.type)) return true;
    if (outer.type === "block" || outer.type === "function_definition") return false;
  }
  return false;
}

/** `defaultdict(int)`: what is called for each value that is not there yet. */
function isMaker(module: Indexed, node: SyntaxNode): boolean {
  const given = module.parents.get(node);
  const call = given?.type === "argument_list" ? module.parents.get(given) : undefined;
  return call !== undefined && methodOf(module.text, call) === "defaultdict";
}

function newTypeAround(module: Indexed, node: SyntaxNode): string | undefined {
  for (const outer of above(module, node)) {
    if (outer.type !== "call") continue;
    if (methodOf(module.text, outer) !== "NewType") return undefined;
    return plainString(module.text, argumentsOf(outer)[0]);
  }
  return undefined;
}

/** What the nearest parameter, variable or attribute around a node is called. */
export function nameAround(module: Indexed, node: SyntaxNode): string {
  const { text } = module;
  for (const outer of above(module, node)) {
    if (outer.type === "typed_parameter") return textOf(text, outer.children[0] ?? outer);
    if (outer.type === "typed_default_parameter" || outer.type === "keyword_argument")
      return textOf(text, childOf(outer, "name") ?? outer);
    if (outer.type === "assignment")
      return (
        textOf(text, childOf(outer, "left") ?? outer)
          .split(".")
          .at(-1) ?? ""
      );
    if (outer.type === "function_definition" || outer.type === "block") return "";
  }
  return "";
}

/** Calls that read a number out of text: `int(raw)`, and `map(int, parts)`. The place is that of the whole call. */
export function parseCalls(module: Indexed, name: string): readonly Found[] {
  if (name !== "int") return [];
  const found: Found[] = [];
  for (const node of walk(module.root)) {
    if (node.type !== "call") continue;
    const callee = calleeOf(module.text, node);
    const given = argumentsOf(node);
    const [first] = given;
    const parses =
      (callee === "int" && given.length >= 1) ||
      (callee === "map" && first !== undefined && textOf(module.text, first) === "int");
    if (parses)
      found.push({
        kind: "parse",
        file: module.file,
        start: node.start,
        end: node.end,
        node,
        name: "",
      });
  }
  return found;
}
