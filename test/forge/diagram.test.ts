import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { diagramOf } from "#forge";
import type { Machine } from "#intent";
import { modelOf } from "../support/model-of.ts";
import { randomModel } from "../support/random-universe.ts";
import { intentOf } from "../support/pattern-page.ts";
import { flywheelHere } from "../support/in-process.ts";

const cases = join(import.meta.dirname, "../cases/forge/diagrams");

const machineOf = (forms: string): Machine => {
  const found = modelOf(`(service shop (language rust) ${forms})`).services.get("shop");
  const [machine] = found?.patterns.machines ?? [];
  if (machine === undefined) throw new Error("there is no machine");
  return machine;
};

const many = `(machine order-flow "How an order gets to its buyer." (initial pending)
  (states pending paid shipped on-hold cancelled returned)
  (transition pay :from pending :to paid :guard funds-held)
  (transition ship :from paid :to shipped)
  (transition hold :from (pending paid) :to on-hold)
  (transition resume :from on-hold :to paid :guard funds-held)
  (transition resume :from shipped :to pending)
  (transition remind :from pending :to pending :guard not-too-often)
  (transition return-it :from shipped :to returned)
  (transition cancel :from (paid pending on-hold) :to cancelled :guard not-yet-packed)
  (transition give-up :from pending :to cancelled))`;

test.each([
  ["many", many],
  ["alone", "(machine statue (initial standing) (states standing))"],
])("the drawing of %s is as expected", async (name, forms) => {
  await expect(diagramOf(machineOf(forms))).toMatchFileSnapshot(join(cases, `${name}.svg`));
});

/** Whether every element of an XML text is closed where it was opened. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, closing = "", name = "", , empty = ""] of svg.matchAll(
    /<(\/?)([a-z]+)((?:\s+[\w-]+(?::\w+)?="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (closing === "/") {
      if (open.pop() !== name) return false;
    } else if (empty === "") open.push(name);
  }
  const bare = svg.replaceAll(/<(\/?)([a-z]+)((?:\s+[\w-]+(?::\w+)?="[^"<]*")*)\s*(\/?)>/g, "");
  return open.length === 0 && !/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(bare);
}

test("the order of transitions that are called alike does not show", () => {
  const machine = machineOf(many);
  const turned = { ...machine, transitions: machine.transitions.toReversed() };
  expect(diagramOf(turned)).toBe(diagramOf(machine));
});

test("hostile docs stay text", () => {
  const doc = `</desc><script>alert(1)</script>]]>&amp;<!-- " ' onload=x`;
  const svg = diagramOf({ ...machineOf(many), name: `a"><script>`, doc });
  expect(svg).toContain(
    "&lt;/desc&gt;&lt;script&gt;alert(1)&lt;/script&gt;]]&gt;&amp;amp;&lt;!-- &quot;",
  );
  expect(svg).not.toContain("<script");
  expect(isWellFormed(svg)).toBe(true);
  expect(isWellFormed(svg.replace("</desc>", "<b></desc>"))).toBe(false);
});

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Boxes of states and papers of labels. */
const boxesIn = (svg: string): Box[] =>
  [
    ...svg.matchAll(
      /<rect class="\w+" x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
    ),
  ].map(([, x, y, width, height]) => ({
    left: Number(x),
    right: Number(x) + Number(width),
    top: Number(y),
    bottom: Number(y) + Number(height),
  }));

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test("no box lies over another or outside of the drawing, and no order of transitions shows", () => {
  const models = randomModel({ machines: true, servicesMin: 2, servicesMax: 4 });
  fc.assert(
    fc.property(models, fc.nat(), (model, turn) => {
      for (const { patterns } of model.services.values())
        for (const machine of patterns.machines) {
          const svg = diagramOf(machine);
          const { transitions } = machine;
          const at = turn % (transitions.length || 1);
          const turned = [...transitions.slice(at), ...transitions.slice(0, at)];
          expect(diagramOf({ ...machine, transitions: turned })).toBe(svg);
          expect(isWellFormed(svg)).toBe(true);
          const boxes = boxesIn(svg);
          const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
          expect(boxes.length).toBeGreaterThanOrEqual(machine.states.length);
          for (const [index, box] of boxes.entries()) {
            expect(box.left >= 0 && box.right <= Number(width)).toBe(true);
            expect(box.top >= 0 && box.bottom <= Number(height)).toBe(true);
            expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
          }
        }
    }),
    { numRuns: 60 },
  );
});

test("forge diagram prints one, writes all, and says what there is", async () => {
  const root = mkdtempSync(join(tmpdir(), "flywheel-diagram-"));
  try {
    mkdirSync(join(root, "services/shop"), { recursive: true });
    writeFileSync(
      join(root, "universe.lisp"),
      '(lang intent 1.0)\n\n(universe u (services "services/*"))\n',
    );
    writeFileSync(
      join(root, "services/shop/intent.lisp"),
      `(lang intent 1.0)\n\n${intentOf("state-machine.md", "rust")}`,
    );
    const run = (...args: string[]) =>
      flywheelHere(["forge", "diagram", ...args, "--root", root], join(root, ".state"), {});
    const one = await run("shop/door");
    expect(one.exit).toBe(0);
    expect(JSON.parse(one.stdout)).toMatchObject({
      schema: "flywheel.diagram/1",
      diagrams: [
        { service: "shop", machine: "door", svg: expect.stringContaining("<title>door<") },
      ],
    });
    const out = join(root, "drawn");
    expect((await run("shop", "--out", out)).exit).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(["shop.door.svg", "shop.order-flow.svg"]);
    expect(readFileSync(join(out, "shop.door.svg"), "utf8")).toBe(
      JSON.parse(one.stdout).diagrams[0].svg,
    );
    for (const [place, said] of [
      ["shop/dor", "did you mean shop/door?"],
      ["shp", "did you mean shop?"],
    ] as const) {
      const wrong = await run(place);
      expect(wrong.exit).toBe(2);
      expect(wrong.stdout).toContain(said);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
