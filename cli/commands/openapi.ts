import { openapiText } from "#forge";
import { unstampedOf } from "#intent";
import type { CommandContext } from "../context.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { noService, openSoundUniverse } from "../universe.ts";

/**
 * `forge openapi`: prints the OpenAPI document of a service, whether it has routes (and a stamped document) or is called by
 * the names of its rpcs alone.
 */
export async function openapi(context: CommandContext, name: string): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const { model } = universe;
  const service = model.services.get(name);
  if (service === undefined)
    return noService(`there is no service ${name}`, name, [...model.services.keys()].sort());
  const [later] = unstampedOf(service);
  if (later !== undefined) return problem(exits.usage, later.message, later.cure);
  if (service.rpcs.length === 0)
    return problem(exits.usage, `${name} has no rpc`, "a document tells of rpcs and their routes");
  const text = openapiText(model, service);
  const openapi: unknown = JSON.parse(text);
  return {
    exit: exits.done,
    document: { schema: "flywheel.openapi/1", service: name, openapi },
    text,
  };
}
