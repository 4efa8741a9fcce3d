import type { Host, RepairRequest } from "#intent";

import type { Patch, PatchEdit } from "./patches.ts";
import { plainType, type Retype } from "./retypes.ts";
import { calendarOf } from "./rules/days.ts";

/** How the files of a package reach its library: the roots of its crates and the library's name. */
export interface CrateLayout {
  /** Files that get the stand-in types: the library's root, or the binary's where there is no library. */
  readonly roots: readonly string[];
  /** Whether `if let … && …` is the language's: from the edition of 2024 on. */
  readonly letChains: boolean;
  /** Path of `name` (declared in the root) as written in `file`. */
  pathIn(file: string, name: string): string;
}

/** Reads the package's layout from its sources and manifest. */
export async function crateLayout(request: RepairRequest, host: Host): Promise<CrateLayout> {
  const folder = request.service.directory;
  const [lib, main] = [`${folder}/src/lib.rs`, `${folder}/src/main.rs`];
  const manifest = (await host.files.readText(`${request.root}/${folder}/Cargo.toml`)) ?? "";
  const own =
    /\[lib\][^[]*?\bname\s*=\s*"([^"]+)"/.exec(manifest)?.[1] ??
    /\[package\][^[]*?\bname\s*=\s*"([^"]+)"/.exec(manifest)?.[1];
  const name = (own ?? request.service.name).replaceAll("-", "_");
  const hasLibrary = request.sources.has(lib);
  const mainIsRoot = /\bmod\s+generated\s*;/.test(request.sources.get(main) ?? "");
  const roots = [...(hasLibrary ? [lib] : []), ...(mainIsRoot || !hasLibrary ? [main] : [])].filter(
    (file) => request.sources.has(file),
  );
  const inside = (file: string): boolean =>
    roots.includes(file) ||
    (file.startsWith(`${folder}/src/`) && file !== main && !file.startsWith(`${folder}/src/bin/`));
  return {
    roots,
    letChains: /^\s*edition\s*=\s*"2024"/m.test(manifest),
    pathIn: (file, wanted) => `${inside(file) ? "crate" : name}::${wanted}`,
  };
}

/** Text that stands for `retype`'s new type in `file` while probing. */
export const probeType = (retype: Retype, file: string, layout: CrateLayout): string =>
  retype.numeric ? retype.to : layout.pathIn(file, retype.brand);

/**
 * The patches that turn the run tree into a probe: each new type is replaced by a `Copy` stand-in that nothing else
 * uses, so that the type checker carries it (TypeScript's "brand taint"), undisturbed by ownership, and so that numeric
 * habits (order, arithmetic, parsing) that a new type would silently change become errors. With `strict` the stand-in
 * has no order, no `FromStr` and no text.
 */
export function probePatches(
  retypes: readonly Retype[],
  request: RepairRequest,
  layout: CrateLayout,
  strict: boolean,
): Patch[] {
  if (retypes.length === 0) return [];
  const serde = [...request.stampedAfter.values()].some((text) =>
    /derive\([^)]*\bSerialize\b/.test(text),
  );
  const definitions = retypes.map((retype) => brandDefinition(retype, serde, strict)).join("");
  const edits: PatchEdit[] = layout.roots.map((file) => {
    const end = request.sources.get(file)?.length ?? 0;
    return { file, start: end, end, text: "", probe: definitions, probeOnly: true };
  });
  for (const retype of retypes) {
    for (const place of retype.places)
      edits.push({
        ...place,
        text: retype.to,
        probe: layout.pathIn(place.file, retype.brand),
        probeOnly: true,
      });
  }
  const values = retypes.flatMap((retype) =>
    retype.values.map((value) => probeValue(value, retype, layout)),
  );
  return [probePatch("probe", edits), ...values];
}

/** Wraps a value of the real new type in stamped code, so that the crate goes on compiling while probing. */
export function probeValue(
  place: { readonly file: string; readonly start: number; readonly end: number },
  retype: Retype,
  layout: CrateLayout,
): Patch {
  const { file, start, end } = place;
  return probePatch("probe-value", [
    {
      file,
      start,
      end: start,
      text: "",
      probe: `${layout.pathIn(file, retype.brand)}::of(`,
      probeOnly: true,
    },
    { file, start: end, end, text: "", probe: ")", probeOnly: true },
  ]);
}

/** A patch of stamped code or of a crate root that exists only while probing. */
export const probePatch = (rule: string, edits: readonly PatchEdit[]): Patch => ({
  rule,
  change: "",
  certainty: "certain",
  because: "Only while probing.",
  edits,
});

function brandDefinition(retype: Retype, serde: boolean, strict: boolean): string {
  const derives = [
    "Debug",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "Hash",
    "Default",
    ...(strict ? [] : ["PartialOrd", "Ord"]),
    ...(serde ? ["serde::Serialize", "serde::Deserialize"] : []),
  ];
  const parse = strict
    ? ""
    : `impl std::str::FromStr for ${retype.brand} { type Err = <${sampleOf(retype)} as std::str::FromStr>::Err; fn from_str(_: &str) -> Result<Self, Self::Err> { Ok(Self(0)) } }\n`;
  const print = strict
    ? ""
    : `impl std::fmt::Display for ${retype.brand} { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) } }\n`;
  return `
#[derive(${derives.join(", ")})]
pub struct ${retype.brand}(u64);
impl ${retype.brand} { pub fn of<T>(_: T) -> Self { Self(0) } pub const fn constant(_: i64) -> Self { Self(0) } }
impl From<&str> for ${retype.brand} { fn from(_: &str) -> Self { Self(0) } }
impl From<String> for ${retype.brand} { fn from(_: String) -> Self { Self(0) } }
${print}${parse}${calendarOf(retype, strict)}${sumsOf(retype)}`;
}

/** Durations are added up as numbers were; what multiplies or divides them is asked about. */
const sumsOf = ({ brand, to }: Retype): string =>
  to === "Duration"
    ? ["Add", "Sub"]
        .map((name) => {
          const method = name.toLowerCase();
          return `impl std::ops::${name} for ${brand} { type Output = Self; fn ${method}(self, _: Self) -> Self { self } }
impl std::ops::${name}Assign for ${brand} { fn ${method}_assign(&mut self, _: Self) {} }\n`;
        })
        .concat(
          ["", "&'a "].map(
            (lent) =>
              `impl<'a> std::iter::Sum<${lent}${brand}> for ${brand} { fn sum<I: Iterator<Item = ${lent}${brand}>>(_: I) -> Self { Self(0) } }\n`,
          ),
        )
        .join("")
    : "";

/** A type whose parse error the stand-in borrows, so that hand-written error handling still fits. */
const sampleOf = (retype: Retype): string =>
  ["i32", "i64", "u32", "u64", "f64", "bool"].includes(plainType(retype.from))
    ? retype.from
    : "i32";
