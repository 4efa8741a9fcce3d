import type { Governance, Host, RepairEdit, RepairRequest } from "#intent";

import { applyAll, originalOffset } from "../engines/delta/shared/index.ts";
import { addedCapabilities } from "./capability/index.ts";
import { deniedNewOnDisk, deniedNewPath, deniedOnDisk, deniedPath, isNewTest } from "./paths.ts";
import { refuse, type EditedBy, type Refusal } from "./refusal.ts";
import { changedSignatures } from "./signatures/index.ts";
import { addedSuppressions, testTools, unfinishedWords } from "./suppressions/index.ts";
import { testsInside } from "./tests-inside.ts";

/** What the guards found: the new texts where every edit may be made, else each refusal. */
export type Guarded =
  | {
      readonly texts: ReadonlyMap<string, string>;
      readonly testEdits: readonly RepairEdit[];
      /** Paths among `texts` that are new tests; each still has to be proven (`proveNewTests`). */
      readonly newTests: readonly string[];
    }
  | { readonly refusals: readonly Refusal[] };

export interface GuardOptions {
  /** Who proposes; `"offline"` where nothing is said. */
  readonly who?: EditedBy;
}

/** What every single guard sees. */
interface Judged {
  readonly host: Host;
  readonly request: RepairRequest;
  readonly edits: readonly RepairEdit[];
  readonly who: EditedBy;
}

/** The rule of an edit that a person chose or wrote where an engine asked. */
export const answerRule = "answer";

/**
 * Rules that only spell a changed type, name or literal, or leave out a gone one: the one kind of edit that an existing
 * test may get. A value that is spelt in the new shape of its type (`4` as `{ meter: 4 }`), and a pattern that takes the
 * same part out of it, are such spellings.
 */
const spellingRules =
  /^(?:gone|drop|rename|retype|convert|fill-declared-default|literal|wire-respelt|wrap-value|take-part|key-as-text|import-stamped|keep-imports-sorted)/;

/**
 * Judges a repair's edits as a whole: they apply together or not at all, so one refusal refuses the repair. An edit of a
 * path that is not among the sources makes a new file, which a model, a command or a person may do in few places. All
 * guards of one stage report before the next stage begins, because what is behind a denied path says nothing.
 */
export async function guardEdits(
  host: Host,
  request: RepairRequest,
  edits: readonly RepairEdit[],
  { who = "offline" }: GuardOptions = {},
): Promise<Guarded> {
  const judged: Judged = { host, request, edits, who };
  const early = [...governanceRefusals(judged), ...(await placeRefusals(judged))];
  if (early.length > 0) return { refusals: early };
  const texts = new Map(request.sources);
  for (const { file } of edits) if (!texts.has(file)) texts.set(file, "");
  const applied = applyAll(texts, edits);
  if ("clash" in applied) {
    const reason = `The edits do not fit together: ${applied.clash}.`;
    return {
      refusals: edits
        .slice(0, 1)
        .map((edit) => refuse("guard/edits", edit, request.sources.get(edit.file), reason)),
    };
  }
  const late: Refusal[] = [];
  for (const [file, after] of applied.texts)
    late.push(...(await textRefusals(judged, file, after)));
  if (late.length > 0) return { refusals: late };
  return {
    texts: applied.texts,
    testEdits: edits.filter((edit) => request.tests.has(edit.file)),
    newTests: [...applied.texts.keys()].filter((file) => isNewTest(request, file)),
  };
}

const handsOff: ReadonlySet<Governance> = new Set(["newborn", "cartography"]);
const unbuilt: ReadonlySet<Governance> = new Set(["experimental", "self-distillation", "polisher"]);

/** Where code belongs to people alone, no engine edits it; a mode that does not exist yet allows nothing. */
function governanceRefusals({ request, edits, who }: Judged): Refusal[] {
  const { name, governance } = request.service;
  if (who === "person" || !(handsOff.has(governance) || unbuilt.has(governance))) return [];
  const reason = unbuilt.has(governance)
    ? `form-not-supported-yet: (governance ${governance}) of ${name}.`
    : `${name} is governed as \`${governance}\`: no engine edits its code.`;
  return edits.map((edit) =>
    refuse("guard/governance", edit, request.sources.get(edit.file), reason),
  );
}

async function placeRefusals({ host, request, edits, who }: Judged): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const text = request.sources.get(file);
    const reason = await deniedPlace(host, request, file, who);
    if (reason !== undefined)
      refusals.push(
        ...own.map((edit) => refuse("guard/path", edit, text, `\`${file}\` ${reason}.`)),
      );
    else if (request.tests.has(file))
      refusals.push(...own.flatMap((edit) => testRefusal(edit, text, who)));
  }
  return refusals;
}

