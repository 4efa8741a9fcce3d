import { assert, property } from "fast-check";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTemplates, stamp, traceService, type TracedFile } from "#forge";
import type { Model } from "#intent";
import { loadUniverse } from "#sentinel";
import { createHost } from "../../cli/host/index.ts";
import { randomModel } from "../support/random-universe.ts";
import { installation } from "../support/tools.ts";

const host = createHost();
const templates = await readTemplates(host.files, join(installation, "forge/templates"));

/** The traced files of all services, which say what the stamped ones say. */
function traced(model: Model): TracedFile[] {
  const { services } = stamp(model, templates, { sha256: host.sha256 });
  return services.flatMap(({ name, files }) => {
    const found = traceService(model, templates, name, { sha256: host.sha256 });
    const stamped = files.filter(({ kind }) => kind === "stamped");
    expect(found.map(({ path, text }) => ({ path, text }))).toEqual(
      stamped.map(({ path, text }) => ({ path, text })),
    );
    return found;
  });
}

/** How many lines of files come from forms, from their service as a whole, and are the same in every service. */
function counted(
  files: readonly TracedFile[],
): Record<"form" | "service" | "same" | "lost", number> {
  const counts = { form: 0, service: 0, same: 0, lost: 0 };
  for (const { text, lines } of files)
    for (const [index, line] of text.trimEnd().split("\n").entries()) {
      if (line === "") continue;
      const pieces = lines[index] ?? [];
      // Every column but the indentation belongs to a piece.
      const covered = pieces.map(({ start, end }) => line.slice(start, end)).join("");
      if (covered.trim() !== line.trim()) counts.lost++;
      else if (pieces.some(({ origin }) => origin !== undefined)) counts.form++;
      else if (pieces.every(({ constant }) => constant)) counts.same++;
      else counts.service++;
    }
  return counts;
}

test("every stamped line of the example comes from somewhere, most of what is not constant from a form", async () => {
  const { model } = await loadUniverse(host, join(installation, "universe.example"));
  if (model === undefined) throw new Error("the example has no model");
  const counts = counted(traced(model));
  expect(counts.lost).toBe(0);
  expect(counts.form).toBeGreaterThan(1500);
  expect(counts.same).toBeGreaterThan(1500);
  expect(counts.service).toBeLessThan(counts.form / 6);
});

test("the form of a line is that of its field, case, rpc or listener", async () => {
  const { model, sources } = await loadUniverse(host, join(installation, "universe.example"));
  if (model === undefined) throw new Error("the example has no model");
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const files = traced(model);
  const formOf = (file: string, line: string): string[] => {
    const found = files.find(({ path }) => path === file);
    const index = found?.text.split("\n").findIndex((one) => one.includes(line)) ?? -1;
    const forms = (found?.lines[index] ?? []).flatMap(({ origin }) =>
      origin === undefined
        ? []
        : [texts.get(origin.file)?.slice(origin.span.start, origin.span.end) ?? ""],
    );
    return [...new Set(forms)];
  };
  expect(formOf("services/users/src/generated.rs", "pub login_count: i32,")).toEqual([
    "(login-count i32 :default 0)",
  ]);
  expect(formOf("services/billing/src/generated.orders.ts", "priceCents: bigint;")).toEqual([
    "(price-cents i64)",
  ]);
  const [listener = ""] = formOf(
    "services/notifications/notifications/generated.py",
    '_wire.listener("orders/order-placed"',
  );
  expect(listener).toBe("orders/order-placed");
  const [rpc = ""] = formOf("services/users/src/generated.rs", "pub trait GetUser");
  expect(rpc).toMatch(/^\(rpc get-user/);
});

const seed = Number(process.env["FLYWHEEL_SEED"] ?? 20261122);

test(`tracing changes no byte and loses no line, in random universes (seed ${seed})`, () => {
  let lines = 0;
  assert(
    property(randomModel({ servicesMax: 3 }), (model) => {
      const counts = counted(traced(model));
      lines += counts.form;
      expect(counts.lost).toBe(0);
    }),
    { seed, numRuns: 15 },
  );
  expect(lines).toBeGreaterThan(1000);
});
