import assert from "node:assert/strict";
import { test } from "node:test";

import {
  checkDigit,
  conflicts,
  formatContainer,
  isContainerNumber,
  needsPower,
  parseContainer,
  parseManifest,
  summary,
  totalWeight,
} from "../src/custom/cargo.ts";
import { aManifest } from "../src/generated.ts";
import { box } from "./builders.ts";

test("the last digit of a container's number guards the others", () => {
  assert.equal(checkDigit("CSQU3054383"), 3);
  assert.ok(isContainerNumber("CSQU3054383"));
  assert.ok(!isContainerNumber("CSQU3054384"));
  assert.ok(!isContainerNumber("csqu3054383"));
});

test("a container is read from the line that it is written as", () => {
  const cold = box({ kind: "reefer", setPoint: -18 });
  assert.equal(formatContainer(cold), "CSQU3054383;reefer;12000;-18;");
  assert.deepEqual(parseContainer(formatContainer(cold), 1), { ok: true, value: cold });
});

test("each kind must say what it needs", () => {
  const reasonOf = (line: string): string => {
    const parsed = parseContainer(line, 5);
    return parsed.ok ? "fine" : `${parsed.line}: ${parsed.reason}`;
  };
  assert.equal(reasonOf("CSQU3054383;dry;100"), "fine");
  assert.equal(reasonOf("CSQU3054383;reefer;100"), "5: a reefer needs a set point");
  assert.equal(reasonOf("CSQU3054383;hazardous;100;;1203"), "5: a UN number is needed");
  assert.equal(reasonOf("CSQU3054383;gas;100"), "5: unknown kind gas");
  assert.equal(reasonOf("CSQU3054383;dry;99999"), "5: 99999 kg is no weight");
  assert.equal(reasonOf("ABC;dry;1"), "5: ABC is no container number");
});

test("a container may be named once", () => {
  const parsed = parseManifest("M1 1\nCSQU3054383;dry;1\nCSQU3054383;dry;2");
  assert.ok(!parsed.ok && parsed.reason === "CSQU3054383 is named twice");
});

test("a manifest in numbers", () => {
  const manifest = aManifest({
    containers: [box(), box({ kind: "reefer", setPoint: -18, weightKg: 500 }), box()],
  });
  assert.equal(totalWeight(manifest), 24_500);
  assert.equal(summary(manifest), "2 dry, 1 reefer (-18°)");
  assert.ok(needsPower(manifest));
  assert.ok(!needsPower(undefined));
});

test("some kinds may not stand beside each other", () => {
  const manifest = aManifest({ containers: [box({ kind: "hazardous" }), box({ kind: "tank" })] });
  assert.deepEqual(conflicts(manifest), ["hazardous/tank"]);
});
