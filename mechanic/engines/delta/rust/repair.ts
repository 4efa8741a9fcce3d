import type { Emit, Host, Oracle, RepairOutcome, RepairRequest } from "#intent";

import { ownBehind } from "./behind.ts";
import {
  add,
  checkCandidate,
  createEngine,
  layProbe,
  OracleSilent,
  originalText,
  type Engine,
} from "./engine.ts";
import type { Finding } from "./findings.ts";
import { laidOut } from "./layout.ts";
import { leftoverHoles } from "./leftovers.ts";
import { maskAround } from "./masks.ts";
import { dropOrphans } from "./orphans.ts";
import { delivered, type Mode } from "./patches.ts";
import { propagate, type Rule } from "./propagate.ts";
import { retreat } from "./retreat.ts";
import type { Retype } from "./retypes.ts";
import { followReusedNames } from "./reused.ts";
import { askForNarrowCasts } from "./rules/casts.ts";
import { askForCells } from "./rules/cells.ts";
import {
  askForAbsentTexts,
  askForChosenTexts,
  askForExpectations,
  askForSpeltNumbers,
} from "./rules/expectations.ts";
import { formatProbes } from "./rules/formats.ts";
import { dropSpareImports } from "./rules/import-scopes.ts";
import { importRule } from "./rules/imports.ts";
import {
  borrowedStringRule,
  clonedRule,
  cloneRule,
  copyDeriveRule,
  ownedRule,
} from "./rules/ownership.ts";
import { lentArgumentRule } from "./rules/lent-arguments.ts";
import { jsonPatches } from "./rules/json.ts";
import { askForKeptRecords } from "./rules/kept-records.ts";
import { borrowedPatternRule } from "./rules/patterns.ts";
import { askForMovedMeanings } from "./rules/moved-meaning.ts";
import { askForOldTexts } from "./rules/old-texts.ts";
import { askForSilentAbsences } from "./rules/silent-absence.ts";
import { askForStoredForms } from "./rules/stored-forms.ts";
import { askForWrittenForms } from "./rules/written-forms.ts";
import { askWhereToldAsJson } from "./rules/told-as-json.ts";
import { askWhereToldApart } from "./rules/told-apart.ts";
import { dropSameConversions } from "./rules/same-type.ts";
import { askForVariantOrder } from "./rules/variant-order.ts";
import { silentHoles } from "./rules/silent.ts";
import { suggestionRule } from "./rules/suggestions.ts";
import { spelt } from "./spelling.ts";

/**
 * Repairs the hand-written Rust of one service after its stamped code changed (delta-directed, with the compiler as
 * oracle). First, while probing, `Copy` stand-ins for the new types carry each change through the declared slots; a
 * stricter stand-in then names what would compile and mean something else; last the real types bring what follows for
 * ownership. Takes a request and an oracle over the run tree; returns disjoint edits of hand-written files and a typed
 * hole for each decision. Where the oracle cannot judge (cancelled, out of time, no cargo) it proposes nothing and says
 * so in a note.
 */
export async function repairRust(
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
  emit: Emit,
): Promise<RepairOutcome> {
  const engine = await createEngine(request, oracle, host);
  const rounds = oracle.rounds;
  try {
    await repair(engine);
  } catch (error) {
    if (!(error instanceof OracleSilent)) throw error;
    emit({
      type: "note",
      service: request.service.name,
      message: `The repair stopped: ${error.message}`,
    });
    return { edits: [], holes: [], cycles: oracle.rounds - rounds };
  }
  const edits = delivered(spelt(engine.patches, engine), (file) => originalText(engine, file));
  return {
    edits: await laidOut(edits, engine),
    holes: engine.holes.all(),
    cycles: oracle.rounds - rounds,
  };
}

async function repair(engine: Engine): Promise<void> {
  await followReusedNames(engine);
  const broken = (await checkCandidate(engine, "real")).length > 0;
  const foreign = engine.retypes.filter((retype) => !retype.numeric);
  if (foreign.length > 0) await probe(engine, foreign, broken);
  if (broken) await settle(engine);
  else await dropSameConversions(engine);
  await askForNarrowCasts(engine);
  await askForMovedMeanings(engine);
  askWhereToldApart(engine);
  await askForVariantOrder(engine);
  askForOldTexts(engine);
  await askForSilentAbsences(engine);
  askForWrittenForms(engine);
  askForKeptRecords(engine);
  askWhereToldAsJson(engine);
  await askForStoredForms(engine);
  add(engine, await jsonPatches(engine));
}

const hiddenMax = 8;

/** What is certain becomes edits, and what is left questions, until nothing stands behind what was asked. */
async function settle(engine: Engine): Promise<void> {
  for (let round = 0; round < hiddenMax; round++) {
    const left = await settled(engine, "real", ownershipRules);
    leftoverHoles(left, engine, "real");
    await ownBehind(left, engine, ownershipRules);
    if (maskAround(left, engine) === 0) break;
  }
  await dropSameConversions(engine);
  engine.masks = [];
  dropOrphans(engine);
  dropSpareImports(engine);
  askForExpectations(engine);
  askForSpeltNumbers(engine);
  askForAbsentTexts(engine);
  askForChosenTexts(engine);
  askForCells(engine);
}

/** The errors that are left once nothing moves any more, and no slot that moved only moves a question along. */
async function settled(
  engine: Engine,
  mode: Mode,
  extraRules: readonly Rule[] = [],
): Promise<Finding[]> {
  let left = await propagate(engine, mode, extraRules);
  for (let round = 0; round < hiddenMax && retreat(engine, left, mode) > 0; round++)
    left = await propagate(engine, mode, extraRules);
  return left;
}

const ownershipRules: readonly Rule[] = [
  importRule,
  lentArgumentRule,
  borrowedPatternRule,
  cloneRule,
  clonedRule,
  copyDeriveRule,
  ownedRule,
  borrowedStringRule,
  suggestionRule,
];

/** The rounds with stand-ins. Code that compiles as it is gets no edit, but may still mean something else. */
async function probe(engine: Engine, retypes: readonly Retype[], broken: boolean): Promise<void> {
  layProbe(engine, retypes, false);
  if (broken) await settleProbe(engine);
  const values = engine.probes.filter((patch) => patch.rule === "probe-value");
  layProbe(engine, retypes, true);
  engine.probes = [
    ...engine.probes.filter((patch) => patch.rule !== "probe-value"),
    ...values,
    ...formatProbes(engine),
  ];
  engine.masks = [];
  silentHoles(await checkCandidate(engine, "probe"), engine);
  engine.probes = [];
}

/** What the stand-ins say, and what stands behind it. */
async function settleProbe(engine: Engine): Promise<void> {
  for (let round = 0; round < hiddenMax; round++) {
    const left = await settled(engine, "probe");
    leftoverHoles(
      left.filter((finding) => /FlywheelBrand/.test(finding.words)),
      engine,
      "probe",
    );
    if (maskAround(left, engine) === 0) return;
  }
}
