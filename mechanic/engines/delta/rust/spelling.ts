import { originalText, type Engine } from "./engine.ts";
import { meaningOf, modulePath } from "./modules.ts";
import type { Patch, PatchEdit } from "./patches.ts";
import type { Retype } from "./retypes.ts";
import { ancestor, nodeAt } from "./tree.ts";

/** Where the types of stamped fields come from that Rust does not know by itself. */
const homes: Readonly<Record<string, string>> = {
  Uuid: "uuid::Uuid",
  Decimal: "rust_decimal::Decimal",
  NaiveDate: "chrono::NaiveDate",
  DateTime: "chrono::DateTime",
  Utc: "chrono::Utc",
  Duration: "std::time::Duration",
  Value: "serde_json::Value",
};

/** A name that a retype brings into hand-written code. */
export interface NewName {
  readonly name: string;
  readonly retype: Retype;
}

/** All names that the new types of a repair are spelt with and that have to be brought in. */
export const newNames = (engine: Engine): NewName[] =>
  engine.retypes.flatMap((retype) =>
    [...retype.to.matchAll(/\w+/g)]
      .filter(([name]) => homes[name] !== undefined)
      .map(([name]) => ({ name, retype })),
  );

/** The one path from which a new type's name comes, as written in `file`: where the stamped code has it from. */
export function homeOf({ name, retype }: NewName, file: string, engine: Engine): string {
  for (const place of retype.places) {
    const stamped = originalText(engine, place.file);
    const spelt = new RegExp(`((?:\\w+::)+)${name}\\b`).exec(stamped.slice(place.start, place.end));
    const [head = ""] = spelt?.[1]?.split("::") ?? [];
    if (head !== "" && new RegExp(`\\bmod ${head}\\b`).test(stamped))
      return engine.layout.pathIn(
        file,
        [...modulePath(place.file), `${spelt?.[1] ?? ""}${name}`].join("::"),
      );
  }
  return homes[name] ?? name;
}

/**
 * The same patches, with a new type spelt by its full path wherever its name stands for something else: people may have a
 * type of that name of their own, or one of another crate. Takes what stands in an engine and what lies beside it.
 */
export function spelt(patches: readonly Patch[], engine: Engine): readonly Patch[] {
  const names = newNames(engine);
  if (names.length === 0) return patches;
  return patches.map((patch) => {
    const edits = patch.edits.map((edit) =>
      names.reduce((one, name) => inFull(one, name, engine), edit),
    );
    return edits.every((edit, index) => edit === patch.edits[index]) ? patch : { ...patch, edits };
  });
}

function inFull(edit: PatchEdit, named: NewName, engine: Engine): PatchEdit {
  const word = new RegExp(`(?<![\\w:])${named.name}\\b`, "g");
  const file = engine.files.get(edit.file);
  if (
    file === undefined ||
    ![edit.text, edit.probe ?? ""].some((text) => text.match(word) !== null)
  )
    return edit;
  // Who wrote that name into the code meant what it stands for there.
  if (file.text.slice(edit.start, edit.end).match(word) !== null) return edit;
  const at = nodeAt(file.root, edit.start, edit.end);
  const meant = meaningOf(named.name, at, engine.modules, engine.request.tests);
  const home = homeOf(named, edit.file, engine);
  if (meant === undefined || isFrom(home, meant)) return edit;
  if (ancestor(at, "use_declaration") !== undefined) return edit;
  const full = (text: string): string => text.replaceAll(word, home);
  return {
    ...edit,
    text: full(edit.text),
    ...(edit.probe === undefined ? {} : { probe: full(edit.probe) }),
  };
}

/** Whether a path leads to what another one leads to: crates hand their own types on under several. */
function isFrom(home: string, meant: string): boolean {
  const ours = /\bgenerated::.*/.exec(home)?.[0];
  if (ours !== undefined) return meant.endsWith(`::${ours}`);
  return meant.split("::")[0] === home.split("::")[0];
}
