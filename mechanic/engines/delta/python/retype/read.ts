import type { SyntaxNode } from "#intent";

import type { Finding } from "../lsp/session.ts";
import { childOf, textOf } from "../tree.ts";
import { argumentsOf, methodOf, nodeAt, plainString } from "./indexed.ts";
import { placeOf } from "./literals.ts";
import {
  deepTags,
  leavesOf,
  parsePrinted as readPrinted,
  relate,
  type Pair,
  type Printed,
  type TagNames,
} from "./printed.ts";
import type { Probe } from "./probe.ts";
import { asTuples, relateDictionary, type Records } from "./records.ts";
import { changed, type Evidence, type Flow, type Indexed, type Place } from "./types.ts";

/** Pyright's ways of saying that one type is wanted and another one given; the first group is what is given. */
const mismatches: readonly RegExp[] = [
  /Expression of type "([^"]+)" cannot be assigned to parameter(?: "[^"]*")? of type "([^"]+)"/g,
  /Argument of type "([^"]+)" cannot be assigned to parameter(?: "[^"]*")? of type "([^"]+)"/g,
  /[Tt]ype "([^"]+)" is not assignable to(?: (?:return|declared|upper bound))? type "([^"]+)"/g,
  /"([^"]+)" is not assignable to "([^"]+)"/g,
  /[Tt]ype "([^"]+)" is incompatible with type "([^"]+)"/g,
  /"([^"]+)" is not the same as "([^"]+)"/g,
  /base parameter(?: "[^"]*")? is type "([^"]+)", override parameter is type "([^"]+)"/g,
  /Override type "([^"]+)" is not the same as base type "([^"]+)"/g,
];
/** Here the second group is what is given. */
const reversed = /base method returns type "([^"]+)", override returns type "([^"]+)"/g;

/** Methods of collections that compare what they are given with what is in there, and store nothing. */
const looksUp =
  /in function "(?:get|pop|__getitem__|__delitem__|__contains__|discard|remove|index|count)"/;

/** What a diagnostic says about flows; the place is that of the expression that pyright names. */
export function flowsOf(
  finding: Finding,
  module: Indexed,
  { names, records }: Pick<Reader, "names" | "records">,
  aliases: ReadonlyMap<string, Printed>,
): readonly Flow[] {
  const found: Flow[] = [...operatorFlows(finding, module, { names, records })];
  const parsePrinted = (text: string): Printed => aliases.get(text) ?? readPrinted(text);
  const place = siteOf(finding, module);
  const lookup = looksUp.test(finding.message);
  const add = (given: string, wanted: string, first: boolean): void =>
    relate(names, parsePrinted(given), parsePrinted(wanted), ({ from, to, direct }) =>
      found.push({ ...place, from, to, kind: "flow", direct: first && direct, lookup }),
    );
  for (const pattern of mismatches)
    for (const { 1: given = "", 2: wanted = "", index } of finding.message.matchAll(pattern))
      add(given, wanted, index === 0);
  for (const { 1: wanted = "", 2: given = "" } of finding.message.matchAll(reversed))
    add(given, wanted, false);
  const [, overloads] = /"(Overload\[[^"]+)"/.exec(finding.message) ?? [];
  const [, wanted] = /No overloaded function matches type "([^"]+)"/.exec(finding.message) ?? [];
  if (overloads !== undefined && wanted !== undefined)
    for (const one of parsePrinted(overloads).args)
      relate(names, one, parsePrinted(wanted), ({ from, to, direct }) =>
        found.push({ ...place, from, to, kind: "flow", direct, lookup }),
      );
  return found;
}

/** Methods that operators ask of their left side, and of their right one where that has none. */
const methodsOf: Readonly<Record<string, readonly [string, string]>> = {
  "+": ["__add__", "__radd__"],
  "-": ["__sub__", "__rsub__"],
  "*": ["__mul__", "__rmul__"],
  "/": ["__truediv__", "__rtruediv__"],
  "<": ["__lt__", "__gt__"],
  "<=": ["__le__", "__ge__"],
  ">": ["__gt__", "__lt__"],
  ">=": ["__ge__", "__le__"],
  in: ["", "__contains__"],
  "not in": ["", "__contains__"],
};

const unsupported = /Operator "([^"]+)" not supported for types "([^"]+)" and "([^"]+)"/;

/**
 * Operators of hand-written classes: \`number in ring\` gives the number to \`Ring.__contains__\`, and pyright says that it does
 * not fit without a word of who takes it.
 */
