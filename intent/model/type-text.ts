import { encodeString } from "../syntax/strings.ts";
import { sizeText } from "./sizes.ts";
import type { Literal, TypeRef } from "./types.ts";

/** A type as an intent of `fromService` would write it; names of other services carry their service. */
export function typeText(type: TypeRef, fromService: string): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "list":
    case "optional":
    case "page":
    case "stream":
    case "patch":
      return `(${type.kind} ${typeText(type.item, fromService)})`;
    case "map":
      return `(map ${typeText(type.key, fromService)} ${typeText(type.value, fromService)})`;
    case "file":
      return type.max === undefined ? "(file)" : `(file :max ${sizeText(type.max)})`;
    case "named":
      return qualified(type.service, type.name, fromService);
    case "member":
      return `${qualified(type.service, type.entity, fromService)}.${type.field}`;
  }
}

const qualified = (service: string, name: string, fromService: string): string =>
  service === fromService ? name : `${service}/${name}`;

/** A default as an intent would write it. */
export function literalText(literal: Literal): string {
  switch (literal.kind) {
    case "bool":
      return String(literal.value);
    case "number":
      return literal.text;
    case "string":
      return encodeString(literal.value);
    case "symbol":
      return literal.name;
    case "empty-list":
      return "()";
  }
}
