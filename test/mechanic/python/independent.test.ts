import { expect, test, vi } from "vitest";
import { leftOut } from "../../support/tools.ts";
import { repairService } from "./universe.ts";

vi.setConfig({ testTimeout: 300_000 });

const universe = "test/universes/independent";
test.skipIf(leftOut("the independent playbill", "python"))(
  "productions that get UUIDs ask nothing in playbill",
  async () => {
    const result = await repairService({
      universe,
      service: "playbill",
      edit: (path, text) =>
        path.includes("/programme/") ? text.replace("(id i32 :key)", "(id uuid :key)") : text,
    });
    expect(result.outcome.holes).toEqual([]);
    expect(result.gates).toEqual([0, 0, 0]);
    expect(result.again.edits).toEqual([]);
    const texts = [...result.after.values()].join("\n");
    expect(texts).toContain('input.id == UUID("00000000-0000-4000-8000-000000000003")');
    expect(texts).toContain("a_performance(id=number, hall=hall)");
    expect(result.outcome.edits.every(({ file }) => file.includes("/tests/"))).toBe(true);
  },
);

test.skipIf(leftOut("the independent playbill", "python"))(
  "a number that is printed with leading zeros and becomes text asks how, and nothing else",
  async () => {
    const result = await repairService({
      universe,
      service: "playbill",
      edit: (path, text) =>
        path.includes("/box-office/")
          ? text.replace("(number i32 :key)", "(number string :key)")
          : text,
    });
    expect(result.outcome.holes).toMatchObject([
      {
        kind: "silent-miss",
        delta: "box-office/Booking.number",
        file: "services/playbill/playbill/custom/__init__.py",
        candidates: ["{booking.number:0>5}"],
      },
    ]);
    expect(result.outcome.edits.map(({ text }) => text)).toEqual(['"7"']);
    expect(result.again.edits).toEqual([]);
  },
);
