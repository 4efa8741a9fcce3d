import { valueName, type Change } from "#intent";

import { bindingOf } from "../bindings.ts";
import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { lastName } from "../names.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { receiverOf } from "../slots.ts";
import { applied } from "../substitute.ts";
import { ancestor, fieldOf, parts, walk, type Node } from "../tree.ts";
import { leavingOut, mapInstead, matchesApart, presence } from "./presence.ts";
import { armsUnwrapped, inner, takenApart } from "./taken-apart.ts";
import {
  branchesGive,
  builderTakes,
  flattened,
  givenToBuilder,
  localHolds,
} from "./given-options.ts";

/**
 * What is always there now is used as it is: a chain that asked for its absence gives the value, or what was made of the
 * value; `Some(…)` around what is put there goes. What was done in its absence never happens any more, so nothing is
 * decided by leaving it out. `None` in its place is a decision.
 */
export function alwaysThereRule(finding: Finding, engine: Engine): Patch[] {
  const { node } = finding;
  if (node === undefined || !/^E0(?:308|599|277|614|609|282|283|284)$/.test(finding.code))
    return [];
  const found =
    localHolds(node, finding, engine) ??
    branchesGive(node, finding, engine) ??
    flattened(node, finding, engine) ??
    chain(node, engine) ??
    pattern(node, engine) ??
    wrapped(node, finding, engine) ??
    builderTakes(node, finding, engine);
  if (found === undefined) return [];
  return [
    {
      rule: found.rule ?? "convert-to-required",
      change: found.change.symbol,
      certainty: "certain",
      because: `\`${found.change.symbol}\` is always there now, so nothing asks whether it is.`,
      edits: found.edits,
    },
  ];
}

/** Edits that follow from a change. */
export interface Found {
  readonly change: Change;
  /** Its name, where the compiler may not agree before somebody has decided the rest. */
  readonly rule?: string;
  readonly edits: readonly PatchEdit[];
}

/** What is always there now, and is one value: a list in the place of what might be absent may be empty. */
export const requiredChanges = ({ request }: Engine): Change[] =>
  request.changes.filter(
    ({ kind, symbol }) =>
      kind.endsWith("-became-required") &&
      !request.changes.some(
        (other) =>
          other.symbol === symbol &&
          other.kind.endsWith("-retyped") &&
          /^(?:list|map)$/.test(other.toType?.kind ?? ""),
      ),
  );

const same = /^(?:as_ref|as_mut|as_deref|as_deref_mut|clone|cloned|copied)$/;

/** The change whose value an expression is, followed through locals and borrows. */
export function carried(
  node: Node | undefined,
  changes: readonly Change[],
  depth = 0,
): Change | undefined {
  if (node === undefined || depth > 6) return undefined;
  const called = (name: string | undefined): Change | undefined =>
    changes.find((change) => valueName("rust", lastName(change.symbol)) === name);
  if (node.type === "field_expression") return called(fieldOf(node, "field")?.text);
  if (/^(?:reference|parenthesized|await|unary)_expression$/.test(node.type))
    return carried(parts(node).at(-1), changes, depth + 1);
  if (node.type === "call_expression") {
    const callee = fieldOf(node, "function");
    const method = callee === undefined ? undefined : fieldOf(callee, "field")?.text;
    return same.test(method ?? "") ? carried(receiverOf(node), changes, depth + 1) : undefined;
  }
  if (node.type !== "identifier") return undefined;
  const binding = bindingOf(node);
  const field = binding?.name.parent;
  // What is taken apart has the type that is written down; the name has that of its field.
  if (field?.type === "field_pattern") return called(fieldOf(field, "name")?.text);
  // What is written down as an option was one when it was written.
  const option = binding?.kind === "let" && /^(?:\w+::)*Option\b/.test(binding.type?.text ?? "");
  if (binding === undefined || (binding.type !== undefined && !option)) return undefined;
  return binding.name === binding.pattern && /^(?:let|match|condition)$/.test(binding.kind)
    ? carried(binding.source, changes, depth + 1)
    : undefined;
}

/** `value.method(…)` where the method is one of `Option`. */
function chain(node: Node, engine: Engine): Found | undefined {
  const asked = ancestor(node, "try_expression", "field_expression");
  const changes = requiredChanges(engine);
  const [base, change] = [node, asked === undefined ? undefined : parts(asked)[0]]
    .map((one) => startOf(one))
    .map((one) => [one, carried(one, changes)] as const)
    .find(([, found]) => found !== undefined) ?? [undefined, undefined];
  if (base === undefined || change === undefined) return undefined;
  const source = engine.files.get(base.file)?.text ?? "";
  const edits =
    presence(base, engine) ?? toldOf(base, change, source) ?? walked(base, change, source);
  return edits === undefined ? undefined : { change, edits };
}