function operatorFlows(
  { file, start, end, message }: Finding,
  module: Indexed,
  { names, records }: Pick<Reader, "names" | "records">,
): readonly Flow[] {
  const [, operator = "", left = "", right = ""] = unsupported.exec(message) ?? [];
  const [own, reflected] = methodsOf[operator.replace(/(?<=.)=$/, "")] ?? methodsOf[operator] ?? [];
  if (own === undefined || reflected === undefined) return [];
  const sides = nodeAt(module.root, start, end).children.filter(
    (child) => child.named && child.field !== "operators" && child.field !== "operator",
  );
  const found: Flow[] = [];
  const add = (
    owner: string,
    method: string,
    given: string,
    side: SyntaxNode | undefined,
  ): void => {
    const wanted = records.operands.get(readPrinted(owner).name)?.get(method);
    const place =
      side === undefined ? { file, start, end } : { file, start: side.start, end: side.end };
    const lookup = method === "__contains__";
    if (wanted !== undefined)
      relate(names, readPrinted(given), wanted, (pair) =>
        found.push({ ...place, ...pair, kind: "flow", lookup }),
      );
  };
  add(left, own, right, sides[1]);
  add(right, reflected, left, sides[0]);
  return found;
}

/** Where the value stands: of a look-up it is the key. */
function siteOf(finding: Finding, module: Indexed): Place {
  const { file, start, end, message } = finding;
  const node = nodeAt(module.root, start, end);
  const key = node.type === "subscript" ? childOf(node, "subscript") : undefined;
  // What is stored under a key stands on the other side, and is related there.
  if (/parameter "value" of type [^\n]*__setitem__/.test(message)) return { file, start, end };
  return key !== undefined && /__\w+item__/.test(message)
    ? { file, start: key.start, end: key.end }
    : { file, start, end };
}

/** The type that `reveal_type` told; `undefined` for other messages. */
export const revealed = (message: string): string | undefined =>
  /^Type of "[\s\S]*" is "([^"]*)"$/.exec(message)?.[1];

/** What the answers to probes say. */
export interface Answers {
  readonly flows: readonly Flow[];
  readonly evidence: readonly Evidence[];
  /** Places of literals that are keys of maps. */
  readonly keysOfMaps: readonly string[];
}

/** How a member of a stamped class is called whose type changes: `Performance.id`. */
export type IsChangedMember = (owner: string, member: string) => boolean;

/** What reading answers takes. */
export interface Reader {
  readonly names: TagNames;
  readonly records: Records;
  readonly isChangedMember: IsChangedMember;
}

const none: Answers = { flows: [], evidence: [], keysOfMaps: [] };
const isMap = ({ name }: Printed): boolean => /(?:^|[a-z])[dD]ict$|^Counter$|Mapping$/.test(name);
const isSequence = ({ name }: Printed): boolean =>
  /^(?:list|tuple|str|bytes|range|deque|Sequence|MutableSequence)$/.test(name);

/** Reads one probe's answers; `types` are the printed types of what it asked for, in order. */
export function answerOf(
  probe: Probe,
  module: Indexed,
  types: readonly (string | undefined)[],
  { names, records, isChangedMember }: Reader,
): Answers {
  const printed = types.map((type) => asTuples(records, readPrinted(type ?? "")));
  const [left, right] = printed;
  if (probe.kind === "lookup" && left !== undefined) return lookedUp(probe, left, right, names);
  if (probe.kind === "equal" && left !== undefined && right !== undefined)
    return {
      ...none,
      flows: [
        ...compared(probe, names, left, right),
        ...comparedByKey({ names, records }, probe, module, [left, right]),
      ],
    };
  if (probe.kind === "mixed" && right !== undefined && deepTags(names, right).includes(changed))
    return none;
  if (probe.kind === "given") {
    const isOwner = probe.owner === undefined || right?.name === probe.owner;
    const { entry } = probe;
    const wanted =
      entry === undefined
        ? { name: `FwT${changed}`, args: [] }
        : records.dictionaries.get(entry.owner)?.get(entry.key);
    return left === undefined || wanted === undefined || !isOwner
      ? none
      : { ...none, flows: givenTo(probe, names, left, wanted) };
  }
  if (probe.kind === "member" && left !== undefined && right !== undefined)
    return {
      ...none,
      flows: yieldedBy(right).flatMap((element) => compared(probe, names, left, element)),
    };
  if (probe.kind === "beside" && left !== undefined && right !== undefined)
    return { ...none, flows: compared(probe, names, left, right, "beside") };
  const { kind, file, place } = probe;
  if (kind === "lookup" || kind === "equal" || kind === "member" || kind === "beside") return none;
  // Asked for its type alone.
  if (kind === "made") return none;
  if (kind === "order" && probe.compares === true)
    return { ...none, evidence: sidesOf(probe, names, printed) };
  const values = deciding(probe, module, printed, isChangedMember);
  const tags = values.flatMap((type): readonly number[] =>
    probe.alone === true && type.name === "|"
      ? []
      : probe.deep === true
        ? deepTags(names, type)
        : leavesOf(names, type).filter((leaf) => leaf !== undefined),
  );
  return {
    ...none,
    evidence: [...new Set(tags)].map((node) => ({
      file,
      start: place.start,
      end: place.end,
      node,
      kind,
    })),
  };
}

