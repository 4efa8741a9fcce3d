import {
  challenged,
  codemodOf,
  isStampedPath,
  stamp,
  type Challenger,
  type Templates,
} from "#forge";
import { buildModel, type Model, type Service, type Source } from "#intent";
import { draftBranch } from "../delivery/branch.ts";
import type { RefMove } from "../journal/journal.ts";
import { checkoutInto } from "../runtree/checkout.ts";
import type { LoadedUniverse } from "../universe/load.ts";
import { joinPath } from "../universe/paths.ts";
import { standingIn } from "../universe/standing.ts";
import { judge, redSentence, sourcesIn, type TrialContext } from "./bench.ts";
import type { Finding } from "./evolve.ts";
import { intentsAt } from "./history.ts";
import { evidence } from "./report.ts";
import { distinct, keyOf, withAll } from "./trial.ts";

/** A draft branch that stands in every repository that it changes, or why there is none. */
export type Drafted =
  | {
      readonly ref: string;
      readonly moves: readonly RefMove[];
      readonly moved: readonly { readonly file: string; readonly name: string }[];
    }
  | { readonly reason: string };

/** A finding that passed its trials. */
export type Proposed = Finding & { readonly challenger: Challenger };

interface Heads {
  readonly model: Model;
  readonly heads: ReadonlyMap<string, string>;
}

/** The universe as its repositories' HEADs have it: uncommitted work is nobody's business here. */
async function atHeads(
  context: TrialContext,
  universe: LoadedUniverse,
): Promise<Heads | { readonly reason: string }> {
  const { host } = context;
  const ids = await host.git.readHeads(universe.repositories.map((one) => one.absolute));
  const heads = new Map<string, string>();
  const sources: Source[] = [];
  for (const [index, repository] of universe.repositories.entries()) {
    const head = ids[index];
    if (head === undefined) return { reason: `the repository ${repository.name} has no commit` };
    heads.set(repository.name, head);
    sources.push(...(await intentsAt(host, universe, repository, head)));
  }
  if (!sources.some((source) => source.path === universe.universeFile))
    sources.push(...universe.sources.filter((source) => source.path === universe.universeFile));
  const [model] = buildModel(sources);
  return model === undefined
    ? { reason: "the intents as committed mean nothing; mend what `forge check` names" }
    : { model, heads };
}

/**
 * Puts a proposal, all findings that passed together, on a draft branch of its own in every repository that it changes:
 * the templates in the root's, services of the language stamped with them, custom code moved, and the evidence. All gates
 * of all changed services must be green.
 * No checkout and no other branch is touched.
 */
export async function draftOf(
  context: TrialContext,
  universe: LoadedUniverse,
  templates: Templates,
  proposal: readonly Proposed[],
  places: { readonly tree: string; readonly state: string },
): Promise<Drafted> {
  const root = universe.rootRepository;
  if (root === undefined)
    return {
      reason: "no repository holds the universe's root, so a template has nowhere to stand",
    };
  const at = await atHeads(context, universe);
  if ("reason" in at) return at;
  const { host } = context;
  try {
    await host.files.remove(places.tree);
    for (const repository of universe.repositories)
      await checkoutInto(host, {
        root: universe.root,
        repository,
        revision: at.heads.get(repository.name) ?? "",
        runRoot: places.tree,
      });
    const challengers = distinct(proposal.map((one) => one.challenger));
    const made = await remade(context, at.model, templates, challengers, places.tree);
    if ("reason" in made) return made;
    for (const [path, text] of pagesOf(proposal, templates, made.moved)) made.texts.set(path, text);
    return await propose(context, universe, at.heads, made, places.state, proposal);
  } finally {
    await host.files.remove(places.tree);
  }
}

/** The templates as they will stand, and beside each the evidence for what is new in it. */
function pagesOf(
  proposal: readonly Proposed[],
  templates: Templates,
  moved: Remade["moved"],
): Map<string, string> {
  const pages = new Map<string, string>();
  let changed = templates;
  for (const challenger of distinct(proposal.map((one) => one.challenger))) {
    const { file, text, templates: now } = challenged(changed, challenger);
    changed = now;
    const finding = proposal.filter((one) => keyOf(one.challenger) === keyOf(challenger));
    const page = file.replace(/\.[^/]*$/, `.${challenger.language}.evidence.md`);
    const said = finding.map((one) => evidence(one, moved));
    pages.set(file, text);
    pages.set(page, [pages.get(page) ?? [], ...said].flat().join("\n"));
  }
  return pages;
}

interface Remade {
  /** New texts by path relative to the universe's root. */
  readonly texts: Map<string, string>;
  readonly moved: readonly { readonly file: string; readonly name: string }[];
}

