import type { RepairEdit } from "#intent";

import { applyEdits } from "#intent";
import { originalText, type Engine } from "./engine.ts";
import { relaid } from "./relaid.ts";

/**
 * Lays edited statements out as rustfmt would. Only files that rustfmt would have left alone before the repair are
 * touched, so whatever it moves now was moved by an edit: white space and trailing commas, else names of a sorted list
 * that are called otherwise now, or braces that nothing needs any more. Where rustfmt is missing, or the file had a layout
 * of its own, the edits stay as they are.
 */
export async function laidOut(
  edits: readonly RepairEdit[],
  engine: Pick<Engine, "request" | "host">,
): Promise<RepairEdit[]> {
  const result: RepairEdit[] = [];
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const original = originalText(engine, file);
    const edited = applyEdits(original, own);
    const formatted = edited === undefined ? undefined : await rustfmt(engine, edited);
    const clean =
      formatted !== undefined &&
      formatted !== edited &&
      (await rustfmt(engine, original)) === original;
    const gaps = clean && edited !== undefined ? gapsBetween(edited, formatted) : undefined;
    const composed =
      !clean || edited === undefined
        ? undefined
        : gaps === undefined
          ? relaid(own, edited, formatted, original)
          : compose(own, gaps, original);
    result.push(
      ...(composed !== undefined && applyEdits(original, composed) === formatted ? composed : own),
    );
  }
  return result;
}

async function rustfmt(
  engine: Pick<Engine, "request" | "host">,
  text: string,
): Promise<string | undefined> {
  const { request, host } = engine;
  const cwd = `${request.root}/${request.service.directory}`;
  const run = await host.processes.run(["rustfmt", "--edition", "2024", "--emit", "stdout"], {
    cwd,
    env: request.environment,
    input: text,
    timeoutMs: 10_000,
    signal: request.signal,
  });
  return run.exit === 0 ? run.stdout : undefined;
}

interface Gap {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const gapAt = (text: string, at: number): string =>
  /^[\s,]*/.exec(text.slice(at, at + 400))?.[0] ?? "";

/** The gaps (white space and commas) in which two texts differ; undefined where anything else does. */
function gapsBetween(before: string, after: string): Gap[] | undefined {
  const gaps: Gap[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const [old, now] = [gapAt(before, left), gapAt(after, right)];
    if (old !== now) gaps.push(tight(left, old, now));
    left += old.length;
    right += now.length;
    if (left >= before.length && right >= after.length) break;
    if (before[left] !== after[right]) return undefined;
    left++;
    right++;
  }
  return gaps;
}

/** The smallest replacement that turns one gap into the other. */
function tight(at: number, old: string, now: string): Gap {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old.at(-1 - tail) === now.at(-1 - tail)
  )
    tail++;
  return {
    start: at + head,
    end: at + old.length - tail,
    text: now.slice(head, now.length - tail),
  };
}

/** Edits of the original that do what `edits` and then `gaps` (in the edited text) do; each gap belongs to the edit nearest to it. */
function compose(
  edits: readonly RepairEdit[],
  gaps: readonly Gap[],
  original: string,
): RepairEdit[] | undefined {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const result: RepairEdit[] = [];
  let shift = 0;
  let rest = [...gaps];
  for (const edit of sorted) {
    const start = edit.start + shift;
    const end = start + edit.text.length;
    const ahead = rest.filter((gap) => gap.end <= start && gap.start < start);
    const inside = rest.filter(
      (gap) => gap.start >= start && gap.end <= end && !ahead.includes(gap),
    );
    if (
      rest.some(
        (gap) =>
          !ahead.includes(gap) && !inside.includes(gap) && gap.start < end && gap.end > start,
      )
    )
      return undefined;
    for (const gap of ahead)
      result.push({ ...edit, start: gap.start - shift, end: gap.end - shift, text: gap.text });
    const text = inside
      .toSorted((a, b) => b.start - a.start)
      .reduce(
        (now, gap) => now.slice(0, gap.start - start) + gap.text + now.slice(gap.end - start),
        edit.text,
      );
    result.push({ ...edit, text });
    rest = rest.filter((gap) => !ahead.includes(gap) && !inside.includes(gap));
    shift += edit.text.length - (edit.end - edit.start);
  }
  const last = sorted.at(-1);
  if (last !== undefined)
    for (const gap of rest)
      result.push({ ...last, start: gap.start - shift, end: gap.end - shift, text: gap.text });
  return result.filter((edit) => edit.end <= original.length);
}
