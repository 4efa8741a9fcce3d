import type { Change } from "#intent";

import { bindingOf } from "../bindings.ts";
import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import { calleeName, receiverOf } from "../slots.ts";
import { ancestor, fieldOf, inTest, parts, within, type Node } from "../tree.ts";
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
