import { applyEdits, type RecordedAnswer, type Service } from "#intent";
import { listTree } from "../runtree/tree.ts";
import type { JobContext } from "../scheduler/types.ts";
import { joinPath, relativeTo } from "../universe/paths.ts";
import { answersOf, offlineOf } from "./answered.ts";
import { readArtifact, type ChangedFile, type ServiceArtifact } from "./artifact.ts";
import { keptBaseline } from "./baseline.ts";
import { changesFor } from "./changes.ts";
import type { RunContext } from "./context.ts";
import { keptLedger } from "./handover.ts";
import {
  baselineRequest,
  gates,
  redGate,
  setUpService,
  type Preparation,
  type Step,
} from "./prepare.ts";
import { unresolvedHoles } from "./unresolved.ts";
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
    ? ((await keptBaseline(run.host, baselineRequest(run, service, job, so))) ??
      (await keptLedger(run, service)))
    : undefined;
  so.report = await gates(run, service, job, baseline);
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
  if (earlier !== undefined) {
    so.kept = keptOf(earlier, changed);
    so.asked = earlier.asked ?? earlier.holes;
  }
  for (const hole of earlier?.holes ?? [])
    if (accepted.has(hole.id)) so.notes.push(`accepted as it stands: ${hole.question}`);
  const scene = joinPath(run.places.tree, service.directory);
  if (!so.report.green) {
    // What still waits for an answer is mostly why it is red; once all is answered, the gate's words are what is left.
    const said = unresolvedHoles(service, changesFor(run.delta, service.name), so.report);
    so.holes = unanswered.length > 0 ? unanswered : said;
    so.notes.unshift(`${service.name} is still red in its scene ${scene} (${redGate(so.report)})`);
    return;
  }
  so.holes = unanswered;
  if (unanswered.length === 0) {
    so.engine = "person";
    if (earlier !== undefined) so.taught = await answersIn(run, service, earlier, changed);
  } else
    so.notes.unshift(
      `${service.name} still waits for ${unanswered.length === 1 ? "an answer" : `${unanswered.length} answers`}: edit the files named below in ${scene}, or say \`flywheel sentinel resume --accept <file:line>\` where the code is right as it stands`,
    );
}

/** What a person wrote where they were asked; what they accepted as it stands is an answer, too. */
async function answersIn(
  run: RunContext,
  service: Service,
  earlier: ServiceArtifact,
  changed: readonly ChangedFile[],
): Promise<RecordedAnswer[]> {
  const { sources: now, tests } = await readServiceSources(
    run.host.files,
    run.places.tree,
    service,
  );
  const edited = changed.filter((file) => file.kind === "repaired");
  const stamped = edited.flatMap(({ path, before }) =>
    before === null ? [] : [[path, before] as const],
  );
  const sources = new Map([...now, ...stamped]);
  const holes = earlier.asked ?? earlier.holes;
  const offline = offlineOf(sources, earlier.withheld ?? [], holes);
  const after = new Map(
    edited.flatMap(({ path, after: text }) => (text === null ? [] : [[path, text] as const])),
  );
  return answersOf(run.host, { delta: run.delta, service, sources, tests, offline, after });
}

/** What the patch of certain edits alone makes of a file. */
function certainText(
  { path, before }: ChangedFile,
  earlier: ServiceArtifact | undefined,
): string | undefined {
  const edits = (earlier?.withheld ?? []).filter((edit) => edit.file === path);
  return before === null || edits.length === 0 ? undefined : applyEdits(before, edits);
}

/**
 * The certain edits of an earlier look, which tell a person's edits from them. Their patch waits no more once its files
 * have been edited: it was applied, or is not wanted.
 */
function keptOf(
  { withheld = [], patch, choices, answered }: ServiceArtifact,
  changed: readonly ChangedFile[],
): NonNullable<Preparation["kept"]> {
  const edited = new Set(changed.map((file) => file.path));
  const held = answered === undefined ? {} : { answered };
  const waits = withheld.every((edit) => !edited.has(edit.file));
  return {
    withheld,
    ...held,
    ...(waits && patch !== undefined ? { patch } : {}),
    ...(waits && choices !== undefined ? { choices } : {}),
  };
}

/**
 * Whether somebody edited hand-written files of a scene that was left as stamped: then it is judged as it stands, and
 * nothing of ours is put on top of it.
 */
export async function isEditedByHand(
  run: Pick<RunContext, "host" | "record" | "places">,
  service: Service,
  earlier: ServiceArtifact,
): Promise<boolean> {
  const known = new Map(earlier.files.map((file) => [file.path, file.after]));
  const changed = await differences(run, service);
  return changed.some(({ path, kind, after }) => kind === "repaired" && known.get(path) !== after);
}

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
async function differences(
  run: Pick<RunContext, "host" | "record" | "places">,
  service: Service,
): Promise<ChangedFile[]> {
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
  return /(?:^|\/)(?:test_)?generated[^/]*$/.test(path) ? "stamped" : "repaired";
}
