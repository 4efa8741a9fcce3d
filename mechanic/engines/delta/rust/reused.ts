import { checkCandidate, add, isStamped, type Engine } from "./engine.ts";
import type { Finding } from "./findings.ts";
import type { Renamed } from "./names.ts";
import type { Patch } from "./patches.ts";
import { probePatch } from "./crate.ts";
import { renameRule } from "./rules/rename.ts";
import { ancestor, fieldOf, nodeAt, parseRust, walk, type Node, type RustFile } from "./tree.ts";

const roundsMax = 12;
const standIn = (name: string): string => `flywheel_other_${name}`;

/**
 * A name that lives on with another meaning raises no error: `display-name` became `full-name`, and a new
 * `display-name` was added. While probing, the new thing gets a name that nobody uses, so that each use of the old name
 * becomes an error and follows its rename. Code that already spells the new name has been through this.
 */
export async function followReusedNames(engine: Engine): Promise<void> {
  const stamped = await stampedFiles(engine);
  const reused = engine.renames.filter(
    (renamed) => renamed.kind === "member" && !alreadySpelt(renamed, engine),
  );
  const places = reused.flatMap((renamed) =>
    [...stamped.values()].flatMap((file) => declarationsOf(renamed, file)),
  );
  if (places.length === 0) return;
  engine.probes = places.map((name) => replaced(name));
  for (let round = 0; round < roundsMax; round++) {
    const findings = await checkCandidate(engine, "probe");
    const moved = findings.map((finding) =>
      isStamped(engine, finding.file)
        ? followStamped(finding, reused, stamped, engine)
        : add(engine, renameRule(finding, engine)).length,
    );
    if (moved.every((count) => count === 0)) break;
  }
  engine.probes = [];
}

/** The stamped Rust files as they are now, parsed. */
export async function stampedFiles(engine: Engine): Promise<Map<string, RustFile>> {
  const files = new Map<string, RustFile>();
  for (const [path, text] of engine.request.stampedAfter)
    if (path.endsWith(".rs")) files.set(path, await parseRust(engine.host, path, text));
  return files;
}

/** Fields of the renamed thing's owner that are called as it was called. */
const declarationsOf = (renamed: Renamed, file: RustFile): Node[] =>
  fieldsCalled(renamed.owner, renamed.from, file);

/** Patches that give a field of a stamped struct a name that nobody uses, while probing. */
export const standInsFor = (owner: string, name: string, file: RustFile): Patch[] =>
  fieldsCalled(owner, name, file).map((node) => replaced(node));

function fieldsCalled(called: string | undefined, from: string, file: RustFile): Node[] {
  return [...walk(file.root)].flatMap((node) => {
    const name = node.type === "field_declaration" ? fieldOf(node, "name") : undefined;
    const owner = ancestor(node, "struct_item");
    return name?.text === from && owner !== undefined && fieldOf(owner, "name")?.text === called
      ? [name]
      : [];
  });
}

const replaced = (name: Node): Patch => {
  const shorthand = name.parent?.type === "shorthand_field_initializer";
  const text = shorthand ? `${standIn(name.text)}: ${name.text}` : standIn(name.text);
  return probePatch("probe-name", [
    {
      file: name.file,
      start: name.start,
      end: name.end,
      text: name.text,
      probe: text,
      probeOnly: true,
    },
  ]);
};

/** Stamped code uses the new thing under its own name. */
function followStamped(
  finding: Finding,
  reused: readonly Renamed[],
  stamped: ReadonlyMap<string, RustFile>,
  engine: Engine,
): number {
  const file = stamped.get(finding.file);
  if (file === undefined || !["E0609", "E0560", "E0026"].includes(finding.code)) return 0;
  const node = nodeAt(file.root, finding.start, finding.end);
  const known = engine.probes.some((patch) =>
    patch.edits.some((edit) => edit.file === node.file && edit.start === node.start),
  );
  if (known || !reused.some((renamed) => renamed.from === node.text)) return 0;
  engine.probes.push(replaced(node));
  return 1;
}

function alreadySpelt(renamed: Renamed, engine: Engine): boolean {
  return [...engine.files.values()].some((file) =>
    [...walk(file.root)].some(
      (node) => /^(?:shorthand_)?field_identifier$/.test(node.type) && node.text === renamed.to,
    ),
  );
}
