import { typeName, type Change, type TypeRef } from "#intent";

import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import { leafNames } from "../shape.ts";

/**
 * Whether a value is put where a record is wanted now that demands more than this value: what is not known there is the
 * rest of the record, and no conversion makes it.
 */
export function lacksMore({ code, words }: Finding, change: Change, { request }: Engine): boolean {
  const now = named(change.toType);
  const was = change.fromType;
  if (!/^E0(?:277|308)$/.test(code) || now === undefined || was === undefined) return false;
  const fields = request.after.services
    .get(now.service)
    ?.entities.find((one) => one.name === now.name)?.fields;
  const demanded = (fields ?? []).filter(
    ({ type, default: declared }) => type.kind !== "optional" && declared === undefined,
  );
  const { expected, found } = expectation(words);
  const record = typeName("rust", now.name);
  return (
    demanded.length > 1 &&
    leafNames(expected ?? "").includes(record) &&
    found !== undefined &&
    !leafNames(found).includes(record)
  );
}

/** The declared type that a type holds. */
function named(type: TypeRef | undefined): Extract<TypeRef, { kind: "named" }> | undefined {
  if (type?.kind === "named") return type;
  if (type?.kind === "map") return named(type.value);
  return type?.kind === "list" || type?.kind === "optional" ? named(type.item) : undefined;
}
