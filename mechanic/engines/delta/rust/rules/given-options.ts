import type { Change } from "#intent";

import { bindingOf, type Binding } from "../bindings.ts";
import { madeFrom } from "../bound.ts";
import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import { addHole } from "../holes.ts";
import type { PatchEdit } from "../patches.ts";
import { valuesOf } from "../reading.ts";
import { calleeName, receiverOf } from "../slots.ts";
import { ancestor, fieldOf, inTest, parts, walk, within, type Node } from "../tree.ts";
import { carried, requiredChanges, wantedBy, type Found } from "./always-there.ts";

/** `T` of a written `Option<T>`. */
function innerOf(type: Node | undefined): Node | undefined {
  if (type?.type !== "generic_type" || !/(?:^|::)Option$/.test(fieldOf(type, "type")?.text ?? ""))
    return undefined;
  return parts(fieldOf(type, "type_arguments") ?? type)[0];
}

const withoutOption = (type: Node, inner: Node, change: Change): Found => ({
  change,
  edits: [{ file: type.file, start: type.start, end: type.end, text: inner.text }],
});

/** A local that only holds what is always there now is written down as that: `let end: Option<i64> = course.ends_at;`. */
export function localHolds(node: Node, finding: Finding, engine: Engine): Found | undefined {
  if (finding.code === "E0277") return listHolds(node, finding, engine);
  const statement = node.parent;
  if (finding.code !== "E0308" || statement?.type !== "let_declaration" || node.field !== "value")
    return undefined;
  const type = fieldOf(statement, "type");
  const inner = innerOf(type);
  const change = carried(node, requiredChanges(engine));
  const plain = fieldOf(statement, "pattern")?.type === "identifier";
  return type === undefined || inner === undefined || change === undefined || !plain
    ? undefined
    : withoutOption(type, inner, change);
}

/**
 * A helper of tests that only passes a value on takes what is always there now: its parameter is an option no more, and
 * each call gives the value itself. Calls that gave none are asked about, one by one.
 */
export function builderTakes(node: Node, finding: Finding, engine: Engine): Found | undefined {
  if (finding.code !== "E0308" || !inTest(node, engine.request.tests)) return undefined;
  if (!/^(?:Option<|.*::Option<)/.test(expectation(finding.words).found ?? "")) return undefined;
  const value = node.type === "shorthand_field_initializer" ? (parts(node)[0] ?? node) : node;
  const binding = bindingOf(value);
  const change = wantedBy(value, requiredChanges(engine));
  const inner = innerOf(binding?.type);
  if (binding?.kind !== "parameter" || binding.type === undefined) return undefined;
  if (change === undefined || inner === undefined || binding.name !== binding.pattern)
    return undefined;
  return withoutOption(binding.type, inner, change);
}

