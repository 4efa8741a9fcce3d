import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  alternateCommands,
  type CommandContender,
  commandPeakMiB,
  type Goal,
  ratio,
  type Report,
  type Row,
} from "./measure.ts";
import {
  installed,
  thousand,
  writeIntents,
  writeOpenApi,
  writeProtos,
  writeTypeSpec,
} from "./thousand.ts";
import { built, temporary } from "./universe.ts";

const ours = "forge stamp, 1,000 services";
const again = "forge stamp, nothing changed";
const one = "forge stamp, one service changed";
const buf = "buf + protobuf-es, strategy all";
const nothing = "node -e 0";

/** What we stamp of each service; scaffolds are people's and stay. */
function forgetStamps(root: string): void {
  for (let index = 0; index < thousand; index++) {
    const folder = join(root, `services/service-${index}/src`);
    for (const name of readdirSync(folder))
      if (name.startsWith("generated.")) rmSync(join(folder, name));
  }
}

/** Another meaning each time, so that each turn has one service to stamp. */
function editOne(root: string): () => void {
  const path = join(root, "services/service-500/intent.lisp");
  const text = readFileSync(path, "utf8");
  let turn = 0;
  return () => writeFileSync(path, text.replace("(email string)", `(email-${turn++} string)`));
}

/** Services that are stamped, and the command that stamps them again. */
function stampedUniverse(root: string): readonly string[] {
  writeIntents(root);
  const argv = [process.execPath, built("forge.js"), "stamp", "--quiet", "--root", root];
  // Once before all turns: the scaffolds that a new service gets are not what is measured.
  execFileSync(process.execPath, argv.slice(1), { stdio: "ignore" });
  return argv;
}

/**
 * Three universes, since a stamp is judged by what the last one left: after a whole stamp all files are new, and are read once
 * before their looks are believed.
 */
function stamping(root: string): CommandContender[] {
  const whole = join(root, "whole");
  const edited = join(root, "edited");
  const first = stampedUniverse(whole);
  const contenders = [
    { name: ours, argv: first, before: () => forgetStamps(whole) },
    { name: again, argv: stampedUniverse(join(root, "same")) },
    { name: one, argv: stampedUniverse(edited), before: editOne(edited) },
  ];
  // Two seconds later the disk's clock has moved on, and looks are believed.
  execFileSync("sleep", ["3"]);
  for (const { argv } of contenders.slice(1))
    execFileSync(process.execPath, argv.slice(1), { stdio: "ignore" });
  return contenders;
}

/** The peers that are installed, and a sentence for each that is not. */
function peers(root: string): { readonly found: CommandContender[]; readonly notes: string[] } {
  const found: CommandContender[] = [];
  const notes: string[] = [];
  const peer = (name: string, file: string, make: (folder: string) => readonly string[]): void => {
    const folder = join(root, file.replaceAll(/\W/g, "-"));
    if (!existsSync(join(installed, file))) {
      notes.push(`${name} is not installed (npm install in bench/)`);
      return;
    }
    const argv = make(folder);
    const before = (): void => rmSync(join(folder, "gen"), { recursive: true, force: true });
    found.push({ name, argv, before });
  };
  peer(buf, ".bin/buf", (folder) => {
    writeProtos(folder);
    const template = join(folder, "buf.gen.yaml");
    return [join(installed, ".bin/buf"), "generate", folder, "--template", template, "-o", folder];
  });
  peer("openapi-typescript, in one process", "openapi-typescript/dist/index.mjs", (folder) => {
    writeOpenApi(folder);
    return [process.execPath, join(folder, "stamp.mjs")];
  });
  peer("TypeSpec to OpenAPI", "@typespec/compiler/cmd/tsp.js", (folder) => {
    writeTypeSpec(folder);
    const tsp = join(installed, "@typespec/compiler/cmd/tsp.js");
    const out = ["--emit", "@typespec/openapi3", "--output-dir", join(folder, "gen")];
    return [process.execPath, tsp, "compile", join(folder, "main.tsp"), ...out];
  });
  return { found, notes };
}

async function memoryGoal(
  mine: CommandContender,
  other: CommandContender | undefined,
): Promise<{ readonly goals: Goal[]; readonly notes: string[] }> {
  if (other === undefined) return { goals: [], notes: [] };
  const peak = async ({ argv, before }: CommandContender): Promise<number> => {
    before?.();
    return commandPeakMiB(argv);
  };
  const [our, their] = [await peak(mine), await peak(other)];
  if (our === 0 || their === 0) return { goals: [], notes: ["memory: this system does not tell"] };
  return {
    goals: [{ text: "memory over buf's", value: our / their, limit: 0.4 }],
    notes: [`peak of all processes: ${our.toFixed(0)} MiB, buf ${their.toFixed(0)} MiB`],
  };
}

async function measure(): Promise<Report> {
  if (!existsSync(built("forge.js")))
    return { measured: [], goals: [], notes: ["not built: npm run build"] };
  const root = temporary("stamp");
  try {
    const mine = stamping(join(root, "universe"));
    const { found, notes } = peers(root);
    const start = { name: nothing, argv: [process.execPath, "-e", "0"] };
    const measured = alternateCommands([...mine, ...found, start], 3, 3);
    const memory = await memoryGoal(
      mine[0] ?? start,
      found.find(({ name }) => name === buf),
    );
    return {
      measured,
      goals: [
        ...(notes.some((note) => note.startsWith(buf))
          ? []
          : [{ text: "CPU over buf's", value: ratio(measured, ours, buf), limit: 0.15 }]),
        ...memory.goals,
        {
          text: "nothing changed, by how files look, over node -e 0",
          value: ratio(measured, again, nothing),
          limit: 1.8,
        },
        {
          text: "one changed over nothing changed",
          value: ratio(measured, one, again),
          limit: 1.2,
        },
      ],
      notes: [
        `${thousand} services of 8 fields and 5 rpcs; read, model, stamp, hash and write, whole processes`,
        ...memory.notes,
        ...notes,
      ],
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export const row: Row = { title: "stamp 1,000 services", measure };
