import type { SyntaxNode } from "#intent";

import type { Finding, Session } from "../lsp/session.ts";
import type { Module } from "../snapshot.ts";
import { nodesOf, textOf } from "../tree.ts";
import { annotationsOf } from "./annotations.ts";
import { decide } from "./decide.ts";
import { indexed } from "./indexed.ts";
import { placeOf, writtenOut } from "./literals.ts";
import { overlay, type Overlay, type Patch } from "./overlay.ts";
import { tagNames, type TagNames } from "./printed.ts";
import { probesOf, type Probe } from "./probes.ts";
import { pytestFlows } from "./pytest.ts";
import { answerOf, flowsOf, revealed, type IsChangedMember } from "./read.ts";
import { parseCalls, typeSlots } from "./slots.ts";
import { pythonName, type RetypeGroup } from "./stamped.ts";
import {
  changed,
  type Evidence,
  type Flow,
  type FlowGraph,
  type Indexed,
  type Place,
  type Tag,
} from "./types.ts";

/** What is tagged, and with what. */
export interface TaintInput {
  readonly session: Session;
  readonly stamped: ReadonlyMap<string, Module>;
  readonly written: ReadonlyMap<string, Module>;
  readonly group: RetypeGroup;
  readonly unchanged: readonly Place[];
  /** Folder of the service: the stamped modules are imported from below it. */
  readonly directory: string;
  readonly isTest: (file: string) => boolean;
}

/** Where the values of the change are. */
export interface Taint {
  readonly graph: FlowGraph;
  readonly members: ReadonlySet<number>;
  readonly tags: ReadonlyMap<number, Tag>;
  readonly modules: ReadonlyMap<string, Indexed>;
}

/** Flows that an earlier round hid behind an error are found once its two sides are one type; long before this they end. */
const roundsMax = 6;

const bases: Readonly<Record<string, string>> = {
  UUID: "from uuid import UUID as FwBase",
  Decimal: "from decimal import Decimal as FwBase",
  datetime: "from datetime import datetime as FwBase",
  date: "from datetime import date as FwBase",
  timedelta: "from datetime import timedelta as FwBase",
};

/** Types that cannot be tagged: nothing may derive from them, or there is nothing to derive from. */
export const canBeTagged = (type: string): boolean =>
  /^(?:int|str|float|bytes)$/.test(type) || type in bases;

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
  const numbers = new Map<string, Tag>();
  const flows = new Map<string, Flow>();
  const evidence = new Map<string, Evidence>();
  const keysOfMaps = new Set<string>();
  const graph = (): FlowGraph => ({ flows: [...flows.values()], evidence: [...evidence.values()] });
  let members: ReadonlySet<number> = new Set([changed]);
  const probes = [...modules.values()].flatMap((module) => probesOf(module, type));
  const round = async (late: boolean): Promise<void> => {
    number(numbers, modules.values(), type, keysOfMaps, isTest);
    const tags = [...numbers.values()];
    for (const flow of pytestFlows(modules.values(), tags)) flows.set(keyOf(flow), flow);
    const asked = probes.filter((probe) => late || probe.late !== true);
    const found = await askRound({ ...input, modules, tags, members, probes: asked });
    for (const flow of found.flows) flows.set(keyOf(flow), flow);
    for (const each of found.evidence)
      evidence.set(`${each.kind}:${each.node}:${placeOf(each.file, each)}`, each);
    for (const key of found.keysOfMaps) keysOfMaps.add(key);
  };
  for (let count = 0; count < roundsMax; count++) {
    const keys = keysOfMaps.size;
    await round(false);
    const next = decide(graph(), byTag(numbers), isTest);
    const settled = next.size === members.size && [...next].every((one) => members.has(one));
    members = next;
    if (settled && keysOfMaps.size === keys) break;
  }
  if (probes.some((probe) => probe.late === true)) {
    await round(true);
    members = decide(graph(), byTag(numbers), isTest);
  }
  return { graph: graph(), members, tags: byTag(numbers), modules };
}