/** Stamps all services of the language with the challengers, moves custom code, and runs the gates of what changed. */
async function remade(
  context: TrialContext,
  model: Model,
  templates: Templates,
  challengers: readonly Challenger[],
  tree: string,
): Promise<Remade | { readonly reason: string }> {
  const texts = new Map<string, string>();
  const moved: { file: string; name: string }[] = [];
  const changed: Service[] = [];
  for (const service of model.services.values()) {
    if (!challengers.some((one) => one.language === service.language)) continue;
    const own = await remadeService(context, model, templates, challengers, tree, service);
    if ("reason" in own) return own;
    for (const [path, text] of own.texts) {
      texts.set(path, text);
      await context.host.files.writeText(joinPath(tree, path), text);
    }
    moved.push(...own.moved);
    if (own.texts.size > 0) changed.push(service);
  }
  const reports = await inTurns(changed, context.host.platform.cores, (service) =>
    judge(context, tree, model, service),
  );
  const red = reports.find((report) => !report.green);
  return red === undefined
    ? { texts, moved }
    : { reason: `with the template ${red.service} is red: ${redSentence(red)}` };
}

async function remadeService(
  context: TrialContext,
  model: Model,
  templates: Templates,
  challengers: readonly Challenger[],
  tree: string,
  service: Service,
): Promise<Remade | { readonly reason: string }> {
  const { host } = context;
  const texts = new Map<string, string>();
  const withBlock = withAll(templates, challengers);
  const { sha256 } = host;
  const [old, now] = [templates, withBlock].map((one) =>
    stamp(model, one, {
      sha256,
      services: [service.name],
      standing: standingIn(host.files, tree),
    }),
  );
  const wrong = now?.diagnostics.find((one) => one.severity === "error");
  if (wrong !== undefined) return { reason: `${service.name} cannot be stamped: ${wrong.message}` };
  const filesOf = (made: typeof now): readonly { readonly path: string; readonly text: string }[] =>
    (made?.services ?? []).flatMap((one) => one.files).filter((file) => isStampedPath(file.path));
  for (const { path, text } of filesOf(old)) {
    if ((await host.files.readText(joinPath(tree, path))) !== text)
      return { reason: `${path} is not what its intent says; run \`flywheel cascade\` first` };
  }
  for (const { path, text } of filesOf(now)) texts.set(path, text);
  const { sources, tests } = await sourcesIn(context, tree, service);
  const moved: { file: string; name: string }[] = [];
  for (const challenger of challengers) {
    const now = new Map([...sources].map(([path, text]) => [path, texts.get(path) ?? text]));
    const given = { model, service, templates, sources: now, tests };
    const codemod = await codemodOf(challenger, given, host.syntax);
    for (const [path, text] of codemod.texts) texts.set(path, text);
    moved.push(...codemod.moved.map(({ file, name }) => ({ file, name })));
  }
  return { texts, moved };
}

/** Runs `body` for all items, so many at a time. */
async function inTurns<T, R>(
  items: readonly T[],
  width: number,
  body: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let index = 0; index < items.length; index += width)
    results.push(...(await Promise.all(items.slice(index, index + width).map(body))));
  return results;
}

async function propose(
  context: TrialContext,
  universe: LoadedUniverse,
  heads: Heads["heads"],
  made: Remade,
  state: string,
  proposal: readonly Proposed[],
): Promise<Drafted> {
  const blocks = distinct(proposal.map((one) => one.challenger)).map((one) => one.block);
  const drafted = await draftBranch(context, universe, {
    kind: "evolve",
    says: blocks.join("\n"),
    heads,
    texts: made.texts,
    message: messageOf(proposal, made.moved.length),
    state,
  });
  return "reason" in drafted ? drafted : { ...drafted, moved: made.moved };
}

function messageOf(proposal: readonly Proposed[], moved: number): string {
  const named = distinct(proposal.map((one) => one.challenger));
  const patterns = [...new Set(named.map((one) => `${one.pattern}/${one.language}`))];
  const repairs = proposal.reduce((sum, one) => sum + one.cases, 0);
  const utilities = proposal.map(
    ({ utility = 0, trials }) => `${utility.toFixed(2)} on ${trials.length} held-out repairs`,
  );
  return [
    `Stamp what ${repairs} repairs did by hand in ${[...new Set(named.map((one) => one.pattern))].join(" and ")}`,
    "",
    `${patterns.join(" and ")} ${patterns.length === 1 ? "prints" : "print"} it now; ${moved} declarations move out of custom code.`,
    `Utility ${utilities.join(", ")}; the evidence stands beside the template.`,
    "",
  ].join("\n");
}