/** The change whose value is given to a helper that takes it as it is now. */
export function givenToBuilder(argument: Node, engine: Engine): Change | undefined {
  const list = argument.parent;
  const call = list?.type === "arguments" ? list.parent : undefined;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  if (list === undefined || call === undefined || callee === undefined) return undefined;
  const index = parts(list).indexOf(argument);
  for (const one of engine.declarations.functions.get(calleeName(callee)) ?? []) {
    const own = one.method && receiverOf(call) === undefined ? 1 : 0;
    const type = one.parameters[index - own]?.type;
    const found =
      type === undefined
        ? undefined
        : requiredChanges(engine).find((change) => took(type, change, engine));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a type was written anew since a change. */
const took = (type: Node, change: Change, engine: Engine): boolean =>
  ancestor(type, "parameter") !== undefined &&
  engine.patches.some(
    (patch) =>
      patch.change === change.symbol &&
      patch.edits.some(
        ({ file, start, end }) => within({ ...type, file, start, end }, type) && end > start,
      ),
  );

/** `flatten` of what is always there leaves nothing out any more. */
export function flattened(node: Node, finding: Finding, engine: Engine): Found | undefined {
  if (!/is not an iterator/.test(finding.message)) return undefined;
  let call = ancestor(node, "call_expression");
  while (call !== undefined && calleeName(fieldOf(call, "function") ?? call) !== "flatten")
    call = ancestor(call.parent, "call_expression");
  const receiver = call === undefined ? undefined : receiverOf(call);
  if (call === undefined || receiver === undefined) return undefined;
  const change = requiredChanges(engine).find((one) =>
    [...walk(receiver)].some(
      (each) =>
        (each.type === "field_expression" && carried(each, [one]) !== undefined) ||
        madeFrom(each, one) !== undefined,
    ),
  );
  const { file, end } = call;
  return change === undefined
    ? undefined
    : { change, edits: [{ file, start: receiver.end, end, text: "" }] };
}

/** A local list of what is always there now: `let ends: Vec<Option<i64>> = tiers.iter().map(|tier| tier.end).collect();`. */
function listHolds(node: Node, { words }: Finding, engine: Engine): Found | undefined {
  if (!/cannot be (?:built|made) (?:from|by)/.test(words)) return undefined;
  const statement = ancestor(node, "let_declaration");
  const type = statement === undefined ? undefined : fieldOf(statement, "type");
  const source = statement === undefined ? undefined : fieldOf(statement, "value");
  const [option, ...others] = (type === undefined ? [] : [...walk(type)]).filter(
    (one) => innerOf(one) !== undefined,
  );
  const inner = innerOf(option);
  if (option === undefined || inner === undefined || others.length > 0 || source === undefined)
    return undefined;
  const change = requiredChanges(engine).find((one) =>
    [...walk(source)].some(
      (each) => each.type === "field_expression" && carried(each, [one]) !== undefined,
    ),
  );
  return change === undefined ? undefined : withoutOption(option, inner, change);
}

/**
 * A local that is made in branches, and goes to what is always there now: each branch gives the value itself. What the
 * branch gives that has none is asked about there.
 */
export function branchesGive(node: Node, finding: Finding, engine: Engine): Found | undefined {
  if (finding.code !== "E0308") return undefined;
  if (!/^(?:Option<|.*::Option<)/.test(expectation(finding.words).found ?? "")) return undefined;
  const value = node.type === "shorthand_field_initializer" ? (parts(node)[0] ?? node) : node;
  const binding = value.type === "identifier" ? bindingOf(value) : undefined;
  const change = wantedBy(value, requiredChanges(engine));
  if (binding?.kind !== "let" || binding.type !== undefined || binding.source === undefined)
    return undefined;
  if (change === undefined || isUsedElsewhere(value, binding)) return undefined;
  const given = tailsOf(binding.source);
  const edits = given.flatMap((tail): PatchEdit[] => {
    const inside = someOf(tail);
    const { file, start, end } = tail;
    return inside === undefined ? [] : [{ file, start, end, text: inside.text }];
  });
  const all = given.length > 1 && given.every((one) => someOf(one) ?? one.text === "None");
  if (!all || edits.length === 0) return undefined;
  const none = given.filter(({ text }) => text === "None");
  for (const one of none) askWithout(one, change, engine);
  // The compiler goes on saying that the branches differ until somebody says what the other one gives.
  return { change, edits, ...(none.length === 0 ? {} : { rule: "unwrap-branches" }) };
}

function askWithout(node: Node, change: Change, engine: Engine): void {
  addHole(engine, {
    kind: inTest(node, engine.request.tests) ? "expected-value" : "absent-value",
    node,
    delta: change.symbol,
    candidates: valuesOf(change),
    question: `\`${change.symbol}\` is always there now. Which value has it here?`,
  });
}

/** `x` of `Some(x)`. */
function someOf(node: Node): Node | undefined {
  const called = node.type === "call_expression" && fieldOf(node, "function")?.text === "Some";
  return called ? parts(fieldOf(node, "arguments") ?? node)[0] : undefined;
}

/** What the branches of a `match` or `if` give; the expression itself where it is none. */
function tailsOf(node: Node): Node[] {
  if (node.type === "match_expression")
    return (fieldOf(node, "body")?.children ?? []).flatMap((arm) => {
      const value = arm.type === "match_arm" ? fieldOf(arm, "value") : undefined;
      return value === undefined ? [] : tailsOf(value);
    });
  if (node.type === "if_expression")
    return [fieldOf(node, "consequence"), fieldOf(node, "alternative")].flatMap((one) =>
      one === undefined ? [] : tailsOf(one),
    );
  if (node.type === "else_clause") return parts(node).flatMap(tailsOf);
  const last = node.type === "block" ? parts(node).at(-1) : undefined;
  if (last === undefined) return [node];
  return last.type.endsWith("_statement") || last.type.endsWith("_declaration")
    ? last.type === "expression_statement" && !last.text.endsWith(";")
      ? parts(last).flatMap(tailsOf)
      : [last]
    : tailsOf(last);
}

/** Whether a local is named anywhere but here. */
function isUsedElsewhere(value: Node, { name, pattern }: Binding): boolean {
  const block = pattern.parent?.parent;
  return (
    block === undefined ||
    name !== pattern ||
    [...walk(block)].some(
      (one) =>
        one.type === "identifier" &&
        one.text === name.text &&
        one.start !== name.start &&
        one.start !== value.start &&
        bindingOf(one)?.name.start === name.start,
    )
  );
}
