import {
  applyEdits,
  neutralNode,
  type CodeNode,
  type Hole,
  type RepairEdit,
  type RepairRequest,
  type SyntaxParser,
} from "#intent";
import { followsFrom, matchAt, patternsFor, piecesFor, type ReadyRule } from "../../rules/index.ts";
import type { Piece } from "../../rules/tokens.ts";
import { offlineTexts, spanInOffline, type Offline } from "../fill/index.ts";

/** A rule's answer to one hole: edits of the texts that the offline engine has made. */
export interface LearnedAnswer {
  readonly hole: Hole;
  readonly rule: ReadyRule;
  readonly edits: readonly RepairEdit[];
  /** What stands then where the rule has matched. */
  readonly made: string;
}

/** What the learned rules know of a service's holes; `notes` are sentences about what they could not decide. */
export interface LearnedProposal {
  readonly answers: readonly LearnedAnswer[];
  readonly notes: readonly string[];
}

/**
 * Tries the rules whose key fits at each hole that the offline engine left. A rule answers where it matches in one place;
 * where two rules would write different things, neither does. Tests are nobody's to answer by rule. Writes nothing.
 */
export async function proposeLearned(
  syntax: SyntaxParser,
  request: RepairRequest,
  offline: Offline,
  rules: readonly ReadyRule[],
): Promise<LearnedProposal> {
  const texts = offlineTexts(request, offline);
  const own = rules.filter((rule) => rule.enabled && rule.language === request.service.language);
  const trees = new Map<string, CodeNode | undefined>();
  const answers: LearnedAnswer[] = [];
  const notes: string[] = [];
  for (const hole of offline.holes) {
    if (request.tests.has(hole.file)) continue;
    const fitting = own.filter((rule) => asks(request, rule, hole));
    const text = texts.get(hole.file);
    if (fitting.length === 0 || text === undefined) continue;
    if (!trees.has(hole.file)) {
      const { root, hasError } = await syntax.parse(request.service.language, text);
      trees.set(hole.file, hasError ? undefined : neutralNode(root, text));
    }
    const root = trees.get(hole.file);
    if (root === undefined) continue;
    const place = { hole, root, text, span: spanInOffline(request, offline, hole) };
    const found = await Promise.all(fitting.map((rule) => answerBy(syntax, rule, place)));
    const [first, ...more] = found.flatMap((one) => one ?? []);
    if (first === undefined) continue;
    const other = more.find((one) => said(one) !== said(first));
    if (other === undefined) answers.push(first);
    else
      notes.push(
        `learned/${first.rule.name} and learned/${other.rule.name} answer ${hole.file}:${hole.line} differently, so neither does: disable one of them`,
      );
  }
  return { answers: apart(answers), notes };
}

/** Whether a rule answers this question, about this change. */
function asks({ changes }: RepairRequest, { answers, follows }: ReadyRule, hole: Hole): boolean {
  return (
    answers.hole === hole.kind &&
    (answers.code === undefined || answers.code === hole.code) &&
    (answers.meaning === undefined || answers.meaning === hole.meaning) &&
    changes.some((change) => change.symbol === hole.delta && followsFrom(follows, change))
  );
}

interface PlaceOfHole {
  readonly hole: Hole;
  readonly root: CodeNode;
  readonly text: string;
  readonly span: { readonly start: number; readonly end: number };
}

async function answerBy(
  syntax: SyntaxParser,
  rule: ReadyRule,
  { hole, root, text, span }: PlaceOfHole,
): Promise<LearnedAnswer | undefined> {
  const matched = matchAt(rule, patternsFor(rule, hole.delta), root, span);
  if (typeof matched === "string") return undefined;
  const pieces = await piecesFor(syntax, rule, matched, hole.delta, text);
  if (pieces === undefined) return undefined;
  const { start, end } = matched.node;
  const own = pieces.map((one) => ({ ...one, file: hole.file }));
  const moved = own.map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
  const made = applyEdits(text.slice(start, end), moved) ?? "";
  return { hole, rule, edits: pieces.map((piece) => learnedEdit(rule, hole, piece)), made };
}

const learnedEdit = (rule: ReadyRule, hole: Hole, piece: Piece): RepairEdit => ({
  ...piece,
  file: hole.file,
  change: hole.delta,
  rule: `learned/${rule.name}`,
  certainty: "likely",
  because: evidenceOf(rule),
});

/** What a rule rests on, in one sentence. */
export const evidenceOf = ({ evidence }: ReadyRule): string =>
  `It was answered so ${evidence.instances} times in ${evidence.cascades} cascades since ${evidence.since}.`;

const said = ({ edits }: LearnedAnswer): string =>
  JSON.stringify(edits.map(({ file, start, end, text }) => [file, start, end, text]));

/** Answers that share no edit: the same place asked about twice is answered once. */
function apart(answers: readonly LearnedAnswer[]): LearnedAnswer[] {
  const seen = new Set<string>();
  return answers.map((one) => {
    const edits = one.edits.filter((edit) => {
      const key = JSON.stringify([edit.file, edit.start, edit.end, edit.text]);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
    return { ...one, edits };
  });
}
