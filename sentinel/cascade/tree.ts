import { isSubjectPath, stamp } from "#forge";
import type { Service } from "#intent";
import { checkoutInto } from "../runtree/checkout.ts";
import { holds, joinPath } from "../universe/paths.ts";
import { standingIn } from "../universe/standing.ts";
import type { ChangedFile } from "./artifact.ts";
import type { RunContext } from "./context.ts";
import { readServiceSources } from "./sources.ts";

const sharing = new Map<string, Promise<void>>();

/**
 * Puts the service's files at HEAD into the run tree, afresh, and beside them what its repository holds outside of any
 * prepared service (a workspace's manifests, shared libraries).
 */
export async function checkOutService(run: RunContext, service: Service): Promise<void> {
  const { host, record, places } = run;
  const owner = record.services.find((one) => one.name === service.name)?.repository;
  const repository = record.repositories.find((one) => one.name === owner);
  if (repository === undefined)
    throw new Error(`run ${record.run} does not know the repository of ${service.name}`);
  const options = {
    root: record.root,
    repository,
    revision: repository.head,
    runRoot: places.tree,
  };
  const prepared = record.services.flatMap(
    (one) => run.after.services.get(one.name)?.directory ?? [],
  );
  const key = `${places.tree} ${repository.name}`;
  let shared = sharing.get(key);
  if (shared === undefined) {
    shared = checkoutInto(host, {
      ...options,
      wanted: (path) => !prepared.some((directory) => holds(directory, path)),
    });
    sharing.set(key, shared);
  }
  await shared;
  await host.files.remove(joinPath(places.tree, service.directory));
  await checkoutInto(host, { ...options, wanted: (path) => holds(service.directory, path) });
}

/** Writes a file of the run tree and remembers what it was. */
export async function replaceFile(
  run: RunContext,
  path: string,
  after: string | undefined,
  kind: ChangedFile["kind"],
): Promise<ChangedFile> {
  const absolute = joinPath(run.places.tree, path);
  const before = (await run.host.files.readText(absolute)) ?? null;
  if (after === undefined) await run.host.files.remove(absolute);
  else if (after !== before) await run.host.files.writeText(absolute, after);
  return { path, kind, before, after: after ?? null };
}

/** Carries the edited intents into the run tree and stamps the service. Returns what that changed: nothing where it cannot be stamped. */
export async function stampService(
  run: RunContext,
  service: Service,
): Promise<{ files: ChangedFile[]; problems: string[] }> {
  const files: ChangedFile[] = [];
  const stamped = stamp(run.after, run.templates, {
    sha256: run.host.sha256,
    services: [service.name],
    standing: standingIn(run.host.files, run.places.tree),
  });
  const problems = stamped.diagnostics
    .filter((one) => one.severity === "error")
    .map((one) => one.message);
  if (problems.length > 0) return { files, problems };
  for (const source of run.record.after) {
    if (source.path === service.file || source.path === run.after.universe.file) {
      const before = run.record.before.find((one) => one.path === source.path)?.text;
      // universe.lisp is carried by the repository that holds it; elsewhere it stands in the run tree for tools that read it.
      if (source.path === service.file || before !== source.text)
        files.push(await replaceFile(run, source.path, source.text, "intent"));
    }
  }
  const own = stamped.services.find((one) => one.name === service.name);
  const bare =
    (await readServiceSources(run.host.files, run.places.tree, service)).sources.size === 0;
  for (const file of own?.files ?? []) {
    if (file.kind === "scaffold" && !bare && !(await lacksSubject(run, file.path))) continue;
    files.push(await replaceFile(run, file.path, file.text, file.kind));
  }
  for (const path of await staleStamps(
    run,
    service,
    new Set(own?.files.map((file) => file.path)),
  )) {
    files.push(await replaceFile(run, path, undefined, "stamped"));
  }
  return { files, problems };
}

/** Whether a path is that of what stamped tests ask, and nothing stands there: they do not run without it. */
const lacksSubject = async ({ host, places }: RunContext, path: string): Promise<boolean> =>
  isSubjectPath(path) && (await host.files.stat(joinPath(places.tree, path))) === undefined;

/** Stamped files of an earlier contract that the new one does not have: a service that is used no more. */
async function staleStamps(
  run: RunContext,
  service: Service,
  current: ReadonlySet<string>,
): Promise<string[]> {
  const before = run.before.services.get(service.name);
  if (before === undefined) return [];
  const old = stamp(run.before, run.templates, {
    sha256: run.host.sha256,
    services: [service.name],
  });
  const paths = old.services
    .flatMap((one) => one.files)
    .filter((file) => file.kind === "stamped" && !current.has(file.path))
    .map((file) => file.path);
  const standing = await Promise.all(
    paths.map(async (path) =>
      (await run.host.files.stat(joinPath(run.places.tree, path))) === undefined ? [] : [path],
    ),
  );
  return standing.flat();
}
