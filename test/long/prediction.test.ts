import { join } from "node:path";
import { expect, test } from "vitest";
import { buildModel, type Model, type Service } from "#intent";
import { runGates } from "#mechanic";
import { setUp, toolEnvironment, type PlanDocument } from "#sentinel";
import { createHost } from "../../cli/host/index.ts";
import { documents } from "../support/documents.ts";
import { editIntent, exampleUniverse, textsBelow } from "../support/example.ts";
import { git, keptFolder } from "../support/repository.ts";
import { exampleIntents } from "../support/syntax.ts";
import { flywheel, leftOut, sharedCache } from "../support/tools.ts";

// The promise is measured as it is made: stamp, do not repair, ask every compiler about every service, compare.

const host = createHost();
const cache = join(sharedCache(), "flywheel");
const environment = toolEnvironment(host, cache);

function exampleModel(): Model {
  const sources = [...exampleIntents].map(([path, text]) => ({
    path: path.replace("universe.example/", ""),
    text,
  }));
  const [model] = buildModel(sources);
  if (model === undefined) throw new Error("the example's intents make no model");
  return model;
}

/** Errors of a service's own compiler over its work tree; fails where the compiler could not be asked. */
async function compilerErrors(root: string, model: Model, service: Service): Promise<number> {
  const signal = new AbortController().signal;
  const shared = { service, root, environment, signal, emit: () => {} };
  const ready = await setUp(host, {
    ...shared,
    universe: model.universe,
    setups: join(cache, "setup"),
  });
  expect(ready).toMatchObject({ ready: true });
  const { gates } = await runGates(host, { ...shared, commands: {} }, "check");
  const [check] = gates;
  const errors = check?.diagnostics.filter((one) => one.severity === "error").length ?? 0;
  // A red gate without an error would be a tool that failed, and no verdict on the code.
  expect(check?.status, `${service.name}: ${check?.reason ?? ""}`).toBe(
    errors === 0 ? "passed" : "failed",
  );
  return errors;
}

async function errorsOfAll(root: string, model: Model): Promise<Map<string, number>> {
  const errors = new Map<string, number>();
  for (const service of model.services.values())
    errors.set(service.name, await compilerErrors(root, model, service));
  return errors;
}

/** Names of services with a stamped file that is not what it was. */
function changedServices(before: ReadonlyMap<string, string>, root: string): Set<string> {
  const after = textsBelow(root);
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const changed = paths.filter((path) => before.get(path) !== after.get(path));
  return new Set(changed.map((path) => path.slice(root.length + 1).split("/")[1] ?? ""));
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? "none to find" : `${Math.round((100 * part) / whole)}%`;

/** The table that the test prints: what was foretold, and what each compiler said. */
function table(change: string, plan: PlanDocument, errors: ReadonlyMap<string, number>): string {
  const foretold = new Map(plan.services.map(({ name, expect: what }) => [name, what]));
  const rows = [...errors].map(([name, count]) => {
    const said = count === 0 ? "compiles" : `${count} errors`;
    return `  ${name.padEnd(14)} ${(foretold.get(name) ?? "not listed").padEnd(11)} ${said}`;
  });
  const broken = [...errors].filter(([, count]) => count > 0).map(([name]) => name);
  const named = plan.services.filter((one) => one.expect === "breaks").map(({ name }) => name);
  const hits = named.filter((name) => broken.includes(name)).length;
  const score = `  recall ${percent(hits, broken.length)}, precision ${percent(hits, named.length)}`;
  return [`${change}: foretold, and what the compilers say`, ...rows, score, ""].join("\n");
}

test(
  "the plan foretells exactly which services of the example break",
  { timeout: 1_800_000 },
  async () => {
    if (leftOut("prediction", "cargo", "python")) return;
    const root = join(keptFolder(), "universe");
    const state = keptFolder();
    exampleUniverse(root);
    const model = exampleModel();
    const sound = await errorsOfAll(root, model);
    expect(Object.fromEntries(sound)).toEqual(
      Object.fromEntries([...model.services.keys()].map((name) => [name, 0])),
    );

    for (const change of ["id", "rename", "default-field"]) {
      editIntent(root, change);
      const before = textsBelow(root);
      const planned = flywheel(["sentinel", "plan", "--json"], { state, cwd: root });
      expect(planned.exit, planned.stderr).toBe(0);
      const plan = documents.plan(planned.stdout);
      const stamped = flywheel(["forge", "stamp"], { state, cwd: root });
      expect(stamped.exit, stamped.stderr).toBe(0);

      const listed = plan.services.map(({ name }) => name).sort();
      expect([...changedServices(before, root)].sort(), `${change}: stamped`).toEqual(listed);

      const errors = await errorsOfAll(root, model);
      process.stdout.write(table(change, plan, errors));
      const broken = [...errors].filter(([, count]) => count > 0).map(([name]) => name);
      const named = plan.services.filter((one) => one.expect === "breaks").map(({ name }) => name);
      expect(named.sort(), `${change}: expected to break`).toEqual(broken.sort());

      // A change may stamp a further module; what tools have left is ignored by git, and stays.
      git(root, "checkout", "-q", "--", ".");
      git(root, "clean", "-fdq");
      expect(git(root, "status", "--porcelain")).toBe("");
    }
  },
);
