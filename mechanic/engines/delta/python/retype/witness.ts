import type { HoleKind } from "#intent";

import { isInWriter } from "../forms/codecs.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";
import { comesAsItIs } from "./arrivals.ts";
import { convertedAt, isCaught } from "./converted.ts";
import { above, nodeAt } from "./indexed.ts";
import { edit, hole, moduleAt, newType, spelt, type Judgement } from "./judgement.ts";
import { placeOf } from "./literals.ts";
import { comesBack, dividesWhole, isNumeric, staysInOrder } from "./numbers.ts";
import { plainMark } from "./marks.ts";
import { parsePrinted } from "./printed.ts";
import { convertLiteral } from "./spelling.ts";
import type { Evidence, Place } from "./types.ts";

const questions: Readonly<Record<Evidence["kind"], readonly [HoleKind, string]>> = {
  arithmetic: ["conversion", "counts with it"],
  added: ["conversion", "counts with it"],
  order: ["ordering", "puts it in order"],
  method: ["conversion", "calls a method of the old type on it"],
  predicate: ["silent-miss", "asks for its type, and the answer is another one now"],
  index: ["conversion", "uses it as a place in a list"],
  parse: ["validation", "makes a number of it"],
  format: ["silent-miss", "lays it out as a number, which fails for other types"],
  text: ["silent-miss", "makes a text of it, which is spelt otherwise now"],
  row: ["wire-form", "puts it into a row, which cannot be written with this type"],
  length: ["conversion", "makes a length of time of it"],
  converted: ["validation", "makes of it what it is now, and somebody catches what is none"],
  mixed: ["silent-miss", "counts it with other numbers, which fails for decimals and floats"],
  entry: ["wire-form", "writes it as JSON by hand, where it is of another kind now"],
  zero: ["silent-miss", "asks whether it is zero"],
  json: ["wire-form", "writes it as JSON by hand, which fails for this type"],
  pattern: ["validation", "takes it for digits"],
};

/** A use that made sense for the old type only, whether or not pyright notices. */
export function ask(judgement: Judgement, evidence: Evidence): void {
  const { retype } = judgement;
  if (evidence.kind === "json" && isJson(retype.after)) return;
  if (evidence.kind === "json" && hasEntry(judgement, evidence)) return;
  if (evidence.kind === "row" && (!isJson(retype.before) || isJson(retype.after))) return;
  const wasJson = jsonKind(retype.before);
  if (evidence.kind === "entry" && (wasJson === "" || wasJson === jsonKind(retype.after))) return;
  if (evidence.kind === "mixed" && retype.after !== "Decimal") return;
  // What is counted of the greatest or the least is asked about as a whole.
  if (evidence.kind === "order" && isCounted(judgement, evidence)) return;
  // The greatest of those that are less: that is one order.
  if (evidence.kind === "order" && isInOrder(judgement, evidence)) return;
  const place = isNumeric(retype) ? wholeOf(judgement, evidence) : evidence;
  const text = spelt(judgement, place);
  if (evidence.kind === "added") return;
  if (evidence.kind === "length") return sameLength(judgement, evidence);
  if (evidence.kind === "converted" && fallsAway(judgement, evidence)) return;
  if (evidence.kind === "method" && isConverted(judgement, evidence)) return;
  if (isNumeric(retype) && isSameForNumbers(evidence, text)) return;
  if (retype.after === "timedelta" && isSameForLengths(evidence, text)) return;
  if (evidence.kind === "text" && isReadAgain(judgement, evidence, text)) return;
  if (evidence.kind === "format" && isOfTime(retype)) return;
  if (evidence.kind === "format" && printedPlainly(judgement, evidence)) return;
  if (evidence.kind === "order" && isAgainstConverted(judgement, evidence)) return;
  const isMixed = evidence.kind === "order" && isAgainstOthers(judgement, evidence);
  const isFiner = evidence.kind === "order" && isFinerKey(judgement, evidence);
  if (evidence.kind === "order" && !isMixed && !isFiner && keepsOrder(judgement, evidence.file))
    return;
  const [known, what] = questions[evidence.kind];
  const modules = [...judgement.taint.modules.values()];
  const isKept = evidence.kind === "text" && isInWriter(modules, place.file, place);
  const kind = evidence.kind === "order" && isMixed ? "conversion" : isKept ? "wire-form" : known;
  hole(
    judgement,
    place,
    kind,
    `\`${text}\` ${what}: ${retype.change.symbol} is ${newType(judgement)} now${isFiner ? ", and what comes behind it in the key decided where days were the same. Which order is meant?" : endOf(evidence, isMixed)}`,
    retype.after === "str" ? padded(text) : [],
  );
}

