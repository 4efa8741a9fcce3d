import type { Service } from "#intent";
import { listTree } from "../runtree/tree.ts";
import type { JobContext } from "../scheduler/types.ts";
import { joinPath, relativeTo } from "../universe/paths.ts";
import { readArtifact, type ChangedFile } from "./artifact.ts";
import type { RunContext } from "./context.ts";
import { baselineFor, gates, redGate, type Preparation, type Step } from "./prepare.ts";
import { readServiceSources } from "./sources.ts";

/**
 * A held service keeps its scene: the run tree as it was left. Whoever mended it there by hand gets it judged as it
 * stands: nothing is checked out or stamped again.
 */
export async function gatesOfScene(
  run: RunContext,
  service: Service,
  job: JobContext,
  step: Step,
  so: Preparation,
): Promise<void> {
  const earlier = await readArtifact(run.host, run.places, service.name);
  // A person's repair is held to the ledger like any other: the tests that ran before must run again.
  const baseline = run.before.services.has(service.name)
    ? await baselineFor(run, service, job)
    : undefined;
  so.report = await gates(run, service, job, baseline);
  if (!so.report.green) {
    // What was stamped and what is asked still hold; the next look at the scene needs both.
    so.files.push(...(earlier?.files ?? []));
    so.holes = earlier?.holes ?? [];
    so.notes.push(
      `${service.name} is still red in its scene ${joinPath(run.places.tree, service.directory)} (${redGate(so.report)})`,
    );
    return;
  }
  const changed = await step("verdict", () => differences(run, service));
  // Green gates answer no question: one is answered by an edit of the file that it asks about.
  const edited = new Set(
    changed.filter((file) => file.kind === "repaired").map((file) => file.path),
  );
  const unanswered = (earlier?.holes ?? []).filter((hole) => !edited.has(hole.file));
  so.files.push(...changed);
  so.holes = unanswered;
  if (unanswered.length > 0) so.notes.push(`${service.name} still waits for what its holes ask`);
  else so.engine = "person";
}

/** What the scene changes against HEAD: files of git's that differ, and new sources. */
async function differences(run: RunContext, service: Service): Promise<ChangedFile[]> {
  const { host, record, places } = run;
  const owner = record.services.find((one) => one.name === service.name)?.repository;
  const repository = record.repositories.find((one) => one.name === owner);
  if (repository === undefined) return [];
  const prefix = relativeTo(repository.absolute, joinPath(record.root, service.directory)) ?? "";
  const entries = await listTree(host, repository.absolute, repository.head, prefix);
  const objects = await host.git.readObjects(
    repository.absolute,
    entries.map((entry) => entry.id),
  );
  const changed: ChangedFile[] = [];
  const known = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const path = relativeTo(record.root, joinPath(repository.absolute, entry.path));
    const before = objects[index]?.text();
    if (path === undefined || before === undefined || entry.mode === "120000") continue;
    known.add(path);
    const after = (await host.files.readText(joinPath(places.tree, path))) ?? null;
    if (after !== before) changed.push({ path, kind: kindOf(service, path), before, after });
  }
  const { sources, stamped } = await readServiceSources(host.files, places.tree, service);
  for (const [path, after] of [...sources, ...stamped]) {
    if (!known.has(path)) changed.push({ path, kind: kindOf(service, path), before: null, after });
    known.add(path);
  }
  // What the run itself had made there: the manifests of a new service, the universe's own file.
  for (const file of (await readArtifact(host, places, service.name))?.files ?? []) {
    if (!known.has(file.path))
      changed.push({
        ...file,
        after: (await host.files.readText(joinPath(places.tree, file.path))) ?? null,
      });
  }
  return changed;
}

function kindOf(service: Service, path: string): ChangedFile["kind"] {
  if (path === service.file) return "intent";
  return /(?:^|\/)generated[^/]*$/.test(path) ? "stamped" : "repaired";
}
