import { type Emit, type GateReport, type Service } from "#intent";
import type { StampedFile } from "#forge";
import { gateCommands, runGates } from "#mechanic";
import { joinPath, setUp, snapshotInto, toolEnvironment } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { duration, styles } from "../render/style.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { noService, openSoundUniverse, type SoundUniverse } from "../universe.ts";

/** The service of that name, or what is wrong with the name. */
export function serviceNamed(
  universe: SoundUniverse,
  name: string,
): Service | { readonly stopped: CommandResult } {
  const service = universe.model.services.get(name);
  if (service !== undefined) return service;
  return {
    stopped: noService(`there is no service ${name}`, name, [...universe.model.services.keys()]),
  };
}

function gateText(report: GateReport, color: boolean): string {
  const style = styles(color);
  const lines: string[] = [];
  for (const gate of report.gates) {
    const word =
      gate.status === "passed"
        ? style.good("passed")
        : gate.status === "failed"
          ? style.bad("failed")
          : gate.status;
    const tests =
      gate.tests === undefined
        ? ""
        : `, ${gate.tests.passed.length} of ${gate.tests.ran.length} tests`;
    lines.push(
      `${gate.gate.padEnd(6)} ${word}  ${style.faint(`${gate.files} files${tests}, ${duration(gate.ms)}`)}`,
    );
    if (gate.reason !== undefined && gate.status === "failed") lines.push(`  ${gate.reason}`);
    for (const one of gate.diagnostics)
      lines.push(
        `  ${one.file}:${one.line}:${one.column}  ${one.severity} ${one.code}  ${one.message.split("\n")[0] ?? ""}`,
      );
  }
  return lines.join("\n");
}

/**
 * `mechanic gates SERVICE`: check, lint and test of the work tree as it stands, in a copy of it: tools install and build
 * where they run, and the checkout is the user's.
 */
export async function gates(context: CommandContext, name: string): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const service = serviceNamed(universe, name);
  if ("stopped" in service) return service.stopped;
  return gateService(context, universe, service);
}

/** Gates of a service as it stands, in a copy, with `files` in place of what stands there; `only` one of them where it is named. */
export async function gateService(
  context: CommandContext,
  universe: SoundUniverse,
  service: Service,
  { files = [], only }: { readonly files?: readonly StampedFile[]; readonly only?: "check" } = {},
): Promise<CommandResult> {
  const root = await context.host.files.temporaryDirectory("flywheel-gates-");
  try {
    await snapshotInto(context.host, {
      root: universe.root,
      directory: service.directory,
      repository: universe.folders.find((one) => one.directory === service.directory)?.repository,
      folders: universe.folders,
      runRoot: root,
    });
    for (const { path, text, kind } of files)
      if (kind === "stamped") await context.host.files.writeText(joinPath(root, path), text);
    return await gatesIn(context, universe, service, root, only);
  } finally {
    await context.host.files.remove(root);
  }
}

async function gatesIn(
  context: CommandContext,
  universe: SoundUniverse,
  service: Service,
  root: string,
  only: "check" | undefined,
): Promise<CommandResult> {
  const { host } = context;
  const environment = toolEnvironment(host, host.platform.cacheDirectory);
  const emit: Emit = (event) => {
    if (event.type === "stage-started" && !context.quiet)
      context.say(`${event.service} ${event.stage} …`);
  };
  const shared = {
    universe: universe.model.universe,
    service,
    root,
    environment,
    signal: context.signal,
    emit,
  };
  const ready = await setUp(host, {
    ...shared,
    setups: joinPath(host.platform.cacheDirectory, "setup"),
  });
  if (!ready.ready)
    return problem(
      exits.environment,
      `${service.name} could not be set up: ${ready.reason}`,
      "run `flywheel doctor` to see which tools work here",
    );
  const commands = gateCommands(universe.model.universe, service);
  const report = await runGates(host, {
    root,
    service,
    commands: only === undefined ? commands : { ...commands, lint: [], test: [] },
    environment,
    signal: context.signal,
    emit,
  });
  const lacking = report.gates.some((gate) => gate.lacks !== undefined);
  return {
    exit: report.green ? exits.done : lacking ? exits.environment : exits.findings,
    document: { schema: "flywheel.gates/1", ...report },
    text: gateText(report, context.color),
  };
}
