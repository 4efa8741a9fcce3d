import type { Change, RepairEdit, RepairRequest, Span, SyntaxNode } from "#intent";

import type { EditList, HoleList } from "../../shared/index.ts";
import { valueSlot } from "../answers.ts";
import type { PassedKeyword } from "../keywords.ts";
import { above, methodOf, nodeAt } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import { imported } from "../shape/builds.ts";
import type { Snapshot } from "../snapshot.ts";
import { childOf, nameOf, nodesOf, pathTo, textOf } from "../tree.ts";
import { happened } from "../words.ts";
import { cutsOf, type Cut } from "./drops.ts";
import { movedInto } from "./into.ts";
import type { GoneName } from "./names.ts";
import { purity, type IsPure } from "./pure.ts";
import { unusedIn } from "./unused.ts";
import { argument, fateOf, indexAll, usesOf, type Fate, type GoneKind, type Use } from "./uses.ts";

/** What is to be taken out of one file, and why. */
interface Taking {
  readonly module: Indexed;
  readonly drops: Map<SyntaxNode, Reason>;
  readonly cuts: { readonly cut: Cut; readonly reason: Reason }[];
}

interface Reason {
  readonly change: Change;
  readonly rule: string;
  readonly because: string;
}

interface Question {
  readonly module: Indexed;
  readonly node: SyntaxNode;
  readonly change: Change;
}

interface Going {
  readonly request: RepairRequest;
  readonly edits: EditList;
  readonly snapshot: Snapshot;
  readonly modules: ReadonlyMap<string, Indexed>;
  readonly isPure: IsPure;
  readonly takings: Map<string, Taking>;
  readonly questions: Question[];
}

/**
 * What is gone goes where it was only passed on: arguments, imports, branches that never come, entries of tables, one of
 * several types, a call that told it to others; and with it what nothing else needs. Where its value is used, somebody
 * decides. Everything is found by pyright's own references on the old green snapshot.
 */
export async function dropGone(
  request: RepairRequest,
  snapshot: Snapshot,
  names: readonly GoneName[],
  passed: readonly PassedKeyword[],
  edits: EditList,
  holes: HoleList,
): Promise<void> {
  const modules = indexAll(snapshot);
  const going: Going = {
    request,
    edits,
    snapshot,
    modules,
    isPure: purity(modules.values()),
    takings: new Map(),
    questions: [],
  };
  for (const gone of names) await follow(going, gone, gone, gone.kind, gone.change, new Set());
  for (const { change, module, name, now } of passed) {
    const own = modules.get(module.file);
    const node = own === undefined ? undefined : nodeAt(own.root, name.start, name.end);
    const keyword = node === undefined ? undefined : own?.parents.get(node);
    if (own === undefined || keyword?.type !== "keyword_argument" || now !== undefined) continue;
    const fate = argument(own, keyword, going.isPure);
    take(going, { module: own, node: keyword }, fate, change, textOf(own.text, name));
  }
  expected(going);
  for (const taking of going.takings.values()) tidy(going, taking);
  for (const taking of going.takings.values())
    for (const edit of editsOf(going, taking)) edits.add(edit);
  ask(going, holes);
}

/** All uses of one declaration, and of those that go with it. */
async function follow(
  going: Going,
  gone: GoneName,
  place: { readonly file: string; readonly offset: number; readonly name: string },
  kind: GoneKind,
  change: Change,
  seen: Set<string>,
): Promise<void> {
  const key = `${place.file}:${place.offset}`;
  if (seen.has(key)) return;
  seen.add(key);
  for (const use of await usesOf(going.snapshot, going.modules, place)) {
    const { start: from, end: to } = use.node;
    // What another rule respells is not gone.
    if (from < to && going.edits.covers(use.module.file, from, to)) continue;
    if (moveInto(going, use, gone)) continue;
    const fate = fateOf(use, kind, going.isPure);
    take(going, use, fate, gone.change, gone.name);
    if (fate.does !== "follow") continue;
    const { start } = fate.name;
    const { file, text } = use.module;
    const next = fate.node.type.endsWith("definition") ? "method" : "member";
    const name = textOf(text, fate.name);
    await follow(going, gone, { file, offset: start, name }, next, change, seen);
  }
}

