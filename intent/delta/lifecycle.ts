import type { Lifecycle } from "../model/types.ts";
import type { Report } from "./draft.ts";

interface Named extends Lifecycle {
  readonly name: string;
  readonly wire?: string;
  readonly reads?: string;
}

/** Versions and tags as intent text, and where they count `:was` and `:wire`; `null` where there are none. */
function lifecycleText(
  { was, wire, reads, since, until, number }: Named,
  spelling: boolean,
): string | null {
  const parts: string[] = [];
  if (spelling && was !== undefined) parts.push(`:was ${was}`);
  if (spelling && wire !== undefined) parts.push(`:wire ${JSON.stringify(wire)}`);
  if (reads !== undefined) parts.push(`:reads ${reads}`);
  if (since !== undefined) parts.push(`:since ${since}`);
  if (until !== undefined) parts.push(`:until ${until}`);
  if (number !== undefined) parts.push(`:number ${number}`);
  return parts.length === 0 ? null : parts.join(" ");
}

/**
 * Reports what lifecycle options say otherwise than before. `told` says that a rename or a changed wire name tells of
 * `:was` and `:wire` already; where they change nothing else, they still enter what is stamped, and so does `:reads`.
 */
export function reportLifecycle(old: Named, now: Named, told: boolean, report: Report): void {
  const from = lifecycleText(old, !told);
  const to = lifecycleText(now, !told);
  if (from === to) return;
  const renamed = !told && (old.was !== now.was || old.wire !== now.wire);
  const spelling = renamed || old.reads !== now.reads;
  report("lifecycle-changed", from, to, { conditions: spelling ? ["spelling"] : [] });
}