async function deniedPlace(
  host: Host,
  request: RepairRequest,
  file: string,
  who: EditedBy,
): Promise<string | undefined> {
  // The offline engine knows what stands; it makes no files.
  const mayMake = who !== "offline" && !request.sources.has(file);
  return mayMake
    ? (deniedNewPath(request, file) ?? (await deniedNewOnDisk(host, request.root, file)))
    : (deniedPath(request, file) ?? (await deniedOnDisk(host, request.root, file)));
}

function testRefusal(edit: RepairEdit, text: string | undefined, who: EditedBy): Refusal[] {
  if (who === "person" || (who === "offline" && spellingRules.test(edit.rule))) return [];
  // Somebody was asked what this test expects, and the edit is what they said at that very place.
  if (who === "offline" && edit.rule === answerRule) return [];
  const reason =
    who === "offline"
      ? `\`${edit.file}\` is a test; only the spelling of a changed type, name or literal may be edited there, and ${edit.rule} does more.`
      : `\`${edit.file}\` is a test that stands: it is the judge of the repair and no part of it.`;
  return [refuse("guard/test", edit, text, reason)];
}

/** What is wrong with the new text of one file. */
async function textRefusals(judged: Judged, file: string, after: string): Promise<Refusal[]> {
  const { host, request, edits, who } = judged;
  if (who === "person") return [];
  const { language, governance } = request.service;
  const before = request.sources.get(file) ?? "";
  const own = edits.filter((edit) => edit.file === file);
  const refusals: Refusal[] = [];
  const isTest = request.tests.has(file) || isNewTest(request, file);
  for (const { name, start } of await addedSuppressions(host.syntax, language, before, after)) {
    if (isTest && name === testTools) continue;
    const edit = editAt(own, originalOffset(own, start));
    // Who answers may have a text that says so; an engine has only not known better.
    if (unfinishedWords.has(name) && edit?.rule === answerRule) continue;
    const reason = `It would add ${name}, which silences instead of answering.`;
    if (edit !== undefined) refusals.push(refuse("guard/suppression", edit, before, reason));
  }
  refusals.push(...(await capabilityRefusals(judged, file, after, own)));
  if (who !== "offline") refusals.push(...(await insideRefusals(judged, file, after, own)));
  if (governance !== "survival-patching" || request.tests.has(file)) return refusals;
  for (const changed of await changedSignatures(host.syntax, language, before, after)) {
    const edit = editAt(own, changed.start);
    const how = changed.after === undefined ? "take away" : "change";
    const reason = `It would ${how} the signature of \`${changed.key}\`, and under survival-patching signatures stay.`;
    if (edit !== undefined) refusals.push(refuse("guard/signature", edit, before, reason));
  }
  return refusals;
}

/** What only spells a changed type, name or literal reaches for what the type is made of, and nothing else. */
async function capabilityRefusals(
  { host, request, who }: Judged,
  file: string,
  after: string,
  own: readonly RepairEdit[],
): Promise<Refusal[]> {
  const before = request.sources.get(file) ?? "";
  const found = await addedCapabilities(host.syntax, request, file, before, after);
  return found.flatMap(({ name, start }) => {
    const edit = editAt(own, originalOffset(own, start));
    if (edit === undefined || (who === "offline" && spellingRules.test(edit.rule))) return [];
    const reason = `It would reach for ${name}, which neither computes only nor is used here already.`;
    return [refuse("guard/capability", edit, before, reason)];
  });
}

async function insideRefusals(
  { host, request }: Judged,
  file: string,
  after: string,
  own: readonly RepairEdit[],
): Promise<Refusal[]> {
  const { language } = request.service;
  const before = request.sources.get(file) ?? "";
  const stands = new Set(await testsInside(host.syntax, language, after));
  const lost = (await testsInside(host.syntax, language, before)).find((one) => !stands.has(one));
  const edit = lost === undefined ? undefined : editAt(own, before.indexOf(lost));
  const reason = `\`${file}\` holds tests that stand: they are the judge of the repair and no part of it.`;
  return edit === undefined ? [] : [refuse("guard/test", edit, before, reason)];
}

/** The edit at or behind an offset of the former text, else the last one before it. */
const editAt = (own: readonly RepairEdit[], offset: number): RepairEdit | undefined =>
  own
    .toSorted((a, b) => a.start - b.start)
    .find((edit) => edit.start >= offset || edit.end > offset) ?? own.at(-1);