const endOf = ({ kind }: Evidence, isMixed: boolean): string => {
  if (kind !== "order") return ".";
  return isMixed
    ? ", and what it is compared with is not."
    : ", where 10 may come before 9. Which order is meant?";
};

const isJson = (type: string): boolean => /^(?:str|int|float)$/.test(type);

/** What JSON makes of a value; nothing where it cannot be written by itself. */
const jsonKind = (type: string): string =>
  type === "str" ? "text" : isJson(type) ? "number" : type === "bool" ? "bool" : "";

const hasEntry = ({ taint }: Judgement, evidence: Evidence): boolean =>
  taint.graph.evidence.some(
    ({ kind, file, node }) => kind === "entry" && file === evidence.file && taint.members.has(node),
  );

const isCounted = ({ taint }: Judgement, evidence: Evidence): boolean =>
  taint.graph.evidence.some(
    ({ kind, file, node, start, end }) =>
      kind === "arithmetic" &&
      file === evidence.file &&
      taint.members.has(node) &&
      start <= evidence.start &&
      evidence.end <= end,
  );

/** Whether something is put in order inside of what is put in order, too. */
const isInOrder = ({ taint }: Judgement, { file, start, end }: Evidence): boolean =>
  taint.graph.evidence.some(
    (each) =>
      each.kind === "order" &&
      each.file === file &&
      taint.members.has(each.node) &&
      each.start <= start &&
      end <= each.end &&
      each.end - each.start > end - start,
  );

/** The whole of an expression that is counted with: `divmod(abs(cents), 100)` of `abs(cents)`. */
function wholeOf(judgement: Judgement, evidence: Evidence): Place {
  const module = moduleAt(judgement, evidence.file);
  if (module === undefined || evidence.kind !== "arithmetic") return evidence;
  let whole = nodeAt(module.root, evidence.start, evidence.end);
  for (const outer of above(module, whole)) {
    if (
      !/^(?:call|argument_list|binary_operator|unary_operator|parenthesized_expression)$/.test(
        outer.type,
      )
    )
      break;
    if (outer.type !== "argument_list") whole = outer;
  }
  return { file: evidence.file, start: whole.start, end: whole.end };
}

/** A use that numbers of all kinds have alike. */
function isSameForNumbers({ kind }: Evidence, text: string): boolean {
  if (kind === "arithmetic") return !dividesWhole(text);
  if (kind === "format") return !/[dxXob]\}?["']?\)?$|%[-+ #0]*\d*[diuxX]/.test(text);
  return kind === "order" || kind === "zero" || kind === "parse" || kind === "predicate";
}

const identifies = /^(?:\w+\.)+(?:id|number|code|key|uuid|serial|barcode|name)$/;

/** Whether days become moments in a key in which something else comes behind them: two moments are hardly ever the same. */
function isFinerKey({ retype, taint }: Judgement, { file, start, end }: Evidence): boolean {
  const module = taint.modules.get(file);
  if (module === undefined || !isOfTime(retype)) return false;
  return nodesOf(nodeAt(module.root, start, end), "lambda").some((lambda) => {
    const body = childOf(lambda, "body");
    const type = body === undefined ? undefined : taint.types.get(placeOf(file, body));
    const parts = type === undefined ? [] : parsePrinted(type).args;
    const keys = body?.children.filter(({ named }) => named) ?? [];
    // What tells one record from all others only makes an order the same each time.
    if (keys.slice(1).every((key) => identifies.test(textOf(module.text, key)))) return false;
    return parts
      .slice(0, -1)
      .some(({ name }) => /^FwT\d+$/.test(name) && taint.members.has(Number(name.slice(3))));
  });
}

/** Whether a value is compared with what is still of the old type: that throws, unless both are identities or numbers. */
const isAgainstOthers = ({ retype, taint }: Judgement, { beside }: Evidence): boolean =>
  !isNumeric(retype) &&
  !comesBack(retype) &&
  beside !== undefined &&
  !beside.some((tag) => taint.members.has(tag));

