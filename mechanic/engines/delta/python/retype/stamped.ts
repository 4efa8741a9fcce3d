import { primitiveInCode, type Change, type RepairRequest, type TypeRef } from "#intent";

import { stampedFileOf } from "../locate.ts";
import type { Module } from "../snapshot.ts";
import { builderName, ownedMember, targetsOf, type OwnedMember } from "../targets.ts";
import { annotationsOf, differingNames, namesOf, type TypeExpression } from "./annotations.ts";
import type { Place, Retype } from "./types.ts";
import { unitOf } from "./units.ts";

/** Stamped slots that changed from one type to another. */
export interface RetypeGroup {
  readonly retype: Retype;
  readonly slots: readonly Place[];
}

/** Names of `generated_wire.py` whose Python type is called otherwise. */
const wireNames: Readonly<Record<string, string>> = {
  I32: "int",
  I64: "int",
  U32: "int",
  U64: "int",
  KeyI32: "int",
  KeyU32: "int",
  Port: "int",
  Uuid: "UUID",
  Timestamp: "datetime",
  Date: "date",
  Duration: "timedelta",
  Decimal: "Decimal",
  Bytes: "bytes",
};

/** The Python type that a name in a stamped annotation stands for. */
export function pythonName(text: string): string {
  const name = text.split(".").at(-1) ?? text;
  return text.includes(".") ? (wireNames[name] ?? name) : name;
}

const isRetype = ({ kind }: Change): boolean =>
  kind.endsWith("-retyped") || kind === "rpc-output-changed";

/** The intent's name of the primitive inside a type. */
export function primitiveOf(type: TypeRef | undefined): string {
  if (type === undefined) return "";
  if (type.kind === "primitive") return type.name;
  if (type.kind === "list" || type.kind === "optional") return primitiveOf(type.item);
  return type.kind === "map" ? primitiveOf(type.value) || primitiveOf(type.key) : "";
}

/** Groups the changed slots of the stamps by what they were and are. */
export function retypedSlots(
  request: RepairRequest,
  before: ReadonlyMap<string, Module>,
  after: ReadonlyMap<string, Module>,
): readonly RetypeGroup[] {
  const groups = new Map<string, { retype: Retype; slots: Place[] }>();
  for (const module of before.values()) {
    const now = after.get(module.file);
    if (now === undefined) continue;
    const later = annotationsOf(now);
    for (const [key, type] of annotationsOf(module)) {
      const other = later.get(renamedKey(request, key)) ?? later.get(key);
      if (other === undefined) continue;
      for (const [was, is] of differingNames(type, other)) {
        const retype = retypeAt(request, module, key, was, is);
        if (retype === undefined) continue;
        const name = [retype.before, retype.after, retype.fromIntent, retype.toIntent].join(">");
        const group = groups.get(name) ?? { retype, slots: [] };
        groups.set(name, group);
        group.slots.push({ file: module.file, start: was.start, end: was.end });
      }
    }
  }
  return [...groups.values()];
}

function retypeAt(
  request: RepairRequest,
  module: Module,
  key: string,
  was: TypeExpression,
  is: TypeExpression,
): Retype | undefined {
  const change = changeAt(request, module, key, pythonName(was.text), pythonName(is.text));
  if (change === undefined) return undefined;
  const [before, after] = [pythonName(was.text), pythonName(is.text)];
  const isTimed = before === "int" && after === "timedelta";
  const unit = isTimed ? unitOf(rootOf(request, change), request.before) : undefined;
  return {
    before,
    after,
    ...(unit === undefined ? {} : { unit }),
    fromIntent: primitiveOf(change.fromType),
    toIntent: primitiveOf(change.toType),
    change: rootOf(request, change),
  };
}

/** The change of type that a stamped annotation follows from: that of its own member, else one with the same two types. */
function changeAt(
  request: RepairRequest,
  module: Module,
  key: string,
  before: string,
  after: string,
): Change | undefined {
  const retypes = request.changes.filter(isRetype);
  const fits = (change: Change): boolean =>
    codeName(change.fromType) === before && codeName(change.toType) === after;
  const own = retypes.find((change) => {
    const member = ownedMember(change.symbol);
    const file = member && stampedFileOf([module.file], member.service, request.service.name);
    return member !== undefined && file !== undefined && keysOf(member).includes(key);
  });
  return own !== undefined && fits(own) ? own : (retypes.find(fits) ?? own);
}

const keysOf = ({ owner, name, head }: OwnedMember): readonly string[] => [
  `${owner}.${name}`,
  `${builderName(head)}(${name})`,
];

function codeName(type: TypeRef | undefined): string {
  if (type === undefined) return "";
  if (type.kind === "primitive") return primitiveInCode("python", type.name);
  if (type.kind === "list" || type.kind === "optional") return codeName(type.item);
  return type.kind === "map" ? codeName(type.value) : "";
}

/** The change that started it, where this one only follows from another. */
export const rootOf = (request: RepairRequest, change: Change): Change =>
  request.changes.find((other) => other.symbol === change.cause && isRetype(other)) ?? change;

/** Where an annotation stands after the renames of the same delta. */
function renamedKey(request: RepairRequest, key: string): string {
  for (const target of request.changes.flatMap((one) => targetsOf(one, request.service.name))) {
    const { kind, owner, from, to } = target;
    if (kind === "attribute" && key === `${owner}.${from}`) return `${owner}.${to}`;
    if (kind === "parameter" && key === `${owner}(${from})`) return `${owner}(${to})`;
    if (kind === "class" && key.startsWith(`${from}.`)) return `${to}${key.slice(from.length)}`;
  }
  return key;
}

/** Annotations of the stamps that are of a type and did not change. */
export function unchangedSlots(
  before: ReadonlyMap<string, Module>,
  group: RetypeGroup,
): readonly Place[] {
  const isChanged = (file: string, type: TypeExpression): boolean =>
    group.slots.some((slot) => slot.file === file && slot.start === type.start);
  return [...before.values()].flatMap((module) =>
    module.file.endsWith("/generated_wire.py")
      ? []
      : [...annotationsOf(module).values()].flatMap((type) =>
          namesOf(type)
            .filter((name) => pythonName(name.text) === group.retype.before)
            .filter((name) => !isChanged(module.file, name))
            .map(({ start, end }) => ({ file: module.file, start, end })),
        ),
  );
}
