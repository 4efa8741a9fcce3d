import { join } from "node:path";
import { symlinkSync } from "node:fs";

import { describe, expect, test } from "vitest";

import {
  noPatterns,
  type EventBody,
  type GateCommands,
  type GateReport,
  type GateResult,
  type Language,
  type Service,
} from "#intent";
import { runGates } from "#mechanic";

import { createHost } from "../../../cli/host/index.ts";
import { inFolder } from "./bundle.ts";

const host = createHost();
const span = { start: 0, end: 0 };
const installation = join(import.meta.dirname, "../../..");

function service(language: Language): Service {
  return {
    name: "sample",
    language,
    governance: "strict-codegen",
    tier: "blueprint",
    directory: "services/sample",
    file: "services/sample/intent.lisp",
    entities: [],
    enums: [],
    aliases: [],
    errors: [],
    rpcs: [],
    events: [],
    uses: [],
    unions: [],
    patterns: noPatterns,
    allowed: [],
    bench: [],
    unstamped: [],
    listeners: [],
    config: [],
    gaps: [],
    gates: {},
    limits: {},
    span,
  };
}

interface Options {
  readonly commands?: GateCommands;
  readonly baseline?: GateReport;
  readonly timeoutMs?: number;
  readonly outputLimit?: number;
  readonly modules?: boolean;
  readonly settled?: readonly GateResult[];
  readonly likelyRed?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

async function run(
  language: Language,
  files: Readonly<Record<string, string>>,
  options: Options = {},
): Promise<{ report: GateReport; events: EventBody[] }> {
  const events: EventBody[] = [];
  const placed = new Map(
    Object.entries(files).map(([path, text]) => [`services/sample/${path}`, text]),
  );
  const report = await inFolder(placed, (root) => {
    if (options.modules === true)
      symlinkSync(join(installation, "node_modules"), join(root, "services/sample/node_modules"));
    const environment = {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      ...options.environment,
    };
    const { commands = {}, modules: _modules, environment: _environment, ...rest } = options;
    return runGates(host, {
      root,
      service: service(language),
      commands,
      environment,
      signal: new AbortController().signal,
      emit: (event) => events.push(event),
      ...rest,
    });
  });
  return { report, events };
}

const statuses = (report: GateReport): string =>
  report.gates.map((gate) => `${gate.gate} ${gate.status}`).join(", ");
const reasons = (report: GateReport): string =>
  report.gates
    .map((gate) => gate.reason ?? "")
    .join("\n")
    .trim();

const typescript = {
  "package.json": '{"type":"module"}',
  "tsconfig.json":
    '{"compilerOptions":{"strict":true,"noEmit":true,"types":[],"skipLibCheck":true},"files":["src/a.ts"]}',
  "src/a.ts": "export const twice = (n: number): number => n * 2;\n",
  "test/a.test.mjs":
    'import { test } from "node:test";\ntest("one", () => {});\ntest("two", () => {});\n',
};
const lintOff = { lint: [] };

describe("a real service of each language", () => {
  test("TypeScript", async () => {
    const { report, events } = await run("typescript", typescript, {
      modules: true,
      commands: { lint: ["oxlint src test"] },
    });
    expect(reasons(report)).toBe("");
    expect(statuses(report)).toBe("check passed, lint passed, test passed");
    expect(report.gates[2]?.tests?.passed).toEqual([
      "test/a.test.mjs > one",
      "test/a.test.mjs > two",
    ]);
    expect(events.filter((event) => event.type === "tool-started")).toHaveLength(3);
  }, 60_000);

  test("Rust", async () => {
    const files = {
      "Cargo.toml": '[package]\nname = "sample"\nversion = "0.1.0"\nedition = "2024"\n',
      "src/lib.rs":
        "pub fn twice(n: i32) -> i32 {\n    n * 2\n}\n#[test]\nfn doubles() {\n    assert_eq!(twice(2), 4);\n}\n",
    };
    const { report } = await run("rust", files);
    expect(reasons(report)).toBe("");
    expect(statuses(report)).toBe("check passed, lint passed, test passed");
    expect(report.gates[2]?.tests?.passed).toEqual(["src/lib.rs > doubles"]);
    const red = await run("rust", {
      ...files,
      "src/lib.rs": 'pub fn twice(n: i32) -> i32 {\n    "two"\n}\n',
    });
    expect(statuses(red.report)).toBe("check failed, lint not-run, test not-run");
    expect(red.report.gates[0]?.diagnostics).toMatchObject([
      { code: "E0308", file: "services/sample/src/lib.rs", line: 2, column: 5, endColumn: 10 },
    ]);
  }, 120_000);

  test("Python", async () => {
    const files = {
      "sample/__init__.py": "",
      "sample/a.py": "def twice(n: int) -> int:\n    return n * 2\n",
    };
    const { report } = await run("python", files, { commands: { lint: [], test: [] } });
    expect(reasons(report)).toContain("declare no command");
    expect(statuses(report)).toBe("check passed, lint skipped, test skipped");
    expect(report.green).toBe(true);
  }, 60_000);
});

test("a gate that has judged this very tree is not run again", async () => {
  const settled = [{ gate: "check", status: "passed", diagnostics: [], files: 1, ms: 1 }] as const;
  const { report, events } = await run("typescript", typescript, {
    commands: { check: ["a-tool-that-nobody-has"], lint: ["oxlint src"], test: [] },
    settled,
  });
  expect(statuses(report)).toBe("check passed, lint passed, test skipped");
  expect(events.filter((event) => event.type === "tool-started")).toHaveLength(1);
}, 60_000);

describe("what only looks green is red", () => {
  test("a tool that saw no file", async () => {
    const { report } = await run(
      "typescript",
      { ...typescript, "test/a.test.mjs": "" },
      { modules: true, commands: { check: ["oxlint nothing-here"] } },
    );
    expect(statuses(report)).toMatch(/^check failed/);
  }, 60_000);

  test("packages are nobody's own code, whatever a lint says of them", async () => {
    const commands = { check: ["oxlint"], lint: [], test: [] };
    const loud = { "node_modules/loud/index.js": "debugger;\n" };
    const own = await run(
      "typescript",
      { "src/a.ts": "export const a = 1;\n", ...loud },
      { commands },
    );
    expect(own.report.gates[0]).toMatchObject({ status: "passed", files: 1, diagnostics: [] });
    const alone = await run("typescript", loud, { commands });
    expect(statuses(alone.report)).toMatch(/^check failed/);
  }, 60_000);

  test("a test of the baseline that is gone", async () => {
    const baseline = {
      service: "sample",
      green: true,
      gates: [
        {
          gate: "test",
          status: "passed",
          diagnostics: [],
          files: 1,
          ms: 1,
          tests: { ran: [], passed: ["test/a.test.mjs > one", "test/a.test.mjs > three"] },
        },
      ],
    } satisfies GateReport;
    const { report } = await run("typescript", typescript, {
      commands: { check: [], ...lintOff },
      baseline,
    });
    expect(reasons(report)).toContain(
      "1 test of the baseline did not run: test/a.test.mjs > three",
    );
    expect(report.green).toBe(false);
  }, 60_000);

  test("cargo's cache, filled by another tree of the same package", async () => {
    const manifest = '[package]\nname = "sample"\nversion = "0.1.0"\nedition = "2024"\n';
    await inFolder(new Map(), async (target) => {
      const environment = { CARGO_TARGET_DIR: target };
      const red = { "Cargo.toml": manifest, "src/lib.rs": "pub fn f() -> i32 { true }\n" };
      const green = { "Cargo.toml": manifest, "src/lib.rs": "pub fn f() -> i32 { 1 }\n" };
      const placed = new Map(
        Object.entries(red).map(([path, text]) => [`services/sample/${path}`, text]),
      );
      await inFolder(placed, async (root) => {
        const first = await run("rust", green, { environment, commands: { lint: [], test: [] } });
        expect(statuses(first.report)).toBe("check passed, lint skipped, test skipped");
        const request = {
          root,
          service: service("rust"),
          commands: {},
          signal: new AbortController().signal,
          emit: () => undefined,
        };
        const report = await runGates(
          host,
          {
            ...request,
            environment: {
              ...environment,
              PATH: process.env["PATH"] ?? "",
              HOME: process.env["HOME"] ?? "",
            },
          },
          "check",
        );
        expect(report.green).toBe(false);
      });
    });
  }, 120_000);

  test("a tree that is likely to be red is looked at in its library first", async () => {
    const manifest = '[package]\nname = "sample"\nversion = "0.1.0"\nedition = "2024"\n';
    const library = (text: string) => ({
      "Cargo.toml": manifest,
      "src/lib.rs": `pub fn f() -> i32 { ${text} }\n`,
    });
    const commands = { lint: [], test: [] };
    await inFolder(new Map(), async (target) => {
      const told = async (text: string): Promise<readonly string[]> => {
        const environment = { CARGO_TARGET_DIR: target };
        const given = { environment, commands, likelyRed: true };
        const { report, events } = await run("rust", library(text), given);
        const started = events.flatMap((event) =>
          event.type === "tool-started" ? [event.argv.slice(0, 4).join(" ")] : [],
        );
        return [...started, statuses(report)];
      };
      const alone = "cargo check --lib --profile";
      expect(await told("true")).toEqual([alone, "check failed, lint not-run, test not-run"]);
      expect(await told("1")).toEqual([
        alone,
        "cargo check --all-targets --message-format=json",
        "check passed, lint skipped, test skipped",
      ]);
    });
  }, 120_000);
});

describe("a tool that misbehaves is a failed gate with its reason", () => {
  const cases: readonly (readonly [string, string, Options, RegExp])[] = [
    ["unknown", "make check", {}, /believed only where its tool is one of: cargo check, .*pytest/],
    ["a chain", "tsc --noEmit && oxlint", {}, /uses `&`, which only a shell understands/],
    ["a redirect", "tsc > out", {}, /uses `>`/],
    ["an open quote", "tsc 'a", {}, /never closed/],
    [
      "missing",
      "cargo check",
      { environment: { PATH: "/nowhere" } },
      /not installed or not on the PATH/,
    ],
    ["not in the service", "tsc --noEmit", {}, /add `typescript` to its devDependencies/],
    ["hanging", "node --test hang.mjs", { timeoutMs: 1500 }, /did not end within 2 s/],
    ["flooding", "node --test flood.mjs", { outputLimit: 4096 }, /more than its output limit/],
  ];
  for (const [name, command, options, expected] of cases) {
    test(
      name,
      async () => {
        const files = {
          ...typescript,
          "hang.mjs":
            'import { test } from "node:test";\ntest("hang", async () => { await new Promise((resolve) => setTimeout(resolve, 60_000)); });\n',
          "flood.mjs":
            'import { test } from "node:test";\nfor (let n = 0; n < 5000; n++) test("flood " + n, () => {});\n',
        };
        const { report } = await run("typescript", files, {
          ...options,
          commands: { check: [command], ...lintOff, test: [] },
        });
        expect(statuses(report)).toBe("check failed, lint not-run, test not-run");
        expect(reasons(report)).toMatch(expected);
      },
      60_000,
    );
  }
});
