import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { folderForFile } from "./copy.ts";
import { Fleet } from "./fleet.ts";
import { prepareServices, type Startable } from "./prepare.ts";
import { makeTriple, type Language } from "./triple.ts";

/** One contract as three languages serve it, while the tests of a `describe` run. */
export interface Served {
  readonly services: () => readonly Startable[];
  readonly fleet: () => Fleet;
  readonly nameOf: (language: Language) => string;
  /** The address of an rpc by its name. */
  readonly rpc: (language: Language, name: string) => string;
}

/** Stamps, builds and starts the universe `given` before the tests around it, and stops it after them. */
export function serveTriple(
  given: string,
  kind: string,
  environment: Readonly<Record<string, string>>,
): Served {
  const folder = folderForFile(`flywheel-${given}-`);
  const nameOf = (language: Language): string => `${kind}-${language}`;
  let services: readonly Startable[] = [];
  let started: Fleet | undefined;
  const fleet = (): Fleet => {
    if (started === undefined) throw new Error("the services are not started yet");
    return started;
  };
  beforeAll(async () => {
    const root = join(folder, "universe");
    makeTriple(given, kind, root, join(folder, "state"));
    services = await prepareServices(root);
    started = await Fleet.start(services, [], environment);
  }, 900_000);
  afterAll(() => started?.stop());
  return {
    services: () => services,
    fleet,
    nameOf,
    rpc: (language, name) => `${fleet().url(nameOf(language))}/rpc/${name}`,
  };
}
