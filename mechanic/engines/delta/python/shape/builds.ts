import type { Edit, SyntaxNode } from "#intent";

import { byTypeThenName } from "../imports.ts";
import type { Indexed } from "../retype/types.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";
import type { IntoList, IntoRecord, ShapeChange } from "./changes.ts";

type Made = Omit<Edit, "file">;

/** How values are put into the new shape in one file. */
export interface Wrapping {
  readonly into: IntoList | IntoRecord;
  /** What makes the record here: its class, or the builder of tests. */
  readonly maker: string;
  /** The text that the values stand in. */
  readonly text: string;
  /** Whether a list of none stands for what was absent. */
  readonly isEmptied?: boolean;
  /** Whether a test hands the value over: what is in a map there is of the old kind, wherever it was made. */
  readonly isTest?: boolean;
}

/** Puts a value into its new shape; `undefined` where it does not show what it is made of. */
export function wrapped(
  node: SyntaxNode,
  path: ShapeChange["path"],
  wrapping: Wrapping,
): readonly Made[] | undefined {
  const { start, end } = node;
  const [first, ...rest] = path;
  if (first === undefined) {
    if (node.type === "none" && wrapping.into.kind === "list" && wrapping.isEmptied === true)
      return [{ start, end, text: "[]" }];
    if (node.type === "none" || isMade(node, wrapping)) return [];
    return isValue(node) ? around(start, end, wrapping) : undefined;
  }
  if (node.type === "parenthesized_expression") {
    const inner = node.children.find((child) => child.named);
    return inner === undefined ? undefined : wrapped(inner, path, wrapping);
  }
  const parts =
    node.type === "dictionary" && first === "map"
      ? node.children.map((child) =>
          child.type === "pair"
            ? childOf(child, "value")
            : child.named && child.type !== "comment" && splatOf(child) === undefined
              ? node
              : undefined,
        )
      : node.type === "list" && first === "list"
        ? node.children.map((child) => (child.named ? child : undefined))
        : node.type === (first === "map" ? "dictionary_comprehension" : "list_comprehension")
          ? [comprehended(node)]
          : undefined;
  if (parts === undefined) {
    if (rest.length > 0 || !isValue(node)) return undefined;
    return first === "list" ? each(start, end, wrapping) : eachEntry(node, wrapping);
  }
  const made: Made[] = [];
  for (const part of parts) {
    if (part === undefined) continue;
    const inner = part === node ? undefined : wrapped(part, rest, wrapping);
    if (inner === undefined) return undefined;
    made.push(...inner);
  }
  return made;
}

/** A name whose entries a dictionary takes in: they are wrapped where the name gets them. */
export function splatOf(node: SyntaxNode): SyntaxNode | undefined {
  const [inner] =
    node.type === "dictionary_splat" ? node.children.filter(({ named }) => named) : [];
  return inner?.type === "identifier" ? inner : undefined;
}

/** The value of a comprehension's body. */
function comprehended(node: SyntaxNode): SyntaxNode | undefined {
  const body = childOf(node, "body");
  return body?.type === "pair" ? childOf(body, "value") : body;
}

/** Whether a value has its new shape already: a list that is written out, or what the maker makes. */
function isMade(node: SyntaxNode, { into, maker, text }: Wrapping): boolean {
  if (into.kind === "list") return /^list(?:_comprehension)?$/.test(node.type);
  const callee = node.type === "call" ? childOf(node, "function") : undefined;
  return callee !== undefined && textOf(text, callee) === maker;
}

const isValue = (node: SyntaxNode): boolean =>
  !/^(?:dictionary_splat|list_splat|lambda|generator_expression)$/.test(node.type);

const around = (start: number, end: number, { into, maker }: Wrapping): readonly Made[] =>
  into.kind === "list"
    ? [
        { start, end: start, text: "[" },
        { start: end, end, text: "]" },
      ]
    : [
        { start, end: start, text: `${maker}(${into.field}=` },
        { start: end, end, text: ")" },
      ];

/** A list that is made elsewhere: each of its elements. */
const each = (start: number, end: number, { into, maker }: Wrapping): readonly Made[] =>
  into.kind === "list"
    ? [
        { start, end: start, text: "[[each] for each in " },
        { start: end, end, text: "]" },
      ]
    : [
        { start, end: start, text: `[${maker}(${into.field}=each) for each in ` },
        { start: end, end, text: "]" },
      ];

/** A map that is made elsewhere, of what a test hands over: each of its entries. */
function eachEntry(
  { start, end, type }: SyntaxNode,
  { into, maker, isTest }: Wrapping,
): readonly Made[] | undefined {
  if (isTest !== true || into.kind === "list") return undefined;
  const isPlain = /^(?:identifier|attribute|call|subscript)$/.test(type);
  const entry = `{key: ${maker}(${into.field}=each) for key, each in ${isPlain ? "" : "("}`;
  return [
    { start, end: start, text: entry },
    { start: end, end, text: `${isPlain ? "" : ")"}.items()}` },
  ];
}

/** The edit that brings a name of a stamped module in; none where it is there, `undefined` where nothing of it is. */
export function imported(
  { root, text }: Indexed,
  from: string,
  name: string,
): readonly Made[] | undefined {
  const spelt = (node: SyntaxNode): string => textOf(text, node);
  const statement = nodesOf(root, "import_from_statement").find((one) => {
    const module = childOf(one, "module_name");
    return module !== undefined && spelt(module).split(".").at(-1) === from;
  });
  const names = statement?.children.filter(({ field }) => field === "name") ?? [];
  if (names.some((one) => spelt(one) === name)) return [];
  const last = names.at(-1);
  if (last === undefined) return undefined;
  const [first, second] = names;
  const gap =
    first === undefined || second === undefined
      ? ", "
      : text.slice(first.end, second.start).replaceAll(/#.*/g, "");
  const next = names.find((one) => byTypeThenName(name, spelt(one)) < 0);
  return next === undefined
    ? [{ start: last.end, end: last.end, text: `${gap}${name}` }]
    : [{ start: next.start, end: next.start, text: `${name}${gap}` }];
}