/** Lengths of time are added, are greater or less, and may be none; what is multiplied or cut was of another unit. */
const isSameForLengths = ({ kind }: Evidence, text: string): boolean =>
  kind === "arithmetic"
    ? !/[*/%]|\b(?:divmod|round|range|pow|int|float)\(/.test(text)
    : kind === "zero";

/** `timedelta(minutes=delay.minutes)` is the value itself, now that this is a length of time. */
function sameLength(judgement: Judgement, evidence: Evidence): void {
  const { retype } = judgement;
  const module = moduleAt(judgement, evidence.file);
  const call = module === undefined ? undefined : nodeAt(module.root, evidence.start, evidence.end);
  const keyword =
    call === undefined
      ? undefined
      : childOf(call, "arguments")?.children.find(({ named }) => named);
  const [name, value] =
    keyword === undefined ? [] : [childOf(keyword, "name"), childOf(keyword, "value")];
  if (module === undefined || name === undefined || value === undefined) return;
  if (retype.after !== "timedelta" || textOf(module.text, name) !== retype.unit) return;
  const because = `${retype.change.symbol} is ${newType(judgement)} now, which was made of its ${retype.unit} here.`;
  const { file, start, end } = evidence;
  edit(judgement, { file, start, end: value.start }, "", "length-falls-away", because);
  edit(judgement, { file, start: value.end, end }, "", "length-falls-away", because);
}

/** Whether a method is what falls away, or is asked about, as a conversion. */
function isConverted({ taint, retype }: Judgement, { file, start, end }: Evidence): boolean {
  const module = taint.modules.get(file);
  const call = module?.parents.get(nodeAt(module.root, start, end));
  return (
    module !== undefined &&
    call?.type === "call" &&
    convertedAt(module, call, retype.before, retype.after, true) !== undefined
  );
}

/** `loan.due < today.isoformat()`: what was converted to be compared with the old type is compared as it is. */
function isAgainstConverted(judgement: Judgement, { file, start, end }: Evidence): boolean {
  const module = moduleAt(judgement, file);
  const whole = module === undefined ? undefined : nodeAt(module.root, start, end);
  if (whole?.type !== "comparison_operator") return false;
  const sides = whole.children.filter((child) => child.named && child.field !== "operators");
  return (
    sides.length === 2 &&
    sides.some((side) => comesAsItIs(judgement, { file, start: side.start, end: side.end }))
  );
}

/** `date.fromisoformat(loan.due)` of what is a date now, unless somebody catches what is none. */
function fallsAway(judgement: Judgement, evidence: Evidence): boolean {
  const { before, after } = judgement.retype;
  const module = moduleAt(judgement, evidence.file);
  const { file, start, end } = evidence;
  const call = module === undefined ? undefined : nodeAt(module.root, start, end);
  const value =
    module === undefined || call === undefined
      ? undefined
      : convertedAt(module, call, before, after, true);
  if (module === undefined || call === undefined || value === undefined) return true;
  if (isCaught(module, call)) return false;
  const because = `${judgement.retype.change.symbol} is ${newType(judgement)} now, which was made of it here.`;
  edit(judgement, { file, start, end: value.start }, "", "conversion-falls-away", because);
  edit(judgement, { file, start: value.end, end }, "", "conversion-falls-away", because);
  return true;
}

/** `%d` of a log line, and `{id:d}`, print a number as it is: `%s` and `{id}` do so for what is spelt as a text. */
function printedPlainly(judgement: Judgement, { file, start, end }: Evidence): boolean {
  const { before, after } = judgement.retype;
  const module = moduleAt(judgement, file);
  if (module === undefined || before !== "int" || !/^(?:str|UUID)$/.test(after)) return false;
  const mark = plainMark(module, nodeAt(module.root, start, end));
  if (mark === undefined) return false;
  const because = `${judgement.retype.change.symbol} is ${newType(judgement)} now, which is printed as it is.`;
  edit(judgement, { file, ...mark.span }, mark.text, "printed-plainly", because);
  return true;
}

/** A moment is written as a day was, with its hour: of a form that is read again, the reader is who has to know. */
const isReadAgain = ({ retype, taint }: Judgement, evidence: Evidence, text: string): boolean =>
  isOfTime(retype) &&
  text.endsWith(".isoformat()") &&
  isInWriter([...taint.modules.values()], evidence.file, evidence);

const isOfTime = ({ before, after }: Judgement["retype"]): boolean =>
  before === "date" && after === "datetime";

/** `{id:06d}` fills up with zeros; text does so on the left where it is told to. */
function padded(text: string): readonly string[] {
  const found = /^\{(.+):0(\d+)d?\}$/.exec(text);
  return found === null ? [] : [`{${found[1]}:0>${found[2]}}`];
}

/** Texts sort as numbers do where all that a test spells have as many digits; UUIDs sort as the texts that they were. */
function keepsOrder({ taint, request, retype }: Judgement, file: string): boolean {
  if (staysInOrder(retype)) return true;
  if (!request.tests.has(file)) return false;
  const spellings = [...taint.members].flatMap((member) => {
    const tag = taint.tags.get(member);
    return tag?.kind === "literal" && tag.file === file ? [tag] : [];
  });
  const texts = spellings.map(
    ({ start, end }) => taint.modules.get(file)?.text.slice(start, end) ?? "",
  );
  const converted = texts.every((text) =>
    convertLiteral(text, retype, { text: "", imports: false }),
  );
  return (
    texts.length > 0 &&
    converted &&
    (retype.after === "UUID" || new Set(texts.map(({ length }) => length)).size === 1)
  );
}
