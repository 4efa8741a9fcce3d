import type { SyntaxNode } from "#intent";

import { isInWriter } from "../forms/codecs.ts";
import { childOf, nodesOf, textOf, walk } from "../tree.ts";
import { callProbes } from "./calls.ts";
import { above, argumentsOf, calleeOf } from "./indexed.ts";
import { isNumeric, type FoundProbe as Found, type Probe } from "./probe.ts";
import { namesGeneric } from "./slots.ts";
import type { Indexed } from "./types.ts";

/** All uses of a module that may make sense for values of one type only. */
export function probesOf(module: Indexed, type: string): readonly Probe[] {
  return [...walk(module.root)].flatMap((node) =>
    probed.has(node.type) && !isInType(module, node)
      ? probesAt(module, node, type).map((probe) => ({ ...probe, file: module.file }))
      : [],
  );
}

const probed: ReadonlySet<string> = new Set([
  "comparison_operator",
  "binary_operator",
  "unary_operator",
  "subscript",
  "interpolation",
  "attribute",
  "match_statement",
  "call",
  "if_statement",
  "elif_clause",
  "while_statement",
  "not_operator",
  "boolean_operator",
  "conditional_expression",
]);

/** Where a value becomes text by the spelling of its kind: `{price!r}`, `repr(price)`. */
export function reprProbes(module: Indexed): readonly Probe[] {
  const { file, text } = module;
  return [...walk(module.root)].flatMap((node): readonly Probe[] => {
    if (node.type === "interpolation") {
      const value = childOf(node, "expression");
      const isSpelt = node.children.some((child) => textOf(text, child) === "!r");
      return isSpelt && value !== undefined
        ? [{ file, kind: "text", place: node, asks: [value] }]
        : [];
    }
    const [first] = calleeOf(text, node) === "repr" ? argumentsOf(node) : [];
    return first === undefined ? [] : [{ file, kind: "text", place: node, asks: [first] }];
  });
}

/** Values that stand under a key of the service's own, in functions that make JSON, or rows of it, by hand. */
export function entryProbes(module: Indexed, modules: readonly Indexed[]): readonly Probe[] {
  const { file } = module;
  const rows = nodesOf(module.root, "pair").flatMap((pair): readonly Probe[] => {
    const value = childOf(pair, "value");
    return value !== undefined && isInWriter(modules, file, pair)
      ? [{ file, kind: "row", place: pair, asks: [value], alone: true }]
      : [];
  });
  return [...rows, ...jsonEntries(module)];
}

function jsonEntries(module: Indexed): readonly Probe[] {
  const { file, text } = module;
  return nodesOf(module.root, "call").flatMap((call): readonly Probe[] => {
    if (calleeOf(text, call) !== "json.dumps") return [];
    const scope = [...above(module, call)].find(({ type }) => type === "function_definition");
    return nodesOf(scope ?? call, "pair").flatMap((pair): readonly Probe[] => {
      const [key, value] = [childOf(pair, "key"), childOf(pair, "value")];
      return key?.type === "string" && value !== undefined
        ? [{ file, kind: "entry", place: pair, asks: [value] }]
        : [];
    });
  });
}

/** Where a value becomes text that nobody lays out: `{id}`, `str(id)`, `day.isoformat()`, a cell of a sheet. */
export function textProbes(module: Indexed): readonly Probe[] {
  const { file, text } = module;
  return [...walk(module.root)].flatMap((node): readonly Probe[] => {
    if (node.type === "interpolation") {
      const value = childOf(node, "expression");
      const isBare = childOf(node, "format_specifier") === undefined;
      return isBare && value !== undefined
        ? [{ file, kind: "text", place: node, asks: [value] }]
        : [];
    }
    const callee = calleeOf(text, node);
    const [first] = argumentsOf(node);
    if (callee.endsWith(".isoformat")) {
      const day = childOf(childOf(node, "function") ?? node, "object");
      return day === undefined ? [] : [{ file, kind: "text", place: node, asks: [day] }];
    }
    if (first === undefined) return [];
    if (callee === "str") return [{ file, kind: "text", place: node, asks: [first] }];
    if (!callee.endsWith(".writerow") || !/^(?:tuple|list)$/.test(first.type)) return [];
    const cells = first.children.filter((child) => child.named);
    return cells.map((cell) => ({ file, kind: "text" as const, place: cell, asks: [cell] }));
  });
}

