import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { globSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  applyEdits,
  defaultLimits,
  diffModels,
  type Change,
  type GateResult,
  type Model,
  type Oracle,
  type RepairOutcome,
  type RepairRequest,
} from "#intent";
import { createHost } from "../../../cli/host/index.ts";
import { repairPython } from "../../../mechanic/engines/delta/python/index.ts";
import { startServer } from "../../../mechanic/engines/delta/python/lsp/session.ts";
import { pythonEnvironment } from "../../support/python-environment.ts";
import { intentsOf, modelFrom, shippedTemplates, stampPython } from "../../support/stamp-python.ts";
import { installation } from "../../support/tools.ts";
import { createOracle } from "./fixture.ts";

/** A Python service of a universe in the repository, and an edit of some intent. */
export interface ServiceCase {
  /** Folder of the universe, below the repository. */
  readonly universe: string;
  readonly service: string;
  readonly edit: (path: string, text: string) => string;
}

export interface ServiceResult {
  readonly outcome: RepairOutcome;
  readonly again: RepairOutcome;
  readonly changes: readonly Change[];
  /** Hand-written files before and after, by path below the service. */
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** Exit codes of pyright, ruff and pytest over the repaired service. */
  readonly gates: readonly (number | null)[];
}

async function stamps(model: Model, service: string): Promise<ReadonlyMap<string, string>> {
  const files = stampPython(model, await shippedTemplates());
  return new Map(
    files
      .filter(({ kind, path }) => kind === "stamped" && path.startsWith(`services/${service}/`))
      .map(({ path, text }) => [path, text]),
  );
}

/**
 * Stamps a service with the change, repairs it in a temporary copy twice with one language server, and runs its gates;
 * the check of the second repair is the check gate of the first.
 */
export async function repairService(given: ServiceCase): Promise<ServiceResult> {
  const universe = join(installation, given.universe);
  const folder = `services/${given.service}`;
  const intents = intentsOf(universe);
  const before = modelFrom(intents);
  const after = modelFrom(
    intents.map(({ path, text }) => ({ path, text: given.edit(path, text) })),
  );
  const [stampedBefore, stampedAfter] = [
    await stamps(before, given.service),
    await stamps(after, given.service),
  ];
  const sources = new Map(
    globSync("**/*.py", { cwd: join(universe, folder) })
      .map((path) => `${folder}/${path}`)
      .filter((path) => !stampedBefore.has(path))
      .toSorted()
      .map((path) => [path, readFileSync(join(universe, path), "utf8")]),
  );
  const root = await mkdtemp(join(tmpdir(), "flywheel-service-"));
  const known = new Map<string, GateResult>();
  const oracleOver = (texts: ReadonlyMap<string, string>): Oracle =>
    createOracle(root, new Map([...stampedAfter, ...texts]), folder, known);
  const late: { server?: Awaited<ReturnType<typeof startServer>> } = {};
  try {
    await cp(join(universe, folder), join(root, folder), {
      recursive: true,
      filter: (path) => !path.includes("__pycache__"),
    });
    await symlink(pythonEnvironment(), join(root, folder, ".venv"));
    const service = after.services.get(given.service);
    if (service === undefined) throw new Error(`no service ${given.service}`);
    const { changes } = diffModels(before, after);
    const repair = async (texts: ReadonlyMap<string, string>): Promise<RepairOutcome> => {
      const files = new Map([...stampedAfter, ...texts]);
      for (const [path, text] of files) await writeFile(join(root, path), text);
      const request: RepairRequest = {
        root,
        service,
        before,
        after,
        changes,
        stampedBefore,
        stampedAfter,
        sources: texts,
        tests: new Set([...texts.keys()].filter((path) => path.includes("/tests/"))),
        environment: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" },
        limits: defaultLimits,
        signal: new AbortController().signal,
      };
      return repairPython(
        request,
        oracleOver(texts),
        createHost(),
        () => {},
        async (host, options) => {
          const server = (late.server ??= await startServer(host, options));
          return { ...(await server.open(options.texts)), close: () => Promise.resolve() };
        },
      );
    };
    const outcome = await repair(sources);
    const repaired = new Map(
      [...sources].map(([path, text]) => {
        const own = outcome.edits.filter(({ file }) => file === path);
        return [path, applyEdits(text, own) ?? "the edits overlap"];
      }),
    );
    const again = await repair(repaired);
    return {
      outcome,
      again,
      changes,
      before: sources,
      after: repaired,
      gates: [
        (await oracleOver(repaired).check(new Map())).status === "passed" ? 0 : 1,
        ...gates(join(root, folder)),
      ],
    };
  } finally {
    await late.server?.close();
    await rm(root, { recursive: true, force: true });
  }
}

function gates(cwd: string): readonly (number | null)[] {
  const run = (...argv: string[]): number | null =>
    spawnSync(join(cwd, ".venv/bin/python"), argv, { cwd }).status;
  return [
    run("-m", "ruff", "check", "--no-cache", "."),
    run("-m", "pytest", "-q", "-p", "no:cacheprovider"),
  ];
}
