import { applyEdits, type Service } from "#intent";
import { listTree } from "../runtree/tree.ts";
import type { JobContext } from "../scheduler/types.ts";
import { joinPath, relativeTo } from "../universe/paths.ts";
import { readArtifact, type ChangedFile, type ServiceArtifact } from "./artifact.ts";
import { keptBaseline } from "./baseline.ts";
import type { RunContext } from "./context.ts";
import {
  baselineRequest,
  gates,
  redGate,
  setUpService,
  type Preparation,
  type Step,
} from "./prepare.ts";
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
  so.stamped = true;
  await setUpService(run, service, job, step, so);
  // A person's repair is held to the ledger like any other: the tests that ran before must run again.
  const baseline = run.before.services.has(service.name)
    ? await keptBaseline(run.host, baselineRequest(run, service, job))
    : undefined;
  so.report = await gates(run, service, job, baseline);
  if (!so.report.green) {
    // What was stamped and what is asked still hold; the next look at the scene needs both.
    so.files.push(...(earlier?.files ?? []));
    so.holes = earlier?.holes ?? [];
    if (earlier !== undefined) so.kept = keptOf(earlier);
    so.notes.push(
      `${service.name} is still red in its scene ${joinPath(run.places.tree, service.directory)} (${redGate(so.report)})`,
    );
    return;
  }
  const changed = await step("verdict", () => differences(run, service));
  // Green gates answer no question, and neither does the patch of what is certain: an edit of the file does.
  const edited = new Set(
    changed
      .filter((file) => file.kind === "repaired" && file.after !== certainText(file, earlier))
      .map((file) => file.path),
  );
  const accepted = new Set(run.record.accepted ?? []);
  const unanswered = (earlier?.holes ?? []).filter(
    (hole) => hole.settledBy !== "gates" && !edited.has(hole.file) && !accepted.has(hole.id),
  );
  so.files.push(...changed);
  so.holes = unanswered;
  for (const hole of earlier?.holes ?? [])
    if (accepted.has(hole.id)) so.notes.push(`accepted as it stands: ${hole.question}`);
  if (unanswered.length === 0) so.engine = "person";
  else {
    if (earlier !== undefined) so.kept = keptOf(earlier);
    so.notes.unshift(
      `${service.name} still waits for ${unanswered.length === 1 ? "an answer" : `${unanswered.length} answers`}: edit the files named below in ${joinPath(run.places.tree, service.directory)}, or say \`flywheel sentinel resume --accept <file:line>\` where the code is right as it stands`,
    );
  }
}

/** What the patch of certain edits alone makes of a file. */
function certainText(
  { path, before }: ChangedFile,
  earlier: ServiceArtifact | undefined,
): string | undefined {
  const edits = (earlier?.withheld ?? []).filter((edit) => edit.file === path);
  return before === null || edits.length === 0 ? undefined : applyEdits(before, edits);
}

const keptOf = ({
  withheld,
  patch,
}: ServiceArtifact): Pick<ServiceArtifact, "withheld" | "patch"> => ({
  ...(withheld === undefined ? {} : { withheld }),
  ...(patch === undefined ? {} : { patch }),
});

/** What a person changed in a scene before its stamp belongs to the change, as what was stamped and repaired since. */
export async function addDifferences(
  run: RunContext,
  service: Service,
  so: Preparation,
): Promise<void> {
  const kinds = new Map(so.files.map((file) => [file.path, file.kind]));
  const changed = await differences(run, service);
  so.files.splice(
    0,
    so.files.length,
    ...changed.map((file) => ({ ...file, kind: kinds.get(file.path) ?? file.kind })),
  );
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