/** An annotation is syntax of a type: a call in it means nothing to pyright. */
function isInType(module: Indexed, node: SyntaxNode): boolean {
  for (const outer of above(module, node)) {
    if (outer.type === "type") return true;
    if (/_statement$|^(?:block|argument_list)$/.test(outer.type)) return false;
  }
  return false;
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
      return lookup(module, node);
    case "interpolation":
      return formatted(module, node);
    case "match_statement":
      return matched(module, node);
    case "attribute":
      return ofOldKind(module, node, type);
    case "call":
      return callProbes(module, node);
    case "if_statement":
    case "elif_clause":
    case "while_statement":
      return truth(node, childOf(node, "condition"), type);
    case "not_operator":
      return truth(node, childOf(node, "argument"), type);
    case "boolean_operator":
      return truth(node, childOf(node, "left"), type);
    case "conditional_expression":
      return truth(node, node.children.filter((child) => child.named)[1], type);
    default:
      return [];
  }
}

const isConstant = (text: string, node: SyntaxNode): boolean =>
  ["none", "true", "false", "string"].includes(node.type) ||
  /\w\.[A-Z][A-Z_\d]*$/.test(textOf(text, node));

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
        return [
          { kind: "order", place: node, asks, deep: true, compares: true },
          { kind: "beside", place: node, asks },
        ];
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
  if (type === "float" && (operator === "+" || operator === "-"))
    return [{ kind: "beside", place: node, asks: [left, right] }];
  // A moment and a length of time make a moment, of whatever kind it is; texts are put together.
  if (operator === "+" && /^(?:timedelta|date|datetime)$/.test(type))
    return [{ kind: "added", place: node, asks: [left, right] }];
  if (operator === "|" || (type !== "int" && operator === "+")) return [];
  const isSum = operator === "+" || operator === "-";
  return [
    ...(isSum && type === "int"
      ? [{ kind: "beside" as const, place: node, asks: [left, right] }]
      : []),
    {
      kind: "arithmetic",
      place: node,
      asks: [left, right].filter((side) => !/^(?:integer|float|string)$/.test(side.type)),
    },
  ];
}

/** What moments and lengths of time have, and nothing that takes their place. */
const ofTime: Readonly<Record<string, RegExp>> = {
  timedelta: /^(?:days|seconds|microseconds|total_seconds)$/,
  datetime: /^(?:date|time|timetz|hour|minute|second|microsecond|tzinfo|timestamp|astimezone)$/,
};

function ofOldKind({ text }: Indexed, node: SyntaxNode, type: string): readonly Found[] {
  const [object, attribute] = [childOf(node, "object"), childOf(node, "attribute")];
  if (object === undefined || attribute === undefined) return [];
  return ofTime[type]?.test(textOf(text, attribute)) === true
    ? [{ kind: "method", place: node, asks: [object] }]
    : [];
}

/** `if id:` is false for the number zero alone, and for no text that spells it. */
function truth(node: SyntaxNode, value: SyntaxNode | undefined, type: string): readonly Found[] {
  if (type !== "int" || value === undefined || !/^(?:identifier|attribute)$/.test(value.type))
    return [];
  const place = /_statement$|_clause$/.test(node.type) ? value : node;
  return [{ kind: "zero", place, asks: [value], late: true, alone: true }];
}

/** `names[id]`: a key of a map, or a place in a list. */
function lookup(module: Indexed, node: SyntaxNode): readonly Found[] {
  const value = childOf(node, "value");
  const indices = node.children.filter((child) => child.field === "subscript");
  const [index] = indices;
  if (value === undefined || index === undefined || indices.length > 1) return [];
  if (index.type === "slice" || index.type === "string") return [];
  if (namesGeneric(textOf(module.text, value))) return [];
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
