import type { Change, RepairEdit, RepairRequest, Span, SyntaxNode } from "#intent";

import type { EditList, HoleList } from "../../shared/index.ts";
import { valueSlot } from "../answers.ts";
import type { PassedKeyword } from "../keywords.ts";
import { above, nodeAt } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import type { Snapshot } from "../snapshot.ts";
import { childOf, pathTo, textOf } from "../tree.ts";
import { happened } from "../words.ts";
import { cutsOf, type Cut } from "./drops.ts";
import { askTests } from "./expected.ts";
import { takingOf, type Going, type Question, type Reason, type Taking } from "./going.ts";
import { giveSeveral, moveInto } from "./moving.ts";
import type { GoneName } from "./names.ts";
import { purity } from "./pure.ts";
import { unusedIn } from "./unused.ts";
import { argument, fateOf, indexAll, usesOf, type Fate, type GoneKind, type Use } from "./uses.ts";

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
  for (const gone of names) await follow(going, gone, gone, gone.kind, new Set());
  for (const { change, module, name, now } of passed) {
    const own = modules.get(module.file);
    const node = own === undefined ? undefined : nodeAt(own.root, name.start, name.end);
    const keyword = node === undefined ? undefined : givenAs(own, node);
    if (own === undefined || keyword === undefined || now !== undefined) continue;
    const fate = argument(own, keyword, going.isPure);
    take(going, { module: own, node: keyword }, fate, change, textOf(own.text, name));
  }
  askTests(going);
  for (const taking of going.takings.values()) tidy(going, taking);
  for (const taking of going.takings.values())
    for (const edit of editsOf(going, taking)) edits.add(edit);
  ask(going, holes);
}

/** The keyword argument that a name stands in, or the pair of a dictionary that becomes one. */
function givenAs(own: Indexed | undefined, name: SyntaxNode): SyntaxNode | undefined {
  const around = own?.parents.get(name);
  const whole = around?.type === "string" ? own?.parents.get(around) : around;
  return whole?.type === "keyword_argument" || whole?.type === "pair" ? whole : undefined;
}

/** All uses of one declaration, and of those that go with it. */
async function follow(
  going: Going,
  gone: GoneName,
  place: { readonly file: string; readonly offset: number; readonly name: string },
  kind: GoneKind,
  seen: Set<string>,
): Promise<void> {
  const key = `${place.file}:${place.offset}`;
  if (seen.has(key)) return;
  seen.add(key);
  const uses = await usesOf(going.snapshot, going.modules, place);
  const isMade = kind === "variant" && uses.some((use) => makes(going, use));
  for (const use of uses) {
    const { start: from, end: to } = use.node;
    // What another rule respells is not gone.
    if (from < to && going.edits.covers(use.module.file, from, to)) continue;
    if (moveInto(going, use, gone) || giveSeveral(going, use, gone)) continue;
    const told = fateOf(use, kind, going.isPure);
    const fate = isMade ? undecided(use, told) : told;
    take(going, use, fate, gone.change, gone.name);
    if (fate.does !== "follow") continue;
    const { start } = fate.name;
    const { file, text } = use.module;
    const next = fate.node.type.endsWith("definition") ? "method" : "member";
    const name = textOf(text, fate.name);
    await follow(going, gone, { file, offset: start, name }, next, seen);
  }
}

/** Whether production code answers with a variant, or gives it to something: what it makes instead is a decision. */
function makes({ request, isPure }: Going, use: Use): boolean {
  if (request.tests.has(use.module.file) || fateOf(use, "variant", isPure).does !== "ask")
    return false;
  const compared = [...above(use.module, use.node)].find(({ type }) =>
    /^(?:comparison_operator|case_pattern)$|_statement$/.test(type),
  );
  return !/^(?:comparison_operator|case_pattern)$/.test(compared?.type ?? "");
}

/** A branch for a variant that the service itself has made is not dead: what is made now may have to come there. */
const undecided = (use: Use, fate: Fate): Fate =>
  fate.does === "cut" || (fate.does === "drop" && fate.node.type === "case_clause")
    ? { does: "ask", node: fate.does === "cut" ? fate.test : use.node }
    : fate;

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
  if (fate.does === "untold")
    for (const cut of fate.cuts)
      taking.cuts.push({
        cut,
        reason: reason("gone-untold", `so the log line tells \`${name}\` no more.`),
      });
  if (fate.does === "ask") going.questions.push({ module, node: fate.node, change });
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
    const { drops, doubtful, unbound } = unusedIn(module, dead, going.isPure);
    const reason = taking.drops.values().next().value ?? taking.cuts[0]?.reason;
    if (reason === undefined) return;
    for (const node of doubtful) {
      if (asked.has(node)) continue;
      asked.add(node);
      going.questions.push({ module, node, change: reason.change });
    }
    for (const span of unbound)
      taking.cuts.push({ cut: { ...span, text: "" }, reason: unused(reason.change) });
    const more = drops.filter((node) => !taking.drops.has(node));
    if (more.length === 0 && unbound.length === 0) return;
    for (const node of more) taking.drops.set(node, unused(reason.change));
  }
}

const unused = (change: Change): Reason => ({
  change,
  rule: "gone-unused",
  because: `${happened(change)}, and nothing else used this.`,
});

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
  if (node.type.endsWith("_statement")) return node;
  return (
    [...above(module, node)].find(({ type }) =>
      /_statement$|_definition$|^elif_clause$/.test(type),
    ) ??
    childOf(module.root, "body") ??
    node
  );
}
