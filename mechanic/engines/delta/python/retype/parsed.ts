import type { SyntaxNode } from "#intent";

import { textOf } from "../tree.ts";
import { above, argumentsOf, calleeOf } from "./indexed.ts";
import { edit, hole, moduleAt, newType, spelt, type Judgement } from "./judgement.ts";
import { isNumeric } from "./numbers.ts";
import { convertExpression } from "./spelling.ts";
import type { Tag } from "./types.ts";

/** A number read out of text: what is valid there is a rule that somebody has to set anew. */
export function parsed(judgement: Judgement, tag: Tag): void {
  const original = spelt(judgement, tag);
  const inner: SyntaxNode | undefined = argumentsOf(tag.node).at(-1);
  const text = moduleAt(judgement, tag.file)?.text ?? "";
  const bare =
    inner === undefined || original.startsWith("map") ? [] : [text.slice(inner.start, inner.end)];
  const converted = convertExpression(original, judgement.retype);
  if (judgement.retype.after === "float") return;
  const isNumber = isNumeric(judgement.retype);
  if (isNumber)
    return hole(
      judgement,
      tag,
      "conversion",
      `\`${original}\` makes a whole number; is ${judgement.retype.change.symbol} still one, now that it is ${newType(judgement)}?`,
    );
  const source = bare[0];
  if (source !== undefined && judgement.retype.after === "str" && isMereReading(judgement, tag)) {
    const because = `${judgement.retype.change.symbol} is ${newType(judgement)} now, and \`${source}\` is the text that it was read from.`;
    edit(judgement, tag, source, "parse-falls-away", because);
    return;
  }
  hole(
    judgement,
    tag,
    "validation",
    `\`${original}\` reads a number; which texts are a valid ${judgement.retype.change.symbol} now?`,
    judgement.retype.after === "str" && converted !== undefined ? [...bare, converted] : [],
  );
}

/**
 * Whether a text is made a number for no other reason than that the value was one: the call stands where the value is wanted
 * and is all that is done to it, its source is a text, and nobody catches what is no number.
 */
function isMereReading({ taint }: Judgement, tag: Tag): boolean {
  const module = taint.modules.get(tag.file);
  const [source, ...more] = argumentsOf(tag.node);
  if (module === undefined || source === undefined || more.length > 0) return false;
  const isTaken = /\.(?:pop|popleft|strip)$/.test(calleeOf(module.text, source));
  if (!isTaken && !/^(?:identifier|attribute|subscript)$/.test(source.type)) return false;
  if (taint.types.get(`${tag.file}:${source.start}:${source.end}`) !== "str") return false;
  const around = [...above(module, tag.node)];
  const [holder] = around;
  return (
    /^(?:keyword_argument|argument_list|pair)$/.test(holder?.type ?? "") &&
    !around.some(({ type }) => type === "try_statement") &&
    !around.some(
      (outer) =>
        outer.type === "function_definition" &&
        /\.is(?:digit|decimal|numeric)\(/.test(textOf(module.text, outer)),
    )
  );
}
