import { screamingCase } from "#intent";
import type { ToolPlan } from "../../reach/tools.ts";
import type { Schema } from "../../reach/schemas.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { jsonDoc, type JsonStyle } from "../json.ts";
import type { Doc } from "../layout.ts";
import { stringLiteral } from "./literals.ts";

/** A tool as the template is given it; its schemas stand as JSON texts. */
export const toolView = ({ name, description, input, output, wrapped }: ToolPlan): ValueRecord => ({
  literal: stringLiteral(name),
  constant: `${screamingCase(name)}_TOOL`,
  description: stringLiteral(description ?? ""),
  input: valueOf(schemaDoc(input)),
  output: valueOf(output === undefined ? stringLiteral("") : schemaDoc(output)),
  wrapped: String(wrapped),
});

const style: JsonStyle = {
  indent: 2,
  spaced: true,
  trailing: false,
  opensObjects: false,
  key: JSON.stringify,
  string: JSON.stringify,
  words: { true: "true", false: "false", null: "null" },
};

/** A schema as a raw string, with as many `#` as its own quotes need. */
function schemaDoc(schema: Schema): Doc {
  const found = JSON.stringify(schema).match(/"#*/g) ?? [];
  const hashes = "#".repeat(Math.max(...found.map((one) => one.length), 1));
  return [`r${hashes}"`, jsonDoc(schema, style), `"${hashes}`];
}
