import type { Span, SyntaxNode } from "#intent";

import { childOf, textOf } from "../tree.ts";
import { argumentsOf, methodOf, plainString } from "./indexed.ts";
import type { Indexed } from "./types.ts";

/** A mark that lays a number out as it is, and what says the same of any value. */
export interface PlainMark {
  readonly span: Span;
  readonly text: string;
}

/**
 * The plain mark of a value that a log line prints (`"seat of %d is free"`), or that a text takes in (`{id:d}`); `undefined`
 * where the mark does more than print, or cannot be told.
 */
export function plainMark(module: Indexed, node: SyntaxNode): PlainMark | undefined {
  if (node.type === "interpolation") {
    const specifier = childOf(node, "format_specifier");
    return specifier !== undefined && textOf(module.text, specifier) === ":d"
      ? { span: { start: specifier.start, end: specifier.end }, text: "" }
      : undefined;
  }
  const list = module.parents.get(node);
  const call = list?.type === "argument_list" ? module.parents.get(list) : undefined;
  return call !== undefined && logs.test(methodOf(module.text, call))
    ? loggedMark(module, call, node)
    : undefined;
}

const logs = /^(?:debug|info|warning|error|exception|critical)$/;

function loggedMark(module: Indexed, call: SyntaxNode, node: SyntaxNode): PlainMark | undefined {
  const [said, ...values] = argumentsOf(call);
  const layout = plainString(module.text, said);
  const content = said?.children.find(({ type }) => type === "string_content");
  if (layout === undefined || content === undefined) return undefined;
  const marks = [...layout.matchAll(/%(?:[-+ #0]*\d*(?:\.\d+)?)[a-zA-Z%]/g)].filter(
    ([mark]) => mark !== "%%",
  );
  const found = marks[values.indexOf(node)];
  if (found === undefined || found[0] !== "%d") return undefined;
  const start = content.start + found.index + 1;
  return { span: { start, end: start + 1 }, text: "s" };
}
