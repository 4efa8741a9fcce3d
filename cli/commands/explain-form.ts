import { traceService, type Origin } from "#forge";
import { standingIn } from "#sentinel";
import { lineStarts, type Service, type Span } from "#intent";
import { exits, problem, type CommandResult } from "../result.ts";
import { toldForm, type Explaining } from "./explain-place.ts";
import type { Place } from "./place.ts";

/** Stamped lines in a row that come from one form. Lines count from 1. */
interface Lines {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
}

/** A stamped line and a form of which something in it was made. */
interface Made {
  readonly service: string;
  readonly file: string;
  readonly line: number;
  readonly origin: Origin;
}

/** Which lines of which services come from the form at a place of an intent, and from the forms within it. */
export function explainForm(explaining: Explaining, place: Place): CommandResult {
  const text = explaining.texts.get(place.file) ?? "";
  const starts = lineStarts(text);
  const start = starts[place.line - 1];
  if (start === undefined)
    return problem(
      exits.usage,
      `${place.file} has no line ${place.line}`,
      `it has ${starts.length} lines`,
    );
  const [end = text.length] = starts.slice(place.line);
  const white = /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
  const at = place.column === undefined ? start + white : start + place.column - 1;
  const asked = { at, start, end: place.column === undefined ? end : start };
  const { form, made } =
    usedAt(explaining, place.file, asked) ?? madeAt(explaining, place.file, asked);
  const services = [...Map.groupBy(made, ({ service }) => service)].map(([name, lines]) => ({
    name,
    places: inRows(lines),
  }));
  const told = form && toldForm(explaining, form);
  const document = {
    schema: "flywheel.place/1",
    ...place,
    ...(told && { form: told }),
    services,
  };
  const lines =
    told === undefined
      ? [`${place.file}:${place.line}`, "  nothing is stamped from here alone"]
      : [
          `${told.file}:${told.line}:${told.column}`,
          ...told.text.split("\n").map((line) => `    ${line}`),
          ...services.flatMap(({ name, places }) => [
            `  in ${name}`,
            ...places.map(({ file, line, endLine }) =>
              line === endLine ? `    ${file}:${line}` : `    ${file}:${line}-${endLine}`,
            ),
          ]),
        ];
  return { exit: exits.done, document, text: lines.join("\n") };
}

/** A form, and what was made of it. */
interface Found {
  readonly form: Origin | undefined;
  readonly made: readonly Made[];
}

/** The form at an offset, or else the first that begins between two, and what all services' stamps have of it. */
function madeAt(
  explaining: Explaining,
  file: string,
  { at, start, end }: { readonly at: number; readonly start: number; readonly end: number },
): Found {
  const { context, universe } = explaining;
  const all: Made[] = [];
  for (const service of [...universe.model.services.keys()].sort())
    if (!context.signal.aborted) all.push(...madeIn(explaining, service, file));
  const form = innermost(all, at) ?? within(all, start, end);
  return { form, made: all.filter(({ origin }) => form !== undefined && holds(form, origin)) };
}

/** What one service's stamp is made of in one intent. */
const madeIn = (
  { context, universe, templates }: Explaining,
  service: string,
  file: string,
): Made[] =>
  traceService(universe.model, templates, service, {
    sha256: context.host.sha256,
    standing: standingIn(context.host.files, universe.root),
  }).flatMap((traced) =>
    traced.lines.flatMap((pieces, index) =>
      pieces.flatMap(({ origin }) =>
        origin?.file === file ? [{ service, file: traced.path, line: index + 1, origin }] : [],
      ),
    ),
  );

/**
 * What a `(uses …)` brings into its service that holds the offset `at` or begins before `end`: lines that are made of the other's
 * forms.
 */
function usedAt(
  explaining: Explaining,
  file: string,
  { at, end }: { readonly at: number; readonly end: number },
): Found | undefined {
  const { services } = explaining.universe.model;
  const holdsIt = ({ span }: { readonly span: Span }): boolean =>
    (span.start <= at && at < span.end) || (at <= span.start && span.start < end);
  const service = [...services.values()].find((one) => one.file === file);
  const uses = service?.uses.find((one) => holdsIt(one) || one.items.some(holdsIt));
  const owner = uses && services.get(uses.service);
  if (service === undefined || uses === undefined || owner === undefined) return undefined;
  const item = holdsIt(uses) ? undefined : uses.items.find(holdsIt);
  const named = declarations(owner).filter(({ kind, name }) =>
    (item === undefined ? uses.items : [item]).some(
      (one) => one.kind === kind && one.name === name,
    ),
  );
  const made = madeIn(explaining, service.name, owner.file).filter(({ origin }) =>
    named.some((one) => holds({ file: owner.file, span: one.span }, origin)),
  );
  return { form: { file, span: (item ?? uses).span }, made };
}

/** What a service declares that others may use. */
const declarations = ({
  rpcs,
  entities,
  enums,
  unions,
  aliases,
  errors,
  events,
}: Service): readonly { readonly kind: string; readonly name: string; readonly span: Span }[] => [
  ...rpcs,
  ...entities,
  ...enums,
  ...unions,
  ...aliases,
  ...errors,
  ...events,
];

/** Whether a form holds another, or is it. */
const holds = (form: Origin, { file, span }: Origin): boolean =>
  form.file === file && span.start >= form.span.start && span.end <= form.span.end;

const size = ({ span }: Origin): number => span.end - span.start;

/** The smallest form that holds an offset. */
const innermost = (all: readonly Made[], at: number): Origin | undefined =>
  all
    .map(({ origin }) => origin)
    .filter(({ span }) => span.start <= at && at < span.end)
    .sort((a, b) => size(a) - size(b))[0];

/** The first form that begins in a stretch of text. */
const within = (all: readonly Made[], start: number, end: number): Origin | undefined =>
  all
    .map(({ origin }) => origin)
    .filter(({ span }) => span.start >= start && span.start < end)
    .sort((a, b) => a.span.start - b.span.start || size(b) - size(a))[0];

/** Lines as rows without gaps, by file. */
function inRows(made: readonly Made[]): Lines[] {
  const rows: Lines[] = [];
  for (const [file, lines] of Map.groupBy(made, (one) => one.file)) {
    for (const line of [...new Set(lines.map((one) => one.line))].sort((a, b) => a - b)) {
      const last = rows.at(-1);
      if (last?.file === file && last.endLine === line - 1)
        rows[rows.length - 1] = { ...last, endLine: line };
      else rows.push({ file, line, endLine: line });
    }
  }
  return rows;
}
