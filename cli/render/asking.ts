import type { Hole } from "#intent";
import type { CascadeDocument, Offer } from "#sentinel";
import type { Style } from "./style.ts";

type Questions = CascadeDocument["questions"];

/** What is asked, and the commands that answer. */
export interface AskingParts {
  readonly questions: Questions;
  readonly offers: readonly Offer[];
  /** All holes that are open, for what can be answered how. */
  readonly holes: readonly Hole[];
  /** Paths of the patches that show what each candidate makes of the code. */
  readonly choices?: readonly string[];
  /** The command that takes answers to the questions, and the one that takes those that are offered. */
  readonly command: string;
  readonly offerCommand: string;
}

/** A text as one word of a POSIX shell. */
const quoted = (text: string): string =>
  /^[\w@%+:,./=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A command that gives answers. */
const answerCommand = (command: string, answers: readonly string[]): string =>
  [command, ...answers.map((answer) => `--answer ${quoted(answer)}`)].join(" ");

const flat = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, " ⏎ ");

const slotLinesMax = 3;

/** The code that a text of one's own becomes part of, where it is spelt in several ways in each of them. */
function slotLines(holes: readonly Hole[]): readonly string[] {
  const lines = [
    ...new Set(holes.flatMap(({ slot }) => (slot === undefined ? [] : slotLine(slot)))),
  ];
  return lines.slice(0, slotLinesMax);
}

function slotLine(slot: NonNullable<Hole["slot"]>): string {
  const instead = slot.replaces.trim() === "" ? "" : ` in place of \`${flat(slot.replaces)}\``;
  return `=TEXT of your own: \`${flat(`${slot.before}TEXT${slot.after}`).replace(/^,?\s*(?:⏎ )?/, "")}\`${instead}`;
}

const placesMax = 4;

/** Where a question is asked, if in several places: one answer goes to all of them. */
function placeLines(style: Style, { holes }: Questions[number]): readonly string[] {
  if (holes.length < 2) return [];
  const places = holes.slice(0, placesMax).map(({ file, line }) => `${file}:${line}`);
  const more = holes.length > placesMax ? ` and ${holes.length - placesMax} more` : "";
  return [style.faint(`    at ${places.join(", ")}${more}`)];
}

function questionLines(style: Style, question: Questions[number], parts: AskingParts): string[] {
  const ids = new Set(question.holes.map(({ id }) => id));
  const holes = parts.holes.filter(({ id }) => ids.has(id));
  const services = [...new Set(question.holes.map(({ service }) => service))];
  const known = new Set(holes.flatMap(({ choices = [] }) => choices.map(({ label }) => label)));
  const numbered = question.candidates.map((one, index) =>
    known.has(one)
      ? `    ${index + 1}  ${flat(one)}`
      : style.faint(`    –  ${flat(one)} (a hint, no code)`),
  );
  const slots = slotLines(holes);
  const places = question.holes.length === 1 ? "one place" : `${question.holes.length} places`;
  const isByHand = known.size === 0 && slots.length === 0;
  return [
    `  ${style.warn("?")} ${question.id}  ${style.faint(`${places} in ${services.join(", ")}`)}`,
    `    ${flat(question.question)}`,
    ...placeLines(style, question),
    ...numbered,
    ...slots.map((slot) => style.faint(`    ${slot}`)),
    ...(isByHand ? [style.faint("    by hand: edit the file in the scene")] : []),
  ];
}

/** An answer as an example: to the first question that takes one. */
function exampleOf({ questions, holes }: AskingParts): string | undefined {
  for (const question of questions) {
    const own = holes.filter(({ id }) => question.holes.some((one) => one.id === id));
    const number = question.candidates.findIndex((one) =>
      own.some(({ choices = [] }) => choices.some(({ label }) => label === one)),
    );
    if (number !== -1) return `${question.id}=${number + 1}`;
    const first = own.find(({ slot }) => slot !== undefined);
    if (first === undefined) continue;
    // A text is of one language: a question that is asked in several is answered hole by hole.
    const suffixes = new Set(own.map(({ file }) => file.slice(file.lastIndexOf(".") + 1)));
    return suffixes.size === 1 ? `${question.id}==TEXT` : `${first.file}:${first.line}==TEXT`;
  }
  return undefined;
}

/** Each question once, with its candidates by number; how to answer; and what the answers given could answer elsewhere. */
export function askingLines(style: Style, parts: AskingParts): string[] {
  const { questions, offers, choices = [], command, offerCommand } = parts;
  const example = exampleOf(parts);
  const offered = offers.map(
    ({ services, answers }) =>
      `  the same answer can be given in ${services.join(", ")}: ${answerCommand(offerCommand, answers)}`,
  );
  if (questions.length === 0) return offered;
  return [
    style.strong(questions.length === 1 ? "One question" : `${questions.length} questions`),
    ...questions.flatMap((question) => questionLines(style, question, parts)),
    ...(example === undefined ? [] : [`  Answer: ${answerCommand(command, [example])}`]),
    ...choices.map((path) => style.faint(`  each candidate as a patch: ${path}`)),
    ...offered,
  ];
}
