import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-services";
import type { Edit } from "../../intent/index.ts";
import {
  createWorkspace,
  type Snapshot,
} from "../../mechanic/engines/delta/typescript/workspace.ts";
import type { Case } from "./corpus.ts";
import { judged, placeholder } from "./judge.ts";
import { environment, gatesOf, host, lay, write, type Changed } from "./site.ts";

/** What a language's own tools reach by themselves, applied until they have nothing more to say. */
export interface Rival {
  readonly name: string;
  /** All gates and the behavioural tests pass. */
  readonly green: boolean;
  /** Green, with nothing silenced, nothing made up where a person is to be asked, and no stamped file edited. */
  readonly honest: boolean;
  readonly stampedEdited: boolean;
  readonly placeholders: number;
  readonly ms: number;
}

type Texts = ReadonlyMap<string, string>;

interface Contender {
  readonly name: string;
  readonly run: (changed: Changed) => Promise<Texts>;
}

const contenders: Readonly<Record<string, readonly Contender[]>> = {
  rust: [
    { name: "cargo fix --broken-code", run: cargoFix },
    { name: "every suggestion of rustc", run: everySuggestion },
  ],
  typescript: [{ name: "code fixes of the language service", run: codeFixes }],
  python: [{ name: "ruff check --fix --unsafe-fixes", run: ruffFix }],
};

/** Tries what the case's language brings. The tree stands as stamped before and after. */
export async function rivalsOf(changed: Changed, one: Case): Promise<Rival[]> {
  const rivals: Rival[] = [];
  for (const { name, run } of contenders[changed.service.language] ?? []) {
    const started = performance.now();
    const texts = await run(changed);
    const ms = Math.round(performance.now() - started);
    layStamped(changed);
    lay(changed, new Map());
    rivals.push({ name, ms, ...(await worth(changed, one, texts)) });
  }
  return rivals;
}

async function worth(
  changed: Changed,
  one: Case,
  texts: Texts,
): Promise<Omit<Rival, "name" | "ms">> {
  const { stampedAfter, sources } = changed.request;
  const stampedEdited = [...texts].some(
    ([path, text]) => stampedAfter.has(path) && stampedAfter.get(path) !== text,
  );
  const added = [...texts].flatMap(([path, text]) => {
    const stood = new Set((sources.get(path) ?? stampedAfter.get(path) ?? "").split("\n"));
    return text.split("\n").filter((line) => !stood.has(line));
  });
  const placeholders = added.filter((line) => placeholder.test(line)).length;
  const { green } = await judged(changed, one, texts);
  layStamped(changed);
  const decided = one.holes.every((hole) => hole.may === true);
  return {
    green,
    honest: green && decided && placeholders === 0 && !stampedEdited,
    stampedEdited,
    placeholders,
  };
}

function layStamped({ site, request }: Changed): void {
  for (const [path, text] of request.stampedAfter) write(site.root, path, text);
}

/** Texts of the service as they lie in the tree now, where they are not those of the stamp. */
function differing({ site, request }: Changed): Texts {
  const stood = new Map([...request.sources, ...request.stampedAfter]);
  const texts = new Map<string, string>();
  for (const [path, text] of stood) {
    const now = readFileSync(join(site.root, path), "utf8");
    if (now !== text) texts.set(path, now);
  }
  return texts;
}

const tool = (changed: Changed, argv: readonly string[]): Promise<unknown> =>
  host.processes.run(argv, {
    cwd: join(changed.site.root, changed.service.directory),
    env: environment,
    timeoutMs: 300_000,
  });

const roundsMax = 10;

async function untilStill(changed: Changed, argv: readonly string[]): Promise<Texts> {
  let said = "";
  for (let round = 0; round < roundsMax; round++) {
    await tool(changed, argv);
    const now = JSON.stringify([...differing(changed)]);
    if (now === said) break;
    said = now;
  }
  return differing(changed);
}

function cargoFix(changed: Changed): Promise<Texts> {
  return untilStill(changed, [
    "cargo",
    "fix",
    "--broken-code",
    "--all-targets",
    "--allow-no-vcs",
    "--allow-dirty",
    "--allow-staged",
    "--offline",
  ]);
}

function ruffFix(changed: Changed): Promise<Texts> {
  const ruff = join(changed.site.root, changed.service.directory, ".venv/bin/ruff");
  return untilStill(changed, [ruff, "check", "--fix", "--unsafe-fixes", "--quiet", "."]);
}

/** The suggestions of all errors and warnings, the first of each, however sure rustc is of it. */
async function everySuggestion(changed: Changed): Promise<Texts> {
  const seen = new Set<string>();
  for (let round = 0; round < roundsMax; round++) {
    const [check] = (await gatesOf(changed.site, changed.service, "check")).gates;
    const edits = (check?.diagnostics ?? []).flatMap((one) => one.suggestions?.[0]?.edits ?? []);
    const texts = new Map([
      ...changed.request.sources,
      ...changed.request.stampedAfter,
      ...differing(changed),
    ]);
    let moved = false;
    for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
      const text = texts.get(file);
      const next = text === undefined ? undefined : applied(text, own);
      if (next === undefined || next === text || seen.has(`${file}\0${next}`)) continue;
      seen.add(`${file}\0${next}`);
      write(changed.site.root, file, next);
      moved = true;
    }
    if (!moved) break;
  }
  return differing(changed);
}

/** Applies what does not overlap with what stands before it. */
function applied(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at || (edit.start === at && at > 0 && edit.end === at)) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

const fixesMax = 60;

/** The first code fix of each error, until none has one. */
async function codeFixes(changed: Changed): Promise<Texts> {
  const { request } = changed;
  const workspace = await createWorkspace(request, host);
  const stood = new Map([...request.sources, ...request.stampedAfter]);
  const texts = new Map(stood);
  const seen = new Set<string>();
  for (let round = 0; round < fixesMax; round++) {
    const snapshot = workspace.open(texts);
    const next = firstFix(snapshot, request.root, texts, seen);
    if (next === undefined) break;
    for (const [path, text] of next) texts.set(path, text);
  }
  return new Map([...texts].filter(([path, text]) => stood.get(path) !== text));
}

function firstFix(
  snapshot: Snapshot,
  root: string,
  texts: Texts,
  seen: Set<string>,
): Texts | undefined {
  for (const path of texts.keys())
    for (const error of snapshot.errors(path)) {
      const fixes = snapshot.service.getCodeFixesAtPosition(
        `${root}/${path}`,
        error.start ?? 0,
        (error.start ?? 0) + (error.length ?? 0),
        [error.code],
        ts.getDefaultFormatCodeSettings("\n"),
        {},
      );
      const [fix] = fixes;
      if (fix === undefined || fix.changes.some((one) => one.isNewFile)) continue;
      const next = new Map<string, string>();
      for (const { fileName, textChanges } of fix.changes) {
        const file = fileName.slice(root.length + 1);
        const edits = textChanges.map(({ span, newText }) => ({
          file,
          start: span.start,
          end: span.start + span.length,
          text: newText,
        }));
        next.set(file, applied(texts.get(file) ?? "", edits));
      }
      const key = JSON.stringify([...next]);
      // A fix that leads back to where it came from is none.
      if (seen.has(key)) continue;
      seen.add(key);
      return next;
    }
  return undefined;
}
