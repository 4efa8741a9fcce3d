import type { ToolPlan } from "../../reach/tools.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { jsonDoc, type JsonStyle } from "../json.ts";
import { stampedValue, stringLiteral } from "./literals.ts";

/** A tool as the template is given it; its schemas stand as objects. */
export const toolView = (
  declared: string,
  { name, description, input, output, wrapped }: ToolPlan,
): ValueRecord => ({
  value: stampedValue(declared, "Tool"),
  name: stringLiteral(name),
  ...(description === undefined ? {} : { description: stringLiteral(description) }),
  input: valueOf(jsonDoc(input, style)),
  ...(output === undefined ? {} : { output: valueOf(jsonDoc(output, style)) }),
  wrapped: String(wrapped),
});

const style: JsonStyle = {
  indent: 2,
  spaced: true,
  trailing: true,
  opensObjects: true,
  // A plain `__proto__` would be the object's prototype.
  key: (name) =>
    name === "__proto__"
      ? '["__proto__"]'
      : /^[A-Za-z_$][\w$]*$/.test(name)
        ? name
        : stringLiteral(name),
  string: stringLiteral,
  words: { true: "true", false: "false", null: "null" },
};
