import { existsSync, realpathSync, rmSync } from "node:fs";
import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  HoverRequest,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRequest,
  type Position,
} from "vscode-languageserver-protocol/node";
import { openEditor, type Editor } from "../test/support/editor.ts";
import { intentPath, linkedIntent, usedBy, writeLinked } from "./linked.ts";
import { median, type Goal, type Report, type Row } from "./measure.ts";
import { built, temporary } from "./universe.ts";

const services = 1000;
/** Services at which everything is asked, spread over the universe; the hub with its 200 users is measured apart. */
const asked = Array.from({ length: 31 }, (_, index) => 3 + index * 32);
const limitMs = 100;

/** Milliseconds from a question to its answer, as the client sees them. */
async function timed(ask: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  const answer = await ask();
  const spent = performance.now() - start;
  // An answer of nothing would be fast for a wrong reason.
  const empty = answer === null || (Array.isArray(answer) && answer.length === 0);
  if (empty) throw new Error(`nothing was answered to ${ask.toString()}`);
  return spent;
}

function positionIn(text: string, wanted: string, by: number): Position {
  const offset = text.indexOf(wanted);
  if (offset === -1) throw new Error(`no ${wanted} stands there`);
  const before = text.slice(0, offset + by).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** One place where all is asked: its service, and a text of it that nobody had before. */
interface Visit {
  readonly editor: Editor;
  readonly index: number;
  readonly text: string;
}

type Ask = (visit: Visit) => Promise<unknown>;

const documentOf = ({ editor, index }: Visit) => ({
  textDocument: { uri: editor.uri(intentPath(index)) },
});
const at = (visit: Visit, wanted: string, by: number) => ({
  ...documentOf(visit),
  position: positionIn(visit.text, wanted, by),
});
const usedIn = ({ index }: Visit): number => usedBy(index)[0] ?? 0;

/** What an editor asks, each at a place that crosses services where one can. */
const features: Readonly<Record<string, Ask>> = {
  "completion of a type": (visit) =>
    visit.editor.connection.sendRequest(CompletionRequest.type, at(visit, "(name string", 8)),
  "completion of a form": (visit) =>
    visit.editor.connection.sendRequest(CompletionRequest.type, at(visit, "(entity ", 2)),
  hover: (visit) =>
    visit.editor.connection.sendRequest(
      HoverRequest.type,
      at(visit, `(entity Thing${usedIn(visit)})`, 10),
    ),
  definition: (visit) =>
    visit.editor.connection.sendRequest(
      DefinitionRequest.type,
      at(visit, `(entity Thing${usedIn(visit)})`, 10),
    ),
  references: (visit) =>
    visit.editor.connection.sendRequest(ReferencesRequest.type, {
      ...at(visit, `(entity Thing${usedIn(visit)})`, 10),
      context: { includeDeclaration: true },
    }),
  "rename of an entity": (visit) =>
    visit.editor.connection.sendRequest(RenameRequest.type, {
      ...at(visit, `(entity Thing${visit.index}\n`, 10),
      newName: "Other",
    }),
  "rename of another service's rpc": (visit) =>
    visit.editor.connection.sendRequest(RenameRequest.type, {
      ...at(visit, `(uses service-${usedIn(visit)} (rpc get-thing)`, 28),
      newName: "find-thing",
    }),
  formatting: (visit) =>
    visit.editor.connection.sendRequest(DocumentFormattingRequest.type, {
      ...documentOf(visit),
      options: { tabSize: 2, insertSpaces: true },
    }),
  "semantic tokens": (visit) =>
    visit.editor.connection.sendRequest(SemanticTokensRequest.type, documentOf(visit)),
  "code actions": (visit) =>
    visit.editor.connection.sendRequest(CodeActionRequest.type, {
      ...documentOf(visit),
      range: { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } },
      context: { diagnostics: [] },
    }),
  "code lenses": (visit) =>
    visit.editor.connection.sendRequest(CodeLensRequest.type, documentOf(visit)),
};

/** Another text for a service each time: a field more, a type that is misspelt (so that a fix is offered), crooked layout. */
let edits = 0;
function edited(index: number): string {
  edits += 1;
  return linkedIntent(index)
    .replace("(score f64)", `(score f64)\n    (extra-${edits} strng)`)
    .replace("(age i32)", edits % 2 === 0 ? "(age i64)" : "(age u32)")
    .replace("  (enum Plan", "    (enum Plan");
}

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? Number.NaN;

interface Figures {
  readonly name: string;
  readonly all: readonly number[];
}

const note = ({ name, all }: Figures): string =>
  `${name}: median ${median(all).toFixed(1)} ms, p95 ${percentile(all, 0.95).toFixed(1)} ms, worst ${Math.max(...all).toFixed(1)} ms of ${all.length}`;

/** Edits a document and waits for what is said of it. */
async function edit(editor: Editor, index: number, text: string): Promise<number> {
  const path = intentPath(index);
  return timed(async () => {
    await editor.write(path, text);
    await editor.diagnostics(path);
    return text;
  });
}

/** An edit before each question, so that no answer is one from before. */
async function measureFeatures(editor: Editor): Promise<Figures[]> {
  const figures = new Map<string, number[]>();
  const add = (name: string, ms: number): void =>
    void figures.set(name, [...(figures.get(name) ?? []), ms]);
  for (const index of asked) {
    for (const [name, ask] of Object.entries(features)) {
      const text = edited(index);
      add("diagnostics of an edited document", await edit(editor, index, text));
      add(name, await timed(() => ask({ editor, index, text })));
    }
    await edit(editor, index, linkedIntent(index));
  }
  return [...figures].map(([name, all]) => ({ name, all }));
}

/** A name that 200 services use goes and comes again: until the last of them has been told. */
async function measureHub(editor: Editor): Promise<Figures[]> {
  const own: number[] = [];
  const users: number[] = [];
  const hub = linkedIntent(0);
  const last = services - 5;
  for (let round = 0; round < 15; round++) {
    for (const text of [hub.replace("(rpc get-thing", "(rpc fetch-thing"), hub]) {
      const start = performance.now();
      const told = editor.nextDiagnostics(intentPath(last));
      own.push(await edit(editor, 0, text));
      const found = await told;
      users.push(performance.now() - start);
      if (found.length > 0 !== (text !== hub)) throw new Error("the user was told what is wrong");
    }
  }
  return [
    { name: "diagnostics of the hub, edited", all: own },
    { name: "diagnostics of its users after that edit", all: users },
  ];
}

const goalOf = ({ name, all }: Figures): Goal => ({
  text: `${name}, median ms`,
  value: median(all),
  limit: limitMs,
});

async function measure(): Promise<Report> {
  if (!existsSync(built("flywheel.js")))
    return { measured: [], goals: [], notes: ["not built: npm run build"] };
  const root = realpathSync(temporary("lsp"));
  try {
    writeLinked(root, services);
    const start = performance.now();
    const editor = await openEditor(root);
    const startMs = performance.now() - start;
    const figures = [...(await measureFeatures(editor)), ...(await measureHub(editor))];
    await editor.close();
    return {
      measured: [],
      goals: figures.map(goalOf),
      notes: [
        `${services} services that use each other, one repository; a client over stdio; wall-clock milliseconds`,
        `an edit stands before every question; start until the server is ready: ${startMs.toFixed(0)} ms`,
        ...figures.map(note),
      ],
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export const row: Row = { title: "language server, 1,000 services", measure };
