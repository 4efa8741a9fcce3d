import type { Span, SyntaxNode } from "#intent";

import { childOf, textOf, walk } from "../tree.ts";
import { argumentsOf, calleeOf, generatedBy, keywordOf, methodOf, plainString } from "./indexed.ts";
import type { EvidenceKind, Indexed } from "./types.ts";

/** A question to pyright about a use: the types of some expressions, and what it means when one of them is the value. */
export interface Probe {
  readonly file: string;
  readonly kind: EvidenceKind | "equal" | "member" | "lookup";
  /** The whole use. */
  readonly place: Span;
  readonly asks: readonly SyntaxNode[];
  /** Whether asking takes the place out of pyright's narrowing, so that it is asked at the very end. */
  readonly late?: boolean;
  /** Whether the value counts at any depth of the type (a key that is a tuple), or as the whole of it only. */
  readonly deep?: boolean;
  /** Whether it is about what the asked expressions yield, not about themselves. */
  readonly yields?: boolean;
  /** `attrgetter("id")` or `itemgetter(0)`: what it takes of what is yielded. */
  readonly getter?: SyntaxNode;
  /** What stands between the brackets of a look-up. */
  readonly index?: SyntaxNode;
}

type Found = Omit<Probe, "file">;

/** All uses of a module that may make sense for values of one type only. */
export function probesOf(module: Indexed, type: string): readonly Probe[] {
  return [...walk(module.root)].flatMap((node) =>
    probesAt(module, node, type).map((probe) => ({ ...probe, file: module.file })),
  );
}

function probesAt(module: Indexed, node: SyntaxNode, type: string): readonly Found[] {
  switch (node.type) {
    case "comparison_operator":
      return comparisons(module, node);
    case "binary_operator":
      return operation(module, node, type);
    case "unary_operator": {
      const operand = childOf(node, "argument");
      return operand === undefined || operand.type === "integer" || operand.type === "float"
        ? []
        : [{ kind: "arithmetic", place: node, asks: [operand] }];
    }
    case "subscript":
      return lookup(node);
    case "interpolation":
      return formatted(module, node);
    case "match_statement":
      return matched(module, node);
    case "call":
      return callProbes(module, node);
    default:
      return [];
  }
}

const isConstant = (text: string, node: SyntaxNode): boolean =>
  ["none", "true", "false", "string"].includes(node.type) ||
  /(?:^|\.)[A-Z][A-Z_\d]*$/.test(textOf(text, node));

/** Each pair of a chain of comparisons. What is compared with a constant of another type is pyright's to narrow. */
function comparisons(module: Indexed, node: SyntaxNode): readonly Found[] {
  const operands = node.children.filter((child) => child.named && child.field !== "operators");
  const operators = node.children.filter((child) => child.field === "operators");
  return operands.slice(1).flatMap((right, index): readonly Found[] => {
    const left = operands[index];
    const operator = operators[index];
    if (left === undefined || operator === undefined) return [];
    if (isConstant(module.text, left) || isConstant(module.text, right)) return [];
    const asks = [left, right];
    switch (textOf(module.text, operator).replaceAll(/\s+/g, " ")) {
      case "==":
      case "!=":
        return [{ kind: "equal", place: node, asks }];
      case "in":
      case "not in":
        return [{ kind: "member", place: node, asks }];
      case "<":
      case "<=":
      case ">":
      case ">=":
        return [{ kind: "order", place: node, asks, deep: true }];
      default:
        return [];
    }
  });
}