/** Both sides of what is greater or less, each with what it is compared with. */
function sidesOf(
  { file, place }: Probe,
  names: TagNames,
  printed: readonly Printed[],
): readonly Evidence[] {
  const tags = printed.map((type) => deepTags(names, type));
  return tags.flatMap((own, index) =>
    own.map((node) => ({
      file,
      start: place.start,
      end: place.end,
      node,
      kind: "order" as const,
      beside: tags.flatMap((other, at) => (at === index ? [] : other)),
    })),
  );
}

/** What is given by name becomes the changed member, or the entry of a typed dictionary. */
function givenTo(
  { file, place }: Probe,
  names: TagNames,
  value: Printed,
  wanted: Printed,
): readonly Flow[] {
  const { start, end } = place;
  const found: Flow[] = [];
  relate(names, value, wanted, (pair) => found.push({ ...pair, kind: "flow", file, start, end }));
  return found;
}

/** Both directions: which of the two is what the other should be is not for the comparison to say. */
function compared(
  probe: Probe,
  names: TagNames,
  left: Printed,
  right: Printed,
  kind: "compare" | "beside" = "compare",
): readonly Flow[] {
  const [one, other] = probe.asks;
  const found: Flow[] = [];
  const add = (at: typeof one, pair: Pair): void => {
    if (at !== undefined)
      found.push({ ...pair, kind, file: probe.file, start: at.start, end: at.end });
  };
  relate(names, left, right, (pair) => add(one, pair));
  relate(names, right, left, (pair) => add(other, pair));
  return found;
}

/** A typed dictionary and the dictionary, written out, that it should equal. */
function comparedByKey(
  { names, records }: Pick<Reader, "names" | "records">,
  { file, asks }: Probe,
  module: Indexed,
  types: readonly [Printed, Printed],
): readonly Flow[] {
  const found: Flow[] = [];
  for (const [index, type] of types.entries()) {
    const other = asks[1 - index];
    if (other !== undefined)
      relateDictionary(records, names, type, module, other, (pair, { start, end }) =>
        found.push({ ...pair, kind: "compare", file, start, end }),
      );
  }
  return found;
}

function lookedUp(
  probe: Probe,
  owner: Printed,
  index: Printed | undefined,
  names: TagNames,
): Answers {
  const owners = owner.name === "|" ? owner.args : [owner];
  if (probe.index !== undefined && owners.some(isMap))
    return { ...none, keysOfMaps: [placeOf(probe.file, probe.index)] };
  if (index === undefined || !owners.some(isSequence)) return none;
  const { file, place } = probe;
  const evidence = leavesOf(names, index).flatMap((node) =>
    node === undefined
      ? []
      : [{ file, start: place.start, end: place.end, node, kind: "index" as const }],
  );
  return { ...none, evidence };
}

/** What an iterable yields. */
function yieldedBy(type: Printed): readonly Printed[] {
  if (type.name === "|") return type.args.flatMap(yieldedBy);
  if (type.name === "tuple") return type.args.filter(({ name }) => name !== "...");
  return type.args.slice(type.name.endsWith("values") ? 1 : 0).slice(0, 1);
}

/** Types of what decides: the expressions that were asked for, or what they yield. */
function deciding(
  { getter, yields }: Probe,
  module: Indexed,
  printed: readonly Printed[],
  isChangedMember: IsChangedMember,
): readonly Printed[] {
  const values = yields === true ? printed.flatMap(yieldedBy) : printed;
  return getter === undefined ? values : got(module, getter, values, isChangedMember);
}

/** What `attrgetter("id")` or `itemgetter(0)` takes of the elements. */
function got(
  module: Indexed,
  getter: SyntaxNode,
  elements: readonly Printed[],
  isChangedMember: IsChangedMember,
): readonly Printed[] {
  const byPlace = methodOf(module.text, getter) === "itemgetter";
  return argumentsOf(getter).flatMap((argument) =>
    elements.flatMap((element): readonly Printed[] => {
      if (byPlace) {
        const index = Number(textOf(module.text, argument));
        return element.args.slice(index, index + 1);
      }
      const member = plainString(module.text, argument) ?? "";
      return isChangedMember(element.name, member) ? [{ name: `FwT${changed}`, args: [] }] : [];
    }),
  );
}
