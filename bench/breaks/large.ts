import { readFileSync, readdirSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Language } from "../../intent/index.ts";
import type { Base, Case } from "./corpus.ts";
import { largeService } from "./large-service.ts";
import { repairCase } from "./repair-case.ts";
import { change, gatesOf, lay, layOut, restore, serviceOf, write } from "./site.ts";

const intents: Readonly<Record<string, string>> = {
  "universe.lisp": `(lang intent 1.0)

(universe large
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none)
  (delivery draft-branch))
`,
  "services/users/intent.lisp": `(lang intent 1.0)

(service users
  (language rust)
  (entity UserProfile
    (id i32 :key)
    (email string)
    (display-name string)
    (login-count i32))
  (error user-not-found :status 404 (id UserProfile.id))
  (rpc get-user (in (id UserProfile.id)) (out UserProfile) (errors user-not-found)))
`,
};

const archive = (language: Language): string => `(lang intent 1.0)

(service archive
  (language ${language})
  (uses users (rpc get-user) (entity UserProfile))
  (rpc count-entries (in (user-id users/UserProfile.id)) (out i32)))
`;

/** Resident bytes of a process and all below it. Linux only. */
function residentBytes(pid: number): number {
  const page = 4096;
  try {
    const own = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1] ?? 0) * page;
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean),
    );
    return own + children.reduce((sum, child) => sum + residentBytes(Number(child)), 0);
  } catch (error) {
    // A process that has ended meanwhile holds nothing.
    if (error instanceof Error && "code" in error) return 0;
    throw error;
  }
}

export interface LargeResult {
  readonly language: Language;
  readonly change: string;
  readonly lines: number;
  readonly edits: number;
  readonly holes: number;
  readonly outcome: string;
  readonly reason?: string;
  readonly seconds: number;
  /** Most that this process and its tools held at once. */
  readonly gigabytes: number;
}

const changes = {
  retype: { from: "(id i32 :key)", to: "(id string :key)" },
  rename: { from: "(display-name string)", to: "(full-name string :was display-name)" },
} as const;

/** Repairs a service of about 50,000 hand-written lines with 200 affected places, once for each change. */
export async function repairLarge(language: Language): Promise<LargeResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "breaks-large-"));
  const base: Base = { domain: "large", language, folder };
  const files = largeService(language);
  const all = { ...intents, ...files, "services/archive/intent.lisp": archive(language) };
  for (const [path, text] of Object.entries(all)) write(folder, path, text);
  const site = await layOut(base);
  const results: LargeResult[] = [];
  try {
    const baseline = await gatesOf(site, serviceOf(site.universe.model, "archive"));
    const red = baseline.gates.find((gate) => gate.status === "failed");
    if (red !== undefined)
      throw new Error(
        `${language}: ${red.gate}: ${red.reason ?? ""} ${JSON.stringify(red.diagnostics.slice(0, 3))}`,
      );
    for (const [name, { from, to }] of Object.entries(changes)) {
      const one: Case = {
        about: "many places in a large service",
        kind: "retype-id",
        level: "hard",
        service: "archive",
        change: [{ file: "services/users/intent.lisp", from, to }],
        holes: [],
        decoys: [],
        base,
        name,
        folder: join(folder, "nowhere"),
        gold: "",
      };
      const changed = await change(site, one);
      let most = 0;
      const watch = setInterval(() => (most = Math.max(most, residentBytes(process.pid))), 200);
      const result = await repairCase(changed, baseline);
      clearInterval(watch);
      lay(changed, new Map());
      restore(changed);
      results.push({
        language,
        change: name,
        lines: Object.entries(files)
          .filter(([path]) => /\.(?:rs|ts|py)$/.test(path))
          .reduce((sum, [, text]) => sum + text.split("\n").length, 0),
        edits: result.edits.length,
        holes: result.holes.length,
        outcome: result.outcome,
        ...(result.reason === undefined ? {} : { reason: result.reason }),
        seconds: result.ms / 1000,
        gigabytes: most / 2 ** 30,
      });
    }
  } finally {
    site.remove();
    rmSync(folder, { recursive: true, force: true });
  }
  return results;
}
