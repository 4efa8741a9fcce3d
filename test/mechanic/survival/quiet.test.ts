import { join } from "node:path";
import { describe, expect, test } from "vitest";

import type { Language } from "#intent";

import { createHost } from "../../../cli/host/index.ts";
import { readServiceSources } from "../../../sentinel/cascade/sources.ts";
import { agreeing, handedOver, propose } from "./case.ts";

const universe = join(import.meta.dirname, "../../../universe.example");
const bundle = join(import.meta.dirname, "../../cases/survival-rust/sites.txt");
const host = createHost();

const services: readonly (readonly [string, Language])[] = [
  ["billing", "typescript"],
  ["catalog", "typescript"],
  ["gateway", "typescript"],
  ["notifications", "python"],
  ["orders", "rust"],
  ["users", "rust"],
];

/** A hand-over has nothing to mend and nothing to ask in this service of the example. */
async function check(name: string, language: Language): Promise<void> {
  const directory = `services/${name}`;
  const of = handedOver(bundle, universe);
  const service = { ...of.service, name, directory, language };
  const { sources, stamped, tests } = await readServiceSources(host.files, universe, service);
  const request = { ...of, service, sources, tests, stampedBefore: stamped, stampedAfter: stamped };
  expect(await propose(request, agreeing)).toMatchObject({ edits: [], holes: [] });
}

describe("sound code is left alone and asked nothing", () => {
  for (const [name, language] of services) test(name, () => check(name, language), 60_000);
});
