import {
  typeName,
  valueName,
  type Change,
  type Field,
  type Model,
  type RepairRequest,
} from "#intent";

import { builderName } from "../targets.ts";

/** Where a member went: into a record that its owner holds now. */
export interface MovedInto {
  /** The new member, and the field of its record that is what the old one was. */
  readonly member: string;
  readonly field: string;
  readonly type: string;
  readonly builder: string;
  readonly service: string;
}

/**
 * A member that was declared as a certain field of a record (`(number Member.number)`) is not lost where that very record
 * comes in its place (`(member Member)`): it is read there.
 */
export function movedInto(
  { before, after, changes }: RepairRequest,
  change: Change,
): MovedInto | undefined {
  const [service = "", rest = ""] = change.symbol.split("/");
  const dot = rest.lastIndexOf(".");
  const [head, name] = [rest.slice(0, dot).replace(/\.in$/, ""), rest.slice(dot + 1)];
  const old = fieldsOf(before, service, head).find((field) => field.name === name)?.type;
  if (old?.kind !== "member") return undefined;
  const found = fieldsOf(after, service, head).filter(
    (field) =>
      field.type.kind === "named" &&
      field.type.service === old.service &&
      field.type.name === old.entity &&
      changes.some(
        ({ symbol, kind }) => kind.endsWith("-added") && symbol.endsWith(`${head}.${field.name}`),
      ),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  return {
    member: valueName("python", only.name),
    field: valueName("python", old.field),
    type: typeName("python", old.entity),
    builder: builderName(old.entity),
    service: old.service,
  };
}

function fieldsOf(model: Model, service: string, head: string): readonly Field[] {
  const own = model.services.get(service);
  const bare = head.split(":").at(-1);
  const isIt = ({ name }: { readonly name: string }): boolean => name === bare;
  return (
    own?.entities.find(isIt)?.fields ??
    own?.events.find(isIt)?.fields ??
    own?.errors.find(isIt)?.fields ??
    own?.rpcs.find(isIt)?.input ??
    []
  );
}
