import type { Finding } from "../lsp/session.ts";
import { annotationsOf } from "./annotations.ts";
import { bareParameters } from "./bare.ts";
import { childOf } from "../tree.ts";
import { conversionProbes } from "./converted.ts";
import { storedRows } from "./stored-rows.ts";
import { decide, type Answers } from "./decide.ts";
import { above, indexed, isExpressionAt } from "./indexed.ts";
import { placeOf, writtenOut } from "./literals.ts";
import { isSpeltOtherwise } from "./numbers.ts";
import { tagNames, type TagNames } from "./printed.ts";
import { keptBy, stampedMembers } from "./kept.ts";
import { chosenFlows, keyOf, refine } from "./refine.ts";
import { dictionaryProbes } from "./dictionaries.ts";
import { givenProbes } from "./given.ts";
import { nearTo, type IsNear } from "./near.ts";
import { entryProbes, probesOf, reprProbes, textProbes } from "./probes.ts";
import { pytestFlows } from "./pytest.ts";
import { answerOf, flowsOf, revealed, type IsChangedMember } from "./read.ts";
import { aliasesOf, recordsOf, type Records } from "./records.ts";
import { parseCalls, typeSlots } from "./slots.ts";
import { layAll, type Round, type TaintInput } from "./tagging.ts";
import {
  changed,
  type Evidence,
  type Flow,
  type FlowGraph,
  type Indexed,
  type Place,
  type Retype,
  type Tag,
} from "./types.ts";

/** Where the values of the change are. */
export interface Taint {
  readonly graph: FlowGraph;
  readonly members: ReadonlySet<number>;
  readonly tags: ReadonlyMap<number, Tag>;
  readonly modules: ReadonlyMap<string, Indexed>;
  /** What pyright prints for expressions that it was asked about, by their places. */
  readonly types: ReadonlyMap<string, string>;
}

/** Flows that an earlier round hid behind an error are found once its two sides are one type; long before this they end. */
const roundsMax = 6;

/** Which places hold the value, by all that is known so far. */
function decided(
  { group: { retype }, isTest }: TaintInput,
  graph: FlowGraph,
  known: Iterable<Tag>,
  modules: ReadonlyMap<string, Indexed>,
): ReadonlySet<number> {
  const tags = [...known];
  const stored = storedRows(modules, tags, retype);
  return decide(graph, byTag(tags), isTest, retype, answersOf(modules, tags), stored);
}

/**
 * Types every slot of the old green snapshot as a class of its own over the old type (`class FwT7(int)`), and every literal
 * and parsed number too. Nothing runs; pyright's complaints about the mixed-up classes are the flows, through locals,
 * generics, protocols and overrides alike, and `reveal_type` tells the rest: what is compared, counted with or ordered.
 * Members become one class, and the next round finds what those complaints hid, until nothing is new.
 */
