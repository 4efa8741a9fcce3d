import { choicesOf } from "../../shared/index.ts";
import { remove, type Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { calleeName, operatorOf } from "../slots.ts";
import { fieldOf, inTest, nodeAt, parts, walk, type Node } from "../tree.ts";

/**
 * A number that is counted up and becomes a text makes new names: plain, padded, with letters before it. It converts
 * without a loss, so the rest is judged as if it did; how the next one is spelt is asked where it becomes a text. A number
 * that comes from elsewhere is the one that it was, and needs no question.
 */
export function askForCountedNames(engine: Engine): void {
  for (const patch of engine.patches) {
    if (patch.rule !== "convert-at-boundary") continue;
    const retype = engine.retypes.find((one) => one.change === patch.change);
    const [first, last] = [patch.edits[0], patch.edits.at(-1)];
    const file = engine.files.get(first?.file ?? "");
    if (first === undefined || last === undefined || file === undefined) continue;
    if (retype?.to !== "String" || !/^[iu](?:32|64)$/.test(retype.from)) continue;
    const node = nodeAt(file.root, first.start, last.end);
    if (inTest(node, engine.request.tests) || !isCounted(node, engine)) continue;
    remove(engine, [patch]);
    const candidate = `${first.text}${node.text}${last.text}`;
    addHole(engine, {
      kind: "conversion",
      node,
      delta: patch.change,
      candidates: [candidate],
      choices: choicesOf(node.file, node, [candidate]),
      question: `\`${node.text}\` is counted, and a \`${patch.change}\` is text now. How is the next one spelt?`,
    });
  }
}

/** Whether a number is the next one of a row: `last + 1`, `rows.len()`, or what is counted up somewhere. */
function isCounted(value: Node, engine: Engine): boolean {
  const [inner] = value.type === "parenthesized_expression" ? parts(value) : [];
  if (inner !== undefined) return isCounted(inner, engine);
  if (value.type === "binary_expression")
    return operatorOf(value) === "+" && parts(value).some(({ type }) => type === "integer_literal");
  if (value.type === "call_expression")
    return /^(?:len|count|fetch_add)$/.test(calleeName(fieldOf(value, "function") ?? value));
  const name = nameOf(value);
  const home = engine.files.get(value.file)?.root;
  return (
    name !== undefined && home !== undefined && [...walk(home)].some((one) => counts(one, name))
  );
}

const nameOf = (value: Node): string | undefined =>
  value.type === "identifier"
    ? value.text
    : value.type === "field_expression"
      ? fieldOf(value, "field")?.text
      : undefined;

/** `last += 1`, `last = last + 1`. */
function counts(node: Node, name: string): boolean {
  if (!/^(?:compound_assignment_expr|assignment_expression)$/.test(node.type)) return false;
  const [left, right] = parts(node);
  if (left === undefined || right === undefined || nameOf(left) !== name) return false;
  return node.type === "compound_assignment_expr"
    ? operatorOf(node) === "+=" && right.type === "integer_literal"
    : right.type === "binary_expression" &&
        parts(right).some((one) => nameOf(one) === name) &&
        parts(right).some(({ type }) => type === "integer_literal");
}