function operation(module: Indexed, node: SyntaxNode, type: string): readonly Found[] {
  const [left, right] = [childOf(node, "left"), childOf(node, "right")];
  const operator = childOf(node, "operator")?.type;
  if (left === undefined || right === undefined) return [];
  if (operator === "%" && left.type === "string") {
    const digits = /%[-+ #]?[\d.*]*[diouxXeEfFgGc]|%0?\d+s/.test(textOf(module.text, left));
    return digits ? [{ kind: "format", place: node, asks: [right], deep: true }] : [];
  }
  if (type !== "int" && operator === "+") return [];
  return [
    {
      kind: "arithmetic",
      place: node,
      asks: [left, right].filter((side) => !/^(?:integer|float|string)$/.test(side.type)),
    },
  ];
}

/** `names[id]`: a key of a map, or a place in a list. */
function lookup(node: SyntaxNode): readonly Found[] {
  const value = childOf(node, "value");
  const indices = node.children.filter((child) => child.field === "subscript");
  const [index] = indices;
  if (value === undefined || index === undefined || indices.length > 1) return [];
  if (index.type === "slice" || index.type === "string") return [];
  // A number that is written out picks an element of a tuple: pyright has to see it.
  return [
    {
      kind: "lookup",
      place: node,
      asks: [value, ...(index.type === "integer" ? [] : [index])],
      index,
    },
  ];
}

/** `{id:06d}`: how a number is laid out. What only aligns text on a side that it names is the same for all types. */
function formatted(module: Indexed, node: SyntaxNode): readonly Found[] {
  const specifier = childOf(node, "format_specifier");
  const expression = childOf(node, "expression");
  if (specifier === undefined || expression === undefined) return [];
  return isNumeric(textOf(module.text, specifier).slice(1))
    ? [{ kind: "format", place: node, asks: [expression] }]
    : [];
}

const isNumeric = (specifier: string): boolean =>
  specifier !== "" && !/^(?:.?[<>^])\d*s?$/.test(specifier) && !specifier.endsWith("s");

function matched(module: Indexed, node: SyntaxNode): readonly Found[] {
  const subject = childOf(node, "subject");
  if (subject === undefined) return [];
  const patterns = [...walk(node)].filter((one) => one.type === "case_pattern");
  const values = patterns.flatMap((pattern) =>
    [...walk(pattern)].filter((one) => one.type === "integer"),
  );
  const classes = patterns.filter((pattern) => textOf(module.text, pattern).startsWith("int("));
  return [
    ...values.map((value): Found => ({
      kind: "equal",
      place: value,
      asks: [subject, value],
      late: true,
    })),
    ...classes.map((pattern): Found => ({
      kind: "predicate",
      place: pattern,
      asks: [subject],
      late: true,
    })),
  ];
}

const countsWith =
  /^(?:round|abs|divmod|range|hex|bin|oct|chr|pow|sum|float|math\.\w+|timedelta|datetime\.timedelta)$/;
const sorts = /^(?:sorted|min|max|heapq\.(?:nsmallest|nlargest|merge)|nsmallest|nlargest)$/;
const keepsOrder =
  /(?:^|\.)(?:heappush|heapreplace|heappushpop|insort|insort_left|insort_right|bisect|bisect_left|bisect_right)$/;
const patterns = /^(?:re\.)?(?:match|fullmatch|search|findall|finditer|split|sub)$/;

function callProbes(module: Indexed, node: SyntaxNode): readonly Found[] {
  const { text } = module;
  const callee = calleeOf(text, node);
  const method = methodOf(text, node);
  const given = argumentsOf(node);
  const [first] = given;
  const generated = generatedBy(node);
  if (generated !== undefined && sorts.test(callee) && keywordOf(text, node, "key") === undefined)
    return [{ kind: "order", place: node, asks: [generated], deep: true }];
  if (generated !== undefined && countsWith.test(callee))
    return [{ kind: "arithmetic", place: node, asks: [generated] }];
  if (first !== undefined && sorts.test(callee))
    return sorting(
      text,
      node,
      given.length > 1 && !callee.includes("smallest") ? given : [given.at(-1) ?? first],
    );
  if (keepsOrder.test(callee))
    return [{ kind: "order", place: node, asks: given.slice(1), deep: true }];
  if (first !== undefined && /^(?:isinstance|type)$/.test(callee))
    return predicate(text, node, callee, first);
  if (first !== undefined && callee === "int")
    return [{ kind: "parse", place: node, asks: [first] }];
  if (countsWith.test(callee)) return [{ kind: "arithmetic", place: node, asks: given }];
  if (callee === "format" && first !== undefined)
    return isNumeric(plainString(text, given[1]) ?? "")
      ? [{ kind: "format", place: node, asks: [first] }]
      : [];
  if (patterns.test(callee) && /\\d|\[0-9/.test(textOf(text, first ?? node)))
    return [
      {
        kind: "pattern",
        place: node,
        asks: given.slice(1).flatMap((one) => writtenAsText(text, one)),
      },
    ];
  return onReceiver(text, node, method, given);
}

function onReceiver(
  text: string,
  node: SyntaxNode,
  method: string,
  given: readonly SyntaxNode[],
): readonly Found[] {
  const callee = childOf(node, "function");
  const receiver = callee?.type === "attribute" ? childOf(callee, "object") : undefined;
  if (receiver === undefined) return [];
  if (method === "sort") return sorting(text, node, [receiver]);
  if (/^(?:bit_length|bit_count|to_bytes|as_integer_ratio|is_integer|conjugate)$/.test(method))
    return [{ kind: "method", place: node, asks: [receiver] }];
  if (/^(?:isdigit|isdecimal|isnumeric|zfill)$/.test(method))
    return writtenAsText(text, receiver).map((one) => ({
      kind: "pattern",
      place: node,
      asks: [one],
    }));
  if (method === "format" && receiver.type === "string")
    return /\{\w*:[^}]*[\dxXbodneEfFgG,_]\}/.test(textOf(text, receiver))
      ? [{ kind: "format", place: node, asks: given }]
      : [];
  return [];
}

/** What `str(x)` or `f"{x}"` spells. */
function writtenAsText(text: string, node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === "call" && calleeOf(text, node) === "str") return argumentsOf(node).slice(0, 1);
  if (node.type !== "string") return [];
  return node.children.flatMap((child) =>
    child.type === "interpolation" ? (childOf(child, "expression") ?? []) : [],
  );
}

/** What decides the order: the key's result, or the elements themselves. `min(a, b)` compares its arguments. */
function sorting(text: string, node: SyntaxNode, values: readonly SyntaxNode[]): readonly Found[] {
  const key = keywordOf(text, node, "key");
  const order = { kind: "order", place: node, deep: true } as const;
  if (key === undefined) return [{ ...order, asks: values, yields: values.length === 1 }];
  if (/(?:^|\.)(?:attrgetter|itemgetter)$/.test(calleeOf(text, key)))
    return [{ ...order, asks: values, yields: values.length === 1, getter: key }];
  const body = key.type === "lambda" ? childOf(key, "body") : key;
  return body === undefined ? [] : [{ ...order, asks: [body] }];
}

function predicate(
  text: string,
  node: SyntaxNode,
  callee: string,
  first: SyntaxNode,
): readonly Found[] {
  const given = argumentsOf(node)[1];
  if (callee === "type") return [{ kind: "predicate", place: node, asks: [first], late: true }];
  return given !== undefined && /\bint\b/.test(textOf(text, given))
    ? [{ kind: "predicate", place: node, asks: [first], late: true }]
    : [];
}
