import { mkdirSync, readFileSync, writeFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { languages } from "#intent";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { installServices } from "../support/fleet/prepare.ts";
import { judged, tested, whileOther, type GivenTests } from "../support/given-tests.ts";
import { installation, leftOut } from "../support/tools.ts";

const given = join(installation, "test/universes/stored");
const skipped = leftOut(
  "scenarios of what a database keeps, in three languages",
  "cargo",
  "python",
);
const folder = folderForFile("flywheel-stored-");

/** What makes the second scenario find what the first one made. */
const shared = {
  rust: ["App::default()", "App::other()", /no .*named `other`/],
  typescript: [
    "const fresh = () => app(",
    "const fresh = () => one;\nconst one = app(",
    /each scenario begins with nothing/,
  ],
  python: [
    "night_store=night_memory()",
    "night_store=NIGHTS",
    /"NIGHTS" is not defined|name 'NIGHTS'/,
  ],
} as const;

describe.skipIf(skipped).each(["sqlite", "postgresql"])(
  "scenarios of a new service whose entities stand in %s, which nobody has written in",
  (store) => {
    let made: GivenTests;

    beforeAll(async () => {
      const root = join(folder, store);
      const intent = readFileSync(join(given, "stored.lisp.txt"), "utf8");
      mkdirSync(root);
      cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
      for (const language of languages) {
        const home = join(root, "services", `stored-${language}`);
        mkdirSync(home, { recursive: true });
        const text = intent.replaceAll("LANGUAGE", language).replaceAll("STORE", store);
        writeFileSync(join(home, "intent.lisp"), text);
      }
      stampAll(root, join(folder, "state"));
      const installed = await installServices(root);
      made = { root, installed: new Map(installed.map((one) => [one.service.language, one])) };
    }, 1_800_000);

    test.each(languages)(
      "%s: they pass, and every gate is content",
      { timeout: 900_000 },
      (one) => {
        expect(tested(made, one)).toBe("");
        expect(judged(made, one).filter((said) => said !== "")).toEqual([]);
      },
    );

    test.each(languages)(
      "%s: they are asked of what the subject says",
      { timeout: 900_000 },
      (one) => {
        const [from, to, words] = shared[one];
        expect(whileOther(made, one, "subject", [from, to], tested)).toMatch(words);
      },
    );
  },
);
