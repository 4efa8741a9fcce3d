import { array, assert, constantFrom, nat, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { applyEdits, buildModel, readTree } from "#intent";
import { randomUniverse } from "../../support/random-universe.ts";

/** What is put in place of a character: marks of this language and of others, and nothing. */
const marks = ["", "(", ")", "[", "]", "{", "}", '"', "'", ",", ":", ";", "#", "=", "<", "?", " "];
const words = [
  "list",
  "int",
  "string?",
  ":optional",
  ":doc",
  "fields",
  "in",
  "null",
  "v",
  "//",
  "\n",
];

const errorsIn = (path: string, text: string): number => readTree({ path, text })[1].length;

test("the edits of a fix apply to a spoilt text and leave no more errors of syntax than there were", () => {
  const spoils = array(tuple(nat(), constantFrom(...marks, ...words)), {
    minLength: 1,
    maxLength: 4,
  });
  assert(
    property(randomUniverse(), spoils, ({ sources }, changes) => {
      const spoilt = sources.map((source, index) => {
        let { text } = source;
        if (index === 0) return source;
        for (const [at, mark] of changes) {
          const place = at % Math.max(1, text.length);
          text = text.slice(0, place) + mark + text.slice(place + (mark.length > 1 ? 0 : 1));
        }
        return { ...source, text };
      });
      for (const one of buildModel(spoilt)[1]) {
        if (one.fix === undefined) continue;
        const text = spoilt.find(({ path }) => path === one.file)?.text ?? "";
        const fixed = applyEdits(text, one.fix.edits);
        const said = `${one.code}: ${one.fix.title}`;
        expect(fixed, said).toBeDefined();
        // Where several parentheses are missing, the layout says something else after each that is put in.
        const before = errorsIn(one.file, text);
        if (before > 1) continue;
        const after = errorsIn(one.file, fixed ?? "");
        expect(after, `${said}\n${text}\n---\n${fixed ?? ""}`).toBeLessThanOrEqual(before);
      }
    }),
    { numRuns: 300 },
  );
});
