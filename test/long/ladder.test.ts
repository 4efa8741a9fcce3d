import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import {
  askForMood,
  canaryKey,
  cascadeBeside,
  cascadeWith,
  done,
  edits,
  honestEdit,
  looks,
  strategy,
} from "../support/asked-universe.ts";
import { inTurns, startMessagesServer, type Script } from "../support/messages-server.ts";
import { git, keptFolder, writeFiles } from "../support/repository.ts";
import { SmallUniverse } from "../support/small-universe.ts";

const folder = keptFolder();
const universe = new SmallUniverse(folder, "stand-ins");

beforeEach(() => {
  universe.restore();
  askForMood(universe);
});

async function serving(script: Script) {
  const server = await startMessagesServer(script);
  onTestFinished(() => server.close());
  return server;
}

/** An agent program in plain Node: `body` runs in the service's folder, with the brief as `brief`. */
function agent(name: string, body: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(
    path,
    `import { readFileSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from "node:fs";
const brief = JSON.parse(readFileSync(process.env.FLYWHEEL_BRIEF, "utf8"));
const asked = process.env.FLYWHEEL_TREE + "/" + brief.holes[0].file;
const answer = () => writeFileSync(asked, readFileSync(asked, "utf8").replace(${JSON.stringify(honestEdit.old)}, ${JSON.stringify(honestEdit.new)}));
${body}
`,
  );
  return `${process.execPath} ${path}`;
}

const byCommand = (words: string) =>
  cascadeWith(universe, undefined, "--engine", "command", "--command", words);

const greeter = (): string => {
  const [draft = ""] = universe.drafts()["greetings"] ?? [];
  return git(universe.repository("greetings"), "show", `${draft}:src/custom/greeter.ts`);
};

describe("an agent program", () => {
  test("gets the tree and the brief, and its edits are proposed", async () => {
    const words = agent(
      "sound",
      `if (process.env.ANTHROPIC_API_KEY !== undefined) throw new Error("it sees the key");
       if (brief.schema !== "flywheel.brief/1" || brief.mayEdit.some((path) => path.includes("test/"))) throw new Error("not the brief");
       answer();`,
    );
    const { document, row } = await byCommand(words);
    expect(document.outcome, row.notes.join()).toBe("proposed");
    expect(row).toMatchObject({ outcome: "repaired", engine: "command", edits: 1, tokens: 0 });
    expect(greeter()).toContain(honestEdit.new);
  });

  const refused: readonly (readonly [what: string, says: string, body: string])[] = [
    ["deletes a test", "guard/test refused", 'answer(); rmSync("test/stands.test.ts");'],
    ["edits a test", "guard/test refused", 'answer(); writeFileSync("test/stands.test.ts", "");'],
    ["adds build.rs", "guard/path refused", 'answer(); writeFileSync("build.rs", "");'],
    ["makes an empty file", "guard/path refused", 'answer(); writeFileSync("conftest.py", "");'],
    [
      "patches a stamped file",
      "guard/path refused",
      'answer(); writeFileSync("src/generated.ts", readFileSync("src/generated.ts", "utf8") + "//");',
    ],
    [
      "writes beside the service",
      "guard/path refused",
      'answer(); writeFileSync("../../universe.lisp", "");',
    ],
    [
      "puts a link in a source's place",
      "guard/path refused",
      'rmSync(asked); symlinkSync("/etc/passwd", asked);',
    ],
    ["adds a link", "guard/path refused", 'answer(); symlinkSync("/etc", "src/custom/more.ts");'],
    ["prints success without work", "guard/answer refused", 'console.log("all green");'],
    ["fails", "ended with 3", "answer(); process.exit(3);"],
    [
      "silences",
      "guard/suppression refused",
      'answer(); writeFileSync(asked, readFileSync(asked, "utf8") + "// @ts-ignore");',
    ],
  ];

  test.for(refused)("that %s: %s", async ([what, says, body]) => {
    const { exit, document, row } = await byCommand(agent(what.replaceAll(/\W/g, "-"), body));
    expect([exit, document.outcome]).toEqual([4, "halted"]);
    expect(row.notes.join("\n")).toContain(says);
    expect(Object.values(universe.drafts()).flat()).toEqual([]);
  });

  test("repairs one service by itself, too", () => {
    const words = agent("alone", "answer();");
    const asking = ["--engine", "command", "--command", words];
    const ran = universe.run(["mechanic", "repair", "greetings", "--json", ...asking]);
    expect([ran.exit, JSON.parse(ran.stdout)], ran.stderr).toMatchObject([
      0,
      { outcome: "repaired", edits: [{ rule: "command", text: 'mood: "calm", ' }], holes: [] },
    ]);
  });

  test("that is not there is named, and so is one that nobody names", async () => {
    const missing = await byCommand("no-such-agent --now");
    expect(missing.row.notes.join()).toContain("no-such-agent is not installed");
    const unnamed = universe.run(["cascade", "--engine", "command"]);
    expect([unnamed.exit, unnamed.stderr]).toEqual([2, expect.stringContaining("--command")]);
    const shell = universe.run(["cascade", "--engine", "command", "--command", "a | b"]);
    expect(shell.exit).toBe(2);
  });
});

