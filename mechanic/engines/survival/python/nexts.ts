import { pathTo } from "../../delta/python/tree.ts";
import type { Site } from "../site.ts";
import { containsAny, namesIn } from "../terms.ts";
import { isCaught, isChecked } from "./checked.ts";
import type { Fact } from "./facts.ts";
import type { Module } from "./index.ts";
import { fieldOf, mayReturnNone, parts, type Node } from "./tree.ts";

/** `next(…)` with one argument. */
export function mayBeNext(node: Node): boolean {
  if (node.type !== "call" || fieldOf(node, "function")?.text !== "next") return false;
  const given = fieldOf(node, "arguments");
  return (
    given?.type === "generator_expression" || (given !== undefined && parts(given).length === 1)
  );
}

const endless = /\b(?:count|cycle|repeat)(?:\[|\()/;

const nothing = /^len\(.*\) (?:== 0|< 1|<= 0)$| is None$| == (?:None|\[\]|\(\)|\{\})$/;
const something = /^len\(.*\) (?:!= 0|>=? \d+)$| is not None$| != (?:None|\[\]|\(\)|\{\})$/;

/** Whether a condition that names what is iterated means that there is something in it. */
function showsSome({ says, holds }: Fact, names: readonly string[]): boolean {
  if (!containsAny(says, names)) return false;
  if (nothing.test(says)) return !holds;
  return something.test(says) ? holds && !says.endsWith(" >= 0") : holds;
}

/** `next(…)` without a default over what may come to its end. What counts or repeats for ever does not. */
export async function nextSite(module: Module, node: Node): Promise<Site | undefined> {
  const { file, text, tree } = module;
  const given = fieldOf(node, "arguments");
  if (given === undefined) return undefined;
  const from = given.type === "generator_expression" ? given : parts(given)[0];
  if (from === undefined || endless.test(from.text)) return undefined;
  if (isCaught(node, ["StopIteration"])) return undefined;
  const shown = (fact: Fact): boolean => showsSome(fact, namesIn(from.text));
  // A filter may leave nothing of what is there.
  const filters = from.type === "generator_expression" && /\sif\s/.test(from.text);
  if (!filters && isChecked(node, { shown, puts: [], owner: "", key: "" })) return undefined;
  const named = from.type === "identifier" || from.type === "attribute";
  if (named && endless.test(await module.hover(from.end - 1))) return undefined;
  const place = {
    file,
    span: { start: node.start, end: node.end },
    inside: pathTo(text, tree, node.start),
    question: `\`${node.text.split("\n")[0] ?? ""}\` raises StopIteration where nothing comes: what happens instead?`,
  };
  if (!mayReturnNone(node)) return place;
  const because = "The function gives back None where there is nothing, and nothing may come here.";
  // A generator that is the only argument needs brackets of its own once there is another.
  const edits =
    from === given
      ? [
          { start: given.start, end: given.start, text: "(" },
          { start: given.end, end: given.end, text: ", None)" },
        ]
      : [{ start: from.end, end: from.end, text: ", None" }];
  return { ...place, fix: { rule: "next-with-default", edits, because } };
}
