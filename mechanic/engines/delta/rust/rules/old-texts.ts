import { typeName, type Change } from "#intent";

import type { Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { lastName, ownerOf } from "../names.ts";
import { inTest, parts, walk, type Node } from "../tree.ts";

/**
 * A variant is spelt as text as well: in a table that is looked up by it, in a `match` over texts. Where its name is
 * another one now, or is gone, nothing finds that row any more, and the compiler does not read texts. A text alone proves
 * nothing: it counts among at least one other name of the same enum.
 */
export function askForOldTexts(engine: Engine): void {
  for (const change of engine.request.changes) {
    if (change.kind === "variant-added") askForExamples(change, engine);
    const old = oldText(change);
    const others = old === undefined ? undefined : namesOf(change, engine);
    if (old === undefined || others === undefined) continue;
    for (const file of engine.files.values()) {
      for (const node of walk(file.root)) {
        if (node.type !== "string_literal" || node.text !== `"${old}"`) continue;
        if (inTest(node, engine.request.tests) || !isAmong(node, others)) continue;
        ask(node, change, engine);
      }
    }
  }
}

/**
 * A test that needs a name which is none takes one that nobody had. What is called so since the change is a variant, and
 * the test shows something else: the text counts where it is the whole value, or a value in a line of several.
 */
function askForExamples(change: Change, engine: Engine): void {
  const name = lastName(change.symbol);
  const others = namesOf(change, engine);
  const texts = [...engine.files.values()].flatMap((file) =>
    [...walk(file.root)].filter(({ type }) => type === "string_literal"),
  );
  // Where no other name is spelt as text, the enum is not read from texts here.
  const known = [...(others ?? [])].map((other) => asValue(other.slice(1, -1)));
  if (!texts.some(({ text }) => known.some((one) => one.test(text)))) return;
  const value = asValue(name);
  for (const node of texts) {
    if (!value.test(node.text) || !inTest(node, engine.request.tests)) continue;
    addHole(engine, {
      kind: "expected-value",
      node,
      delta: change.symbol,
      candidates: [],
      question: `\`${name}\` is a \`${ownerOf(change.symbol) ?? ""}\` now, and this test spells it as a text. What does it show?`,
    });
  }
}

/** A name that is a whole text, or a value in a text of several. */
const asValue = (name: string): RegExp =>
  new RegExp(`(?:^"|[:=,;|]\\s*)${name}(?:"$|\\s*[,;|]|\\\\n|\\s*$)`, "m");

function ask(node: Node, change: Change, engine: Engine): void {
  const renamed = change.kind === "variant-renamed";
  const { file, start, end } = node;
  const now = `"${lastName(change.symbol)}"`;
  addHole(engine, {
    kind: "silent-miss",
    node,
    delta: change.symbol,
    candidates: renamed ? [now] : [],
    choices: renamed ? [{ label: now, edits: [{ file, start, end, text: now }] }] : [],
    question: renamed
      ? `\`${change.symbol}\` was called ${node.text}. Is this text that name, or one that is kept?`
      : `\`${change.symbol}\` is gone, and this text is its name. What becomes of it?`,
  });
}

function oldText(change: Change): string | undefined {
  if (change.kind === "variant-removed" && change.guess === undefined)
    return lastName(change.symbol);
  return change.kind === "variant-renamed" && change.fromSymbol !== undefined
    ? lastName(change.fromSymbol)
    : undefined;
}

/** The other names of the enum. */
function namesOf(change: Change, { request }: Engine): ReadonlySet<string> | undefined {
  const service = request.before.services.get(change.symbol.split("/")[0] ?? "");
  const owner = ownerOf(change.symbol);
  const known = service?.enums.find((one) => typeName("rust", one.name) === owner);
  return known === undefined
    ? undefined
    : new Set(
        known.variants
          .map(({ name }) => `"${name}"`)
          .filter((name) => name !== `"${oldText(change)}"`),
      );
}

/** Whether the table or `match` around a text spells another name at the same place of another row. */
function isAmong(node: Node, others: ReadonlySet<string>): boolean {
  let row = node;
  for (let at: Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (/^(?:array_expression|match_block|arguments)$/.test(at.type))
      return parts(at).some(
        (other) =>
          other !== row &&
          [...walk(other)].some(
            (one) => others.has(one.text) && one.start - other.start === node.start - row.start,
          ),
      );
    if (/(?:_item|^block)$/.test(at.type)) return false;
    row = at;
  }
  return false;
}
