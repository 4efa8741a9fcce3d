import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stamp } from "#forge";
import { languages } from "#intent";
import { auditOf, hostWithState, plant } from "../support/audit.ts";
import { modelFrom, shippedTemplates, writeBelow } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";

const kept = `
  (entity Night (id uuid :key) (title string))
  (crud Night :path "/nights" :store sqlite)`;
const intents = [
  { path: "universe.lisp", text: '(lang intent 1.0)\n\n(universe u (services "services/*"))\n' },
  {
    path: "services/bell/intent.lisp",
    text: "(lang intent 1.0)\n\n(service bell (language typescript) (event rang (who string)))\n",
  },
  ...languages.flatMap((language) =>
    Object.entries({
      kept,
      timed: '(every "0 * * * *" :do beat)',
      hears: "(on bell/rang :do hear (retry 2))",
      both: `(every "0 * * * *" :do beat) (on bell/rang :do hear (retry 2)) ${kept}`,
    }).map(([name, forms]) => ({
      path: `services/${name}-${language}/intent.lisp`,
      text: `(lang intent 1.0)\n\n(service ${name}-${language} (language ${language}) ${forms})\n`,
    })),
  ),
];

test("of new services an audit says what people have to write, and that no stamp or start is missing", async () => {
  const root = mkdtempSync(join(tmpdir(), "flywheel-scaffolds-audit-"));
  try {
    const host = hostWithState(join(root, ".state"));
    const made = stamp(modelFrom(intents), await shippedTemplates(), { sha256 });
    expect(made.diagnostics).toEqual([]);
    const files = made.services.flatMap((one) => one.files);
    await writeBelow(root, [
      ...intents.map(({ path, text }) => [path, text] as const),
      ...files.map(({ path, text }) => [path, text] as const),
    ]);
    const said = async (): Promise<string[]> => {
      const { document } = await auditOf(root, host);
      return document.findings
        .map(({ code, service }) => `${code} ${service}`)
        .filter((one) => !/^missing-(?:handler|listener|publish) /.test(one));
    };
    expect(await said()).toEqual([]);

    // What is found is found because it stands, and not because nobody looks.
    const plans = files.map(({ path }) => path).filter((path) => path.includes("migrations"));
    expect(plans).toHaveLength(6);
    for (const file of plans) {
      const undo = plant(root, { file, removed: true });
      expect(await said(), file).toEqual([`missing-stamp ${file.split("/")[1]}`]);
      undo();
    }
    const starts = (service: string, from: string, to: string): (() => void) =>
      plant(root, { file: `services/${service}/src/main.rs`, from, to });
    for (const [service, from, to, expected] of [
      ["timed-rust", "scheduled(App::new())?", "todo!()", ["missing-wiring timed-rust"]],
      [
        "timed-rust",
        "serve(router, schedule, &config)",
        "serve_when(router, schedule, &config, || async { Ok(()) })",
        [],
      ],
      [
        "hears-rust",
        "serve(router(App::new()), &config)",
        "serve(listening(Arc::new(App::new()), events::store_from_env()).0, &config)",
        [],
      ],
      ["hears-rust", "router(App::new())", "todo!()", ["missing-wiring hears-rust"]],
    ] as const) {
      const undo = starts(service, from, to);
      expect(await said(), to).toEqual(expected);
      undo();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
