import * as fc from "fast-check";
import { expect, test } from "vitest";
import { casesOf, challengerOf, clustersOf, readTemplates } from "#forge";
import { pascalCase } from "#intent";
import { realFiles } from "../../../cli/host/files.ts";
import { realSyntax } from "../../../cli/host/syntax.ts";
import { modelOf } from "../../support/model-of.ts";
import { historyOf } from "../../support/repair-history.ts";

const word = fc.constantFrom(
  ..."amber basin cedar delta ember flint grove haven inlet juniper knoll lagoon meadow north opal prairie quarry ridge summit tundra".split(
    " ",
  ),
);
const words = (count: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(word, { minLength: count, maxLength: count });

/** Expressions over a thing `it`; FIELD stands where the changed field is mentioned. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant("it.FIELD"),
    fc.integer({ min: 0, max: 99 }).map(String),
    word.map((text) => `"${text}"`),
    fc.tuple(word, tie("expression")).map(([name, inner]) => `${name}(${inner})`),
    fc
      .tuple(tie("expression"), fc.constantFrom("+", "===", "&&", "??"), tie("expression"))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(word, tie("expression")).map(([name, inner]) => `{ ${name}: ${inner} }`),
    fc.array(tie("expression"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc.tuple(tie("expression"), word).map(([inner, text]) => `\`${text} \${${inner}}\``),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
}));

const statement = fc.oneof(
  fc.tuple(word, expression).map(([name, value]) => `const ${name}s = ${value};`),
  expression.map((test) => `if (${test}) return null;`),
  fc
    .tuple(word, expression)
    .map(([name, value]) => `for (const ${name} of ${value}) console.log(${name});`),
  expression.map((value) => `throw new Error(String(${value}));`),
);

/** A function that nobody else writes: its own names, its own body, the field mentioned somewhere in it. */
const code = fc
  .tuple(
    words(2),
    fc.array(statement, { maxLength: 4 }),
    expression.map((value) => `return [it.FIELD, ${value}];`),
    fc.boolean(),
  )
  .map(([[verb = "", noun = ""], body, last, arrow]) => {
    const lines = [...body, last].map((line) => `  ${line}`).join("\n");
    const name = `${verb}${pascalCase(noun)}`;
    return arrow
      ? `export const ${name} = (it: TYPE) => {\n${lines}\n};\n`
      : `export function ${name}(it: TYPE) {\n${lines}\n}\n`;
  });

const repair = fc.tuple(words(4), code);

const templates = await readTemplates(realFiles, "forge/templates");

test("200 unrelated repairs give no template", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(repair, { minLength: 200, maxLength: 200 }), async (repairs) => {
      const histories = await Promise.all(
        repairs.map(([[thing = "", field = "", now = "", other = ""], text], index) => {
          const service = `${thing}-${index}`;
          const model = (name: string, was: string): ReturnType<typeof modelOf> =>
            modelOf(
              `(service ${service} (language typescript) (entity ${pascalCase(thing)} (id i32 :key) (${name} string${was}) (${other} i32)))`,
            );
          const written = (name: string): string =>
            text.replaceAll("FIELD", name).replaceAll("TYPE", pascalCase(thing));
          return historyOf({
            seq: index + 1,
            service,
            before: model(field, ""),
            after: model(now, ` :was ${field}`),
            code: [written(field), written(now)],
          });
        }),
      );
      const cases = await casesOf(histories, templates, realSyntax);
      expect(cases).toHaveLength(200);
      for (const cluster of clustersOf(cases)) {
        if (cluster.cases.length < 5) continue;
        const made = await challengerOf(cluster.cases, realSyntax);
        expect("reason" in made ? "none" : made.block).toBe("none");
      }
    }),
    // Shrinking 200 functions takes minutes and tells nothing that the seed does not.
    { numRuns: 2, endOnFailure: true },
  );
});
