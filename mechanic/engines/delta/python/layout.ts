import { applyEdits, type Host, type RepairEdit, type RepairRequest } from "#intent";

import { composeEdits } from "../../suggestions/compose.ts";
import { findAbove } from "../../../gates/tools/program.ts";

/**
 * Lays edited statements out as ruff would. Only files that ruff would have left alone before the repair are touched, so
 * whatever it moves now was moved by an edit; only white space, commas, brackets around a whole expression and quotes may
 * differ. Where the service has no ruff, or the file had a layout of its own, the edits stay as they are.
 */
export async function laidOut(
  request: RepairRequest,
  host: Host,
  edits: readonly RepairEdit[],
): Promise<readonly RepairEdit[]> {
  const result: RepairEdit[] = [];
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file))
    result.push(...((await laidOutFile(request, host, file, own)) ?? own));
  return result;
}

async function laidOutFile(
  request: RepairRequest,
  host: Host,
  file: string,
  own: readonly RepairEdit[],
): Promise<readonly RepairEdit[] | undefined> {
  const original = request.sources.get(file);
  const edited = original === undefined ? undefined : applyEdits(original, own);
  if (original === undefined || edited === undefined) return undefined;
  const formatted = await formattedBy(request, host, file, edited);
  if (formatted === undefined || formatted === edited) return undefined;
  if ((await formattedBy(request, host, file, original)) !== original) return undefined;
  const gaps = gapsBetween(edited, formatted);
  if (gaps === undefined) return undefined;
  const told = gaps.map((gap) => ({ ...nearest(own, gap), ...gap }));
  const composed = composeEdits(own, told);
  return applyEdits(original, composed) === formatted ? composed : undefined;
}

/** What ruff makes of a text, by the settings of its file; `undefined` without ruff, or where it cannot read the text. */
async function formattedBy(
  { root, service, environment, signal }: RepairRequest,
  host: Host,
  file: string,
  text: string,
): Promise<string | undefined> {
  const directory = `${root}/${service.directory}`;
  const context = { host, root, directory, environment };
  const ruff = await findAbove(context, ".venv/bin", "ruff");
  if (ruff === undefined) return undefined;
  const run = await host.processes.run(
    [ruff, "format", "--no-cache", "--stdin-filename", `${root}/${file}`, "-"],
    { cwd: directory, env: environment, input: text, timeoutMs: 10_000, signal },
  );
  return run.exit === 0 ? run.stdout : undefined;
}

interface Gap {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What may stand otherwise where nothing but the layout changed. */
const gapAt = (text: string, at: number): string => {
  let end = at;
  while (end < text.length && /[\s,()"']/.test(text[end] ?? "")) end++;
  return text.slice(at, end);
};

/** The gaps in which two texts differ; `undefined` where anything else does. */
function gapsBetween(before: string, after: string): readonly Gap[] | undefined {
  const gaps: Gap[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const [old, now] = [gapAt(before, left), gapAt(after, right)];
    if (old !== now) gaps.push(tight(left, old, now));
    left += old.length;
    right += now.length;
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
  const shorter = Math.min(old.length, now.length) - head;
  while (tail < shorter && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return {
    start: at + head,
    end: at + old.length - tail,
    text: now.slice(head, now.length - tail),
  };
}

/** The edit that a gap of the edited text follows from: the one that stands nearest to it. */
function nearest(edits: readonly RepairEdit[], gap: Gap): RepairEdit {
  let shift = 0;
  let best: { readonly edit: RepairEdit; readonly distance: number } | undefined;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const start = edit.start + shift;
    const end = start + edit.text.length;
    const distance = Math.max(0, start - gap.end, gap.start - end);
    if (best === undefined || distance < best.distance) best = { edit, distance };
    shift += edit.text.length - (edit.end - edit.start);
  }
  if (best === undefined) throw new Error("a layout that no edit has changed");
  return best.edit;
}
