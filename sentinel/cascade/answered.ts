import { spanInOffline, type Offline } from "#mechanic";
import {
  applyEdits,
  declarationHoles,
  neutralNode,
  sameNode,
  type CodeNode,
  type Delta,
  type Hole,
  type Host,
  type RecordedAnswer,
  type Service,
  type Span,
} from "#intent";
import { changesFor } from "./changes.ts";

/** What was asked of a service, and the texts in which it was answered. */
export interface Asked {
  readonly delta: Delta;
  readonly service: Service;
  /** Hand-written files as the service was stamped. */
  readonly sources: ReadonlyMap<string, string>;
  /** Paths among them that are tests: nothing of them is recorded. */
  readonly tests: ReadonlySet<string>;
  readonly offline: Offline;
  /** New texts by path; a file that is not among them was left alone. */
  readonly after: ReadonlyMap<string, string>;
}

/** Certain edits that wait beside a scene, with the questions that were asked with them. */
export function offlineOf(
  sources: ReadonlyMap<string, string>,
  edits: Offline["edits"],
  holes: readonly Hole[],
): Offline {
  const texts = new Map<string, string>();
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const text = applyEdits(sources.get(file) ?? "", own);
    if (text !== undefined) texts.set(file, text);
  }
  return { edits: edits.filter((edit) => texts.has(edit.file)), texts, holes };
}

/**
 * How each question was answered: the piece of code at the top of its file that it stands in, before and after. Questions
 * of tests, and those whose code has no counterpart any more, are left out.
 */
export async function answersOf(host: Host, asked: Asked): Promise<RecordedAnswer[]> {
  const { service, sources, tests, offline, after } = asked;
  const kinds = new Map(
    changesFor(asked.delta, service.name).map((change) => [change.symbol, change.kind]),
  );
  const found: RecordedAnswer[] = [];
  for (const hole of offline.holes) {
    const before = offline.texts.get(hole.file) ?? sources.get(hole.file);
    if (before === undefined || tests.has(hole.file)) continue;
    const span = spanInOffline({ sources }, offline, hole);
    const pair = await pieces(host, service, before, after.get(hole.file) ?? before, span);
    if (pair === undefined) continue;
    const [old, now] = pair;
    found.push({
      hole: hole.kind,
      ...(hole.code === undefined ? {} : { code: hole.code }),
      ...(hole.meaning === undefined || !declarationHoles.has(hole.kind)
        ? {}
        : { meaning: hole.meaning }),
      change: hole.delta,
      kind: kinds.get(hole.delta) ?? null,
      file: hole.file,
      name: nameOf(old),
      before: before.slice(old.start, old.end),
      after: (after.get(hole.file) ?? before).slice(now.start, now.end),
      start: span.start - old.start,
      end: span.end - old.start,
    });
  }
  return found;
}

/** What stands at the top of a file around a place, and what it has become. */
async function pieces(
  host: Host,
  { language }: Service,
  before: string,
  after: string,
  span: Span,
): Promise<readonly [CodeNode, CodeNode] | undefined> {
  const [old, now] = await Promise.all(
    [before, after].map(async (text) => {
      const { root } = await host.syntax.parse(language, text);
      return neutralNode(root, text).children;
    }),
  );
  const at = old?.findIndex((one) => one.start <= span.start && span.end <= one.end) ?? -1;
  const piece = old?.[at];
  if (old === undefined || now === undefined || piece === undefined) return undefined;
  const counterpart = counterpartOf(old, now, at);
  return counterpart === undefined ? undefined : [piece, counterpart];
}

/** What is between the common beginning and end of two files is compared one by one, else by what is declared. */
function counterpartOf(
  old: readonly CodeNode[],
  now: readonly CodeNode[],
  at: number,
): CodeNode | undefined {
  const same = (i: number, j: number): boolean => {
    const [a, b] = [old.at(i), now.at(j)];
    return a !== undefined && b !== undefined && sameNode(a, b);
  };
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && same(head, head)) head++;
  let tail = 0;
  while (tail < most - head && same(-1 - tail, -1 - tail)) tail++;
  if (at < head) return now[at];
  if (at >= old.length - tail || old.length === now.length)
    return now[at + now.length - old.length];
  const piece = old[at];
  const alike = now
    .slice(head, now.length - tail)
    .filter((one) => piece?.kind === one.kind && nameOf(piece) === nameOf(one));
  return alike.length === 1 ? alike[0] : undefined;
}

/** The first name in a piece of code: what it declares, or what it calls. */
function nameOf(node: CodeNode): string {
  if (node.children.length === 0) return node.kind.endsWith("identifier") ? node.text : "";
  for (const child of node.children) {
    const name = nameOf(child);
    if (name !== "") return name;
  }
  return "";
}
