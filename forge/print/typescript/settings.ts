import { fieldName, screamingCase, type Field, type Literal } from "#intent";
import type { ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import type { Doc } from "../layout.ts";
import { boundedCodec, callDoc, codecDoc, wireLiteral } from "./codecs.ts";
import { commentDoc, memberDoc } from "./declare.ts";
import { stringLiteral } from "./literals.ts";
import { typeDoc, type TypeScriptScope } from "./types.ts";

const numbers: ReadonlySet<string> = new Set(["i32", "u32", "f64"]);

/** Reads a value from the text of an environment variable; the model allows primitives, enums and optionals of them. */
function textCodec(scope: TypeScriptScope, type: ResolvedType): Doc {
  if (type.kind === "optional") return callDoc("wire.optional", textCodec(scope, type.item));
  const codec = codecDoc(scope, type);
  if (type.kind !== "primitive") return codec;
  return type.name === "bool"
    ? "wire.boolText"
    : numbers.has(type.name)
      ? callDoc("wire.numberText", codec)
      : codec;
}

/** A default as the text that the variable would hold. */
function textLiteral(type: ResolvedType, value: Literal): string {
  const literal = wireLiteral(type, value);
  return /^["']/.test(literal) ? literal : stringLiteral(literal);
}

function settingView(scope: TypeScriptScope, field: Field): ValueRecord {
  const name = fieldName("typescript", field);
  const type = scope.resolve(field.type);
  const bare = type.kind === "optional" ? type.item : type;
  const codec = boundedCodec(scope, field, type, name === "port" ? () => "wire.port" : textCodec);
  return {
    name,
    comment: valueOf(commentDoc(field.doc)),
    declaration: valueOf(memberDoc(name, typeDoc(scope, bare), type.kind === "optional")),
    variable: screamingCase(field.name),
    codec: valueOf(
      field.default === undefined
        ? codec
        : callDoc("wire.withDefault", codec, textLiteral(type, field.default)),
    ),
  };
}

/** All settings of a service; the port comes first, and is there where the intent does not name it. */
export function settingViews(scope: TypeScriptScope, config: readonly Field[]): ValueRecord[] {
  const named = config.map((field) => settingView(scope, field));
  if (config.some((field) => fieldName("typescript", field) === "port")) return named;
  const port = {
    name: "port",
    comment: "",
    declaration: "port: number",
    variable: "PORT",
    codec: 'wire.withDefault(wire.port, "8080")',
  };
  return [port, ...named];
}
