import { fieldName, fieldWireName, type Field, type Model } from "#intent";

import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList, imports, type Doc } from "../layout.ts";
import { docstring } from "./docs.ts";
import { isFixed, isShared, literalDoc, makerDoc, sampleOf, stringLiteral } from "./literals.ts";
import { fieldTypeDoc, indent, orNone, typeDoc, type PythonScope } from "./types.ts";

/** A field as templates are given it, and its parts in the test builder: a keyword parameter and what that passes on. */
export interface FieldParts {
  readonly view: ValueRecord;
  readonly parameter: Doc;
  readonly argument: Doc;
}

export function fieldParts(
  model: Model,
  scope: PythonScope,
  field: Field,
  documented: boolean,
): FieldParts {
  const type = resolveType(model, field.type);
  const name = fieldName("python", field);
  const view = {
    name,
    declaration: valueOf(declarationDoc(scope, field, type, name)),
    docstring: valueOf(documented ? docstring(field.doc) : ""),
  };
  return { view, ...builderParts(scope, field, type, name) };
}

function declarationDoc(scope: PythonScope, field: Field, type: ResolvedType, name: string): Doc {
  const plain = fieldTypeDoc(scope, type, field.default === undefined);
  const wire = fieldWireName(field);
  const annotated: Doc =
    wire === name
      ? plain
      : [
          imports("typing", "Annotated"),
          commaList("Annotated[", "]", [plain, `_wire.name(${stringLiteral(wire)})`], indent),
        ];
  return [name, ": ", annotated, defaultDoc(scope, field, type)];
}

function defaultDoc(scope: PythonScope, field: Field, type: ResolvedType): Doc {
  if (field.default === undefined) return type.kind === "optional" ? " = None" : "";
  if (isShared(scope, type, field.default)) return [" = ", literalDoc(scope, type, field.default)];
  return [" = _wire.made", commaList("(", ")", [makerDoc(scope, type, field.default)], indent)];
}

/** Builders take every field by keyword; what must not be shared between calls is made where it was not given. */
function builderParts(
  scope: PythonScope,
  field: Field,
  type: ResolvedType,
  name: string,
): Pick<FieldParts, "parameter" | "argument"> {
  const plain = typeDoc(scope, type);
  const fixed = fixedDefault(scope, field, type);
  if (fixed !== undefined)
    return { parameter: [name, ": ", plain, " = ", fixed], argument: `${name}=${name}` };
  const optional: Doc = type.kind === "optional" ? plain : orNone(plain);
  const make = madeDefault(scope, field, type);
  return {
    parameter: [name, ": ", optional, " = None"],
    argument: [`${name}=_wire.given`, commaList("(", ")", [name, make], indent)],
  };
}

function fixedDefault(scope: PythonScope, field: Field, type: ResolvedType): Doc | undefined {
  if (field.default !== undefined)
    return isFixed(scope, type, field.default) ? literalDoc(scope, type, field.default) : undefined;
  const sample = sampleOf(scope, type, field.name);
  return "fixed" in sample ? sample.fixed : undefined;
}

function madeDefault(scope: PythonScope, field: Field, type: ResolvedType): Doc {
  if (field.default !== undefined) return makerDoc(scope, type, field.default);
  const sample = sampleOf(scope, type, field.name);
  return "made" in sample ? sample.made : ["lambda: ", sample.fixed];
}
