import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  buildModel,
  readTree,
  spentNames,
  unstampedOf,
  type Diagnostic,
  type Host,
  type Model,
  type Service,
  type Source,
} from "#intent";
import { ejectedFrom, outdatedTemplates, type Standing } from "#forge";
import { loadRules, loadUniverse } from "#sentinel";
import { createHost } from "../../cli/host/index.ts";
import { migrationProblems } from "../../forge/reach/migrations.ts";
import { evaluateTemplate } from "../../forge/template/evaluate.ts";
import { check } from "../../cli/commands/check.ts";
import type { CommandResult } from "../../cli/result.ts";
import { contextIn } from "./audit.ts";
import type { PlacedFile } from "./written-page.ts";

/** Noon of the day on which examples are read, so that a date that is past stays past and one to come stays to come. */
const today = Date.UTC(2026, 5, 15, 12);

/** Lays files into a folder of their own for as long as they are used. */
async function among<Found>(
  files: readonly PlacedFile[],
  use: (host: Host, root: string) => Promise<Found>,
): Promise<Found> {
  const root = mkdtempSync(join(tmpdir(), "flywheel-checked-"));
  try {
    for (const { path, text } of files) {
      const full = join(root, path);
      mkdirSync(dirname(full), { recursive: true });
      const link = /^⟨a link to (.+)⟩\n$/.exec(text)?.[1];
      if (link === undefined) writeFileSync(full, bytesOf(text));
      else symlinkSync(link, full);
    }
    const real = createHost();
    return await use({ ...real, clock: { ...real.clock, now: () => today } }, root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What `forge check` answers in a folder that holds these files, and nothing else. */
export const checkFiles = (files: readonly PlacedFile[]): Promise<CommandResult> =>
  among(files, (host, root) => check(contextIn(root, host)));

/** What is wrong with files, and their texts as they are read. */
export interface CheckedFiles {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** What a universe of these files says, and what a stamp of it says where nothing else is wrong. */
export async function diagnosticsOf(files: readonly PlacedFile[]): Promise<CheckedFiles> {
  const shown = files.map(({ path, text }) => ({ path, text: shownText(text) }));
  // No file holds half a character; only an editor can send one.
  const read = shown.every(({ text }) => text.isWellFormed())
    ? await among(files, (host, root) => loadUniverse(host, root))
    : { sources: shown, model: undefined, diagnostics: buildModel(shown)[1] };
  const { model } = read;
  const later =
    model === undefined || read.diagnostics.length > 0
      ? []
      : [...model.services.values()].flatMap((service) => [
          ...unstampedOf(service),
          ...spentIn(model, service, read.sources),
          ...stepsIn(model, service, files),
        ]);
  return {
    diagnostics: [...read.diagnostics, ...later],
    texts: new Map(read.sources.map(({ path, text }) => [path, text])),
  };
}

/** What the steps of a database say that stand among the files. */
function stepsIn(model: Model, service: Service, files: readonly PlacedFile[]): Diagnostic[] {
  const standing: Standing = (asked) => files.find(({ path }) => path === asked)?.text;
  return migrationProblems({ model, service, standing });
}

/** What an editor tells of a service that says what its base says. */
function spentIn(model: Model, service: Service, sources: readonly Source[]): Diagnostic[] {
  const source = sources.find(({ path }) => path === service.file);
  return source === undefined ? [] : spentNames(model, model, service, readTree(source)[0]);
}

/** What is wrong with rules and templates that a universe has of its own. A template is given `x`, which has one member. */
export async function partsOf(files: readonly PlacedFile[]): Promise<CheckedFiles> {
  const diagnostics: Diagnostic[] = [];
  for (const { path, text } of files)
    if (path.endsWith(".template"))
      evaluateTemplate(
        {
          templates: new Map([["main/rust", { text, file: path }]]),
          language: "rust",
          functions: {},
          indent: 4,
          report: (one) => void diagnostics.push(one),
        },
        "main",
        { x: { y: "z" } },
      );
  const own = new Map(files.map(({ path, text }) => [path, { text, file: path }]));
  if ([...own.values()].some(({ text }) => ejectedFrom(text) !== undefined))
    diagnostics.push(...outdatedTemplates(own, new Map(), createHost().sha256));
  const rules = await among(files, (host, root) => loadRules(host, root));
  return { diagnostics: [...diagnostics, ...rules.diagnostics], texts: rules.texts };
}

/** What cannot be shown in a page is written `⟨U+202E⟩`, and `⟨( ×65⟩` is 65 of them. */
const shownText = (text: string): string =>
  text
    .replaceAll(/⟨([^⟩]+?) ×(\d+)⟩/g, (_, part: string, times: string) =>
      part.repeat(Number(times)),
    )
    .replaceAll(/⟨U\+([0-9A-F]+)⟩/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );

/** A text with `⟨byte FF⟩` for each byte of no text. */
function bytesOf(text: string): Buffer {
  const parts = shownText(text).split(/⟨byte ([0-9A-F]{2})⟩/);
  return Buffer.concat(
    parts.map((part, index) => Buffer.from(part, index % 2 === 0 ? "utf8" : "hex")),
  );
}
