import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Model } from "#intent";
import { variantHoles } from "../../../mechanic/engines/delta/python/variants.ts";
import { createHost } from "../../../cli/host/index.ts";
import { intentsOf, modelFrom } from "../../support/stamp-python.ts";
import { installation } from "../../support/tools.ts";
import { renamed } from "./fixture.ts";

const example = join(installation, "universe.example");
const folder = "services/notifications";

/** The example's model with the intent of `users` rewritten. */
function exampleModel(rewrite: (text: string) => string): Model {
  const sources = intentsOf(example);
  return modelFrom(
    sources.map(({ path, text }) => ({
      path,
      text: path.includes("/users/") ? rewrite(text) : text,
    })),
  );
}

test("a new variant asks where variants are told apart, be it all of them or one", async () => {
  const before = exampleModel((text) => text);
  const after = exampleModel((text) =>
    text.replace("free pro enterprise", "free pro enterprise team"),
  );
  const file = `${folder}/notifications/custom.py`;
  const text = readFileSync(join(example, file), "utf8");
  const { root } = await createHost().syntax.parse("python", text);
  const change = {
    ...renamed("variant-added", "", "users/Plan.team"),
    fromSymbol: "users/Plan.team",
  };
  const holes = variantHoles([{ file, text, root }], [change], before);
  expect(after.services.get("users")?.enums[0]?.variants.length).toBe(4);
  expect(holes.map(({ kind, question }) => [kind, question])).toEqual([
    ["variant-arm", "`Plan.TEAM` is new, and this tells variants apart: what does it mean here?"],
    ["variant-arm", "`Plan.TEAM` is new, and this tells variants apart: what does it mean here?"],
  ]);
});