/** The value at which a chain of an option's methods begins. */
function startOf(node: Node | undefined): Node | undefined {
  let at = node;
  while (at?.type === "call_expression" && receiverOf(at) !== undefined) at = receiverOf(at);
  return at;
}

interface Step {
  readonly text: string;
  readonly lent: "" | "ref" | "mut" | "deref";
  readonly done: boolean;
}

interface Walked {
  readonly at: Node;
  readonly step: Step;
  /** Whether it became a `Result` on the way. */
  readonly result: boolean;
}

/** How far a chain of an option's methods goes, and what it makes of a value that is there. */
function chainFrom(base: Node, change: Change): Walked | undefined {
  let at = base;
  let step: Step = { text: base.text, lent: "", done: false };
  let result = false;
  for (;;) {
    const holder: Node | undefined = at.parent;
    if (holder?.type === "try_expression") return { at: holder, step: finished(step), result };
    const call: Node | undefined = holder?.type === "field_expression" ? holder.parent : undefined;
    if (holder === undefined || call?.type !== "call_expression" || holder.field !== "function")
      return { at, step, result };
    const method = fieldOf(holder, "field")?.text ?? "";
    const given = parts(fieldOf(call, "arguments") ?? call);
    if (/^ok_or(?:_else)?$/.test(method)) result = true;
    else {
      const next = result ? undefined : stepOf(method, given, step, change);
      if (next === undefined) return undefined;
      step = next;
    }
    at = call;
    if (step.done) return { at, step, result };
  }
}

/** A chain over which a `match` tells more than absence: the value, and the arms of what is there. */
function toldOf(base: Node, change: Change, source: string): PatchEdit[] | undefined {
  const found = chainFrom(base, change);
  const match = found?.at.parent;
  if (found === undefined || found.step.done || found.result) return undefined;
  if (match?.type !== "match_expression" || fieldOf(match, "value") !== found.at) return undefined;
  const arms = armsUnwrapped(match, source);
  const { file, start, end } = found.at;
  return arms === undefined
    ? undefined
    : [{ file, start, end, text: final(found.step, change) }, ...arms];
}

/** What tells the end of a chain apart as there or absent. */
const holderOf = ({ parent, field }: Node): Node | undefined =>
  field === "value" &&
  /^(?:let_condition|match_expression|let_declaration)$/.test(parent?.type ?? "")
    ? parent
    : undefined;

function walked(base: Node, change: Change, source: string): PatchEdit[] | undefined {
  const found = chainFrom(base, change);
  if (found === undefined || found.at === base) return undefined;
  const { at, step, result } = found;
  const value = final(step, change);
  const { file, start, end } = at;
  if (!step.done && !result) {
    const held = holderOf(at);
    const apart = held === undefined ? undefined : takenApart(held, source, value);
    if (apart !== undefined) return apart;
  }
  const whole = step.done || result ? undefined : followed(at, change);
  if (whole !== undefined) return [{ file, start, end, text: value }, ...whole];
  const method = step.done || result ? undefined : leavingOut(at);
  if (method !== undefined) return [mapInstead(method), { file, start, end, text: value }];
  const text = step.done ? value : `${result ? "Ok" : "Some"}(${value})`;
  return [{ file, start, end, text: joined(text, at) }];
}

/** The uses of a local that a chain is kept in, where each of them goes on to the value itself. */
function followed(at: Node, change: Change): PatchEdit[] | undefined {
  const statement = at.parent;
  const pattern = statement?.type === "let_declaration" ? fieldOf(statement, "pattern") : undefined;
  const block = statement?.parent;
  if (statement === undefined || pattern?.type !== "identifier" || block === undefined)
    return undefined;
  if (fieldOf(statement, "type") !== undefined || fieldOf(statement, "alternative") !== undefined)
    return undefined;
  const spelt = [...walk(block)].filter(
    (one) => one.start >= statement.end && one.text === pattern.text,
  );
  const uses = spelt.filter((one) => one.type === "identifier" && bindingOf(one)?.name === pattern);
  const edits = uses.map((use): PatchEdit | undefined => {
    const chain = chainFrom(use, change);
    if (chain === undefined || !chain.step.done || chain.result) return undefined;
    const { file, start, end } = chain.at;
    return { file, start, end, text: joined(chain.step.text, chain.at) };
  });
  return uses.length === 0 || edits.includes(undefined)
    ? undefined
    : edits.filter((one) => one !== undefined);
}

