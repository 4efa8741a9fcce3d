import type { CodeDiagnostic, RepairEdit } from "../../intent/index.ts";
import { itemPath } from "../../mechanic/engines/delta/rust/holes.ts";
import { fieldOf, parseRust, type Node } from "../../mechanic/engines/delta/rust/tree.ts";
import { host } from "./site.ts";

type Texts = ReadonlyMap<string, string>;

/** The errors of a compiler over texts; of `library` ones it need not look at what is built on the library. */
export type Refusals = (texts: Texts, library: boolean) => Promise<readonly CodeDiagnostic[]>;

/** The body of a function that is in no other: `key` finds it again after edits. */
interface Body {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

async function bodiesOf(file: string, text: string): Promise<Body[]> {
  const { root } = await parseRust(host, file, text);
  const found: Body[] = [];
  const seen = new Map<string, number>();
  const visit = (node: Node): void => {
    const body = node.type === "function_item" ? fieldOf(node, "body") : undefined;
    if (body === undefined) return node.children.forEach(visit);
    const path = itemPath(node);
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    found.push({ key: `${file} ${path} ${count}`, start: body.start, end: body.end });
  };
  visit(root);
  return found;
}

/**
 * Edits without which the compiler refuses a function's body, found many at a time: Rust judges each body by what all others
 * declare, so of each body one edit is left out at once, and an error in it is that edit's. What is not found here is not
 * known to be spare: errors of the library hide those of what is built on it, and errors of types those of ownership.
 */
export async function neededInBodies(
  sources: Texts,
  edits: readonly RepairEdit[],
  without: (left: ReadonlySet<RepairEdit>) => Texts,
  refusals: Refusals,
): Promise<ReadonlySet<RepairEdit>> {
  const needed = new Set<RepairEdit>();
  for (const library of [true, false]) {
    const rounds = await roundsOf(
      sources,
      edits.filter(({ file }) => isLibrary(file) === library),
    );
    for (const round of rounds) {
      if (round.size < 2) continue;
      const texts = without(new Set(round.keys()));
      const refused = await refusedBodies(texts, await refusals(texts, library));
      for (const [edit, key] of round) if (refused.has(key)) needed.add(edit);
    }
  }
  return needed;
}

const isLibrary = (file: string): boolean =>
  !/\/(?:tests|benches|examples|bin)\/|\/main\.rs$/.test(file);

/** One edit of each body after the other, with the key of its body; edits outside of bodies are in no round. */
async function roundsOf(
  sources: Texts,
  edits: readonly RepairEdit[],
): Promise<ReadonlyMap<RepairEdit, string>[]> {
  const rounds: Map<RepairEdit, string>[] = [];
  const turns = new Map<string, number>();
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const bodies = await bodiesOf(file, sources.get(file) ?? "");
    for (const edit of own) {
      const body = bodies.find(({ start, end }) => start < edit.start && edit.end < end);
      if (body === undefined) continue;
      const turn = turns.get(body.key) ?? 0;
      turns.set(body.key, turn + 1);
      (rounds[turn] ??= new Map()).set(edit, body.key);
    }
  }
  return rounds;
}

/** Keys of the bodies in which errors stand. */
async function refusedBodies(
  texts: Texts,
  said: readonly CodeDiagnostic[],
): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  for (const [file, own] of Map.groupBy(said, (one) => one.file)) {
    const text = texts.get(file);
    if (text === undefined) continue;
    const bodies = await bodiesOf(file, text);
    for (const { line, column } of own) {
      const at = offsetOf(text, line, column);
      const body = bodies.find(({ start, end }) => start < at && at < end);
      if (body !== undefined) refused.add(body.key);
    }
  }
  return refused;
}

const offsetOf = (text: string, line: number, column: number): number =>
  text
    .split("\n")
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0) +
  column -
  1;
