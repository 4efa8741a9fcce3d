import {
  declarationHoles,
  neutralNode,
  rangeOf,
  sameNode,
  type CodeNode,
  type Language,
  type RecordedAnswer,
  type RepairRecord,
  type Span,
  type SyntaxParser,
} from "#intent";
import { changedName } from "../change-terms.ts";
import type { ChangeSeen, RuleQuestion } from "../types.ts";

/** A node before an answer and what became of it. */
export interface Pair {
  readonly before: CodeNode;
  readonly after: CodeNode;
}

/** A declaration that a record tells of, parsed before and after. */
export interface Told {
  readonly record: RepairRecord;
  readonly file: string;
  readonly name: string;
  readonly texts: { readonly before: string; readonly after: string };
  /** The files' own nodes, which hold the declaration alone. */
  readonly roots: Pair;
}

/** One answer to one question. */
export interface Instance extends Told {
  readonly key: string;
  readonly question: RuleQuestion;
  readonly change: ChangeSeen;
  readonly language: Language;
  readonly span: Span;
  /** Nodes around what the answer changed, the declaration first and the smallest last; empty where nothing changed. */
  readonly around: readonly Pair[];
}

/**
 * The key that answers are grouped by: kind of change and name of what changed, language, kind of question, and what it is
 * about. The same words for another name, or in another function, may mean another thing: they are another lesson.
 */
const keyOf = (
  { kind, symbol }: ChangeSeen,
  language: Language,
  { hole, code, meaning }: RuleQuestion,
): string =>
  [
    kind,
    changedName(symbol),
    language,
    hole,
    ...(code === undefined ? [] : [code]),
    ...(meaning === undefined ? [] : [meaning]),
  ].join(" ");

/** What the question was about; where a record does not say, the declaration that it stood in. */
function questionOf({ hole, code, meaning, name }: RecordedAnswer): RuleQuestion {
  return {
    hole,
    ...(code === undefined ? {} : { code }),
    ...(declarationHoles.has(hole) ? { meaning: meaning ?? name } : {}),
  };
}

/** An answer's place in words that no other answer has: record, file, declaration, and the line and column in that. */
export function placeName({ record, file, name, texts, span }: Instance): string {
  const { line, column } = rangeOf(texts.before, span);
  return `${record.seq} ${file} ${name} ${line}:${column}`;
}

/** The answers of all records, oldest first. What no grammar reads, or follows from no known change, is left out. */
export async function instancesOf(
  records: readonly RepairRecord[],
  syntax: SyntaxParser,
): Promise<Instance[]> {
  const found: Instance[] = [];
  for (const record of records)
    for (const answer of record.answers ?? []) {
      const told = await toldBy(record, answer, syntax);
      if (told === undefined || answer.kind === null) continue;
      const beside = (record.answers ?? []).filter(
        (one) => one.file === answer.file && one.before === answer.before,
      );
      const { change: symbol, kind, start, end } = answer;
      const question = questionOf(answer);
      const known = record.changes.find((one) => one.symbol === symbol && one.kind === kind);
      const change = { symbol, kind, from: known?.from ?? null, to: known?.to ?? null };
      found.push({
        ...told,
        key: keyOf(change, record.language, question),
        question,
        change,
        language: record.language,
        span: { start, end },
        around: around(told.roots, { start, end }, beside),
      });
    }
  return found;
}

/** The declarations that a record shows, those of its answers as they were asked about. */
export async function toldIn(record: RepairRecord, syntax: SyntaxParser): Promise<Told[]> {
  const answers = record.answers ?? [];
  const asked = new Set(answers.map(({ file, name }) => `${file} ${name}`));
  const others = record.declarations.filter(({ file, name }) => !asked.has(`${file} ${name}`));
  const once = new Map([...answers, ...others].map((one) => [`${one.file} ${one.before}`, one]));
  const told = await Promise.all([...once.values()].map((one) => toldBy(record, one, syntax)));
  return told.flatMap((one) => one ?? []);
}

async function toldBy(
  record: RepairRecord,
  { file, name, before, after }: Pick<RecordedAnswer, "file" | "name" | "before" | "after">,
  syntax: SyntaxParser,
): Promise<Told | undefined> {
  const [old, now] = await Promise.all(
    [before, after].map((text) => syntax.parse(record.language, text)),
  );
  if (old === undefined || now === undefined || old.hasError || now.hasError) return undefined;
  const roots = { before: neutralNode(old.root, before), after: neutralNode(now.root, after) };
  return { record, file, name, texts: { before, after }, roots };
}

/** Children of a pair side by side, where there are as many of one kind. */
export function sides({ before, after }: Pair): readonly Pair[] | undefined {
  const same =
    before.kind === after.kind &&
    before.children.length > 0 &&
    before.children.length === after.children.length;
  return same
    ? before.children.map((child, index) => ({
        before: child,
        after: after.children[index] ?? child,
      }))
    : undefined;
}

/** The smallest pairs that differ. */
function sitesOf(pair: Pair): Pair[] {
  if (sameNode(pair.before, pair.after)) return [];
  return sides(pair)?.flatMap(sitesOf) ?? [pair];
}

const distance = (a: Span, b: Span): number => Math.max(0, a.start - b.end, b.start - a.end);

/** The pairs around those differences that are nearer to this question than to any other of the declaration. */
function around(roots: Pair, span: Span, questions: readonly Span[]): Pair[] {
  const own = sitesOf(roots).filter(({ before }) =>
    questions.every((other) => distance(before, span) <= distance(before, other)),
  );
  const path: Pair[] = [];
  let at: Pair | undefined = own.length === 0 ? undefined : roots;
  while (at !== undefined) {
    if (at !== roots) path.push(at);
    at = sides(at)?.find(({ before }) =>
      own.every((site) => before.start <= site.before.start && site.before.end <= before.end),
    );
  }
  return path;
}

/** What a node of the declaration before has become; `undefined` where the code around it has another shape now. */
export function counterpart(roots: Pair, node: CodeNode): CodeNode | undefined {
  let at: Pair | undefined = roots;
  while (at !== undefined && at.before !== node)
    at = sides(at)?.find(({ before }) => before.start <= node.start && node.end <= before.end);
  return at?.after;
}
