import { join } from "node:path";

import { readTemplates, stamp, type Templates } from "#forge";
import {
  applyEdits,
  defaultLimits,
  diffModels,
  positionAt,
  lineStarts,
  type CodeDiagnostic,
  type Hole,
  type Model,
  type Oracle,
  type RepairEdit,
  type RepairRequest,
} from "#intent";

import { createHost } from "../../../cli/host/index.ts";
import { repairRust } from "../../../mechanic/engines/delta/rust/index.ts";
import { modelOf } from "../../support/model-of.ts";

const host = createHost();
let templates: Promise<Templates> | undefined;

/** What the compiler says as long as a text stands in a file; `«` and `»` mark the place that it points at. */
export interface Said {
  readonly code: string;
  readonly message: string;
  readonly at: string;
  readonly file?: string;
  /** Said only as long as this stands in the stamped file. */
  readonly whileStamped?: RegExp;
  /** Said only as long as this stands in its file. */
  readonly whileText?: RegExp;
  /** Said no more as soon as this stands in the library's root: a stand-in can do it. */
  readonly unlessRoot?: RegExp;
  /** A path that the compiler offers to bring in. */
  readonly offers?: string;
}

/** A repair with a compiler that was told what to say: in memory, without cargo. */
export interface Script {
  /** Intents before the change, and what the change makes of them. */
  readonly intent: string;
  readonly from: string;
  readonly to: string;
  /** Hand-written files by their paths in the service's folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly says?: readonly Said[];
}

export interface Played {
  readonly texts: Readonly<Record<string, string>>;
  readonly edits: readonly RepairEdit[];
  /** `kind: text on the first line of the place`. */
  readonly asked: readonly string[];
}

const directory = "services/kiln";

/** Plays a script and gives what became of the files, and what was asked. */
export async function play(script: Script): Promise<Played> {
  const before = modelOf(script.intent);
  const changed = script.intent.replace(script.from, () => script.to);
  if (changed === script.intent) throw new Error("the change finds no place");
  const request = await requestOf(before, modelOf(changed), script);
  const { edits, holes } = await repairRust(
    request,
    oracleOf(request, script.says ?? []),
    host,
    () => {},
  );
  const texts = Object.fromEntries(
    [...request.sources].map(([path, text]) => [
      path.slice(directory.length + 1),
      applyEdits(
        text,
        edits.filter((edit) => edit.file === path),
      ) ?? "the edits overlap",
    ]),
  );
  return { texts, edits, asked: holes.map((hole) => told(hole, request)) };
}

function told(
  { kind, file, line, column, endLine, endColumn }: Hole,
  { sources }: RepairRequest,
): string {
  const text = (sources.get(file) ?? "").split("\n")[line - 1] ?? "";
  return `${kind}: ${text.slice(column - 1, endLine === line ? endColumn - 1 : undefined)}`;
}

async function requestOf(before: Model, after: Model, script: Script): Promise<RepairRequest> {
  const service = after.services.get("kiln");
  if (service === undefined) throw new Error("there is no service kiln");
  const sources = new Map(
    Object.entries({ "src/lib.rs": "pub mod custom;\npub mod generated;\n", ...script.files }).map(
      ([path, text]) => [`${directory}/${path}`, text],
    ),
  );
  const { changes } = diffModels(before, after);
  return {
    root: "/universe",
    service,
    before,
    after,
    changes,
    stampedBefore: await stamped(before),
    stampedAfter: await stamped(after),
    sources,
    tests: new Set([...sources.keys()].filter((path) => path.includes("/tests/"))),
    environment: {},
    limits: defaultLimits,
    signal: new AbortController().signal,
  };
}

async function stamped(model: Model): Promise<Map<string, string>> {
  templates ??= readTemplates(host.files, join(import.meta.dirname, "../../../forge/templates"));
  const result = stamp(model, await templates, { sha256: host.sha256, services: ["kiln"] });
  const files = result.services
    .flatMap((one) => one.files)
    .filter(({ kind }) => kind === "stamped");
  return new Map(files.map(({ path, text }) => [path, text]));
}

function oracleOf(request: RepairRequest, says: readonly Said[]): Oracle {
  return {
    rounds: 0,
    check: async (overlay) => {
      const generated = `${directory}/src/generated.rs`;
      const stamps = overlay.get(generated) ?? request.stampedAfter.get(generated) ?? "";
      const diagnostics = says
        .filter(({ whileStamped }) => whileStamped === undefined || whileStamped.test(stamps))
        .filter(
          ({ unlessRoot }) =>
            unlessRoot?.test(overlay.get(`${directory}/src/lib.rs`) ?? "") !== true,
        )
        .flatMap((said) => diagnosticOf(said, overlay, request));
      const status = diagnostics.length === 0 ? "passed" : "failed";
      return { gate: "check", status, diagnostics, files: 1, ms: 0 };
    },
  };
}

function diagnosticOf(
  said: Said,
  overlay: ReadonlyMap<string, string>,
  { sources }: RepairRequest,
): CodeDiagnostic[] {
  const file = `${directory}/${said.file ?? "src/custom.rs"}`;
  const text = overlay.get(file) ?? sources.get(file) ?? "";
  const at = text.indexOf(said.at.replaceAll(/[«»]/g, ""));
  if (at < 0 || said.whileText?.test(text) === false) return [];
  const [lead = "", rest = ""] = said.at.split("«");
  const start = at + lead.length;
  const end = start + (rest.split("»")[0] ?? "").length;
  const starts = lineStarts(text);
  const [from, to] = [positionAt(starts, start), positionAt(starts, end)];
  return [
    {
      tool: "rustc",
      code: said.code,
      severity: "error",
      message: said.message,
      file,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      ...(said.offers === undefined
        ? {}
        : {
            suggestions: [
              {
                applicability: "MaybeIncorrect",
                message: "consider importing it",
                edits: [{ file, start: 0, end: 0, text: `use ${said.offers};\n` }],
              },
            ],
          }),
    },
  ];
}