/** An operator of the value must not come apart where a chain goes on behind it. */
const joined = (text: string, place: Node): string =>
  /\s[-+*/<>=&|]+\s/.test(text) &&
  /^(?:field_expression|unary_expression|binary_expression|try_expression)$/.test(
    place.parent?.type ?? "",
  )
    ? `(${text})`
    : text;

const finished = ({ text, lent }: Step): Step => ({ text, lent, done: true });

function stepOf(
  method: string,
  given: readonly Node[],
  step: Step,
  change: Change,
): Step | undefined {
  const { text, lent } = step;
  const value = {
    text,
    lent: lent !== "",
    ...(lent === "deref" && isText(change) ? { lentAs: `${text}.as_str()` } : {}),
  };
  const made = (taker: Node | undefined, done: boolean): Step | undefined => {
    const body = taker === undefined ? undefined : applied(taker, value);
    return body === undefined ? undefined : { text: body, lent: "", done };
  };
  if (method === "as_ref") return { ...step, lent: "ref" };
  if (/^as_(?:deref_)?mut$/.test(method)) return { ...step, lent: "mut" };
  if (method === "as_deref") return { ...step, lent: "deref" };
  if (method === "copied") return { ...step, lent: "" };
  if (/^clone[d]?$/.test(method)) return { ...step, text: `${text}.clone()`, lent: "" };
  if (/^(?:unwrap\w*|expect)$/.test(method)) return { ...step, done: true };
  if (/^(?:is_some_and|is_none_or|and_then)$/.test(method)) return made(given[0], true);
  if (/^map_or(?:_else)?$/.test(method)) return made(given[1], true);
  if (method === "map") return made(given[0], false);
  return /^or(?:_else)?$/.test(method) && change.toType !== undefined ? step : undefined;
}

function final({ text, lent }: Step, change: Change): string {
  if (lent === "deref") return isText(change) ? `${text}.as_str()` : `&${text}`;
  return lent === "ref" ? `&${text}` : lent === "mut" ? `&mut ${text}` : text;
}

const isText = ({ to, toType }: Change): boolean =>
  toType?.kind === "primitive" ? toType.name === "string" : to === "string";

/** `if let Some(x) = value`, `match value`, `let Some(x) = value else`. */
function pattern(node: Node, engine: Engine): Found | undefined {
  const changes = requiredChanges(engine);
  const several = tupleApart(node, changes) ?? matchesWith(node, changes, engine);
  if (several !== undefined) return several;
  const some = ancestor(node, "tuple_struct_pattern", "match_pattern");
  const holder = ancestor(some?.parent, "let_condition", "match_expression", "let_declaration");
  const value = holder === undefined ? undefined : fieldOf(holder, "value");
  const change = carried(value, requiredChanges(engine));
  if (holder === undefined || change === undefined) return undefined;
  const source = engine.files.get(node.file)?.text ?? "";
  const edits = takenApart(holder, source);
  return edits === undefined ? undefined : { change, edits };
}

/** `matches!(course.ends_at, Some(end) if …)`. */
function matchesWith(node: Node, changes: readonly Change[], engine: Engine): Found | undefined {
  for (const change of changes) {
    const field = valueName("rust", lastName(change.symbol));
    const edits = matchesApart(node, engine, (value) => value.endsWith(`.${field}`));
    if (edits !== undefined) return { change, edits };
  }
  return undefined;
}

/** `(Some(a), Some(b))` of a tuple that is written out: what is always there stands there without its `Some`. */
function tupleApart(node: Node, changes: readonly Change[]): Found | undefined {
  const pattern = ancestor(node, "tuple_pattern");
  const holder = ancestor(pattern?.parent, "let_condition", "match_expression", "let_declaration");
  const value = holder === undefined ? undefined : fieldOf(holder, "value");
  if (pattern === undefined || holder === undefined || value?.type !== "tuple_expression")
    return undefined;
  const values = parts(value);
  const told = parts(pattern).map((one, index) => ({
    one,
    change: carried(values[index], changes),
  }));
  const change = told.find((each) => each.change !== undefined)?.change;
  if (change === undefined) return undefined;
  const edits = told.flatMap(({ one, change: own }): PatchEdit[] => {
    const inside = own === undefined ? undefined : inner(one);
    const { file, start, end } = one;
    return inside === undefined ? [] : [{ file, start, end, text: inside.text }];
  });
  const open = told.some(
    ({ one, change: own }) =>
      !/^(?:_|mut_pattern|identifier)$/.test(one.type) &&
      (own === undefined || inner(one) === undefined),
  );
  const otherwise = fieldOf(holder, "alternative");
  if (edits.length === 0) return undefined;
  if (open || holder.type === "match_expression") return { change, edits };
  return holder.type === "let_declaration" && otherwise !== undefined
    ? {
        change,
        edits: [...edits, { file: value.file, start: value.end, end: otherwise.end, text: "" }],
      }
    : undefined;
}

