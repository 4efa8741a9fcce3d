import assert from "node:assert/strict";
import { test } from "node:test";

import { formatContainer, needsPower, parseContainer, summary } from "../src/custom/cargo.ts";
import { aManifest } from "../src/generated.ts";

const read = (line: string) => {
  const parsed = parseContainer(line, 1);
  assert.ok(parsed.ok);
  return parsed.value;
};

test("dry boxes need no power and are not called cold", () => {
  const dry = aManifest({ containers: [read("CSQU3054383;dry;100;;")] });
  assert.ok(!needsPower(dry));
  assert.equal(summary(dry), "1 dry");
});

test("a reefer is fed and named with its set point", () => {
  const box = read("CSQU3054383;reefer;100;-18;");
  assert.equal(box.setPoint, -18);
  assert.equal(formatContainer(box), "CSQU3054383;reefer;100;-18;");
  const cold = aManifest({ containers: [box] });
  assert.ok(needsPower(cold));
  assert.equal(summary(cold), "1 reefer (-18°)");
  assert.ok(!parseContainer("CSQU3054383;reefer;100;;", 1).ok);
});
