import { diagramOf } from "#forge";
import { didYouMean, type Machine } from "#intent";
import { joinPath } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { plural } from "../render/plural.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { noService, openSoundUniverse, type SoundUniverse } from "../universe.ts";

interface Found {
  readonly service: string;
  readonly machine: Machine;
}

/**
 * `forge diagram`: draws the machines of a universe, of a service or one (`service/machine`) as SVG. With `out` each
 * becomes a file of that folder, `<service>.<machine>.svg`; without it there must be one, and it is printed.
 */
export async function diagram(
  context: CommandContext,
  place: string | undefined,
  out: string | undefined,
): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const found = machinesAt(universe, place);
  if ("stopped" in found) return found.stopped;
  const drawn = found.map(({ service, machine }) => ({
    service,
    machine: machine.name,
    svg: diagramOf(machine),
  }));
  const [first, ...others] = drawn;
  if (first === undefined)
    return problem(
      exits.usage,
      `${place ?? "this universe"} has no state machine`,
      "a machine is declared by (machine …) in an intent",
    );
  if (out !== undefined) return write(context, out, drawn);
  if (others.length > 0 && !context.json)
    return problem(
      exits.usage,
      `there are ${drawn.length} state machines, and one can be printed`,
      `name one (${drawn.map((one) => `${one.service}/${one.machine}`).join(", ")}), or a folder with --out`,
    );
  return {
    exit: exits.done,
    document: { schema: "flywheel.diagram/1", diagrams: drawn },
    text: first.svg.trimEnd(),
  };
}

async function write(
  { host, cwd }: CommandContext,
  out: string,
  drawn: readonly { readonly service: string; readonly machine: string; readonly svg: string }[],
): Promise<CommandResult> {
  const folder = out.startsWith("/") ? out : joinPath(cwd, out);
  const diagrams: { service: string; machine: string; file: string }[] = [];
  for (const { service, machine, svg } of drawn) {
    const file = joinPath(folder, `${service}.${machine}.svg`);
    await host.files.writeText(file, svg);
    diagrams.push({ service, machine, file });
  }
  return {
    exit: exits.done,
    document: { schema: "flywheel.diagram/1", diagrams },
    text: `${plural(diagrams.length, "diagram")} written to ${folder}`,
  };
}

/** The machines that a place names: all, those of a service, or one. */
function machinesAt(
  { model }: SoundUniverse,
  place: string | undefined,
): readonly Found[] | { readonly stopped: CommandResult } {
  const names = [...model.services.keys()].sort();
  const all = names.flatMap((service) =>
    (model.services.get(service)?.patterns.machines ?? []).map((machine) => ({ service, machine })),
  );
  if (place === undefined) return all;
  const [service = "", name, ...more] = place.split("/");
  if (!names.includes(service))
    return { stopped: noService(`there is no service ${service}`, service, names) };
  const own = all.filter((one) => one.service === service);
  if (name === undefined) return own;
  const one = own.filter(({ machine }) => machine.name === name && more.length === 0);
  if (one.length > 0) return one;
  const known = own.map(({ machine }) => machine.name);
  const near = didYouMean(name, known);
  const cure =
    near !== undefined
      ? `did you mean ${service}/${near}?`
      : known.length === 0
        ? "it has none"
        : `its machines are ${known.join(", ")}`;
  return { stopped: problem(exits.usage, `${service} has no state machine ${name}`, cure) };
}
