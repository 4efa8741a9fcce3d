#!/usr/bin/env node
// Stands in for tsc, oxlint and vitest where behaviour.json in the service's folder says how one of them behaves; the
// first word is the tool's name.
const { existsSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");

const name = process.argv[2];
const behaviour = existsSync("behaviour.json")
  ? JSON.parse(readFileSync("behaviour.json", "utf8"))[name]
  : undefined;
const content = {
  tsc: `${process.cwd()}/src/main.ts`,
  oxlint: JSON.stringify({ diagnostics: [], number_of_files: 1 }),
};

if (behaviour === "hang") setInterval(() => {}, 1000);
else if (behaviour === "garbage") {
  process.stdout.write("\u0000\ufffd{{{ 42\n".repeat(100));
  process.exitCode = 3;
} else if (behaviour === "flood") flood();
else if (behaviour === "red") {
  console.log("src/main.ts(1,1): error TS2304: Cannot find name 'broken'.");
  process.exitCode = 1;
} else if (behaviour === "members") members();
else if (name === "vitest") report(behaviour);
else console.log(content[name]);

/** Red where custom code reads a member that ends in `Value…` and that the stamped file knows nothing of. */
function members() {
  const known = readFileSync("src/generated.ts", "utf8");
  for (const file of readdirSync("src/custom"))
    for (const [, word] of readFileSync(`src/custom/${file}`, "utf8").matchAll(/\.(\w+Value\w*)/g))
      if (!known.includes(` ${word}: string;`)) {
        console.log(`src/custom/${file}(1,1): error TS2339: Property '${word}' does not exist.`);
        process.exitCode = 1;
      }
  if (process.exitCode !== 1) console.log(content.tsc);
}

/**
 * One test of each file in `test/`, named as the file is, and passed, unless custom code says the word that it must not. A
 * word after `endless ` is one that the tests do not end with.
 */
function report(behaviour) {
  const endless = behaviour?.startsWith("endless ");
  const word = endless ? behaviour.slice("endless ".length) : behaviour;
  const said =
    word !== undefined &&
    readdirSync("src/custom").some((file) =>
      readFileSync(`src/custom/${file}`, "utf8").includes(word),
    );
  if (said && endless) return void setInterval(() => {}, 1000);
  const flag = "--outputFile=";
  const path = process.argv.find((word) => word.startsWith(flag)).slice(flag.length);
  const files = existsSync("test") ? readdirSync("test") : [];
  const testResults = files.map((file) => ({
    name: `${process.cwd()}/test/${file}`,
    status: said ? "failed" : "passed",
    assertionResults: [
      {
        ancestorTitles: [],
        title: file,
        status: said ? "failed" : "passed",
        failureMessages: said ? [`custom code says ${word}`] : [],
      },
    ],
  }));
  if (said) process.exitCode = 1;
  writeFileSync(path, JSON.stringify({ testResults }));
}

function flood() {
  while (process.stdout.write(`${"x".repeat(65_536)}\n`));
  process.stdout.once("drain", flood);
}
