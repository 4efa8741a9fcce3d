import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "vitest";
import type { CascadeDocument } from "../../sentinel/index.ts";
import { documents } from "./documents.ts";
import { git, writeFiles } from "./repository.ts";
import { flywheel, installation, sharedCache, type Ran } from "./tools.ts";

const home = join(installation, "test/universes/independent");
const services = ["box-office", "playbill", "programme", "seating"] as const;
const leftovers = new Set(["node_modules", "target", ".venv", "__pycache__", "Cargo.lock"]);

interface Change {
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
}

/** The universe that was written independently of the engine, with a repository for each service. */
export class IndependentUniverse {
  readonly root: string;
  readonly #state: string;

  constructor(folder: string) {
    this.root = join(folder, "universe");
    this.#state = join(folder, "state");
    cpSync(join(home, "universe.lisp"), join(this.root, "universe.lisp"));
    cpSync(join(home, "services"), join(this.root, "services"), {
      recursive: true,
      filter: (path) => !leftovers.has(basename(path)),
    });
    for (const service of services) {
      git(this.#repository(service), "init", "-q");
      git(this.#repository(service), "add", "-A");
      git(this.#repository(service), "commit", "-q", "-m", "as it stands");
    }
  }

  #repository(service: string): string {
    return join(this.root, "services", service);
  }

  /** Makes one of its changes in the work tree; nothing is committed. */
  change(number: 1 | 2 | 3): void {
    const change: Change = JSON.parse(readFileSync(join(home, `changes/${number}.json`), "utf8"));
    for (const { file, from, to } of change.edits) {
      const text = readFileSync(join(this.root, file), "utf8");
      expect(text).toContain(from);
      writeFileSync(join(this.root, file), text.replace(from, to));
    }
  }

  run(args: readonly string[]): Ran {
    return flywheel([...args, "--root", this.root], { state: this.#state });
  }

  /** Runs a command; gives its exit code and its document. */
  ask(...args: string[]): [number | null, CascadeDocument] {
    const ran = this.run([...args, "--json", "--quiet"]);
    expect(ran.stdout, ran.stderr).not.toBe("");
    return [ran.exit, documents.cascade(ran.stdout)];
  }

  /** Root of a run's tree, where the scenes of held services stand. */
  scene(epoch: number): string {
    const [id = ""] = readdirSync(join(this.#state, "flywheel"));
    return join(sharedCache(), "flywheel", id, String(epoch));
  }

  /** Services for which a run started a tool. */
  toolsOf(epoch: number): Set<string> {
    const [id = ""] = readdirSync(join(this.#state, "flywheel"));
    const log = join(this.#state, "flywheel", id, "runs", String(epoch), "log.jsonl");
    const events = readFileSync(log, "utf8").trim().split("\n");
    return new Set(
      events.flatMap((line): string[] => {
        const event: { readonly type: string; readonly service?: string } = JSON.parse(line);
        return event.type === "tool-started" && event.service !== undefined ? [event.service] : [];
      }),
    );
  }

  /** Hand-written files of a service on its draft; paths are relative to the universe. */
  draft(service: string, epoch: number): Map<string, string> {
    const ref = `flywheel/epoch-${epoch}`;
    const paths = git(this.#repository(service), "ls-tree", "-r", "--name-only", ref).split("\n");
    return new Map(
      paths.flatMap((path) =>
        /(?:^|\/)generated[^/]*$|intent\.lisp$/.test(path)
          ? []
          : [
              [
                `services/${service}/${path}`,
                git(this.#repository(service), "show", `${ref}:${path}`),
              ],
            ],
      ),
    );
  }

  /** Hand-written files of a service as people would have left them: the committed ones with the gold patch over them. */
  gold(number: 1 | 2 | 3, service: string, folder: string): Map<string, string> {
    const kept = new Map<string, string>();
    const paths = git(this.#repository(service), "ls-tree", "-r", "--name-only", "HEAD").split(
      "\n",
    );
    for (const path of paths) {
      if (/(?:^|\/)generated[^/]*$|intent\.lisp$/.test(path)) continue;
      kept.set(
        `services/${service}/${path}`,
        git(this.#repository(service), "show", `HEAD:${path}`),
      );
    }
    writeFiles(folder, Object.fromEntries([...kept].map(([path, text]) => [path, `${text}\n`])));
    const patch = join(home, `changes/${number}.gold.patch`);
    git(folder, "init", "-q");
    git(folder, "apply", `--include=services/${service}/*`, patch);
    return new Map(
      [...kept.keys()].map((path) => [path, readFileSync(join(folder, path), "utf8").trimEnd()]),
    );
  }

  /** Files that the gold patch of a change touches. */
  touchedByGold(number: 1 | 2 | 3): Set<string> {
    const patch = readFileSync(join(home, `changes/${number}.gold.patch`), "utf8");
    return new Set([...patch.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, path = ""]) => path));
  }

  /** Edits a file of a scene; the text that goes must stand there. */
  mend(epoch: number, file: string, from: string, to: string): void {
    const path = join(this.scene(epoch), file);
    expect(existsSync(path), path).toBe(true);
    const text = readFileSync(path, "utf8");
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  }
}

/** The row of a service in a cascade's document. */
export function rowOf(
  document: CascadeDocument,
  service: string,
): CascadeDocument["services"][number] {
  const row = document.services.find((one) => one.name === service);
  if (row === undefined) throw new Error(`the document has no ${service}`);
  return row;
}
