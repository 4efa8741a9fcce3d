import type { SyntaxNode } from "#intent";

import { above, argumentsOf, methodOf, plainString } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import { childOf } from "../tree.ts";
import type { Cut } from "./drops.ts";

const logs = /^(?:debug|info|warning|error|exception|critical)$/;

/** A mark at the end of what a log line says, with the sign or bracket that sets it off: `seat of %d is free: %s`. */
const lastMark = /(?:\s*[:,;–-]\s*|\s*[([]|(?<=%[sdr])\s+)%[sdr][)\]]?$/;

/**
 * What a log line told at its end and is gone is told no more, and the rest of the line stands as it was. Where words lead up
 * to it, somebody has to say what the line says now.
 */
export function untold(module: Indexed, node: SyntaxNode): readonly Cut[] | undefined {
  const [list, call] = above(module, node);
  if (list?.type !== "argument_list" || call === undefined) return undefined;
  if (!logs.test(methodOf(module.text, call))) return undefined;
  const [said, ...told] = argumentsOf(call);
  const words = plainString(module.text, said);
  const content = said?.children.find(({ type }) => type === "string_content");
  if (words === undefined || content === undefined || told.at(-1) !== node) return undefined;
  const marks = words.match(/%[a-z]/g) ?? [];
  const mark = lastMark.exec(words);
  const before = told.at(-2) ?? said;
  if (mark === null || marks.length !== told.length || before === undefined) return undefined;
  if (childOf(call, "arguments") !== list) return undefined;
  return [
    { start: content.start + mark.index, end: content.end, text: "" },
    { start: before.end, end: node.end, text: "" },
  ];
}
