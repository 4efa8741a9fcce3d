import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Language } from "#intent";
import { pythonEnvironment } from "../python-environment.ts";
import { cargoManifest, sha256 } from "../stamp-rust.ts";
import { linkPackages, typescriptPackages } from "../stamp-typescript.ts";
import { installation, sharedCache } from "../tools.ts";
import type { Pair, Subject } from "./pairs.ts";
import { pythonExercise } from "./python.ts";
import { rustExercise } from "./rust.ts";
import { typescriptExercise } from "./typescript.ts";

/** What stands beside the code of a service: what was stamped before the change, or after it. */
export type Side = "before" | "after";

/** One service to be compiled, by a name that is no other's. */
export interface Unit {
  readonly key: string;
  readonly subject: Subject;
  readonly side: Side;
}

export const unitOf = ({ seed }: Pair, subject: Subject, side: Side): Unit => ({
  key: `p${seed}_${subject.service.replaceAll("-", "_")}`,
  subject,
  side,
});

/** The errors of each unit that a compiler refuses, by its key. Throws where the compiler itself could not be asked. */
export type Compile = (
  root: string,
  units: readonly Unit[],
) => ReadonlyMap<string, readonly string[]>;

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const run = (
  cwd: string,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): string => {
  const done = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    env: { ...process.env, ...env },
  });
  if (done.error !== undefined) throw done.error;
  // A compiler that refuses says so on standard output; without a word there it did not run.
  if (done.status !== 0 && done.stdout.trim() === "") throw new Error(`${program}: ${done.stderr}`);
  return done.stdout;
};

function collect(lines: Iterable<readonly [key: string, said: string]>): Map<string, string[]> {
  const errors = new Map<string, string[]>();
  for (const [key, said] of lines) {
    const known = errors.get(key);
    if (known === undefined) errors.set(key, [said]);
    else known.push(said);
  }
  return errors;
}

const tsconfig = {
  compilerOptions: {
    target: "es2024",
    lib: ["es2024", "esnext.iterator", "esnext.collection"],
    module: "nodenext",
    types: ["node"],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitOverride: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ["*/*.ts"],
};

/** The rules of the wire are one text in every service but for the marker: one copy is compiled. */
const withoutMarker = (text: string): string => text.split("\n").slice(2).join("\n");

const typescript: Compile = (root, units) => {
  for (const { key, subject, side } of units) {
    for (const { path, text } of subject[side]) {
      const name = basename(path);
      if (name.startsWith("generated.wire-")) {
        write(join(root, name), withoutMarker(text));
        continue;
      }
      if (name !== "generated.wire.ts") {
        write(join(root, key, name), text);
        continue;
      }
      const shared = `wire-${sha256(withoutMarker(text)).slice(0, 12)}.ts`;
      write(join(root, shared), withoutMarker(text));
      write(join(root, key, name), `export * from "../${shared}";\n`);
      write(join(root, name), `export * from "./${shared}";\n`);
    }
    write(join(root, key, "exercise.ts"), typescriptExercise(subject.model, subject.exercise));
  }
  write(join(root, "tsconfig.json"), JSON.stringify(tsconfig));
  write(join(root, "package.json"), '{ "type": "module" }');
  linkPackages(root);
  const said = run(root, join(typescriptPackages(), ".bin/tsc"), ["--pretty", "false"]);
  return collect(
    said.split("\n").flatMap((line) => {
      if (line.trim() === "" || line.startsWith(" ")) return [];
      const found = /^(p\d+_[^/]+)\/(.*)$/.exec(line);
      if (found?.[1] === undefined || found[2] === undefined) throw new Error(`tsc: ${line}`);
      return [[found[1], found[2]] as const];
    }),
  );
};

interface CargoMessage {
  readonly reason: string;
  readonly target?: { readonly name: string };
  readonly message?: { readonly level: string; readonly rendered?: string };
}

const rust: Compile = (root, units) => {
  for (const { key, subject, side } of units) {
    const [stamped] = subject[side];
    write(join(root, key, "Cargo.toml"), cargoManifest(key));
    write(join(root, key, "src/generated.rs"), stamped?.text ?? "");
    write(join(root, key, "src/exercise.rs"), rustExercise(subject.model, subject.exercise));
    write(join(root, key, "src/lib.rs"), "pub mod exercise;\npub mod generated;\n");
  }
  const members = units.map(({ key }) => key);
  write(
    join(root, "Cargo.toml"),
    `[workspace]\nresolver = "3"\nmembers = ${JSON.stringify(members)}\n\n[profile.dev]\ndebug = false\n`,
  );
  const said = run(
    root,
    "cargo",
    ["check", "--quiet", "--workspace", "--keep-going", "--message-format", "json"],
    { CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") },
  );
  return collect(
    said.split("\n").flatMap((line) => {
      if (line.trim() === "") return [];
      const { reason, target, message }: CargoMessage = JSON.parse(line);
      if (reason !== "compiler-message" || message?.level !== "error") return [];
      return [[target?.name ?? "", (message.rendered ?? "").slice(0, 300)] as const];
    }),
  );
};

interface PyrightReport {
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly severity: string;
    readonly message: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
}

/** Pyright in strict mode over code with every type said, or in standard mode over code that says none of its own. */
const python =
  (annotated: boolean): Compile =>
  (root, units) => {
    for (const { key, subject, side } of units) {
      for (const { path, text } of subject[side]) write(join(root, key, basename(path)), text);
      write(join(root, key, "__init__.py"), "");
      write(
        join(root, key, "exercise.py"),
        pythonExercise(subject.model, subject.exercise, annotated),
      );
    }
    const mode = annotated ? "strict" : "standard";
    write(
      join(root, "pyrightconfig.json"),
      JSON.stringify({
        include: units.map(({ key }) => `${key}/exercise.py`),
        pythonVersion: "3.11",
        typeCheckingMode: mode,
        reportUnusedImport: false,
      }),
    );
    const program = join(installation, "node_modules/pyright/index.js");
    const said = run(root, process.execPath, [
      program,
      "--outputjson",
      "--pythonpath",
      join(pythonEnvironment(), "bin/python"),
    ]);
    const { generalDiagnostics }: PyrightReport = JSON.parse(said);
    return collect(
      generalDiagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ file, message, range }) => [
          basename(dirname(file)),
          `${basename(file)}:${range.start.line + 1} ${message}`,
        ]),
    );
  };

export const compilers = {
  typescript,
  rust,
  python: python(true),
  "python without annotations": python(false),
} as const satisfies Readonly<Record<string, Compile>>;
export type Compiler = keyof typeof compilers;

export const languageOf = (compiler: Compiler): Language =>
  compiler === "python without annotations" ? "python" : compiler;