export async function taint(input: TaintInput): Promise<Taint> {
  const { group, isTest } = input;
  const modules = new Map(
    [...input.written].map(([file, module]) => [file, indexed(module)] as const),
  );
  const type = group.retype.before;
  const { isNear, files } = nearTo(group.slots, input.stamped, modules);
  const numbers = new Map<string, Tag>();
  const flows = new Map<string, Flow>();
  const evidence = new Map<string, Evidence>();
  const keysOfMaps = new Set<string>();
  const types = new Map<string, string>();
  const graph = (): FlowGraph => ({ flows: [...flows.values()], evidence: [...evidence.values()] });
  let members: ReadonlySet<number> = new Set([changed]);
  const probes = [...modules.values()]
    .flatMap((module) => [
      ...probesOf(module, type),
      ...conversionProbes(module, group.retype),
      ...(isTest(module.file)
        ? []
        : [...reprProbes(module), ...entryProbes(module, [...modules.values()])]),
      ...(isSpeltOtherwise(group.retype) && !isTest(module.file) ? textProbes(module) : []),
    ])
    .concat(dictionaryProbes([...modules.values()]))
    .filter(({ file, place }) => isNear({ file, ...place }))
    .concat(givenProbes([...modules.values()], changedKeys(input), isTest));
  const settle = (): ReadonlySet<number> => decided(input, graph(), numbers.values(), modules);
  const round = async (late: boolean): Promise<void> => {
    number(numbers, modules.values(), group.retype, keysOfMaps, isTest, isNear);
    const tags = [...numbers.values()];
    for (const flow of pytestFlows(modules.values(), tags)) flows.set(keyOf(flow), flow);
    const asked = probes.filter((probe) => late || probe.late !== true);
    const found = await askRound({
      ...input,
      modules,
      files,
      tags,
      members,
      probes: asked,
      opaque: opaqueSites(graph(), modules, members),
    });
    for (const flow of found.flows) flows.set(keyOf(flow), flow);
    for (const each of found.evidence)
      evidence.set(`${each.kind}:${each.node}:${placeOf(each.file, each)}`, each);
    for (const key of found.keysOfMaps) keysOfMaps.add(key);
    for (const [place, type] of found.types) types.set(place, type);
    refine(flows, found.types, type);
    const literals = new Map(
      tags.flatMap((tag) => (tag.kind === "literal" ? [[tag.tag, tag] as const] : [])),
    );
    for (const flow of chosenFlows(found.types.values(), literals)) flows.set(keyOf(flow), flow);
  };
  for (let count = 0; count < roundsMax; count++) {
    const keys = keysOfMaps.size;
    await round(false);
    const next = settle();
    const settled = next.size === members.size && [...next].every((one) => members.has(one));
    members = next;
    if (settled && keysOfMaps.size === keys) break;
  }
  if (probes.some((probe) => probe.late === true)) {
    await round(true);
    members = settle();
  }
  return { graph: graph(), members, tags: byTag(numbers.values()), modules, types };
}

/** Slots in what a function answers with, and the places of those functions. */
function answersOf(modules: ReadonlyMap<string, Indexed>, tags: Iterable<Tag>): Answers {
  const found = new Map<number, Place>();
  for (const { tag, kind, file, node } of tags) {
    const module = kind === "slot" ? modules.get(file) : undefined;
    if (module === undefined) continue;
    const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
    const answer = scope === undefined ? undefined : childOf(scope, "return_type");
    if (scope === undefined || answer === undefined) continue;
    if (answer.start <= node.start && node.end <= answer.end)
      found.set(tag, { file, start: scope.start, end: scope.end });
  }
  return found;
}

/** Sites of known mismatches that stay: pyright takes the result of a call with a wrong argument for unknown. */
function opaqueSites(
  { flows }: FlowGraph,
  modules: ReadonlyMap<string, Indexed>,
  members: ReadonlySet<number>,
): readonly Place[] {
  const inside = (node: Flow["from"]): boolean => node !== undefined && members.has(node);
  const found = new Map<string, Place>();
  for (const flow of flows) {
    if (flow.kind !== "flow" || !flow.direct || (inside(flow.from) && inside(flow.to))) continue;
    const module = modules.get(flow.file);
    if (module !== undefined && isExpressionAt(module, flow))
      found.set(placeOf(flow.file, flow), flow);
  }
  return [...found.values()];
}

const byTag = (tags: Iterable<Tag>): ReadonlyMap<number, Tag> =>
  new Map(Array.from(tags, (tag) => [tag.tag, tag]));

/** Numbers what is to be tagged; what has a number keeps it. */
function number(
  numbers: Map<string, Tag>,
  modules: Iterable<Indexed>,
  retype: Pick<Retype, "before" | "after">,
  keysOfMaps: ReadonlySet<string>,
  isTest: (file: string) => boolean,
  isNear: IsNear,
): void {
  const type = retype.before;
  for (const module of modules) {
    const isWritten = /^(?:int|float)$/.test(type) || isTest(module.file);
    const literals = isWritten ? writtenOut(module, retype, keysOfMaps) : [];
    const bare = isTest(module.file) ? bareParameters(module, type) : [];
    for (const found of [
      ...typeSlots(module, type),
      ...bare,
      ...parseCalls(module, type),
      ...literals,
    ]) {
      const key = placeOf(found.file, found);
      if (isNear(found) && !numbers.has(key)) numbers.set(key, { ...found, tag: numbers.size + 1 });
    }
  }
}

