import ts from "typescript-services";

import { tagNode, type Flow, type FlowNode } from "./graph.ts";
import { hole, writtenAs, type Judgement } from "./judgement.ts";
import { isParsing, parsedBy } from "./literals.ts";
import { patternOf, type Pattern } from "./pattern-source.ts";
import { tagsOf } from "./tags.ts";

/**
 * Patterns over digits that read what is any text now: `/^(\d{6})-(\d+)$/` goes on to accept only the old ids, and no
 * compiler says a word. Starts from every place where a text is parsed into the changed value.
 */
export function askPatterns(judgement: Judgement): void {
  const { graph, members, retype } = judgement;
  // Big integers are spelt in digits, too.
  if (retype.after !== "string") return;
  const seen = new Set<ts.Node>();
  for (const flow of graph.flows) {
    const { to, expression } = flow;
    if (flow.kind !== "flow" || to === undefined || seen.has(expression) || !isParsing(expression))
      continue;
    if (members.has(to)) {
      seen.add(expression);
      askPattern(judgement, flow);
    } else if (isNamesake(judgement, to)) {
      seen.add(expression);
      askNamesake(judgement, flow, to);
    }
  }
  for (const file of judgement.request.sources.keys()) askTests(judgement, file);
}

function askPattern(judgement: Judgement, flow: Flow): void {
  const pattern = patternOf(judgement.tagged, parsedBy(flow.expression));
  if (pattern === undefined) return;
  const { change, retype } = judgement;
  const question = `Only digits pass \`${pattern.part}\` here, but ${change.symbol} is ${retype.toIntent || retype.after} now: which texts are valid?`;
  hole(
    judgement,
    fileOf(judgement, pattern.literal),
    pattern.literal,
    "validation",
    question,
    widened(judgement, pattern),
  );
}

/**
 * A place that nothing joins to the change but its name, and that is only ever read from text: `Scan.performanceId`. A
 * name of one word (`id`, `number`) says nothing.
 */
function isNamesake({ graph, members, slots }: Judgement, node: FlowNode): boolean {
  const name = graph.names.get(node) ?? "";
  const isChanged = [...slots.values()].some(
    ({ tag, change }) => change !== undefined && graph.names.get(tagNode(tag)) === name,
  );
  return (
    /[a-z][A-Z]/.test(name) &&
    isChanged &&
    graph.flows.every(({ from, to, kind, expression }) => {
      if (kind !== "flow" || (from !== node && to !== node)) return true;
      if (from === node) return to !== undefined && members.has(to);
      return isParsing(expression) || (from !== undefined && graph.literals.has(from));
    })
  );
}

function askNamesake(judgement: Judgement, flow: Flow, node: FlowNode): void {
  const { change, retype, graph } = judgement;
  const read = parsedBy(flow.expression);
  const pattern = patternOf(judgement.tagged, read);
  const name = graph.names.get(node) ?? "";
  const text = writtenAs(judgement, flow.file, read);
  const parsing = writtenAs(judgement, flow.file, flow.expression);
  const question = `\`${parsing}\` makes a number of \`${name}\`. If that is ${change.symbol}, whose name it bears, it is ${retype.toIntent || retype.after} now: which texts are valid, and does it stay a number?`;
  if (pattern === undefined)
    hole(judgement, flow.file, flow.expression, "silent-miss", question, [text]);
  else
    hole(
      judgement,
      fileOf(judgement, pattern.literal),
      pattern.literal,
      "silent-miss",
      question,
      widened(judgement, pattern),
    );
}

/** `/^\d+$/.test(String(user.id))` asks the value itself whether it is made of digits. */
function askTests(judgement: Judgement, file: string): void {
  const visit = (node: ts.Node): void => {
    const [text] = ts.isCallExpression(node) ? node.arguments : [];
    const tests =
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      /^(?:test|exec)$/.test(node.expression.name.text);
    if (
      tests &&
      text !== undefined &&
      (ts.isTemplateExpression(text) || ts.isCallExpression(text)) &&
      holds(judgement, text)
    ) {
      const pattern = patternOf(judgement.tagged, text);
      if (pattern !== undefined) {
        const { change, retype } = judgement;
        const question = `Only digits pass \`${pattern.part}\`, and ${change.symbol} goes through it, which is ${retype.toIntent || retype.after} now: what is meant to pass?`;
        hole(
          judgement,
          fileOf(judgement, pattern.literal),
          pattern.literal,
          "silent-miss",
          question,
          widened(judgement, pattern),
        );
      }
    }
    ts.forEachChild(node, visit);
  };
  const tree = judgement.tagged.file(file);
  if (tree !== undefined) visit(tree);
}

/** Whether a text is made of the changed value. */
function holds(judgement: Judgement, text: ts.Node): boolean {
  const { tagged, members } = judgement;
  if (ts.isExpression(text)) {
    const type = tagged.checker.getTypeAtLocation(text);
    const parts = type.isUnion() ? type.types : [type];
    if (parts.some((part) => tagsOf(part).some((tag) => members.has(tagNode(tag))))) return true;
  }
  return ts.forEachChild(text, (child) => holds(judgement, child) || undefined) ?? false;
}

const fileOf = ({ tagged }: Judgement, node: ts.Node): string =>
  tagged.pathOf(node.getSourceFile());

/** The pattern with any text where it has digits; a uuid has a form of its own. */
function widened(
  { retype }: Judgement,
  { literal, start, end, group }: Pattern,
): readonly string[] {
  const text = literal.getText();
  const any = retype.toIntent === "uuid" ? "[0-9a-f-]{36}" : ".+";
  const [name = ""] = /\?<\w+>/.exec(text.slice(start, end)) ?? [];
  return [`${text.slice(0, start)}${group ? `(${name}${any})` : any}${text.slice(end)}`];
}
