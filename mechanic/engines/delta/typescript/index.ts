import type { Emit, Host, Oracle, RepairOutcome, RepairRequest } from "#intent";

import {
  applyAll,
  createEdits,
  createHoles,
  foldNested,
  withFormerNames,
  type EditList,
  type HoleList,
} from "../shared/index.ts";
import { askAlwaysThere } from "./always-there.ts";
import { askAnswers } from "./answers.ts";
import { askExpectedLists } from "./expected-lists.ts";
import { askClaims } from "./claims.ts";
import { askCodecs } from "./codecs.ts";
import { cutDays } from "./days.ts";
import { fillDefaults, gainedMembers } from "./fill.ts";
import { spelledAsBefore } from "./former-names.ts";
import { dropGone, goneNames } from "./gone.ts";
import { askGoneGiven } from "./gone-given.ts";
import { withoutAsked } from "./held-back.ts";
import { askIdentity } from "./identity.ts";
import { askJsonForms } from "./json-forms.ts";
import { askLeftovers } from "./leftovers.ts";
import { askMeanings } from "./meanings.ts";
import { orderMoments } from "./moments.ts";
import { movedInto } from "./moved-into.ts";
import { askMoved } from "./moved.ts";
import { withoutOrphanedImports } from "./orphaned-imports.ts";
import { askPrinted } from "./printed.ts";
import {
  pathMapping,
  renameEverywhere,
  renameExpectations,
  renameNamedMembers,
  renamedNames,
} from "./rename.ts";
import { renameKeys } from "./rename-keys.ts";
import { renameCarried } from "./rename-flow.ts";
import { carryRetype, retypedSlots } from "./retype.ts";
import { askSharedNames } from "./shared-names.ts";
import { readStamped } from "./stamps.ts";
import { askStoredNames } from "./stored-forms.ts";
import { superfluousConversions } from "./superfluous.ts";
import { askTables } from "./tables.ts";
import { withCandidates } from "./tentative.ts";
import { askTruths } from "./truths.ts";
import { unwrapAnswers } from "./unwraps.ts";
import { askUnseen } from "./unseen.ts";
import { askVariantLists } from "./variant-lists.ts";
import { askVariantArms, renameVariants } from "./variants.ts";
import { wrapValues } from "./wraps.ts";
import { createWorkspace, type Snapshot } from "./workspace.ts";

/**
 * The offline engine for TypeScript. All is planned from the delta on the old, green snapshot: names follow through the
 * language's own rename, changed types by brand taint, new members by their declared defaults. The language service is
 * the compiler here, so no round of the oracle is spent; what its errors leave over are holes.
 */
export async function repairTypeScript(
  given: RepairRequest,
  _oracle: Oracle,
  host: Host,
  emit: Emit,
): Promise<RepairOutcome> {
  const request = withFormerNames(given);
  const workspace = await createWorkspace(request, host);
  const before = workspace.open(new Map([...request.sources, ...request.stampedBefore]));
  const stamped = workspace.open(new Map([...request.sources, ...request.stampedAfter]));
  const old = readStamped(before, request.stampedBefore);
  const now = readStamped(stamped, request.stampedAfter);
  const edits = createEdits();
  const holes = createHoles();

  const renamed = renamedNames(request, old, now);
  const newPath = pathMapping(request, now);
  renameEverywhere(request, before, renamed, edits);
  renameNamedMembers(request, before, renamed, edits);
  renameExpectations(request, before, renamed, edits);
  renameKeys(request, before, renamed, edits);
  renameCarried(request, before, renamed, edits, holes);
  renameVariants(request, before, edits);
  const lost = goneNames(request, old, now, newPath);
  dropGone(request, before, stamped, lost, edits, holes);
  const carried = retypedSlots(request, old, now, newPath).map((group) =>
    carryRetype(request, workspace, before, group, edits, holes),
  );
  const gained = gainedMembers(
    request,
    old,
    now,
    new Set([...old.names.keys()].filter((path) => newPath(path) !== path).map(newPath)),
  );
  const moved = movedInto(request, before, old, edits);
  const open = gained.filter(({ change }) => !moved.has(change.symbol));
  fillDefaults(request, stamped, open, new Set(renamed.map((one) => one.newName)), edits, holes);
  askVariantArms(request, stamped, holes);
  wrapValues(request, before, stamped, old, edits);
  unwrapAnswers(request, before, stamped, edits);
  orderMoments(request, stamped, edits);
  cutDays(request, before, stamped, old, edits);
  askMoved(request, before, old, holes);
  askMeanings(request, before, old, holes);
  askStoredNames(request, before, holes);
  askAnswers(request, stamped, holes);

  let proposed = foldNested(request.sources, edits.all());
  const applied = applyAll(request.sources, proposed);
  if ("clash" in applied) {
    emit({
      type: "note",
      service: request.service.name,
      message: `The edits do not fit together: ${applied.clash}.`,
    });
  } else {
    const tried = foldNested(request.sources, withCandidates(before, proposed, holes.all()));
    const tentative = applyAll(request.sources, tried);
    // Where candidates do not fit together, the edits alone are looked at.
    const [texts, made] =
      "clash" in tentative ? [applied.texts, proposed] : [tentative.texts, tried];
    const after = workspace.open(new Map([...request.sources, ...texts, ...request.stampedAfter]));
    askLeftovers(request, workspace, before, after, made, carried, holes);
    const needless = superfluousConversions(after, made);
    proposed = proposed.filter((edit) => !needless.has(edit));
  }
  const spelled = spelledAsBefore({ request, workspace, stamped }, renamed, now, newPath);
  askUnobjected(request, { before, stamped, spelled }, edits, holes);
  const questions = holes.all();
  proposed = withoutAsked(request, proposed, questions);
  const certain = withoutOrphanedImports(request, before, proposed, questions);
  return { edits: certain, holes: questions, cycles: certain.length === 0 ? 0 : 1 };
}

/** What the compiler has nothing against comes last: a place that is asked about already is not asked about again. */
function askUnobjected(
  request: RepairRequest,
  { before, stamped, spelled }: Readonly<Record<"before" | "stamped" | "spelled", Snapshot>>,
  edits: EditList,
  holes: HoleList,
): void {
  askCodecs(request, stamped, holes);
  askJsonForms(request, before, stamped, holes);
  askClaims(request, stamped, holes);
  askIdentity(request, before, spelled, holes);
  askTruths(request, before, spelled, edits, holes);
  askSharedNames(request, before, spelled, edits, holes);
  askAlwaysThere(request, before, spelled, holes);
  askPrinted(request, before, spelled, edits, holes);
  askTables(request, spelled, holes);
  askVariantLists(request, spelled, holes);
  askExpectedLists(request, spelled, holes);
  askUnseen(request, stamped, holes);
  askGoneGiven(request, before, edits, holes);
}