/** `Some(x)` where the value itself is wanted now. */
function wrapped(node: Node, finding: Finding, engine: Engine): Found | undefined {
  const local = heldBeforehand(node, finding, engine);
  if (local !== undefined) return local;
  const call = node.type === "call_expression" ? node : ancestor(node, "call_expression");
  if (call === undefined || fieldOf(call, "function")?.text !== "Some") return undefined;
  if (!/found (?:enum )?`(?:\w+::)*Option<|with `(?:\w+::)*Option</.test(finding.words))
    return undefined;
  const [value] = parts(fieldOf(call, "arguments") ?? call);
  const change = wantedBy(call, requiredChanges(engine)) ?? givenToBuilder(call, engine);
  return value === undefined || change === undefined
    ? undefined
    : { change, edits: [{ file: call.file, start: call.start, end: call.end, text: value.text }] };
}

/** The same of a local that is put there and serves nothing else: `let email = Some(text);`. */
function heldBeforehand(node: Node, { words }: Finding, engine: Engine): Found | undefined {
  const name = node.type === "shorthand_field_initializer" ? parts(node)[0] : node;
  const binding = name === undefined ? undefined : bindingOf(name);
  const { source, pattern } = binding ?? {};
  if (name === undefined || binding?.kind !== "let" || binding.type !== undefined) return undefined;
  if (binding.name !== pattern || !/found (?:enum )?`(?:\w+::)*Option</.test(words))
    return undefined;
  if (source?.type !== "call_expression" || fieldOf(source, "function")?.text !== "Some")
    return undefined;
  const [value] = parts(fieldOf(source, "arguments") ?? source);
  const change = wantedBy(name, requiredChanges(engine));
  const scope = ancestor(name, "function_item");
  const uses = (scope === undefined ? [] : [...walk(scope)]).filter(
    (one) => one.type === "identifier" && bindingOf(one)?.name === binding.name,
  );
  return value === undefined || change === undefined || uses.length !== 1
    ? undefined
    : {
        change,
        edits: [{ file: source.file, start: source.start, end: source.end, text: value.text }],
      };
}

/** The change of the field that a value is put into, assigned to, or compared with. */
export function wantedBy(value: Node, changes: readonly Change[]): Change | undefined {
  const { parent } = value;
  const called = (name: string | undefined): Change | undefined =>
    changes.find((change) => valueName("rust", lastName(change.symbol)) === name);
  // What a branch gives goes where the whole of it goes.
  const whole = wholeOf(value);
  if (whole !== undefined) return wantedBy(whole, changes);
  if (parent?.type === "field_initializer") return called(fieldOf(parent, "field")?.text);
  if (parent?.type === "shorthand_field_initializer") return called(value.text);
  if (
    parent === undefined ||
    !/^(?:assignment_expression|binary_expression|arguments)$/.test(parent.type)
  )
    return undefined;
  if (
    parent.type === "binary_expression" &&
    !/^[!=]=$/.test(fieldOf(parent, "operator")?.text ?? "")
  )
    return undefined;
  const callee = parent.parent === undefined ? undefined : fieldOf(parent.parent, "function");
  if (parent.type === "arguments" && !/^(?:debug_)?assert_(?:eq|ne)\s*$/.test(callee?.text ?? ""))
    return undefined;
  return parts(parent)
    .filter((one) => one !== value)
    .map((one) => carried(one, changes))
    .find((one) => one !== undefined);
}

/** The `match` or `if` whose value a branch gives, where it gives it directly. */
function wholeOf({ parent, field }: Node): Node | undefined {
  if (parent?.type === "match_arm" && field === "value") return parent.parent?.parent;
  if (parent?.type === "else_clause") return parent.parent;
  if (parent?.type === "if_expression" && /^(?:consequence|alternative)$/.test(field ?? ""))
    return parent;
  if (parent?.type !== "block" || parts(parent).at(-1)?.end !== parent.children.at(-2)?.end)
    return undefined;
  const only = parts(parent).length === 1;
  const inBranch = /^(?:match_arm|else_clause|if_expression)$/.test(parent.parent?.type ?? "");
  return only && inBranch ? parent : undefined;
}
