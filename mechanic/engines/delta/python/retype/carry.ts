import type { RepairRequest } from "#intent";

import type { EditList, HoleList } from "../../shared/index.ts";
import type { Snapshot } from "../snapshot.ts";
import { cross } from "./border.ts";
import { askExpectedEntries, askExpectedTexts } from "./expected.ts";
import { importEdit } from "./imports.ts";
import { newType, type Judgement } from "./judgement.ts";
import { leftoverImport } from "./leftover.ts";
import { isPlain } from "./numbers.ts";
import { respell } from "./respell.ts";
import { unchangedSlots, type RetypeGroup } from "./stamped.ts";
import { canBeTagged } from "./tagging.ts";
import { taint, type Taint } from "./taint.ts";
import type { Place } from "./types.ts";
import { respellBodies } from "./wire.ts";
import { ask } from "./witness.ts";

/**
 * Carries a change of type through the hand-written code: tags, flows and the set of places that hold the value, then the
 * new spelling inside, conversions at the border where nothing is lost, and a question for every use that made sense for
 * the old type only. Returns the places at which an error would only repeat a question.
 */
export async function carryRetype(
  request: RepairRequest,
  snapshot: Snapshot,
  group: RetypeGroup,
  edits: EditList,
  holes: HoleList,
): Promise<readonly Place[]> {
  const { retype } = group;
  if (!isPlain(retype)) return [];
  respellBodies(request, snapshot.stamped, snapshot.written, group, edits, holes);
  if (retype.before === retype.after || !canBeTagged(retype.before)) return [];
  const found = await taint({
    session: snapshot.session,
    stamped: snapshot.stamped,
    written: snapshot.written,
    group,
    unchanged: unchangedSlots(snapshot.stamped, group),
    directory: request.service.directory,
    isTest: (file) => request.tests.has(file),
  });
  const judgement: Judgement = {
    request,
    retype,
    taint: found,
    edits,
    holes,
    spells: new Set(),
    quiet: [],
  };
  respell(judgement);
  for (const evidence of found.graph.evidence)
    if (found.members.has(evidence.node)) ask(judgement, evidence);
  for (const flow of found.graph.flows) cross(judgement, flow);
  askExpectedTexts(judgement, edits.all());
  askExpectedEntries(judgement);
  for (const file of judgement.spells) {
    const module = snapshot.written.get(file);
    const because = `${retype.change.symbol} is ${newType(judgement)} now, and this file spells that type.`;
    const made =
      module && importEdit(module, retype.after, { change: retype.change.symbol, because });
    if (made !== undefined) edits.add(made);
  }
  for (const module of found.modules.values()) {
    const because = `${retype.change.symbol} is ${newType(judgement)} now, and nothing else in this file is ${retype.before}.`;
    const reason = { change: retype.change.symbol, because };
    const fell = edits
      .all()
      .some(({ file, rule }) => file === module.file && rule === "conversion-falls-away");
    for (const name of new Set([retype.before, ...(fell ? converters : [])]))
      for (const cut of leftoverImport(module, name, edits.all(), reason)) edits.add(cut);
  }
  return [...explainedSites(found), ...judgement.quiet];
}

/** What conversions are spelt with. */
const converters = ["date", "datetime", "UUID", "Decimal"];

/** Where a value arrives whose literal or parsing call is asked about: an error there says nothing new. */
const explainedSites = ({ graph, members, tags }: Taint): readonly Place[] =>
  graph.flows.filter(({ from, to, kind: how }) => {
    if (how === "beside") return false;
    const kind = from === undefined ? undefined : tags.get(from)?.kind;
    return (kind === "literal" || kind === "parse") && to !== undefined && members.has(to);
  });
