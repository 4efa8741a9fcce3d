import { expect, test } from "vitest";
import { applyEdits, buildModel, diffModels, spentNames, Workspace, type Source } from "#intent";

const path = "services/users/intent.lisp";
const sourcesOf = (forms: string): Source[] => [
  { path: "universe.lisp", text: '(lang intent 1.0)\n\n(universe u (services "services/*"))\n' },
  { path, text: `(lang intent 1.0)\n\n(service users (language typescript) ${forms})\n` },
];

/** What is told of forms whose base says `before`: what is marked, the message, the cure, and the forms after the fix. */
function check(before: string, now: string, told: readonly (readonly string[])[]): void {
  const [base] = buildModel(sourcesOf(before));
  const workspace = new Workspace(sourcesOf(now));
  const service = workspace.service(path);
  const tree = workspace.tree(path);
  const { model } = workspace;
  if (base === undefined || service === undefined || tree === undefined || model === undefined)
    throw new Error("the intents are broken");
  expect(workspace.diagnostics(path)).toEqual([]);
  const found = spentNames(base, model, service, tree).map((one) => {
    const text = workspace.text(path) ?? "";
    const fixed = one.fix && applyEdits(text, one.fix.edits);
    const marked = text.slice(one.span.start, one.span.end);
    if (fixed === undefined) return [marked, one.message, one.cure ?? ""];
    // Whoever takes the fix changes nothing for anybody.
    const [after] = buildModel(
      sourcesOf(now).map((each) => (each.path === path ? { path, text: fixed } : each)),
    );
    const changes = after === undefined ? [] : diffModels(model, after).changes;
    expect(changes.map(({ kind, breaking }) => [kind, breaking])).toEqual([
      ["lifecycle-changed", false],
    ]);
    const forms = /typescript\) (.*)\)\n$/s.exec(fixed)?.[1] ?? fixed;
    return [marked, one.message, one.cure ?? "", forms];
  });
  expect(found).toEqual(told);
}

test("a field's old name is kept by :wire, with its JSON spelling", () => {
  check(
    "(entity User (display-name string :was full-name))",
    '(entity User (display-name string "What for." :was full-name :since v2))',
    [
      [
        ":was full-name",
        "the base calls it `display-name` already: `:was full-name` only keeps `fullName` on the wire",
        'write :wire "fullName" in its place to keep it there, or take it out to write the new name',
        '(entity User (display-name string "What for." :wire "fullName" :since v2))',
      ],
    ],
  );
});

test("a variant's is, as it was written", () => {
  check("(enum Plan (no-cost :was free) pro)", "(enum Plan (no-cost :was free) pro)", [
    [
      ":was free",
      "the base calls it `no-cost` already: `:was free` only keeps `free` on the wire",
      'write :wire "free" in its place to keep it there, or take it out to write the new name',
      '(enum Plan (no-cost :wire "free") pro)',
    ],
  ]);
});

test("where :wire stands, and on types, it does nothing", () => {
  check(
    '(entity Person :was User (mail string :was email :wire "email"))',
    '(entity Person :was User (mail string :was email :wire "email"))',
    [
      [
        ":was User",
        "the base calls it `Person` already: `:was User` does nothing any more",
        "take it out",
        '(entity Person (mail string :was email :wire "email"))',
      ],
      [
        ":was email",
        "the base calls it `mail` already: `:was email` does nothing any more",
        "take it out",
        '(entity Person :was User (mail string :wire "email"))',
      ],
    ],
  );
});

test("an rpc, an error and an event keep their names on the wire, and there is nothing to write instead", () => {
  const forms =
    "(error gone :was lost :status 404) (rpc find :was get (errors gone)) (event made :was born)";
  const rest = [
    "only keeps the old name on the wire",
    "take it out once nobody calls it by its old name",
  ];
  check(forms, forms, [
    [":was lost", `the base calls it \`gone\` already: \`:was lost\` ${rest[0]}`, rest[1] ?? ""],
    [":was born", `the base calls it \`made\` already: \`:was born\` ${rest[0]}`, rest[1] ?? ""],
    [":was get", `the base calls it \`find\` already: \`:was get\` ${rest[0]}`, rest[1] ?? ""],
  ]);
});

test("a rename that the base does not know acts, and nothing is told of it", () => {
  check("(entity User (name string))", "(entity User (display-name string :was name))", []);
});

test("what a template made is not told of", () => {
  const template = "(define-form (kept n) `(entity ,n (mail string :was email)))";
  const sources = sourcesOf("(kept User)").map((one) =>
    one.path === path
      ? { path, text: one.text.replace("(service", () => `${template}\n\n(service`) }
      : one,
  );
  const workspace = new Workspace(sources);
  const service = workspace.service(path);
  const tree = workspace.tree(path);
  const { model } = workspace;
  if (service === undefined || tree === undefined || model === undefined) throw new Error("broken");
  expect(service.entities.flatMap(({ fields }) => fields.map(({ was }) => was))).toEqual(["email"]);
  expect(spentNames(model, model, service, tree)).toEqual([]);
});
