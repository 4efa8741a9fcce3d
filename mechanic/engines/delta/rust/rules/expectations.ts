import type { Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { dropsOf } from "../orphans.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { ancestor, fieldOf, inTest, nodesWithin, walk, within, type Node } from "../tree.ts";

const shortestText = 3;

/**
 * A test that gave a value to what is gone may expect to find it again. It is asked about where one of its expectations
 * spells a text that was left out, and where it told several values apart that are all gone: what it shows then is theirs.
 */
export function askForExpectations(engine: Engine): void {
  for (const patch of dropsOf(engine)) {
    for (const edit of patch.edits) {
      if (edit.text !== "") continue;
      for (const node of droppedIn(edit, engine)) {
        const test = testAround(node, engine);
        if (test !== undefined)
          for (const place of spelling(node, test, engine)) ask(place, patch.change, engine);
      }
    }
  }
  for (const patch of dropsOf(engine)) {
    for (const test of toldApart(patch.edits, engine)) {
      const assertions = assertionsOf(test);
      const last = assertions.at(-1);
      // Where an assertion of the test spells what is gone, it was asked about there.
      const asked = engine.asked.some((one) => assertions.some((each) => within(one, each)));
      if (last !== undefined && !asked) ask(last, patch.change, engine);
    }
  }
}

function ask(node: Node, change: string, engine: Engine, how = "is gone"): void {
  addHole(engine, {
    kind: "expected-value",
    node,
    delta: change,
    candidates: [],
    question: `\`${change}\` ${how}, and this test spells what it told. What does it expect now?`,
  });
}

/**
 * A number of a test that is a uuid now is printed otherwise: what the test expects of a row (`"V7;12;Li"`) in which it
 * stands as a cell is asked about. A constant is one of every test that names it.
 */
export function askForSpeltNumbers(engine: Engine): void {
  for (const patch of engine.patches) {
    const retype = engine.retypes.find(({ change }) => change === patch.change);
    if (!/^retype-(?:literal|slot)$/.test(patch.rule) || retype?.to !== "Uuid") continue;
    for (const node of patch.edits.flatMap((edit) => droppedIn(edit, engine)))
      for (const test of testsWith(node, engine))
        for (const place of spelling(node, test, engine))
          ask(place, patch.change, engine, "is told otherwise now");
  }
}

/** The function around a literal of a test, or all that name the constant which it is the value of. */
function testsWith(literal: Node, engine: Engine): Node[] {
  const constant = ancestor(literal, "const_item", "static_item");
  const name = constant === undefined ? undefined : fieldOf(constant, "name")?.text;
  if (name === undefined) return [testAround(literal, engine) ?? []].flat();
  const file = engine.files.get(literal.file);
  return file === undefined || !inTest(literal, engine.request.tests)
    ? []
    : [...walk(file.root)].filter(
        ({ type, text }) => type === "function_item" && new RegExp(`\\b${name}\\b`).test(text),
      );
}

/**
 * A text that stood for the absence of what is always there now is written no more; a test that still spells it expects
 * something else.
 */
export function askForAbsentTexts(engine: Engine): void {
  const gone = engine.patches
    .filter(({ rule }) => writesLess.test(rule))
    .flatMap((patch) => textsOf(patch, engine).map((text) => ({ patch, text })));
  for (const file of gone.length === 0 ? [] : engine.files.values()) {
    for (const node of walk(file.root)) {
      if (node.type !== "string_literal" || !inTest(node, engine.request.tests)) continue;
      const found = gone.find(
        ({ text, patch }) =>
          wordIn(text, node.text) && (patch.rule !== "drop-arm" || isExpected(node)),
      );
      if (found === undefined) continue;
      const how = found.patch.rule === "drop-arm" ? "is gone" : "is always there now";
      ask(node, found.patch.change, engine, how);
    }
  }
}

/**
 * Texts that a choice gives which hangs on what is gone (`match order.kind { … }`) are somebody's answer now; a test that
 * spells one of them hangs on it as well.
 */
export function askForChosenTexts(engine: Engine): void {
  const open = engine.asked.flatMap((node, index) => {
    const question = engine.questions[index];
    const choice = ancestor(node, "match_expression");
    const decides = choice !== undefined && within(node, fieldOf(choice, "value") ?? node);
    return question?.kind === "removed-symbol" && decides && !inTest(node, engine.request.tests)
      ? [{ choice, change: question.delta }]
      : [];
  });
  for (const { choice, change } of open) {
    const texts = [...walk(choice)]
      .filter(({ type }) => type === "string_literal")
      .map(({ text }) => text.slice(1, -1))
      .filter((text) => text.replaceAll(/\{[^{}]*\}/g, "").trim().length >= shortestText);
    for (const file of engine.files.values())
      for (const node of walk(file.root)) {
        const spells =
          node.type === "string_literal" && texts.some((one) => wordIn(one, node.text));
        if (spells && inTest(node, engine.request.tests) && isExpected(node))
          ask(node, change, engine);
      }
  }
}

/** A text that was written in few cases may be read in tests as well: only what an assertion spells is expected. */
const isExpected = (node: Node): boolean => {
  for (
    let call = ancestor(node, "call_expression");
    call !== undefined;
    call = ancestor(call.parent, "call_expression")
  )
    if (/^assert\w*$/.test((fieldOf(call, "function")?.text ?? "").trim())) return true;
  return false;
};

/** Texts of production code that a patch takes away. */
const textsOf = (patch: Patch, engine: Engine): string[] =>
  patch.edits.flatMap((edit) =>
    droppedIn(edit, engine)
      .filter((node) => node.type === "string_literal" && !inTest(node, engine.request.tests))
      .map((node) => node.text.slice(1, -1))
      .filter((text) => text.length >= shortestText && !edit.text.includes(text)),
  );

/** Rules that take away what wrote a text. */
const writesLess = /^(?:convert-to-required|drop-arm)$/;

/** A text, or one that is laid out (`"the {} is cold"`), among others. */
const wordIn = (text: string, whole: string): boolean => {
  const pieces = text.split(/\{[^{}]*\}/).map((one) => one.replaceAll(/[^\w\s]/g, "\\$&"));
  return (
    pieces.some((one) => one.trim().length >= shortestText) &&
    new RegExp(`(?<![A-Za-z0-9])${pieces.join(".*")}(?![A-Za-z0-9])`).test(whole)
  );
};

const droppedIn = (edit: PatchEdit, engine: Engine): Node[] => {
  const file = engine.files.get(edit.file);
  return file === undefined
    ? []
    : [...nodesWithin(file.root, edit.start, edit.end)].filter(({ type }) =>
        type.endsWith("literal"),
      );
};

function testAround(node: Node, engine: Engine): Node | undefined {
  if (!inTest(node, engine.request.tests)) return undefined;
  return ancestor(node, "function_item");
}

/** Expectations of a test that spell a text which was left out. */
function spelling(literal: Node, test: Node, engine: Engine): Node[] {
  const text = literal.type === "string_literal" ? literal.text.slice(1, -1) : "";
  const number = /^(?:integer|float)_literal$/.test(literal.type)
    ? cellOf(literal.text)
    : undefined;
  if (text.length < shortestText && number === undefined) return [];
  const drops = dropsOf(engine).flatMap(({ edits }) => edits);
  return assertionsOf(test)
    .flatMap((assertion) => [...walk(assertion)])
    .filter(
      (node) =>
        node.type === "string_literal" &&
        (number?.test(node.text) ?? node.text.includes(text)) &&
        !drops.some(
          ({ file, start, end }) => file === node.file && start <= node.start && node.end <= end,
        ),
    );
}

/** A number as a cell of its own among others: `;12;` of `"P7;well;12;"`. */
const cellOf = (number: string): RegExp =>
  new RegExp(`[;|\\t]\\s*${number.replaceAll("_", "").replaceAll(".", "\\.")}\\s*[;|\\t"]`);

const assertionsOf = (test: Node): Node[] =>
  [...walk(test)].filter(
    (node) =>
      node.type === "call_expression" &&
      /^assert\w*$/.test((fieldOf(node, "function")?.text ?? "").trim()),
  );

/** Tests whose calls told different values apart by an argument that is gone. */
function toldApart(edits: readonly PatchEdit[], engine: Engine): Node[] {
  const told = new Map<Node, Set<string>>();
  for (const edit of edits) {
    const file = engine.files.get(edit.file);
    const values = edit.text === "" ? droppedIn(edit, engine) : [];
    for (const value of values) {
      const test = testAround(value, engine);
      if (test === undefined || value.parent?.type !== "arguments" || file === undefined) continue;
      told.set(test, (told.get(test) ?? new Set()).add(value.text));
    }
  }
  return [...told].filter(([, values]) => values.size > 1).map(([test]) => test);
}
