import { expect, test } from "vitest";
import { diffModels } from "#intent";
import { modelOf } from "../support/model-of.ts";

const model = (field: string, variant: string): ReturnType<typeof modelOf> =>
  modelOf(
    `(service users (language rust) (enum Plan free ${variant}) (entity User (plan Plan) ${field}) (rpc get (in (user User)) (out User)))`,
    "(service web (language typescript) (uses users (rpc get)))",
  );

const phases = {
  before: model("(name string)", "premium"),
  accept: model("(label string :was name)", "(pro :was premium)"),
  switched: model('(label string :was name :wire "label")', '(pro :was premium :wire "pro")'),
  dropped: model("(label string)", "pro"),
};
type Phase = keyof typeof phases;

/** The rules that tell what happens on the wire between two phases, and the verdict of that axis. */
function check(from: Phase, to: Phase, ...expected: readonly string[]): void {
  const { changes } = diffModels(phases[from], phases[to]);
  const found = changes.flatMap(({ kind, rule = "", axes }) =>
    kind.endsWith("-wire-changed") ? [`${rule}: ${axes.wire}`] : [],
  );
  expect(found.toSorted(), `${from} to ${to}`).toEqual(expected);
}

test("each step of a rename is told by what old and new readers take", () => {
  check("before", "accept");
  check(
    "accept",
    "switched",
    "field-wire-changed/wider+narrower: compatible",
    "variant-wire-changed/wider+narrower: compatible",
  );
  check("switched", "dropped");
  check(
    "before",
    "switched",
    "field-wire-changed/wider: breaks",
    "variant-wire-changed/wider: breaks",
  );
  check(
    "accept",
    "dropped",
    "field-wire-changed/narrower: breaks",
    "variant-wire-changed/narrower: breaks",
  );
});
