import { expect, test } from "vitest";
import { createHoles } from "../../../mechanic/engines/delta/shared/index.ts";

/** What the holes at some expressions, each on a line, mean. */
function meanings(...expressions: readonly string[]): readonly (string | undefined)[] {
  const text = `${expressions.join("\n")}\n`;
  const holes = createHoles();
  for (const [line, expression] of expressions.entries()) {
    const start = expressions.slice(0, line).join("\n").length + (line === 0 ? 0 : 1);
    const span = { start, end: start + expression.length };
    const asks = { delta: "herd/Animal.note", inside: "vet", question: "What then?" };
    holes.add({ kind: "absent-value", file: "vet.ts", text, span, ...asks });
  }
  return holes.all().map(({ meaning }) => meaning);
}

const long = "registry.animals.byIdentifier(request.animal.identifier";

test("expressions that only begin alike are different questions; the same one is the same", () => {
  const [next, last, again] = meanings(
    `${long} + 1).note`,
    `${long} - 1).note`,
    `${long} + 1).note`,
  );
  expect(next).not.toBe(last);
  expect(again).toBe(next);
  expect(meanings("animal.note")).toEqual(["animal.note"]);
});