function take(going: Going, { module }: Use, fate: Fate, change: Change, name: string): void {
  const taking = takingOf(going, module);
  const reason = (rule: string, what: string): Reason => ({
    change,
    rule,
    because: `${happened(change)}, ${what}`,
  });
  if (fate.does === "drop" || fate.does === "follow")
    taking.drops.set(
      fate.node,
      reason("gone-dropped", `so \`${name}\` has no place here any more.`),
    );
  if (fate.does === "cut")
    for (const cut of fate.cuts)
      taking.cuts.push({
        cut,
        reason: reason(
          "gone-decided",
          `so \`${textOf(module.text, fate.test)}\` is always decided.`,
        ),
      });
  if (fate.does === "ask") going.questions.push({ module, node: fate.node, change });
}

/** Reads a member where it went, and makes the record of it in tests. */
function moveInto(going: Going, { module, node }: Use, gone: GoneName): boolean {
  const { request } = going;
  const into = /^(?:member|parameter)$/.test(gone.kind)
    ? movedInto(request, gone.change)
    : undefined;
  if (into === undefined) return false;
  const because = `${happened(gone.change)}, and \`${into.member}\` holds it as \`${into.field}\` now.`;
  const push = (cut: Cut): void => {
    const reason = { change: gone.change, rule: "gone-moved", because };
    takingOf(going, module).cuts.push({ cut, reason });
  };
  if (node.type === "attribute") {
    push({
      start: node.end - gone.name.length,
      end: node.end,
      text: `${into.member}.${into.field}`,
    });
    return true;
  }
  const keyword = module.parents.get(node);
  const value = keyword?.type === "keyword_argument" ? childOf(keyword, "value") : undefined;
  const from =
    into.service === request.service.name
      ? "generated"
      : `generated_${into.service.replaceAll("-", "_")}`;
  const brought = value === undefined ? undefined : imported(module, from, into.builder);
  if (value === undefined || brought === undefined || !request.tests.has(module.file)) return false;
  push({ start: node.start, end: node.end, text: into.member });
  push({ start: value.start, end: value.start, text: `${into.builder}(${into.field}=` });
  push({ start: value.end, end: value.end, text: ")" });
  for (const cut of brought) push(cut);
  return true;
}

function takingOf({ takings }: Going, module: Indexed): Taking {
  const known = takings.get(module.file);
  if (known !== undefined) return known;
  const made: Taking = { module, drops: new Map(), cuts: [] };
  takings.set(module.file, made);
  return made;
}

/**
 * Tests that gave the value to code which used it, and that code is asked about: what they expect depends on the answer.
 * So does a test that spells the value in its rows and would not read it any more.
 */
function expected(going: Going): void {
  const { request, questions, takings } = going;
  const asked = questions.filter(({ module }) => !request.tests.has(module.file));
  for (const { module, drops } of takings.values()) {
    if (!request.tests.has(module.file)) continue;
    for (const [node, { change }] of drops) {
      const isUsed = asked.some((question) => question.change === change);
      if (node.type !== "keyword_argument") continue;
      if (!(isUsed && isTried(module, node)) && !isFromRows(module, node, drops)) continue;
      drops.delete(node);
      questions.push({ module, node, change });
    }
  }
  const alone = asked.flatMap((question) => {
    const name = onlyStatementOf(question);
    return name === undefined ? [] : [{ name, change: question.change }];
  });
  for (const module of going.modules.values())
    if (request.tests.has(module.file))
      for (const call of nodesOf(module.root, "call"))
        for (const { name, change } of alone)
          if (methodOf(module.text, call) === name && isIn(module, call, "assert_statement"))
            questions.push({ module, node: call, change });
}

const isIn = (module: Indexed, node: SyntaxNode, type: string): boolean =>
  [...above(module, node)].some((outer) => outer.type === type);

/** Whether the record that an argument is for is itself an argument of what an assertion calls. */
function isTried(module: Indexed, node: SyntaxNode): boolean {
  const calls = [...above(module, node)].filter(({ type }) => type === "call");
  return calls.length > 1 && isIn(module, node, "assert_statement");
}

/** Whether a value is a parameter of its test that nothing else reads. */
function isFromRows(
  module: Indexed,
  node: SyntaxNode,
  drops: ReadonlyMap<SyntaxNode, Reason>,
): boolean {
  const value = childOf(node, "value");
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  const parameters = scope === undefined ? undefined : childOf(scope, "parameters");
  if (value?.type !== "identifier" || scope === undefined || parameters === undefined) return false;
  const name = textOf(module.text, value);
  const uses = nodesOf(scope, "identifier").filter((one) => textOf(module.text, one) === name);
  const isDropped = (use: SyntaxNode): boolean =>
    [...drops.keys()].some((drop) => drop.start <= use.start && use.end <= drop.end);
  const [given, read] = [
    uses.filter((use) => use.start < parameters.end),
    uses.filter((use) => use.start >= parameters.end),
  ];
  return given.length > 0 && read.every(isDropped) && isIn(module, scope, "decorated_definition");
}

