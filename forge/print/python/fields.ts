import {
  fieldName,
  fieldWireName,
  wordsOf,
  type Field,
  type Literal,
  type Model,
  type OtherForm,
} from "#intent";

import { boundedSample } from "../../reach/bounds.ts";
import type { PatchedField } from "../../reach/partial.ts";
import { rewritten } from "../../reach/renamed.ts";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList, flatDoc, hardline, imports, nest, textOfDoc, type Doc } from "../layout.ts";
import { boundDocs, boundsModule, isSecret } from "./bounds.ts";
import { docstring } from "./docs.ts";
import { keyDoc, readerDoc } from "./forms.ts";
import { isFixed, isShared, literalDoc, makerDoc, sampleOf, stringLiteral } from "./literals.ts";
import {
  fieldTypeDoc,
  indent,
  orNone,
  subscript,
  typeDoc,
  width,
  type PythonScope,
} from "./types.ts";

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
  form?: OtherForm,
): FieldParts {
  const type = resolveType(model, field.type);
  const name = fieldName("python", field);
  const view = {
    name,
    declaration: valueOf(declarationDoc(scope, field, type, form)),
    docstring: valueOf(documented ? docstring(field.doc) : ""),
  };
  return { view, ...builderParts(scope, field, type, name) };
}

function declarationDoc(
  scope: PythonScope,
  field: Field,
  type: ResolvedType,
  form: OtherForm | undefined,
): Doc {
  const name = fieldName("python", field);
  const bounds = boundDocs(field, type);
  const isAbsent = type.kind === "optional" && field.default === undefined;
  // Bounds of what may be absent stand inside, all else about the field outside.
  const plain =
    type.kind === "optional" && bounds.length > 0
      ? fieldTypeDoc(annotatedDoc(typeDoc(scope, type.item), bounds), isAbsent)
      : type.kind === "optional"
        ? fieldTypeDoc(typeDoc(scope, type.item), isAbsent)
        : typeDoc(scope, type);
  const about = [
    ...(type.kind === "optional" ? [] : bounds),
    ...aboutDocs(field, form),
    ...readerDocs(field, type),
  ];
  return assignedDoc([name, ": ", annotatedDoc(plain, about)], defaultDoc(scope, field, type));
}

/** A field of a patch, which is unset where nothing is said of it. */
export function patchedDoc(
  scope: PythonScope,
  { field, type, optional }: PatchedField,
  form: OtherForm | undefined,
): Doc {
  const name = fieldName("python", field);
  const held = annotatedDoc(typeDoc(scope, type), [
    ...boundDocs(field, type),
    ...readerDocs(field, type),
  ]);
  const sent = subscript("_patches.Sent", optional ? orNone(held) : held);
  const typed = annotatedDoc(sent, aboutDocs(field, form));
  return assignedDoc([name, ": ", typed], "_patches.UNSET");
}

/** What is said of a field besides its type and bounds. */
function aboutDocs(field: Field, form: OtherForm | undefined): readonly Doc[] {
  const wire = fieldWireName(field);
  const isPlain = form !== undefined || wire === fieldName("python", field);
  return [
    ...(isSecret(field) ? [[boundsModule, "_bounds.SECRET"]] : []),
    ...(form === undefined ? [] : [keyDoc(form)]),
    ...(isPlain ? [] : [`_wire.name(${stringLiteral(wire)})`]),
  ];
}

/** What reads the other form of a field's type. */
function readerDocs(field: Field, type: ResolvedType): readonly Doc[] {
  const how = rewritten(field, type);
  return how === undefined ? [] : [readerDoc(how)];
}

/**
 * A field of a class with its default. Where both do not fit on one line, ruff breaks the call of the default if its head
 * fits behind the type, else puts the default into parentheses if these fit, else breaks the type.
 */
function assignedDoc(typed: Doc, given: Doc | undefined): Doc {
  if (given === undefined) return typed;
  const start = indent + textOfDoc(typed).length;
  const value = textOfDoc(given);
  const head = /^[\w.]+\(/.exec(value)?.[0] ?? value;
  const isWhole = start + ` = ${value}`.length <= width;
  if (!isWhole && start + ` = ${head}`.length <= width) return [flatDoc(typed), " = ", given];
  return !isWhole && start + " = (".length <= width
    ? [typed, " = (", nest(indent, [hardline, given]), hardline, ")"]
    : [typed, " = ", given];
}

/** `Annotated[T, …]`; the type alone where nothing is said of it. */
const annotatedDoc = (type: Doc, about: readonly Doc[]): Doc =>
  about.length === 0
    ? type
    : [imports("typing", "Annotated"), commaList("Annotated[", "]", [type, ...about], indent)];

function defaultDoc(scope: PythonScope, field: Field, type: ResolvedType): Doc | undefined {
  if (field.default === undefined) return type.kind === "optional" ? "None" : undefined;
  if (isShared(scope, type, field.default)) return literalDoc(scope, type, field.default);
  return ["_wire.made", commaList("(", ")", [makerDoc(scope, type, field.default)], indent)];
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

/** The declared default of a field, or in its place a sample within its bounds where the usual one is not. */
const givenOf = (type: ResolvedType, field: Field): Literal | undefined =>
  field.default ??
  (type.kind === "optional"
    ? undefined
    : boundedSample(field, type, wordsOf(field.name).join(" ")));

function fixedDefault(scope: PythonScope, field: Field, type: ResolvedType): Doc | undefined {
  const given = givenOf(type, field);
  if (given !== undefined)
    return isFixed(scope, type, given) ? literalDoc(scope, type, given) : undefined;
  const sample = sampleOf(scope, type, field.name);
  return "fixed" in sample ? sample.fixed : undefined;
}

function madeDefault(scope: PythonScope, field: Field, type: ResolvedType): Doc {
  const given = givenOf(type, field);
  if (given !== undefined) return makerDoc(scope, type, given);
  const sample = sampleOf(scope, type, field.name);
  return "made" in sample ? sample.made : ["lambda: ", sample.fixed];
}
