import { pascalCase, type Field, type PrimitiveName } from "#intent";
import { boundsOf } from "../../reach/bounds.ts";
import type { PatchedField } from "../../reach/partial.ts";
import type { ResolvedType } from "../../reach/resolve.ts";

/** Types of the stamped `wire` module; the rest travels as serde does it. */
const primitives: Partial<Readonly<Record<PrimitiveName, string>>> = {
  i64: "Text",
  u64: "Text",
  f64: "Finite",
  bytes: "Base64",
  duration: "Seconds",
  date: "Day",
  timestamp: "Moment",
  decimal: "Exact",
};

/** The codec of a type as a Rust type, or `undefined` where serde's own way is the wire's. */
export function codecOf(type: ResolvedType): string | undefined {
  if (type.kind === "primitive") {
    const codec = primitives[type.name];
    return codec === undefined ? undefined : `wire::${codec}`;
  }
  if (
    type.kind === "entity" ||
    type.kind === "enum" ||
    type.kind === "union" ||
    type.kind === "file" ||
    type.kind === "patch"
  )
    return undefined;
  const inner = codecOf(type.kind === "map" ? type.value : type.item);
  const key = type.kind === "map" ? codedKey(type.key) : undefined;
  if (key !== undefined) return `wire::Table<${inner === undefined ? key : `${key}, ${inner}`}>`;
  if (inner === undefined) return undefined;
  const wrappers = {
    list: `Vec<${inner}>`,
    optional: `Option<${inner}>`,
    map: `wire::Values<${inner}>`,
    page: `wire::Paged<${inner}>`,
  } as const;
  return wrappers[type.kind];
}

/** The codec of keys that not every text is: in its own maps serde takes more than one spelling, and does not tell of which key. */
function codedKey(type: ResolvedType): string | undefined {
  if (type.kind !== "primitive" || type.name === "string") return undefined;
  const integers: readonly string[] = ["i32", "i64", "u32", "u64"];
  return integers.includes(type.name) ? "wire::Text" : (codecOf(type) ?? "wire::Plain");
}

/** What a field belongs to: the type, and the beginning of names that are made for it, as a case of a union has one. */
export interface Owner {
  readonly type: string;
  readonly prefix?: string;
}

/** What stands in `bounds` for a field: `MemberName`. */
export const boundsName = ({ type, prefix = "" }: Owner, field: Field): string =>
  type + pascalCase(prefix) + pascalCase(field.name);

/** Whether a field's value is looked at where it travels, besides what its type asks for. */
export const isHeld = (field: Field, type: ResolvedType): boolean =>
  field.constraints.secret === true || boundsOf(field, type).length > 0;

/** The codec of a field of a patch, in which absent is not the same as nothing. */
export function patchedCodecOf(owner: Owner, { field, type, optional }: PatchedField): string {
  const held = isHeld(field, type) ? `bounds::${boundsName(owner, field)}` : undefined;
  const inner = codecOf(type);
  const within =
    held === undefined
      ? inner
      : `wire::Within<${[held, ...(inner === undefined ? [] : [inner])].join(", ")}>`;
  return `wire::${optional ? "Changed" : "Given"}${within === undefined ? "" : `<${within}>`}`;
}

/** The codec of a field: that of its type, within its bounds; an optional one is bounded where it is there. */
export function fieldCodecOf(owner: Owner, field: Field, type: ResolvedType): string | undefined {
  if (!isHeld(field, type)) return codecOf(type);
  const inner = codecOf(type.kind === "optional" ? type.item : type);
  const held = [`bounds::${boundsName(owner, field)}`, ...(inner === undefined ? [] : [inner])];
  const within = `wire::Within<${held.join(", ")}>`;
  return type.kind === "optional" ? `Option<${within}>` : within;
}