const keyOf = ({ from, to, kind, direct, ...place }: Flow): string =>
  `${from}>${to}:${kind}:${direct}:${placeOf(place.file, place)}`;

const byTag = (numbers: ReadonlyMap<string, Tag>): ReadonlyMap<number, Tag> =>
  new Map([...numbers.values()].map((tag) => [tag.tag, tag]));

/** Numbers what is to be tagged; what has a number keeps it. */
function number(
  numbers: Map<string, Tag>,
  modules: Iterable<Indexed>,
  type: string,
  keysOfMaps: ReadonlySet<string>,
  isTest: (file: string) => boolean,
): void {
  for (const module of modules) {
    const literals =
      type === "str" && !isTest(module.file) ? [] : writtenOut(module, type, keysOfMaps);
    for (const found of [...typeSlots(module, type), ...parseCalls(module, type), ...literals]) {
      const key = placeOf(found.file, found);
      if (!numbers.has(key)) numbers.set(key, { ...found, tag: numbers.size + 1 });
    }
  }
}

interface Round extends TaintInput {
  readonly modules: ReadonlyMap<string, Indexed>;
  readonly tags: readonly Tag[];
  readonly members: ReadonlySet<number>;
  readonly probes: readonly Probe[];
}

async function askRound(round: Round): Promise<{
  readonly flows: readonly Flow[];
  readonly evidence: readonly Evidence[];
  readonly keysOfMaps: readonly string[];
}> {
  const { modules, tags, members } = round;
  const overlays = layAll(round);
  const findings = await round.session.diagnose(
    new Map([...overlays].map(([file, { text }]) => [file, text])),
  );
  const newTypes = new Map(
    tags.flatMap(({ newType, tag }) =>
      newType === undefined ? [] : [[newType, members.has(tag) ? changed : tag] as const],
    ),
  );
  const names = tagNames(round.group.retype.before, newTypes);
  const types = new Map<string, string>();
  const flows: Flow[] = [];
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
    else flows.push(...flowsOf(finding, module, names));
  }
  return withAnswers(round, names, types, flows);
}

function withAnswers(
  round: Round,
  names: TagNames,
  types: ReadonlyMap<string, string>,
  flows: Flow[],
): Awaited<ReturnType<typeof askRound>> {
  const isChangedMember = changedMembers(round);
  const evidence: Evidence[] = [];
  const keysOfMaps: string[] = [];
  for (const probe of round.probes) {
    const module = round.modules.get(probe.file);
    if (module === undefined) continue;
    const answers = answerOf(
      probe,
      module,
      probe.asks.map((node) => types.get(placeOf(probe.file, node))),
      names,
      isChangedMember,
    );
    flows.push(...answers.flows);
    evidence.push(...answers.evidence);
    keysOfMaps.push(...answers.keysOfMaps);
  }
  return { flows, evidence, keysOfMaps };
}

function changedMembers({ stamped, group }: Round): IsChangedMember {
  const found = new Set<string>();
  for (const module of stamped.values())
    for (const [key, type] of annotationsOf(module))
      if (
        group.slots.some(
          ({ file, start, end }) => file === module.file && type.start <= start && end <= type.end,
        )
      )
        found.add(key);
  return (owner, member) => found.has(`${owner}.${member}`);
}

/** The tagged texts of all files. */
function layAll(round: Round): ReadonlyMap<string, Overlay> {
  const { stamped, modules, tags, members, group } = round;
  const wire = [...stamped.keys()].find((file) => file.endsWith("/generated_wire.py"));
  if (wire === undefined) return new Map();
  const module = moduleName(wire, round.directory);
  const overlays = new Map<string, Overlay>();
  const slot = ({ start, end }: Place, name: string): Patch => ({
    start,
    end,
    text: `_fw.${name}`,
    role: "instead",
  });
  for (const own of stamped.values()) {
    const at = (place: Place): boolean => place.file === own.file;
    const patches = [
      ...group.slots.filter(at).map((place) => slot(place, `FwT${changed}`)),
      ...round.unchanged.filter(at).map((place) => slot(place, "FwOther")),
    ];
    const used =
      own.file === wire ? [declared(own, group.retype.before, tags)] : header(own, module);
    overlays.set(own.file, overlay(own.text, [...used, ...patches]));
  }
  for (const own of modules.values()) {
    const instead = tags
      .filter(({ file }) => file === own.file)
      .map((tag) => tagPatch(own, tag, members.has(tag.tag) ? changed : tag.tag));
    const asks = new Map(
      round.probes
        .filter(({ file }) => file === own.file)
        .flatMap(({ asks: nodes }) =>
          nodes.map((node) => [placeOf(own.file, node), node] as const),
        ),
    );
    const asked = [...asks.values()].flatMap(revealPatches);
    overlays.set(
      own.file,
      overlay(own.text, [...header(own, module), ...silenced(own), ...instead, ...asked]),
    );
  }
  return overlays;
}

