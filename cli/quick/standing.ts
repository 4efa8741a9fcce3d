import { universeRoot } from "#sentinel";
import { realClock } from "../host/clock.ts";
import { realFiles } from "../host/files.ts";
import { realKept } from "../host/kept.ts";
import { realPlatform } from "../host/platform.ts";
import type { Exit } from "../result.ts";
import { leave, present } from "../run.ts";
import { look, type Looked } from "../stamps/look.ts";
import { templatesMark } from "../stamps/mark.ts";
import { standingServices, told } from "../stamps/told.ts";
import type { QuickCall } from "./words.ts";

/**
 * A stamp where nothing changed, as a bundle of its own that knows neither intents nor templates: it asks how all files look.
 * A document tells of scaffolds, too, which must be read.
 * Gives the exit code, or what it saw where something must be read.
 */
export async function run(call: QuickCall): Promise<Exit | Looked | undefined> {
  const host = { files: realFiles, clock: realClock, kept: realKept, platform: realPlatform() };
  const { root } = await universeRoot(host, process.cwd(), call.root);
  const mark = root === undefined ? undefined : await templatesMark({ host }, root);
  if (root === undefined || mark === undefined) return undefined;
  const looked = await look(host, root, mark, call);
  if (looked === undefined || call.json || !isStanding(looked)) return looked;
  // There may be something to say of a universe's own templates.
  if ((await realFiles.list(`${root}/flywheel/templates`)).length > 0) return looked;
  const services = standingServices(looked.known);
  const chosen =
    call.names.length === 0 ? services : services.filter(({ name }) => call.names.includes(name));
  const result = told(chosen);
  present(result, call.json);
  return leave(result.exit);
}

/** Whether nothing must be read, nor kept anew. */
const isStanding = ({ touched, upset, stirred }: Looked): boolean =>
  touched.length === 0 && upset.length === 0 && stirred.size === 0;