describe("the ladder", () => {
  const honest = inTurns({ researcher: [looks, strategy], coder: [edits(honestEdit), done] });
  const lazy = inTurns({ researcher: [strategy], coder: [{ text: "All is green." }] });
  const configure = (body: string): void =>
    writeFiles(universe.root, {
      "flywheel/model.json": JSON.stringify({
        backoffMs: 1,
        command: { argv: agent("rung", body).split(" ") },
      }),
    });

  test("ends at the holes without a key, and says how to go on", async () => {
    const { exit, document, row } = await cascadeWith(universe, undefined, "--engine", "ladder");
    expect([exit, document.outcome, row.holes.length]).toEqual([4, "halted", 1]);
    expect(row.notes.join("\n")).toMatch(/ANTHROPIC_API_KEY is not set.*run the cascade again/);
    const named = universe.run(["cascade", "--engine", "anthropic"]);
    expect([named.exit, named.stderr]).toEqual([3, expect.stringContaining("ANTHROPIC_API_KEY")]);
  });

  test("asks the model first, and the program about what the model leaves", async () => {
    configure("answer();");
    const first = await cascadeWith(universe, await serving(honest), "--engine", "ladder");
    expect([first.document.outcome, first.row.engine]).toEqual(["proposed", "anthropic"]);

    universe.restore();
    askForMood(universe);
    configure("answer();");
    const second = await cascadeWith(universe, await serving(lazy), "--engine", "ladder");
    expect([second.document.outcome, second.row.engine]).toEqual(["proposed", "command"]);
    expect(second.row.tokens).toBeGreaterThan(0);
    expect(second.row.notes.join("\n")).toContain("anthropic left the holes");
  });

  test("certain edits are made before anybody is asked", async () => {
    const intent = join(universe.repository("greetings"), "intent.lisp");
    const text = readFileSync(intent, "utf8");
    writeFileSync(intent, text.replace("(text string)", "(said string :was text)"));
    const server = await serving(
      inTurns({
        researcher: [looks, strategy],
        coder: [
          edits({ ...honestEdit, old: "times: (before", new: 'mood: "calm", times: (before' }),
          done,
        ],
      }),
    );
    const { document, row } = await cascadeWith(universe, server, "--engine", "ladder");
    expect(document.outcome, row.notes.join()).toBe("proposed");
    expect(server.seen[1]?.body).toContain("{ id, said:");
    expect(greeter()).toContain('said: `Hello, ${name}!`, mood: "calm"');
    expect(row.edits).toBe(2);
  });

  test("a run that was killed goes on from its last answer", async () => {
    let calls = 0;
    const server = await serving((seen) => {
      calls += 1;
      // The coder's first question is never answered in the first run.
      return calls === 3 ? { fault: "silence" } : honest(seen);
    });
    const env = { ANTHROPIC_API_KEY: canaryKey, ANTHROPIC_BASE_URL: server.url };
    const child = universe.start(["sentinel", "cascade", "--engine", "anthropic"], env);
    const ended = new Promise((resolve) => child.once("close", resolve));
    await expect.poll(() => server.seen.length, { timeout: 60_000 }).toBe(3);
    child.kill("SIGKILL");
    await ended;
    const { document, row } = await cascadeBeside(universe, server, "resume");
    expect(document.outcome, row.notes.join()).toBe("proposed");
    expect(server.seen.slice(3).map(({ role, round }) => `${role} ${round}`)).toEqual([
      "coder 0",
      "coder 1",
    ]);
  });

  test("configuration that does not fit is told before anything begins", () => {
    writeFiles(universe.root, {
      "flywheel/model.json": '{"coder": {"effort": "huge"}, "colour": 1}',
    });
    const ran = universe.run(["cascade", "--engine", "ladder"]);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toMatch(/`coder` is an object.*`colour` is no setting/);
  });

  test("the universe's own prompts take the place of the shipped ones", async () => {
    writeFiles(universe.root, { "flywheel/prompts/coder.md": "Answer in the house's own way." });
    const server = await serving(honest);
    const { document } = await cascadeWith(universe, server, "--engine", "anthropic");
    expect(document.outcome).toBe("proposed");
    expect(server.seen.at(-1)?.body).toContain("Answer in the house's own way.");
    expect(server.seen[0]?.body).toContain("You are the researcher");
  });
});
