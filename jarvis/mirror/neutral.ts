import { primitiveInCode, primitiveNames, type Language } from "#intent";

/** How stamped code spells primitives beside their plain names, and what is nothing; → its name in intents. */
const stampedNames: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  rust: new Map([
    // Ports are settings, which an intent declares as `u32`.
    ["u16", "u32"],
  ]),
  typescript: new Map([["void", "nothing"]]),
  python: new Map([
    ["I32", "i32"],
    ["U32", "u32"],
    ["I64", "i64"],
    ["U64", "u64"],
    ["KeyI32", "i32"],
    ["KeyU32", "u32"],
    ["Port", "u32"],
    ["Bytes", "bytes"],
    ["Timestamp", "timestamp"],
    ["Date", "date"],
    ["Duration", "duration"],
    ["Uuid", "uuid"],
    ["Json", "json"],
    ["None", "nothing"],
  ]),
};

const primitives: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  rust: spellings("rust"),
  typescript: spellings("typescript"),
  python: spellings("python"),
};

/** The first primitive of each spelling; those that share one (`number`) need a codec to be told apart. */
function spellings(language: Language): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of primitiveNames) {
    const code = primitiveInCode(language, name);
    const last = code.replace(/<.*$/, "");
    if (!found.has(last)) found.set(last, name);
  }
  return found;
}

const wrappers: ReadonlyMap<string, string> = new Map([
  ["Option", "optional"],
  ["Maybe", "optional"],
  ["Optional", "optional"],
  ["Vec", "list"],
  ["list", "list"],
  ["Array", "list"],
  ["ReadonlyArray", "list"],
  ["BTreeMap", "map"],
  ["HashMap", "map"],
  ["Map", "map"],
  ["dict", "map"],
]);
/** Types that say nothing about the shape of what they hold. */
const transparent: ReadonlySet<string> = new Set([
  "Box",
  "Arc",
  "Promise",
  "Annotated",
  "ClassVar",
]);

/**
 * A type as an intent would say it: `Vec<Option<String>>`, `(string | undefined)[]` and `list[str | None]` are all
 * `(list (optional string))`. Names that are no type of the language stay, without their module.
 */
export function neutralType(language: Language, code: string): string {
  return neutral(language, code.replaceAll(/\s+/g, " ").trim(), 0);
}

/**
 * The same type with one name for all that the language spells alike: stamped code says `_wire.I64` of what people's code
 * calls `int`, and no compiler tells them apart.
 */
export const asSpelt = (language: Language, type: string): string =>
  type.replaceAll(/[a-z]\w*/g, (word) => {
    const primitive = primitiveNames.find((name) => name === word);
    if (primitive === undefined) return word;
    return primitives[language].get(primitiveInCode(language, primitive)) ?? word;
  });

const depthMax = 32;

function neutral(language: Language, given: string, depth: number): string {
  const code = given.replace(/^&(?:'\w+ )?(?:mut )?|^readonly /, "").trim();
  if (depth > depthMax || code === "") return code;
  const parts = splitType(code, "|");
  if (parts.length > 1) {
    const rest = parts.filter((part) => part !== "undefined" && part !== "None");
    const inner = rest.map((part) => neutral(language, part, depth + 1));
    const said = inner.length === 1 ? (inner[0] ?? "") : `(either ${inner.join(" ")})`;
    return rest.length < parts.length ? `(optional ${said})` : said;
  }
  if (code.startsWith("(") && code.endsWith(")") && code !== "()")
    return neutral(language, code.slice(1, -1), depth + 1);
  if (language === "typescript" && code.endsWith("[]"))
    return `(list ${neutral(language, code.slice(0, -2), depth + 1)})`;
  if (language === "rust" && code === "Vec<u8>") return "bytes";
  if (language === "rust" && code === "()") return "nothing";
  const generic = /^([\w.:]+)[<[](.*)[>\]]$/s.exec(code);
  if (generic === null) return leaf(language, code);
  const head = lastPart(generic[1] ?? "");
  const inside = splitType(generic[2] ?? "", ",").map((part) => neutral(language, part, depth + 1));
  const wrapper = wrappers.get(head);
  if (wrapper !== undefined) return `(${wrapper} ${inside.join(" ")})`;
  if (transparent.has(head)) return inside[0] ?? "";
  return primitives[language].get(head) ?? `(${head} ${inside.join(" ")})`;
}

const lastPart = (path: string): string => path.split(/::|\./).at(-1) ?? path;

function leaf(language: Language, code: string): string {
  const name = lastPart(code);
  return stampedNames[language].get(name) ?? primitives[language].get(name) ?? name;
}

/** Splits at a separator that stands in no bracket. */
export function splitType(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if ("<[({".includes(letter)) depth++;
    else if (">])}".includes(letter)) depth--;
    else if (letter === separator && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== "");
}
