import type { ToolPlan } from "../../reach/tools.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { jsonDoc, type JsonStyle } from "../json.ts";
import { stringLiteral } from "./literals.ts";
import { indent } from "./types.ts";

/** A tool as the template is given it; its schemas stand as dictionaries. */
export const toolView = ({ name, description, input, output, wrapped }: ToolPlan): ValueRecord => ({
  name: stringLiteral(name),
  description: description === undefined ? "None" : stringLiteral(description),
  input: valueOf(jsonDoc(input, style)),
  output: valueOf(output === undefined ? "None" : jsonDoc(output, style)),
  wrapped: wrapped ? "True" : "False",
});

const style: JsonStyle = {
  indent,
  spaced: false,
  trailing: true,
  opensObjects: false,
  key: stringLiteral,
  string: stringLiteral,
  words: { true: "True", false: "False", null: "None" },
};