function tagPatch(module: Indexed, tag: Tag, name: number): Patch {
  const { start, end, kind, node } = tag;
  if (kind === "slot") return { start, end, text: `_fw.FwT${name}`, role: "instead" };
  if (kind === "literal") return { start, end, text: `_fw.fw_v${name}`, role: "instead" };
  const callee = node.children[0] ?? node;
  const isMap = textOf(module.text, callee) === "map";
  const first =
    nodesOf(node, "identifier").find((one) => textOf(module.text, one) === "int") ?? callee;
  const target = isMap ? first : callee;
  return { start: target.start, end: target.end, text: `_fw.fw_p${tag.tag}`, role: "instead" };
}

const revealPatches = ({ start, end }: SyntaxNode): readonly Patch[] => [
  { start, end: start, text: "reveal_type(", role: "open" },
  { start: end, end, text: ")", role: "close" },
];

/** `services/a/letters/generated_wire.py` is `letters.generated_wire` for everything below `services/a`. */
const moduleName = (file: string, directory: string): string =>
  (file.startsWith(`${directory}/`) ? file.slice(directory.length + 1) : file)
    .replace(/^src\//, "")
    .replace(/\.py$/, "")
    .replaceAll("/", ".");

/** Strict rules, under which lists and maps keep the types of their elements apart, and the import of the tags. */
function header(own: Module, module: string): readonly Patch[] {
  const first = own.root.children.find(
    (node) =>
      node.named &&
      node.type !== "comment" &&
      node.type !== "future_import_statement" &&
      !(node.type === "expression_statement" && node.children[0]?.type === "string"),
  );
  const at = first?.start ?? own.text.length;
  return [
    { start: 0, end: 0, text: "# pyright: strict\n", role: "close" },
    { start: at, end: at, text: `import ${module} as _fw\n`, role: "close" },
  ];
}

function declared(own: Module, type: string, tags: readonly Tag[]): Patch {
  const lines = [
    "",
    bases[pythonName(type)] ?? `FwBase = ${type}`,
    `class FwT${changed}(FwBase): ...`,
    `fw_v${changed}: FwT${changed}`,
    "class FwOther(FwBase): ...",
    ...tags.flatMap(({ tag, kind }) => [
      `class FwT${tag}(FwBase): ...`,
      ...(kind === "literal" ? [`fw_v${tag}: FwT${tag}`] : []),
      ...(kind === "parse"
        ? [
            `def fw_p${tag}(x: object, base: object = 10, /) -> FwT${tag}: raise NotImplementedError`,
          ]
        : []),
    ]),
    "",
  ];
  return { start: own.text.length, end: own.text.length, text: lines.join("\n"), role: "close" };
}

/** Comments that hush pyright hush the flows, too; and what a cache wraps takes anything hashable. */
function silenced(own: Indexed): readonly Patch[] {
  const comments = nodesOf(own.root, "comment").filter((node) =>
    /(?:pyright|type):/.test(textOf(own.text, node)),
  );
  const caches = nodesOf(own.root, "decorator").filter((node) =>
    /^@(?:functools\.)?(?:cache|lru_cache)\b/.test(textOf(own.text, node)),
  );
  return [...comments, ...caches].map(({ start, end }) => ({
    start,
    end,
    text: "",
    role: "instead",
  }));
}
