import ts from "typescript-services";

import { assertionOf } from "./expected-texts.ts";
import type { Leaving } from "./gone.ts";
import { happened } from "./happened.ts";
import { enclosingName } from "./places.ts";
import { propertyOf } from "./seen.ts";

/** Fewer letters and digits than this are in many texts by chance. */
const tellingMin = 3;

/**
 * What a test gives of what is gone, and expects again in a text: `{ nick: "Bo" }` and `"Bo, 7 Mill Lane"` further down.
 * What is expected without it is for people to say. Runs when all that goes is known.
 */
export function askGoneTexts(leaving: Leaving): void {
  const { request, before } = leaving;
  const fakes = fakesOf(leaving);
  for (const file of request.tests) {
    const tree = before.file(file);
    if (tree === undefined) continue;
    const given = givenIn(leaving, tree);
    const told = (text: string): Leaving["seeds"][number] | undefined =>
      fakes.find(({ pattern }) => pattern.test(text))?.seed;
    const asked = new Set<ts.Node>();
    const visit = (node: ts.Node): void => {
      const text = ts.isStringLiteralLike(node) ? bare(node.text) : "";
      const isLeft = text !== "" && !leaving.gone.covers(node);
      const own = isLeft && ts.isStringLiteralLike(node) ? told(node.text) : undefined;
      const call = own === undefined ? (isLeft ? callAround(node) : undefined) : asserting(node);
      const value =
        own ?? [...given].find(([one, seed]) => text.includes(one) && mayTell(seed, call))?.[1];
      if (call !== undefined && value !== undefined && !asked.has(call)) {
        asked.add(call);
        ask(leaving, file, call, value);
      }
      ts.forEachChild(node, visit);
    };
    if (given.size > 0 || fakes.length > 0) visit(tree);
  }
}

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** Texts that a test gives as values of what is gone. */
function givenIn(leaving: Leaving, tree: ts.SourceFile): Map<string, Leaving["seeds"][number]> {
  const given = new Map<string, Leaving["seeds"][number]>();
  for (const seed of [...leaving.seeds, ...leaving.given]) {
    const [node] = seed;
    if (node.getSourceFile() !== tree) continue;
    const visit = (at: ts.Node): void => {
      if (ts.isStringLiteralLike(at) && bare(at.text).length >= tellingMin)
        given.set(bare(at.text), seed);
      ts.forEachChild(at, visit);
    };
    visit(node);
  }
  return given;
}

/** What a fake of something that is gone has told, as a pattern of texts. */
interface Told {
  readonly pattern: RegExp;
  readonly seed: Leaving["seeds"][number];
}

/** Texts that fakes of what is gone write down: `sent: async ({ id }) => log.push(`sent ${id}`)`, and their own names. */
function fakesOf({ request, before, names }: Leaving): readonly Told[] {
  const found: Told[] = [];
  const isFake = (node: ts.ObjectLiteralElementLike): ReturnType<typeof names.get> => {
    const name = node.name;
    if (name === undefined || !ts.isObjectLiteralExpression(node.parent)) return undefined;
    const isCode =
      ts.isMethodDeclaration(node) ||
      (ts.isPropertyAssignment(node) && ts.isFunctionLike(node.initializer));
    const wanted = isCode ? before.checker.getContextualType(node.parent) : undefined;
    const [declared] =
      wanted === undefined
        ? []
        : (propertyOf(before.checker, wanted, name.getText())?.declarations ?? []);
    return declared === undefined ? undefined : names.get(declared);
  };
  for (const file of request.tests) {
    const visit = (node: ts.Node): void => {
      const gone = ts.isObjectLiteralElementLike(node) ? isFake(node) : undefined;
      if (gone === undefined) return ts.forEachChild(node, visit);
      const { change } = gone;
      const seed: Told["seed"] = [node, { change, rule: "drop-gone", because: happened(change) }];
      found.push(...textsIn(node).map((pattern) => ({ pattern, seed })));
    };
    const tree = before.file(file);
    if (tree !== undefined) visit(tree);
  }
  return found;
}

/** Patterns of the texts inside of a node that say enough to be known again. */
function textsIn(node: ts.Node): readonly RegExp[] {
  const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const found: RegExp[] = [];
  const visit = (at: ts.Node): void => {
    const parts = ts.isStringLiteralLike(at)
      ? [at.text]
      : ts.isTemplateExpression(at)
        ? [at.head.text, ...at.templateSpans.map(({ literal }) => literal.text)]
        : [];
    if (bare(parts.join("")).length > tellingMin)
      found.push(new RegExp(`^${parts.map(escape).join(".*")}$`));
    ts.forEachChild(at, visit);
  };
  visit(node);
  return found;
}

/** Whether an assertion tells of what was given: what is given inside of one is looked at there. */
function mayTell([node]: Leaving["seeds"][number], call: ts.Node | undefined): boolean {
  const own = asserting(node);
  return own === undefined || own === call;
}

/** The assertion that a text stands in, wherever in it. */
const asserting = (node: ts.Node): ts.CallExpression | undefined => {
  const around = ts.findAncestor(node, (at) => ts.isStatement(at));
  return ts.findAncestor(
    node,
    (at): at is ts.CallExpression =>
      ts.isCallExpression(at) &&
      /^(?:assert|expect)\b/.test(at.expression.getText()) &&
      at.pos >= (around?.pos ?? 0),
  );
};

/** The assertion around a text: what it expects, or compares inside of what has to be true. */
function callAround(node: ts.Node): ts.CallExpression | undefined {
  const call = assertionOf(node);
  if (call !== undefined) return call;
  const compared =
    ts.isBinaryExpression(node.parent) && /^[!=]==?$/.test(node.parent.operatorToken.getText());
  const around = compared ? ts.findAncestor(node, ts.isCallExpression) : undefined;
  return around !== undefined && /^(?:assert|expect)\b/.test(around.expression.getText())
    ? around
    : undefined;
}

function ask(
  { request, holes }: Leaving,
  file: string,
  call: ts.CallExpression,
  [, { change }]: Leaving["seeds"][number],
): void {
  holes.add({
    kind: "expected-value",
    file,
    text: request.sources.get(file) ?? "",
    span: { start: call.getStart(), end: call.getEnd() },
    delta: change.symbol,
    inside: enclosingName(call),
    question: `${happened(change)}, and the test expects a text with it: what is expected now?`,
  });
}
