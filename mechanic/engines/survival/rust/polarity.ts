import { containsAny } from "../terms.ts";

/**
 * Whether a condition (without white space) that holds or fails says that something is there. `if o.is_none()` has looked,
 * and what it has seen is that there is nothing: inside of it nothing is known, behind its early way out all is. Of `a && b`
 * that holds, and of `a || b` that fails, each part counts; of the other two, none.
 */
export function looksIn(condition: string, holds: boolean, terms: readonly string[]): boolean {
  if (!containsAny(condition, terms)) return false;
  const parts = split(condition, holds ? "&&" : "||");
  const others = split(condition, holds ? "||" : "&&");
  if (others.length > 1 && parts.length === 1) return false;
  return parts.some((part) => containsAny(part, terms) && saysThere(part, holds));
}

/** The parts of a condition between an operator outside of all brackets. */
function split(condition: string, operator: "&&" | "||"): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < condition.length; at++) {
    const sign = condition[at] ?? "";
    if ("([{".includes(sign)) depth += 1;
    if (")]}".includes(sign)) depth -= 1;
    if (depth > 0 || !condition.startsWith(operator, at)) continue;
    parts.push(condition.slice(from, at));
    from = at + 2;
    at += 1;
  }
  return [...parts, condition.slice(from)];
}

const absent = /\.(?:is_none|is_err|is_empty)\(\)$/;
const present = /\.(?:is_some|is_ok|contains_key|contains)\([^]*\)$/;
const comparison = /^(.+?)(<=|>=|==|!=|<|>)(.+)$/;

function saysThere(part: string, holds: boolean): boolean {
  const inner = /^!\((.*)\)$/.exec(part)?.[1] ?? /^!(.*)$/.exec(part)?.[1];
  if (inner !== undefined) return saysThere(inner, !holds);
  if (absent.test(part)) return !holds;
  if (present.test(part)) return holds;
  const [, left = "", sign = "", right = ""] = comparison.exec(part) ?? [];
  if (right.endsWith(".len()")) return holds ? sign === "<" : sign === ">=" || sign === "==";
  if (!left.endsWith(".len()")) return holds;
  if (sign === "!=") return holds === (right === "0");
  if (sign === "==") return holds ? right !== "0" : right === "0";
  return sign.startsWith(">") ? holds : !holds;
}
