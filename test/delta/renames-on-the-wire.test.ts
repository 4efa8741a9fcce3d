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

const retyped = (field: string): ReturnType<typeof modelOf> =>
  modelOf(
    `(service users (language rust) (entity User ${field}) (rpc get (in (user User)) (out User)))`,
    "(service web (language typescript) (uses users (rpc get)))",
  );

/** What is told of a change of one field: the rule of each change, and the verdict of the wire. */
function checkField(from: string, to: string, ...expected: readonly string[]): void {
  const { changes } = diffModels(retyped(from), retyped(to));
  const found = changes.map(({ rule = "", axes }) => `${rule}: ${axes.wire}`);
  expect(found.toSorted(), `${from} to ${to}`).toEqual(expected);
}

test("each step of a change of type is told by what old and new readers take", () => {
  const spelling = "lifecycle-changed/spelling: compatible";
  const both = "field-retyped/wider+narrower: compatible";
  for (const [before, accept, switched, dropped] of [
    ["(a i32)", "(a i32 :reads i64)", "(a i64 :reads i32)", "(a i64)"],
    ["(a f64)", "(a f64 :reads decimal)", "(a decimal :reads f64)", "(a decimal)"],
    ["(a string)", "(a string :reads list)", "(a (list string) :reads one)", "(a (list string))"],
    [
      "(a (optional i32))",
      "(a (optional i32) :reads string)",
      "(a (optional string) :reads i32)",
      "(a (optional string))",
    ],
  ] as const) {
    checkField(before, accept, spelling);
    checkField(accept, switched, both, spelling);
    checkField(switched, dropped, spelling);
    checkField(before, switched, "field-retyped/wider: breaks", spelling);
    checkField(accept, dropped, "field-retyped/narrower: breaks", spelling);
    checkField(before, dropped, "field-retyped: breaks");
  }
  // What is read beside is another type than the one that was there.
  checkField("(a i32)", "(a i64 :reads u32)", "field-retyped: breaks", spelling);
  checkField("(a (list i32))", "(a i64 :reads list)", "field-retyped: breaks", spelling);
});
