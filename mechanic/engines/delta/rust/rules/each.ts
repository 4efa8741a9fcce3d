import { add, isStamped, type Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import { patchKey, type Mode, type Patch } from "../patches.ts";
import { losslessConversion, type Retype } from "../retypes.ts";
import { fieldOf, parts, type Node } from "../tree.ts";
import { heldInRecord } from "./holders.ts";
import { retypeOf } from "./options.ts";

/**
 * Where a list, a map or what may be absent holds values that stay what they are, and the same of the new type is wanted,
 * each of them converts, if each does so without losing anything. It comes last: what can move to the new type has moved.
 * Returns how many places there were.
 */
export function convertEach(engine: Engine, findings: readonly Finding[], mode: Mode): number {
  return findings.filter((finding) => {
    const patch = isStamped(engine, finding.file) ? undefined : patchAt(finding, engine, mode);
    return (
      patch !== undefined && !engine.refused.has(patchKey(patch)) && add(engine, [patch]).length > 0
    );
  }).length;
}

function patchAt(finding: Finding, engine: Engine, mode: Mode): Patch | undefined {
  const { node, code, words } = finding;
  const taken = takenOut(finding, engine);
  if (taken !== undefined) return taken;
  const retype = retypeOf(finding, engine, mode === "probe");
  if (code !== "E0308" || node === undefined || retype === undefined) return undefined;
  const conversion = losslessConversion(retype);
  const { expected, found } = expectation(words);
  const wanted = mode === "probe" && !retype.numeric ? retype.brand : retype.to;
  const holder = holderOf(plain(expected), plain(found), wanted, retype);
  if (conversion === undefined || holder === undefined || !isOwned(node)) return undefined;
  const value = node.type === "shorthand_field_initializer" ? (parts(node)[0] ?? node) : node;
  const made = (one: string): string => `${conversion.prefix}${one}${conversion.suffix}`;
  const probed = (one: string): string =>
    `${engine.layout.pathIn(node.file, retype.brand)}::of(${one})`;
  const label = value === node ? "" : `${value.text}: `;
  const text = `${label}${converted(value.text, holder, made)}`;
  const probe = `${label}${converted(value.text, holder, probed)}`;
  const { file, start, end } = node;
  return {
    rule: "convert-each",
    change: retype.change,
    certainty: "certain",
    because: `What is held here stays \`${retype.from}\`, and each becomes \`${retype.to}\` without losing anything.`,
    edits: [{ file, start, end, text, ...(retype.numeric ? {} : { probe }) }],
  };
}

/** A list of records where one of what each of them holds is wanted: `streets.into_iter().map(|each| each.name).collect()`. */
function takenOut({ node, code, words }: Finding, engine: Engine): Patch | undefined {
  const joined = code === "E0599" && node?.type === "field_identifier" && node.text === "join";
  for (const change of engine.request.changes) {
    const record = heldInRecord(change, engine);
    if (record === undefined || node === undefined) continue;
    const { expected, found } = expectation(words);
    const [wanted, seen] = [plain(expected), plain(found)];
    const each = `|each| each.${record.field}`;
    const patch = (start: number, end: number, text: string): Patch => ({
      rule: "convert-each",
      change: change.symbol,
      certainty: "certain",
      because: `Of each \`${record.name}\` that is held here, \`${record.field}\` is what was held before.`,
      edits: [{ file: node.file, start, end, text }],
    });
    if (joined && new RegExp(`\\b${record.name}\\b`).test(words) && node.parent !== undefined) {
      const value = fieldOf(node.parent, "value");
      const steps = `.iter().map(${each}.as_str()).collect::<Vec<_>>()`;
      return value === undefined ? undefined : patch(value.end, value.end, steps);
    }
    const isList = code === "E0308" && seen === `Vec<${record.name}>` && wanted === "Vec<String>";
    if (isList && isOwned(node) && node.type !== "shorthand_field_initializer")
      return patch(node.end, node.end, `.into_iter().map(${each}).collect()`);
  }
  return undefined;
}

type Holder = "list" | "map" | "option";

const plain = (type: string | undefined): string =>
  (type ?? "").replaceAll(/(?:\w+::)+/g, "").replaceAll(/\s+/g, " ");

/** What holds old values where the same of new ones is wanted. */
function holderOf(
  expected: string,
  found: string,
  wanted: string,
  { from }: Retype,
): Holder | undefined {
  const [inside, old] = [expected, found].map((type) => /^(\w+)<(.*)>$/.exec(type));
  if (inside === null || old === null || inside === undefined || old === undefined)
    return undefined;
  if (inside[1] !== old[1]) return undefined;
  if (inside[2] === wanted && old[2] === from)
    return old[1] === "Vec" ? "list" : old[1] === "Option" ? "option" : undefined;
  const [key, value] = [
    /^([\w ]+), (.*)$/.exec(inside[2] ?? ""),
    /^([\w ]+), (.*)$/.exec(old[2] ?? ""),
  ];
  const sameKey = key?.[1] !== undefined && key[1] === value?.[1];
  return sameKey &&
    key?.[2] === wanted &&
    value?.[2] === from &&
    /^(?:BTree|Hash)Map$/.test(old[1] ?? "")
    ? "map"
    : undefined;
}

/** Whether an expression is what it holds, and can be taken apart: no borrow and no block. */
const isOwned = (node: Node): boolean =>
  /^(?:identifier|field_expression|call_expression|try_expression|await_expression|shorthand_field_initializer)$/.test(
    node.type,
  ) && fieldOf(node, "function")?.text !== "Some";

function converted(value: string, holder: Holder, made: (one: string) => string): string {
  const [path] = /^[\w:]+(?=\(value\)$)/.exec(made("value")) ?? [];
  const one = path ?? `|value| ${made("value")}`;
  if (holder === "option") return `${value}.map(${one})`;
  return holder === "list"
    ? `${value}.into_iter().map(${one}).collect()`
    : `${value}.into_iter().map(|(key, value)| (key, ${made("value")})).collect()`;
}
