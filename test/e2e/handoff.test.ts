import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CascadeDocument } from "#sentinel";
import { documents } from "../support/documents.ts";
import { git, keptFolder, writeFiles } from "../support/repository.ts";
import { SmallUniverse } from "../support/small-universe.ts";

/** A service of people: it promises more than it holds, and its linter says so. */
const greeter = `import { Nameless } from "../generated.ts";
import type { Greeting, Greetings } from "../generated.ts";

export class Book {
  readonly #byName = new Map<string, Greeting>();

  /** The greeting for a name, counted once more. */
  greet(name: string): Greeting {
    const before = this.#byName.get(name)!;
    const id: number = before?.id ?? this.#byName.size + 1;
    const greeting: Greeting = { id, text: \`Hello, \${name}!\`, times: (before?.times ?? 0) + 1 };
    this.#byName.set(name, greeting);
    return greeting;
  }

  find(name: string): Greeting | undefined {
    return this.#byName.get(name)!;
  }
}

const noted: string[] = [];

async function note(name: string): Promise<void> {
  noted.push(name);
}

export const newGreetings = (book: Book): Greetings => ({
  greet: async ({ name }) => {
    const trimmed = name.trim();
    if (trimmed === "") return new Nameless({ reason: "a name has at least one letter" });
    note(trimmed);
    return book.greet(trimmed);
  },
});
`;
const mended = greeter
  .replaceAll(".get(name)!", ".get(name)")
  .replace("    note(trimmed)", "    await note(trimmed)");
const path = "src/custom/greeter.ts";

const intentOf = (universe: SmallUniverse): string =>
  join(universe.repository("greetings"), "intent.lisp");

/** Makes `greetings` a newborn service with this code, committed. */
function newborn(universe: SmallUniverse, code: string): void {
  const intent = readFileSync(intentOf(universe), "utf8");
  writeFiles(universe.repository("greetings"), {
    [path]: code,
    "intent.lisp": intent.replace(
      "(language typescript)",
      "(language typescript)\n  (governance newborn)",
    ),
    ".oxlintrc.json": '{ "rules": { "typescript/no-non-null-assertion": "error" } }\n',
  });
  git(universe.repository("greetings"), "add", "-A");
  git(universe.repository("greetings"), "commit", "-q", "-m", "as people left it");
}

/** The one changed line. */
function handOver(universe: SmallUniverse): void {
  const intent = readFileSync(intentOf(universe), "utf8");
  writeFileSync(intentOf(universe), intent.replace("newborn", "survival-patching"));
}

function ask(universe: SmallUniverse, ...args: string[]): [number | null, CascadeDocument] {
  const ran = universe.run([...args, "--json"]);
  expect(ran.stdout, ran.stderr).not.toBe("");
  return [ran.exit, documents.cascade(ran.stdout)];
}

const rowOf = (document: CascadeDocument): CascadeDocument["services"][number] | undefined =>
  document.services.find((row) => row.name === "greetings");

/** The file as the draft has it. */
const drafted = (universe: SmallUniverse): string =>
  `${git(universe.repository("greetings"), "show", `${universe.drafts()["greetings"]?.[0] ?? ""}:${path}`)}\n`;

test("a service that is red under newborn comes back green by one line of its intent", () => {
  const universe = new SmallUniverse(keptFolder());
  newborn(universe, greeter);
  handOver(universe);
  const [exit, document] = ask(universe, "sentinel", "cascade");
  const row = rowOf(document);
  expect([exit, document.outcome], row?.notes.join("\n")).toEqual([0, "proposed"]);
  expect(row).toMatchObject({
    outcome: "repaired",
    engine: "offline",
    edits: 3,
    holes: [],
    gates: { check: "passed", lint: "passed", test: "passed" },
  });
  expect(drafted(universe)).toBe(mended);
  const reached = document.services.filter((one) => one.outcome !== "untouched");
  expect(reached.map((one) => one.name)).toEqual(["greetings"]);

  git(universe.repository("greetings"), "checkout", "-q", "--", ".");
  const [draft = ""] = universe.drafts()["greetings"] ?? [];
  git(universe.repository("greetings"), "merge", "-q", "--ff-only", draft);
  const [again, clean] = ask(universe, "sentinel", "cascade");
  expect([again, clean.outcome]).toEqual([0, "clean"]);
}, 300_000);

test("what is no deduction is asked, and a change of contract waits its turn", () => {
  const universe = new SmallUniverse(keptFolder(), "stand-ins");
  newborn(universe, greeter.replace("noted.push(name);", "noted.at(0)!.trim();"));
  handOver(universe);
  const untouched = universe.states();
  const [held, first] = ask(universe, "sentinel", "cascade");
  expect([held, first.outcome]).toEqual([4, "halted"]);
  expect(rowOf(first)).toMatchObject({
    outcome: "held",
    holes: [
      {
        kind: "panic-site",
        delta: "greetings",
        question:
          "`noted.at(0)` may be missing, and `!` only says that it is not: what happens then?",
      },
    ],
    withheld: { edits: 3 },
  });
  expect(universe.states()).toEqual(untouched);

  const said = universe.run(["sentinel", "resume"]);
  const [, scene = ""] = /named above in (\S+),/.exec(said.stdout) ?? [];
  const file = join(scene, "services/greetings", path);
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace("noted.at(0)!.trim()", "noted.push(name)"),
  );
  const [done, second] = ask(universe, "sentinel", "resume");
  expect([done, second.outcome]).toEqual([0, "proposed"]);

  universe.restore();
  newborn(universe, greeter);
  handOver(universe);
  universe.rename("said");
  const [both, third] = ask(universe, "sentinel", "cascade");
  expect([both, third.outcome]).toEqual([1, "halted"]);
  expect(rowOf(third)?.notes.join(" ")).toContain(
    "handed over and reached by a change of contract",
  );
}, 300_000);
