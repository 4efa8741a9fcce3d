import type { Host, RepairEdit, RepairRequest } from "#intent";

import { applyAll } from "../engines/delta/shared/index.ts";
import { deniedOnDisk, deniedPath } from "./paths.ts";
import { addedPlaceholders } from "./placeholders.ts";

/** An edit that may not be made, with the sentence that says why. */
export interface Refusal {
  readonly edit: RepairEdit;
  readonly reason: string;
}

/** What the guards found: the new texts where every edit may be made, else each refusal. */
export type Guarded =
  | { readonly texts: ReadonlyMap<string, string>; readonly testEdits: readonly RepairEdit[] }
  | { readonly refusals: readonly Refusal[] };

/** Rules that only spell a changed type, name or literal: the one kind of edit that an existing test may get. */
const spellingRules =
  /^(?:rename|retype|convert|fill-declared-default|literal|wire-respelt|key-as-text|keep-imports-sorted)/;

/**
 * Judges a repair's edits as a whole: they apply together or not at all, so one refusal refuses the repair. Nothing here
 * depends on who proposed them.
 */
export async function guardEdits(
  host: Host,
  request: RepairRequest,
  edits: readonly RepairEdit[],
): Promise<Guarded> {
  const refusals: Refusal[] = [];
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const reason = deniedPath(request, file) ?? (await deniedOnDisk(host, request.root, file));
    if (reason !== undefined)
      refusals.push(...own.map((edit) => ({ edit, reason: `\`${file}\` ${reason}.` })));
    else if (request.tests.has(file))
      refusals.push(...own.filter((edit) => !spellingRules.test(edit.rule)).map(testRefusal));
  }
  if (refusals.length > 0) return { refusals };
  const applied = applyAll(request.sources, edits);
  if ("clash" in applied)
    return {
      refusals: edits
        .slice(0, 1)
        .map((edit) => ({ edit, reason: `The edits do not fit together: ${applied.clash}.` })),
    };
  const hollow = [...applied.texts].flatMap(([file, after]) =>
    placeholderRefusals(request, edits, file, after),
  );
  if (hollow.length > 0) return { refusals: hollow };
  return { texts: applied.texts, testEdits: edits.filter((edit) => request.tests.has(edit.file)) };
}

const testRefusal = (edit: RepairEdit): Refusal => ({
  edit,
  reason: `\`${edit.file}\` is a test; only the spelling of a changed type, name or literal may be edited there, and ${edit.rule} does more.`,
});

function placeholderRefusals(
  request: RepairRequest,
  edits: readonly RepairEdit[],
  file: string,
  after: string,
): Refusal[] {
  const names = addedPlaceholders(request.service.language, request.sources.get(file) ?? "", after);
  if (names.length === 0) return [];
  const own = edits.filter((edit) => edit.file === file);
  const guilty = own.filter(
    (edit) => addedPlaceholders(request.service.language, "", edit.text).length > 0,
  );
  return (guilty.length > 0 ? guilty : own.slice(0, 1)).map((edit) => ({
    edit,
    reason: `It would add ${names.join(", ")}, which silences instead of answering.`,
  }));
}
