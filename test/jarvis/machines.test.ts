import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stamp } from "#forge";
import { languages } from "#intent";
import { flywheelHere } from "../support/in-process.ts";
import { modelFrom, shippedTemplates, writeBelow } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";

/** Code that takes transitions and implements guards, as people write it: an audit has nothing against it. */
const custom = join(import.meta.dirname, "../cases/forge/machines/custom");
const places = {
  rust: ["shop-rust/src/custom.rs", "custom.rs"],
  typescript: ["shop-typescript/src/custom.ts", "custom.ts"],
  python: ["shop-python/shop_python/custom.py", "custom.py"],
} as const;

const intents = [
  { path: "universe.lisp", text: '(lang intent 1.0)\n\n(universe u (services "services/*"))\n' },
  ...languages.map((language) => ({
    path: `services/shop-${language}/intent.lisp`,
    text: `(lang intent 1.0)

(service shop-${language}
  (language ${language})
  (enum OrderStatus pending paid shipped)
  (entity Order (id i32 :key) (status OrderStatus :default pending) (total i32 :default 0))
  (machine order-flow (for Order.status) (initial pending) (states pending paid shipped)
    (transition pay :from pending :to paid :guard funds-held)
    (transition ship :from paid :to shipped))
  (machine door (initial shut) (states shut open) (transition push :from shut :to open))
  (rpc pay-order (in (order Order)) (out Order)))
`,
  })),
];

test("an audit of services with guards finds nothing", { timeout: 120_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), "flywheel-machines-audit-"));
  try {
    const made = stamp(modelFrom(intents), await shippedTemplates(), { sha256 });
    expect(made.diagnostics).toEqual([]);
    await writeBelow(root, [
      ...intents.map(({ path, text }) => [path, text] as const),
      ...made.services.flatMap(({ files }) => files.map(({ path, text }) => [path, text] as const)),
      ...Object.values(places).map(
        ([path, file]) => [`services/${path}`, readFileSync(join(custom, file), "utf8")] as const,
      ),
    ]);
    const ran = await flywheelHere(["jarvis", "audit", "--root", root], join(root, ".state"), {});
    expect(JSON.parse(ran.stdout)).toMatchObject({ findings: [] });
    expect(ran.exit).toBe(0);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