/** The name of a function that does nothing but what is asked about. */
function onlyStatementOf({ module, node }: Question): string | undefined {
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  const body = scope === undefined ? undefined : childOf(scope, "body");
  const statements = (body?.children ?? []).filter(
    (child) => child.named && child.type !== "comment" && child.children[0]?.type !== "string",
  );
  return scope !== undefined && statements.length === 1 ? nameOf(module.text, scope) : undefined;
}

const deadIn = ({ drops, cuts }: Taking): readonly Span[] => [
  ...drops.keys(),
  ...cuts.flatMap(({ cut }) => (cut.text === "" ? [cut] : [])),
];

/** Takes along what has lost its last use, until nothing more has. */
function tidy(going: Going, taking: Taking): void {
  const { module } = taking;
  const asked = new Set<SyntaxNode>();
  for (;;) {
    const dead = deadIn(taking);
    const { drops, doubtful } = unusedIn(module, dead, going.isPure);
    const reason = taking.drops.values().next().value ?? taking.cuts[0]?.reason;
    if (reason === undefined) return;
    for (const node of doubtful) {
      if (asked.has(node)) continue;
      asked.add(node);
      going.questions.push({ module, node, change: reason.change });
    }
    const more = drops.filter((node) => !taking.drops.has(node));
    if (more.length === 0) return;
    for (const node of more)
      taking.drops.set(node, {
        change: reason.change,
        rule: "gone-unused",
        because: `${happened(reason.change)}, and nothing else used this.`,
      });
  }
}

function editsOf(going: Going, taking: Taking): readonly RepairEdit[] {
  const { module } = taking;
  const made: { readonly cut: Cut; readonly reason: Reason }[] = [];
  for (const [reason, own] of Map.groupBy(taking.drops, ([node]) => module.parents.get(node))) {
    const nodes = new Set(own.map(([node]) => node));
    const first = own[0]?.[1];
    if (reason === undefined || first === undefined) continue;
    const cuts = cutsOf(module, nodes);
    if (cuts === undefined)
      for (const [node, { change }] of own) going.questions.push({ module, node, change });
    else
      for (const cut of cuts)
        made.push({
          cut,
          reason:
            own.find(([node]) => cut.start <= node.start && node.start < cut.end)?.[1] ?? first,
        });
  }
  made.push(...taking.cuts);
  // What lies inside of another cut goes with it.
  const outermost = made.filter(
    ({ cut }, index) =>
      !made.some(
        (other, place) =>
          place !== index &&
          other.cut.text === "" &&
          other.cut.start <= cut.start &&
          cut.end <= other.cut.end &&
          (other.cut.end - other.cut.start > cut.end - cut.start || place < index),
      ),
  );
  return outermost.map(({ cut, reason }) => ({
    file: module.file,
    ...cut,
    change: reason.change.symbol,
    rule: reason.rule,
    certainty: "certain",
    because: reason.because,
  }));
}

/** One question for each statement that uses what is gone; the condition of a statement speaks for what it guards. */
function ask({ questions, takings }: Going, holes: HoleList): void {
  const placed = questions.map((question) => ({ ...question, at: statementOf(question) }));
  const done = new Set<SyntaxNode>();
  for (const { module, node, change, at } of placed) {
    const dead = takings.get(module.file);
    const isDead =
      dead !== undefined &&
      deadIn(dead).some(
        (span) =>
          span.start <= node.start &&
          node.end <= span.end &&
          !(span.start === node.start && span.end === node.end),
      );
    if (isDead || done.has(at)) continue;
    const guarded = [...above(module, at)].some((outer) =>
      placed.some((other) => other.at === outer && other.change === change),
    );
    if (guarded) continue;
    done.add(at);
    const { start, end } = node;
    holes.add({
      kind: "removed-symbol",
      file: module.file,
      text: module.text,
      span: { start, end },
      delta: change.symbol,
      inside: pathTo(module.text, module.root, start),
      question: `${happened(change)}: what takes its place here?`,
      slot: valueSlot(module, start, end),
    });
  }
}

/** The statement around a place; of one with a body, where the place stands in its head. */
function statementOf({ module, node }: Pick<Question, "module" | "node">): SyntaxNode {
  if (/_statement$/.test(node.type)) return node;
  return (
    [...above(module, node)].find(({ type }) =>
      /_statement$|_definition$|^elif_clause$/.test(type),
    ) ??
    childOf(module.root, "body") ??
    node
  );
}
