import type { SyntaxNode } from "#intent";

import { childOf, textOf } from "../tree.ts";
import { argumentsOf, calleeOf, generatedBy, keywordOf, methodOf, plainString } from "./indexed.ts";
import { isNumeric, type FoundProbe as Found } from "./probe.ts";
import type { Indexed } from "./types.ts";

const countsWith =
  /^(?:round|abs|divmod|range|hex|bin|oct|chr|pow|sum|float|math\.\w+|timedelta|datetime\.timedelta)$/;
/** Calls that count elements of one collection with those of another: mixed numbers fail there when it runs. */
const weighs = /^(?:(?:statistics\.)?(?:fmean|harmonic_mean)|(?:math\.)?(?:sumprod|dist))$/;
const logs = /^(?:debug|info|warning|error|exception|critical)$/;
const sorts = /^(?:sorted|min|max|heapq\.(?:nsmallest|nlargest|merge)|nsmallest|nlargest)$/;
const keepsOrder =
  /(?:^|\.)(?:heappush|heapreplace|heappushpop|insort|insort_left|insort_right|bisect|bisect_left|bisect_right)$/;
const patterns = /^(?:re\.)?(?:match|fullmatch|search|findall|finditer|split|sub)$/;

/** What a call may do that makes sense for a number only: order, count, parse, lay out, match, or ask for its type. */
export function callProbes(module: Indexed, node: SyntaxNode): readonly Found[] {
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
  if (first !== undefined && callee === "json.dumps")
    return [{ kind: "json", place: node, asks: [first], deep: true }];
  const [only, ...more] = (childOf(node, "arguments")?.children ?? []).filter(({ named }) => named);
  if (method === "timedelta" && only?.type === "keyword_argument" && more.length === 0) {
    const value = childOf(only, "value");
    return value === undefined ? [] : [{ kind: "length", place: node, asks: [value], alone: true }];
  }
  if (weighs.test(callee) && first !== undefined) {
    const weights = given[1] ?? keywordOf(text, node, "weights");
    return weights === undefined
      ? []
      : [{ kind: "mixed", place: node, asks: [first, weights].map(elementOf) }];
  }
  if (countsWith.test(callee)) return [{ kind: "arithmetic", place: node, asks: given }];
  if (logs.test(method)) return loggedAsNumbers(text, given);
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

/** What a collection that is written as a comprehension yields, else the collection itself. */
const elementOf = (node: SyntaxNode): SyntaxNode =>
  /^(?:generator_expression|list_comprehension)$/.test(node.type)
    ? (childOf(node, "body") ?? node)
    : node;

/** Arguments of a logging call that its text lays out as numbers: what is none is not logged, and nobody is told. */
function loggedAsNumbers(text: string, [said, ...values]: readonly SyntaxNode[]): readonly Found[] {
  const layout = plainString(text, said);
  if (layout === undefined) return [];
  const marks = [...layout.matchAll(/%(?:[-+ #0]*\d*(?:\.\d+)?)([a-zA-Z%])/g)].filter(
    ([, kind]) => kind !== "%",
  );
  return marks.flatMap(([, kind = ""], index): readonly Found[] => {
    const value = values[index];
    return value !== undefined && /[diouxXeEfFgG]/.test(kind)
      ? [{ kind: "format", place: value, asks: [value] }]
      : [];
  });
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
  if (key === undefined && values.length > 1) return [{ ...order, asks: values, compares: true }];
  if (key === undefined) return [{ ...order, asks: values, yields: true }];
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
