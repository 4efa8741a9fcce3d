import {
  readMarker,
  traceService,
  type Origin,
  type TracedFile,
  type TracedPiece,
  type Templates,
} from "#forge";
import { lineStarts, rangeOf, type Service } from "#intent";
import { joinPath, relativeTo, standingIn } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { openSoundUniverse, templateSets, type SoundUniverse } from "../universe.ts";
import { explainForm } from "./explain-form.ts";
import type { Place } from "./place.ts";

/** What places are explained by. */
export interface Explaining {
  readonly context: CommandContext;
  readonly universe: SoundUniverse;
  readonly templates: Templates;
  /** Texts of intents and templates, by the path that diagnostics and models name. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A form of an intent as it is told: where it stands, and its text. */
export interface ToldForm {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** `forge explain FILE:LINE[:COLUMN]`: the form that a stamped line comes from, or the stamped lines that come from a form. */
export async function explainPlace(context: CommandContext, place: Place): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const path = await pathIn(context, universe.root, place.file);
  if (path === undefined)
    return problem(
      exits.usage,
      `there is no file ${place.file}`,
      "name a stamped file or an intent of this universe, from here or from its root",
    );
  const { shipped, own } = await templateSets(context, universe.root);
  const templates = new Map([...shipped, ...own]);
  const texts = new Map([
    ...universe.sources.map((source) => [source.path, source.text] as const),
    ...[...templates.values()].map(({ file, text }) => [file, text] as const),
  ]);
  const explaining: Explaining = { context, universe, templates, texts };
  if (universe.sources.some((source) => source.path === path))
    return explainForm(explaining, { ...place, file: path });
  return explainLine(explaining, { ...place, file: path });
}

/** A file that stands, as a path relative to the root; looked for from here first. */
async function pathIn(
  { host, cwd }: CommandContext,
  root: string,
  file: string,
): Promise<string | undefined> {
  const tried = file.startsWith("/") ? [file] : [joinPath(cwd, file), joinPath(root, file)];
  for (const path of tried) {
    const real = await host.files.realPath(path);
    const inside = real === undefined ? undefined : relativeTo(root, real);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** The service in whose folder a file stands. */
function serviceAround({ model }: SoundUniverse, path: string): Service | undefined {
  const around = [...model.services.values()].filter(({ directory }) =>
    path.startsWith(`${directory}/`),
  );
  return around.sort((a, b) => b.directory.length - a.directory.length)[0];
}

async function explainLine(explaining: Explaining, place: Place): Promise<CommandResult> {
  const { context, universe, templates } = explaining;
  const service = serviceAround(universe, place.file);
  const files =
    service === undefined
      ? []
      : traceService(universe.model, templates, service.name, {
          sha256: context.host.sha256,
          standing: standingIn(context.host.files, universe.root),
        });
  const traced = files.find(({ path }) => path === place.file);
  if (service === undefined || traced === undefined) {
    const cure =
      files.length === 0
        ? "name a stamped file or an intent of this universe"
        : `the stamped files of ${service?.name ?? ""} are ${files.map(({ path }) => path).join(", ")}`;
    return problem(exits.usage, `${place.file} is not stamped`, cure);
  }
  const text =
    (await context.host.files.readText(joinPath(universe.root, place.file))) ?? traced.text;
  const lines = linesOf(text);
  const shown = lines[place.line - 1];
  if (shown === undefined)
    return problem(
      exits.usage,
      `${place.file} has no line ${place.line}`,
      `it has ${lines.length} lines`,
    );
  const line =
    text === traced.text ? place.line : stampedLine(lines, linesOf(traced.text), place.line);
  const standing = readMarker(text);
  const isOlder = standing !== undefined && standing.digest !== readMarker(traced.text)?.digest;
  return toldLine(explaining, service, traced, {
    place,
    shown,
    line,
    changed: text !== traced.text,
    isOlder,
  });
}

const linesOf = (text: string): string[] => text.replace(/\n$/, "").split("\n");

/**
 * The line of the stamped text that a line of a changed file is: by what both texts begin and end with, else the only line
 * that says the same. `undefined` for a line that nothing stamps.
 */
function stampedLine(
  now: readonly string[],
  stamped: readonly string[],
  line: number,
): number | undefined {
  let head = 0;
  while (head < now.length && now[head] === stamped[head]) head++;
  if (line <= head) return line;
  let tail = 0;
  while (
    tail < now.length - head &&
    tail < stamped.length - head &&
    now.at(-1 - tail) === stamped.at(-1 - tail)
  )
    tail++;
  if (line > now.length - tail) return line + stamped.length - now.length;
  const same = stamped.flatMap((text, index) => (text === now[line - 1] ? [index + 1] : []));
  return same.length === 1 ? same[0] : undefined;
}

interface AskedLine {
  readonly place: Place;
  /** The line as it stands. */
  readonly shown: string;
  /** Its number in the stamped text; absent where nothing stamps it. */
  readonly line: number | undefined;
  readonly changed: boolean;
  /** Whether the file says that it was stamped from something else than what stands. */
  readonly isOlder: boolean;
}

function toldLine(
  explaining: Explaining,
  service: Service,
  traced: TracedFile,
  asked: AskedLine,
): CommandResult {
  const { place, line, changed } = asked;
  const pieces = line === undefined ? [] : piecesAt(traced, line, place.column);
  const origins = distinct(pieces.flatMap(({ origin }) => origin ?? []));
  const forms = origins.map((origin) => toldForm(explaining, origin));
  const comes =
    line === undefined
      ? asked.isOlder
        ? "older"
        : "by-hand"
      : forms.length > 0
        ? "form"
        : pieces.every(({ constant }) => constant)
          ? "same"
          : "service";
  const owner = { file: service.file, span: service.nameSpan ?? service.span };
  const told = comes === "service" ? [toldForm(explaining, owner)] : forms;
  const nearest = pieces.find(({ origin }) => origin !== undefined) ?? pieces[0];
  const template = nearest && templatePlace(explaining, nearest);
  const document = {
    schema: "flywheel.place/1",
    ...place,
    service: service.name,
    changed,
    comes,
    ...(line === undefined || line === place.line ? {} : { stampedLine: line }),
    forms: told,
    ...(template && { template }),
  };
  return {
    exit: exits.done,
    document,
    text: textOfLine(asked, comes, told, template),
  };
}

const sentences = {
  form: "comes from",
  service: "follows from the service as a whole",
  same: "is the same in every service",
  older:
    "is not in the stamp of the intents as they stand: an earlier one printed it, or a hand wrote it; `forge stamp` makes the file new",
  "by-hand": "is not stamped: it was written by hand, and the next stamp takes it away",
} as const;

function textOfLine(
  { place, shown, line, changed }: AskedLine,
  comes: keyof typeof sentences,
  forms: readonly ToldForm[],
  template: { readonly file: string; readonly line: number } | undefined,
): string {
  const moved = line === undefined || line === place.line ? "" : ` (line ${line} of the stamp)`;
  const by = template === undefined ? [] : [`  printed by ${template.file}:${template.line}`];
  return [
    `${place.file}:${place.line}${moved}`,
    `    ${shown.trim()}`,
    ...(changed ? ["  the file was changed since it was stamped, or the intent was"] : []),
    `  ${sentences[comes]}`,
    ...forms.flatMap((form) => [
      `  ${form.file}:${form.line}:${form.column}`,
      ...form.text
        .split("\n")
        .slice(0, shownMax)
        .map((text) => `    ${text}`),
    ]),
    ...by,
  ].join("\n");
}

/** Lines of a form that are shown; a document has all. */
const shownMax = 6;

/** The pieces of a line, or the one at a column where one says something there: without white space, which belongs to whatever stands around. */
function piecesAt(
  { text, lines }: TracedFile,
  line: number,
  column: number | undefined,
): readonly TracedPiece[] {
  const pieces = lines[line - 1] ?? [];
  const shown = linesOf(text)[line - 1] ?? "";
  const saying = pieces.filter(({ start, end }) => shown.slice(start, end).trim() !== "");
  const all = saying.length > 0 ? saying : pieces;
  if (column === undefined) return all;
  const there = all.filter(({ start, end }) => start < column && column <= end);
  return there.length > 0 ? there.slice(0, 1) : all;
}

const distinct = (origins: readonly Origin[]): readonly Origin[] => [
  ...new Map(origins.map((one) => [`${one.file}:${one.span.start}:${one.span.end}`, one])).values(),
];

/** A form with its place and its text. */
export function toldForm({ texts }: Explaining, { file, span }: Origin): ToldForm {
  const text = texts.get(file) ?? "";
  return { file, ...rangeOf(text, span), text: text.slice(span.start, span.end) };
}

function templatePlace(
  { texts }: Explaining,
  { template: { file, span } }: TracedPiece,
): { readonly file: string; readonly line: number } {
  return {
    file,
    line: rangeOf(texts.get(file) ?? "", span, lineStarts(texts.get(file) ?? "")).line,
  };
}