async function askRound(round: Round): Promise<{
  readonly flows: readonly Flow[];
  readonly evidence: readonly Evidence[];
  readonly keysOfMaps: readonly string[];
  readonly types: ReadonlyMap<string, string>;
}> {
  const { modules, tags, members } = round;
  const overlays = layAll(round);
  const findings = await round.session.diagnose(
    new Map([...overlays].map(([file, { text }]) => [file, text])),
    round.files,
  );
  const newTypes = new Map(
    tags.flatMap(({ newType, tag }) =>
      newType === undefined ? [] : [[newType, members.has(tag) ? changed : tag] as const],
    ),
  );
  for (const alias of changedAliases(round)) newTypes.set(alias, changed);
  const names = tagNames(round.group.retype.before, newTypes);
  const types = new Map<string, string>();
  const flows: Flow[] = [];
  const kept = stampedMembers(
    round.stamped.values(),
    round.group.retype.before,
    changedKeys(round),
  );
  const aliases = aliasesOf(modules.values(), tags, members);
  const records = recordsOf(modules.values(), tags, members);
  for (const found of findings) {
    const module = modules.get(found.file);
    const over = overlays.get(found.file);
    if (module === undefined || over === undefined) continue;
    const finding: Finding = {
      ...found,
      start: over.original(found.start),
      end: over.original(found.end),
    };
    const type = revealed(found.message);
    if (type !== undefined) types.set(placeOf(finding.file, finding), type);
    else
      flows.push(
        ...flowsOf(finding, module, { names, records }, aliases),
        ...keptBy(finding, module, names, kept),
      );
  }
  return withAnswers(round, { names, records }, types, flows);
}

function withAnswers(
  round: Round,
  known: { readonly names: TagNames; readonly records: Records },
  types: ReadonlyMap<string, string>,
  flows: Flow[],
): Awaited<ReturnType<typeof askRound>> {
  const reader = { ...known, isChangedMember: changedMembers(round) };
  const evidence: Evidence[] = [];
  const keysOfMaps: string[] = [];
  for (const probe of round.probes) {
    const module = round.modules.get(probe.file);
    if (module === undefined) continue;
    const answers = answerOf(
      probe,
      module,
      probe.asks.map((node) => types.get(placeOf(probe.file, node))),
      reader,
    );
    flows.push(...answers.flows);
    evidence.push(...answers.evidence);
    keysOfMaps.push(...answers.keysOfMaps);
  }
  return { flows, evidence, keysOfMaps, types };
}

/** Aliases of stamps that stand for the changed type: pyright prints their names. */
const changedAliases = ({ stamped, group }: Round): readonly string[] =>
  [...stamped.values()].flatMap((module) =>
    [...annotationsOf(module)].flatMap(([key, type]) =>
      key.endsWith("=") &&
      group.slots.some(
        ({ file, start, end }) => file === module.file && start === type.start && end === type.end,
      )
        ? [key.slice(0, -1)]
        : [],
    ),
  );

function changedMembers(round: Round): IsChangedMember {
  const found = changedKeys(round);
  return (owner, member) => found.has(`${owner}.${member}`);
}

/** Members of stamped classes whose type changes: `Loan.due`. */
function changedKeys({ stamped, group }: TaintInput): ReadonlySet<string> {
  const found = new Set<string>();
  for (const module of stamped.values())
    for (const [key, type] of annotationsOf(module))
      if (
        group.slots.some(
          ({ file, start, end }) => file === module.file && type.start <= start && end <= type.end,
        )
      )
        found.add(key);
  return found;
}
