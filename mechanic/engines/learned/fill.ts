import type { Hole, RepairEdit, RepairRequest } from "#intent";
import { guardEdits } from "../../guards/index.ts";
import { createOracle } from "../../oracle.ts";
import type { ReadyRule } from "../../rules/index.ts";
import {
  composeEdits,
  finish,
  offlineTexts,
  type Allowed,
  type Filled,
  type FillTools,
  type Offline,
} from "../fill/index.ts";
import { proposeLearned, type LearnedAnswer } from "./index.ts";
import { offerOf, type Offer } from "./offers.ts";

/** How the learned rules left a service. */
export type Learned =
  | Extract<Filled, { outcome: "filled" }>
  | {
      /** Some holes are answered and nothing is worse: whoever fills the others goes on from here. */
      readonly outcome: "partly";
      readonly offline: Offline;
      readonly notes: readonly string[];
      /** What a rule would write, by the id of the hole. */
      readonly offers: ReadonlyMap<string, Offer>;
    }
  | { readonly outcome: "left"; readonly notes: readonly string[] };

/**
 * Fills holes by the rules that a universe has learnt, before anybody is asked. What the rules write is held to the guards
 * and gates like everybody's work: with an answer to every hole the whole repair must be green; with some left open, it must
 * at least tell the compiler nothing new. Else none of it is kept, and the notes say which rules it was.
 */
export async function fillByRules(
  request: RepairRequest,
  offline: Offline,
  rules: readonly ReadyRule[],
  tools: FillTools,
): Promise<Learned> {
  const { answers, notes } = await proposeLearned(tools.host.syntax, request, offline, rules);
  if (answers.length === 0) return { outcome: "left", notes };
  const who = namesOf(answers);
  const allowed = await judged(request, offline, tools, answers);
  if ("refused" in allowed)
    return { outcome: "left", notes: [...notes, `${who} refused: ${allowed.refused}`] };
  const answered = new Set(answers.map((one) => one.hole.id));
  const open = offline.holes.filter((hole) => !answered.has(hole.id));
  if (open.length > 0) return partly(request, offline, tools, { answers, allowed, open, notes });
  const done = await finish(request, offline, tools, allowed, 1);
  if (done.ended === "refused") {
    const [first] = done.refusals;
    return { outcome: "left", notes: [...notes, `${who} refused: ${first?.reason ?? ""}`] };
  }
  if (done.ended === "red") {
    const red = done.report.gates.find((gate) => gate.status === "failed");
    const says = red?.reason ?? red?.diagnostics.find((one) => one.severity === "error")?.message;
    const why = `${red?.gate ?? "a gate"} is red with it${says === undefined ? "" : ` (${says.split("\n")[0] ?? ""})`}`;
    return { outcome: "left", notes: [...notes, `${who} was tried and not kept: ${why}`] };
  }
  return {
    outcome: "filled",
    edits: allowed.edits,
    texts: allowed.texts,
    newTests: [],
    report: done.report,
    cycles: 1,
    spent: { tokens: 0, usd: 0 },
    note: `${who} answered ${counted(answers.length)}, and nobody was asked.`,
  };
}

const counted = (count: number): string => (count === 1 ? "1 hole" : `${count} holes`);

const namesOf = (answers: readonly LearnedAnswer[]): string =>
  [...new Set(answers.map((one) => `learned/${one.rule.name}`))].join(" and ");

/** The rules' edits as edits of the stamped service, where the guards let all of them pass. */
async function judged(
  request: RepairRequest,
  offline: Offline,
  { host }: FillTools,
  answers: readonly LearnedAnswer[],
): Promise<Allowed | { readonly refused: string }> {
  const begun = offlineTexts(request, offline);
  const own = answers.flatMap((one) => one.edits);
  const guarded = await guardEdits(host, { ...request, sources: begun }, own, { who: "learned" });
  if ("refusals" in guarded) {
    const [first] = guarded.refusals;
    return { refused: `${first?.guard ?? ""}: ${first?.reason ?? ""}` };
  }
  const files = new Set(own.map((edit) => edit.file));
  const composed = [...files].flatMap((file) => {
    const edits = own.filter((edit) => edit.file === file);
    const earlier = offline.edits.filter((edit) => edit.file === file);
    return composeEdits(begun.get(file) ?? "", earlier, edits, (place) => explained(edits, place));
  });
  const others = offline.edits.filter((edit) => !files.has(edit.file));
  return {
    edits: [...others, ...composed],
    texts: new Map([...offline.texts, ...guarded.texts]),
    newTests: [],
  };
}

/** A composed edit says what the rule's edit said that it is made of. */
function explained(
  edits: readonly RepairEdit[],
  place: { readonly start: number; readonly end: number; readonly text: string },
): RepairEdit {
  const own =
    edits.find((edit) => place.text === edit.text) ??
    edits.find((edit) => place.text.includes(edit.text)) ??
    edits[0];
  if (own === undefined) throw new Error("an edit of a learned rule has no rule");
  return { ...own, ...place };
}

interface Open {
  readonly answers: readonly LearnedAnswer[];
  readonly allowed: Allowed;
  readonly open: readonly Hole[];
  readonly notes: readonly string[];
}

/** With other holes open no gate can be green: the rules' edits stand where the compiler says nothing that it did not say before. */
async function partly(
  request: RepairRequest,
  offline: Offline,
  tools: FillTools,
  { answers, allowed, open, notes }: Open,
): Promise<Learned> {
  const { host } = tools;
  const who = namesOf(answers);
  const deadlineMs = host.clock.monotonicMs() + request.limits.minutes * 60_000;
  const oracle = createOracle(host, request, tools.runCheck, deadlineMs);
  const before = await oracle.check(offline.texts);
  const after = await oracle.check(allowed.texts);
  const known = new Set(before.diagnostics.map(keyOf));
  const fresh = after.diagnostics.find((one) => one.severity === "error" && !known.has(keyOf(one)));
  const failed = after.reason ?? fresh?.message.split("\n")[0];
  if (after.status === "failed" && failed !== undefined)
    return {
      outcome: "left",
      notes: [...notes, `${who} was tried and not kept: check is red with it (${failed})`],
    };
  return {
    outcome: "partly",
    offline: { edits: allowed.edits, texts: allowed.texts, holes: open },
    notes: [
      ...notes,
      `${who} knows an answer to ${counted(answers.length)}; ${counted(open.length)} more must be decided, so nothing was written`,
    ],
    offers: new Map(answers.map((one) => [one.hole.id, offerOf(request, offline, one)])),
  };
}

const keyOf = ({
  file,
  code,
  message,
}: {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}): string => [file, code, message].join(" ");
