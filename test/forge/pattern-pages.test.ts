import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stamp } from "#forge";
import { languages } from "#intent";
import { modelOf } from "../support/model-of.ts";
import { blocksOf, intentsOf, passagesOf } from "../support/pattern-page.ts";
import { shippedTemplates } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";
import { installation } from "../support/tools.ts";

/** Folders of the programs that pages quote, which the tests of their patterns compile and run. */
const programs: Readonly<Record<string, string>> = {
  "auth.md": "../../universes/auth/custom",
  "cron-worker.md": "../../universes/times/custom",
  "mcp-tool.md": "../../universes/tools/custom",
  "rpc-gateway.md": "../../universes/routes/custom",
  "event-listener.md": "../../universes/events/custom",
  "rpc-limits.md": "../../universes/limits/custom",
  "files.md": "../../universes/files/custom",
  "streams.md": "../../universes/streams/custom",
  "state-machine.md": "machines",
  "types.md": "../../universes/echo/custom",
  "rules.md": "../../universes/rules/custom",
  "scenario.md": "../../universes/scenarios/custom",
  "engine.md": "../../universes/engines/custom",
  "utility.md": "../../universes/utils/custom",
};
const templates = await shippedTemplates();
const pages = readdirSync(join(installation, "docs/patterns")).filter(
  (name) => name !== "README.md",
);

/** What is stamped of a page's intent in all languages, by `language path`. */
function stampedOf(page: string): ReadonlyMap<string, string> {
  const files = languages.flatMap((language) => {
    const { services, diagnostics } = stamp(modelOf(...intentsOf(page, language)), templates, {
      sha256,
    });
    expect(diagnostics).toEqual([]);
    return services.flatMap((one) =>
      one.files.map(
        ({ path, text }) => [`${language} ${path.split("/").slice(2).join("/")}`, text] as const,
      ),
    );
  });
  const stamped = new Map<string, string>();
  for (const [name, text] of files) stamped.set(name, (stamped.get(name) ?? "") + text);
  return stamped;
}

test.each(pages)("docs/patterns/%s quotes what is stamped and what is compiled", (page) => {
  const stamped = stampedOf(page);
  const folder = join(installation, "test/cases/forge", programs[page] ?? "");
  const quoted = blocksOf(page).filter(({ kind }) => kind === "stamped" || kind === "custom");
  expect(quoted.length).toBeGreaterThan(0);
  for (const block of quoted) {
    const text =
      block.kind === "stamped"
        ? (stamped.get(block.origin) ?? "")
        : readFileSync(join(folder, block.origin), "utf8");
    for (const passage of passagesOf(block))
      expect(text, `${page}: ${block.origin}`).toContain(passage.replaceAll(/^\n|\n$/g, ""));
  }
});
