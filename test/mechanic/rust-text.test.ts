import * as fc from "fast-check";
import { expect, test } from "vitest";

import { applyEdits } from "#intent";

import { realSyntax } from "../../cli/host/syntax.ts";
import { blankMacros } from "../../mechanic/engines/delta/rust/blank.ts";
import { delivered, render, type Patch } from "../../mechanic/engines/delta/rust/patches.ts";
import { relaid } from "../../mechanic/engines/delta/rust/relaid.ts";
import { differences, leafNames } from "../../mechanic/engines/delta/rust/shape.ts";

/** A text and replacements of it that do not touch each other. */
const edited = fc
  .array(
    fc.tuple(
      fc.stringMatching(/^[a-z ]{1,6}$/),
      fc.option(fc.stringMatching(/^[A-Z]{0,5}$/), { nil: undefined }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces) => {
    const patches: Patch[] = [];
    let text = "";
    for (const [piece, replacement] of pieces) {
      const start = text.length;
      text += piece;
      if (replacement === undefined) continue;
      patches.push({
        rule: "r",
        change: "c",
        certainty: "certain",
        because: "b",
        edits: [{ file: "f", start, end: text.length, text: replacement }],
      });
      text += "|";
    }
    return { text, patches };
  });

test("a rendered text is the edited text, and its untouched places lead back to where they were", () => {
  fc.assert(
    fc.property(edited, ({ text, patches }) => {
      const rendered = render("f", text, patches, "real");
      expect(rendered.text).toBe(
        applyEdits(
          text,
          delivered(patches, () => text),
        ),
      );
      for (let at = 0; at < rendered.text.length; at++) {
        if (!/[a-z|]/.test(rendered.text[at] ?? "")) continue;
        const back = rendered.toOriginal(at, at + 1);
        expect(text.slice(back.start, back.end)).toBe(rendered.text[at]);
      }
    }),
  );
});

test("macro calls are opened up without moving anything", async () => {
  const text =
    'fn f() { assert_eq!(a.id, vec![1, 2]); json!({ "id": u.id }); matches!(x, Some(_) if y); println!("{x} {}", x.id); }';
  const root = await blankMacros(realSyntax, text);
  const seen: string[] = [];
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.type === "field_expression") seen.push(text.slice(next.start, next.end));
    open.push(...next.children);
  }
  expect(root.end).toBe(text.length);
  expect(seen.toSorted()).toEqual(["a.id", "u.id", "x.id"]);
});

test("types are compared position by position", () => {
  expect(leafNames("Vec<(i32, std::string::String)>")).toEqual(["i32", "String"]);
  expect(differences("Vec<(i32, i32)>", "(Brand, i32)")).toEqual([0]);
  expect(differences("(Brand, i32)", "({integer}, {integer})")).toEqual([0]);
  expect(differences("&Brand", "&i32")).toEqual([0]);
  expect(differences("Vec<i32>", "(i32, i32)")).toBeUndefined();
});

test("a name that is called otherwise now goes to its place in a sorted list", () => {
  const check = (original: string, from: string, to: string, formatted: string): void => {
    const edits = [...original.matchAll(new RegExp(`\\b${from}\\b`, "g"))].map(({ index }) => ({
      file: "f",
      start: index,
      end: index + from.length,
      text: to,
      change: "c",
      rule: "r",
      certainty: "certain" as const,
      because: "b",
    }));
    const edited = applyEdits(original, edits) ?? "";
    const laid = relaid(edits, edited, formatted, original) ?? [];
    expect(applyEdits(original, laid)).toBe(formatted);
    for (const edit of laid) expect(edit.because).toBe("b");
  };
  check(
    "use a::{Berth, Crane, Dock};\n\nfn f(b: Berth) {}\n",
    "Berth",
    "Quay",
    "use a::{Crane, Dock, Quay};\n\nfn f(b: Quay) {}\n",
  );
  check(
    "use a::Berth;\nuse a::Crane;\n\nstruct S(Berth);\n",
    "Berth",
    "Quay",
    "use a::Crane;\nuse a::Quay;\n\nstruct S(Quay);\n",
  );
  check(
    "use b::{\n    Alpha, Beta, Gamma, Omega,\n    Zeta,\n};\n",
    "Zeta",
    "Aleph",
    "use b::{\n    Aleph, Alpha, Beta, Gamma,\n    Omega,\n};\n",
  );
});
