import { expectedMarker, readMarker, stamp, type Templates } from "#forge";
import { hasErrors } from "#intent";
import { openFactsCache, type AuditOptions, type ExpectedFile } from "#jarvis";
import { joinPath, standingIn } from "#sentinel";
import type { CommandContext } from "./context.ts";
import { checkText, diagnosticRows } from "./render/diagnostics.ts";
import { exits, type CommandResult } from "./result.ts";
import { openSoundUniverse, templatesFor, type SoundUniverse } from "./universe.ts";

/** A universe with all that an audit compares it with. */
export interface OpenedAudit {
  readonly universe: SoundUniverse;
  readonly options: AuditOptions;
}

/** Opens the universe, stamps it in memory, and opens the facts that earlier audits kept. */
export async function openAudit(
  context: CommandContext,
): Promise<OpenedAudit | { readonly stopped: CommandResult }> {
  const { host } = context;
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe;
  const { model, root, id, sources } = universe;
  const templates = await templatesFor(context, root);
  const [expected, diagnostics] = expectedFiles(context, universe, templates);
  if (hasErrors(diagnostics)) {
    const texts = new Map(sources.map((source) => [source.path, source.text]));
    const error = { message: "the intents cannot be stamped" };
    const document = {
      schema: "flywheel.error/1",
      error,
      diagnostics: diagnosticRows(diagnostics, texts),
    };
    const text = checkText(diagnostics, texts, context.color);
    return { stopped: { exit: exits.findings, document, text } };
  }
  const cache = await openFactsCache(
    host,
    joinPath(host.platform.stateDirectory, id, "facts.json"),
  );
  const orphans = universe.folders.flatMap(({ directory, intent }) =>
    intent === undefined ? [directory] : [],
  );
  return { universe, options: { host, root, model, expected, orphans, cache, readMarker } };
}

function expectedFiles(
  { host }: CommandContext,
  { root, model }: SoundUniverse,
  templates: Templates,
): readonly [
  ReadonlyMap<string, readonly ExpectedFile[]>,
  ReturnType<typeof stamp>["diagnostics"],
] {
  const { services, diagnostics } = stamp(model, templates, {
    sha256: host.sha256,
    standing: standingIn(host.files, root),
  });
  const files = services.map(({ name, files }): [string, ExpectedFile[]] => {
    const { digest } = expectedMarker(model, name, templates, host.sha256);
    const stamped = files.filter(({ kind }) => kind === "stamped");
    return [
      name,
      stamped.map(({ path, text }) => ({ path, text, sha256: host.sha256(text), digest })),
    ];
  });
  return [new Map(files), diagnostics];
}
