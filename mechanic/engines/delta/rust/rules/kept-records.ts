import type { Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { ancestor, attributesOf, fieldOf, inTest, nodeAt, type Node } from "../tree.ts";
import { isStored } from "./codecs.ts";

const forms: Readonly<Record<string, string>> = {
  i32: "number",
  i64: "number",
  u32: "number",
  u64: "number",
  f64: "number",
  bool: "truth",
  String: "text",
  // Decimals are text in JSON, so that no digit is lost.
  Decimal: "decimal",
  Uuid: "uuid",
  NaiveDate: "date",
  Duration: "duration",
};

/**
 * A record of the service's own that serde writes or reads has another form where one of its fields took over a new type:
 * a number that becomes text is written in quotes, and is not read from what was written before. Nothing says so.
 */
export function askForKeptRecords(engine: Engine): void {
  for (const patch of engine.patches) {
    if (patch.rule !== "retype-slot") continue;
    const retype = engine.retypes.find(({ change }) => change === patch.change);
    if (retype === undefined || formOf(retype.from) === formOf(retype.to)) continue;
    for (const { file, start, end } of patch.edits) {
      const root = engine.files.get(file)?.root;
      const field = root && ancestor(nodeAt(root, start, end), "field_declaration");
      const record = ancestor(field, "struct_item");
      if (field === undefined || record === undefined || !isStored(record)) continue;
      if (inTest(field, engine.request.tests) || isToldOtherwise(field)) continue;
      addHole(engine, {
        kind: "wire-form",
        node: field,
        delta: patch.change,
        candidates: [asItStands],
        choices: [{ label: asItStands, edits: [] }],
        slot: undefined,
        question: `\`${fieldOf(record, "name")?.text ?? ""}\` is written or read by serde, and \`${patch.change}\` was \`${retype.from}\` and is \`${retype.to}\` now, which looks otherwise there. Which form has it here?`,
      });
    }
  }
}

const asItStands = "that of the new type: as it stands";

const formOf = (type: string): string => forms[type] ?? type;

/** `#[serde(with = "…")]`, `#[serde(skip)]`: such a field has a form of its own, or none. */
const isToldOtherwise = (field: Node): boolean =>
  /\bserde\b.*\b(?:\w*with|skip)\b/s.test(attributesOf(field));
