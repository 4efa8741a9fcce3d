import { isPure } from "../effects.ts";
import type { Engine } from "../engine.ts";
import { wholeLines } from "../lists.ts";
import type { PatchEdit } from "../patches.ts";
import { fieldOf, parts, type Node } from "../tree.ts";
import { macroParts } from "./tokens.ts";

/**
 * `value.is_some()` of what is always there now, where it decides something: as one of several conditions, as what an `if`
 * asks, as all that a filter asks, and statements that only happen in the value's absence. Undefined where the truth itself
 * is what somebody wants.
 */
export function presence(base: Node, engine: Engine): PatchEdit[] | undefined {
  const access = base.parent?.type === "field_expression" ? base.parent : undefined;
  const asked = /^is_(some|none)$/.exec(fieldOf(access ?? base, "field")?.text ?? "")?.[1];
  const call = access?.parent;
  if (asked === undefined || call?.type !== "call_expression") return undefined;
  const holder = call.parent;
  const joined = conditions(call, asked);
  if (joined !== undefined) return joined;
  if (asked === "some" && holder?.type === "closure_expression") return filtered(holder);
  return holder?.type === "if_expression" && isPure(base, engine.declarations)
    ? branches(holder, asked, engine.files.get(base.file)?.text ?? "")
    : undefined;
}

/** The other one of two conditions. */
function conditions(call: Node, asked: string): PatchEdit[] | undefined {
  const holder = call.parent;
  const operator =
    holder?.type === "binary_expression" ? fieldOf(holder, "operator")?.text : undefined;
  if (holder === undefined || operator !== (asked === "some" ? "&&" : "||")) return undefined;
  const other = parts(holder).find((one) => one !== call);
  const { file, start, end } = holder;
  return other === undefined ? undefined : [{ file, start, end, text: other.text }];
}

/** A filter that keeps what has the value keeps everything. */
function filtered(closure: Node): PatchEdit[] | undefined {
  const call = closure.parent?.type === "arguments" ? closure.parent.parent : undefined;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  const receiver = callee?.type === "field_expression" ? fieldOf(callee, "value") : undefined;
  if (call === undefined || receiver === undefined || callee === undefined) return undefined;
  if (fieldOf(callee, "field")?.text !== "filter") return undefined;
  return [{ file: call.file, start: receiver.end, end: call.end, text: "" }];
}

/** The branch that is left of an `if`, as statements; one that is only for the absence goes as a whole. */
function branches(whole: Node, asked: string, source: string): PatchEdit[] | undefined {
  const statement = whole.parent?.type === "expression_statement" ? whole.parent : whole;
  const otherwise = fieldOf(whole, "alternative");
  const lines = wholeLines(statement.start, statement.end, source);
  const { file } = whole;
  const body = asked === "some" ? fieldOf(whole, "consequence") : parts(otherwise ?? whole)[0];
  if (asked === "none" && otherwise === undefined)
    return lines === undefined ? undefined : [{ file, ...lines, text: "" }];
  if (body?.type !== "block" || statement.parent?.type !== "block") return undefined;
  const text = body.text.slice(1, -1).replaceAll("\n    ", "\n").trim();
  return [{ file, start: whole.start, end: whole.end, text }];
}

/**
 * `matches!(value, Some(x) if x > 3)` is its condition, and `matches!(value, Some(3))` asks for the three itself. `isMeant`
 * says whether a value, as it is written, is always there now.
 */
export function matchesApart(
  node: Node,
  engine: Engine,
  isMeant: (value: string) => boolean,
): PatchEdit[] | undefined {
  const text = engine.files.get(node.file)?.text ?? "";
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    const name = fieldOf(at, "macro") ?? fieldOf(at, "function");
    if (name === undefined || name.text.trim() !== "matches" || text[name.end] !== "!") continue;
    const [value, pattern] = macroParts(text, name.end + 1);
    if (value === undefined || pattern === undefined) return undefined;
    const written = text.slice(value.start, value.end).trim();
    return isMeant(written.replace(/^&/, ""))
      ? conditionOf(at, written.replace(/^&/, ""), pattern, text)
      : undefined;
  }
  return undefined;
}

function conditionOf(
  { file, start, end }: Node,
  value: string,
  pattern: { readonly start: number; readonly end: number },
  text: string,
): PatchEdit[] | undefined {
  const whole = text.slice(pattern.start, pattern.end);
  const [, lead = "", inside, guard] =
    /^(\s*)Some\(((?:[^()]|\([^()]*\))*)\)\s*(?:if\s+([\s\S]*?))?\s*,?\s*$/.exec(whole) ?? [];
  if (inside === undefined) return undefined;
  const bound = /^(?:ref\s+)?[a-z_]\w*$/.test(inside);
  if (guard === undefined) {
    const at = pattern.start + lead.length;
    return bound
      ? undefined
      : [{ file, start: at, end: at + `Some(${inside})`.length, text: inside }];
  }
  if (!bound) return undefined;
  const name = inside.replace(/^ref\s+/, "");
  return [
    {
      file,
      start,
      end,
      text: guard.replaceAll(new RegExp(`(?<![\\w.])\\*?${name}\\b`, "g"), () => value),
    },
  ];
}

/**
 * The name of the method to which a closure's body is given, where that leaves out what is absent: nothing is left out any
 * more, so it only maps.
 */
export function leavingOut(body: Node): Node | undefined {
  const closure = body.parent;
  const call = closure?.parent?.type === "arguments" ? closure.parent.parent : undefined;
  if (closure?.type !== "closure_expression" || call === undefined) return undefined;
  const callee = fieldOf(call, "function");
  const name = callee?.type === "field_expression" ? fieldOf(callee, "field") : undefined;
  return body.field === "body" && /^(?:filter_map|flat_map)$/.test(name?.text ?? "")
    ? name
    : undefined;
}

/** `map` in place of that name. */
export const mapInstead = ({ file, start, end }: Node): PatchEdit => ({
  file,
  start,
  end,
  text: "map",
});
