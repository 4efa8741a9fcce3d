import { fieldName, type Field, type Model } from "#intent";

import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList, type Doc } from "../layout.ts";
import { basesOf } from "./bounds.ts";
import { fieldParts } from "./fields.ts";
import { stringLiteral } from "./literals.ts";
import { variableName } from "./names.ts";
import { indent, type PythonScope } from "./types.ts";

/** Primitives that stand in the environment as they do in JSON; all others are plain words there. */
const literals: ReadonlySet<string> = new Set(["bool", "i32", "u32", "f64", "json"]);

function isLiteral(type: ResolvedType): boolean {
  if (type.kind === "optional") return isLiteral(type.item);
  if (type.kind === "primitive") return literals.has(type.name);
  return type.kind !== "enum";
}

/** Settings of a service: its declared ones, and the port where it declares none. */
export function configView(
  model: Model,
  scope: PythonScope,
  fields: readonly Field[],
): ValueRecord {
  const names = fields.map((field) => ({
    name: fieldName("python", field),
    variable: variableName(field.name),
    literal: isLiteral(resolveType(model, field.type)),
  }));
  const port = names.some(({ name }) => name === "port")
    ? []
    : [{ name: "port", variable: "PORT", literal: true }];
  const all = [...port, ...names];
  const table = (literal: boolean): Doc =>
    commaList(
      "{",
      "}",
      all
        .filter((each) => each.literal === literal)
        .map(({ name, variable }): Doc => `${stringLiteral(name)}: ${stringLiteral(variable)}`),
      indent,
    );
  return {
    port: port.length > 0,
    bases: valueOf(basesOf(fields)),
    fields: fields.map((field) => fieldParts(model, scope, field, true).view),
    read: valueOf([
      "_wire.settings",
      commaList("(", ")", ["cls", table(false), table(true), "environ"], indent),
    ]),
  };
}
