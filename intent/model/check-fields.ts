import type { Span } from "../base/span.ts";
import type { LoadedService } from "./build.ts";
import { checkConstraints } from "./check-constraints.ts";
import { checkDefault } from "./check-defaults.ts";
import { checkWas, sameDeleted } from "./check-declarations.ts";
import type { FileContext } from "./file-context.ts";
import { findEnum, findType } from "./find.ts";
import { optionDeleted, written } from "./fixes.ts";
import {
  fieldWireName,
  pascalCase,
  screamingCase,
  snakeCase,
  variantWireName,
  wordsOf,
} from "./names.ts";
import { readableBeside } from "./other-reads.ts";
import type { Case } from "./pattern-types.ts";
import { resolveType, type Services } from "./resolve-type.ts";
import { takenErrorFields, takenSettings, takenVariables, takenVariants } from "./taken-names.ts";
import { typeText } from "./type-text.ts";
import type { Field, PrimitiveName, Service, TypeRef, Variant } from "./types.ts";

const wireName = /^[A-Za-z0-9._\-$@:]{1,128}$/;

/** Everything about the fields, parameters, settings and variants of a service that needs their types resolved. */
export function checkFields(all: Services, loaded: LoadedService): void {
  const { service, context } = loaded;
  const check = (fields: readonly Field[], what: string): void =>
    checkList(all, service, context, fields, what);
  for (const entity of service.entities) check(entity.fields, "field");
  for (const event of service.events) check(event.fields, "field");
  for (const rpc of service.rpcs) check(rpc.input, "parameter");
  for (const error of service.errors) {
    check(error.fields, "field");
    for (const field of error.fields) {
      if (!takenErrorFields.has(field.name)) continue;
      const because = "every stamped error has a member of that name";
      context.report("name-taken", field.nameSpan, {
        what: "a field of an error",
        name: field.name,
        because,
      });
    }
  }
  const { tools, utils, rules, engines } = service.patterns;
  for (const one of [...tools, ...utils, ...rules, ...engines.flatMap(({ members }) => members)])
    check(one.input, "parameter");
  for (const { cases } of service.unions) {
    for (const one of cases) checkHolds(context, service, one);
    checkMembers(context, cases, "case", variantWireName);
    for (const one of cases) {
      checkVariant(context, one);
      check(one.fields, "field");
      for (const field of one.fields) checkCaseField(context, field);
    }
  }
  check(service.config, "setting");
  for (const setting of service.config) checkSetting(all, service, context, setting);
  for (const one of service.enums) checkMembers(context, one.variants, "variant", variantWireName);
  for (const variant of service.enums.flatMap((one) => one.variants))
    checkVariant(context, variant);
}

function checkList(
  all: Services,
  service: Service,
  context: FileContext,
  fields: readonly Field[],
  what: string,
): void {
  checkMembers(context, fields, what, fieldWireName);
  for (const field of fields) {
    const type = resolveType(all, field.type);
    checkDefault(all, context, field, type);
    checkConstraints(all, context, field, type, typeText(field.type, service.name));
    checkReads(context, field, type, typeText(field.type, service.name));
    for (const option of ["key", "unique"] as const) {
      if (!field[option] || isPlain(all, type)) continue;
      const parameters = {
        option: `:${option}`,
        type: `\`${typeText(field.type, service.name)}\``,
      };
      const span = context.optionSpan(field, option, field.nameSpan);
      const fix = optionDeleted(context, span, option);
      context.report("key-not-plain", span, parameters, fix);
    }
  }
}

/** The other form that a field is read in is one that can be made into its type. */
function checkReads(context: FileContext, field: Field, type: TypeRef, text: string): void {
  const inner = type.kind === "optional" ? type.item : type;
  if (field.reads === undefined || inner.kind === "member") return;
  const readable = readableBeside(inner);
  if (readable.includes(field.reads)) return;
  const span = context.optionSpan(field, "reads", field.nameSpan);
  const parameters = { form: field.reads, type: `\`${text}\`` };
  context.report("reads-never", span, parameters, {
    ...optionDeleted(context, span, "reads"),
    ...(readable.length === 0 ? {} : { cure: `it can be read from ${readable.join(", ")}` }),
  });
}

const plainPrimitives: ReadonlySet<PrimitiveName> = new Set([
  "string",
  "uuid",
  "date",
  "timestamp",
  "i32",
  "i64",
  "u32",
  "u64",
  "decimal",
  "bool",
]);

/** Whether values of a type can be told apart and stored as one plain thing. */
function isPlain(all: Services, type: TypeRef): boolean {
  if (type.kind === "primitive") return plainPrimitives.has(type.name);
  return leadsNowhere(all, type) || isEnum(all, type);
}

function isEnum(all: Services, type: TypeRef): boolean {
  const owner = type.kind === "named" ? all.services.get(type.service) : undefined;
  return owner !== undefined && type.kind === "named" && findEnum(owner, type.name) !== undefined;
}

/** An unresolved name is reported as that, and nothing more is said of it. */
function leadsNowhere(all: Services, type: TypeRef): boolean {
  if (type.kind === "member") return true;
  const owner = type.kind === "named" ? all.services.get(type.service) : undefined;
  return type.kind === "named" && (owner === undefined || findType(owner, type.name) === undefined);
}

const portMax = 65_535;

function checkSetting(all: Services, service: Service, context: FileContext, setting: Field): void {
  const type = resolveType(all, setting.type);
  // `(port u32)` gives the port that every service has another default, or a doc; it stays what it is.
  const number = type.kind === "primitive" && /^[iu]32$/.test(type.name);
  if (snakeCase(setting.name) === "port" && !number)
    return context.report("name-taken", setting.nameSpan, {
      what: "a setting that is neither u32 nor i32",
      name: setting.name,
      because: "every service has the port that it listens on under that name",
    });
  const { default: literal } = setting;
  const port = literal?.kind === "number" && number ? Number(literal.text) : 0;
  if (setting.name === "port" && (port < 0 || port > portMax))
    context.report("default-out-of-bounds", context.optionSpan(setting, "default", setting.span), {
      because: `no port: they go from 0 to ${portMax}`,
    });
  if (takenSettings.has(setting.name))
    context.report("name-taken", setting.nameSpan, {
      what: "a setting",
      name: setting.name,
      because: "the settings have a function of that name, which reads them",
    });
  if (takenVariables.has(setting.name))
    context.report("name-taken", setting.nameSpan, {
      what: "a setting",
      name: setting.name,
      because: `every service reads \`${screamingCase(setting.name)}\` itself`,
    });
  const inner = type.kind === "optional" ? type.item : type;
  const primitive = inner.kind === "primitive" && inner.name !== "json" && inner.name !== "bytes";
  if (primitive || isEnum(all, inner) || leadsNowhere(all, inner)) return;
  context.report("setting-not-plain", setting.type.span, {
    type: `\`${typeText(setting.type, service.name)}\``,
  });
}

/** A case that is called like a type and holds nothing was most likely meant to hold one. */
function checkHolds(context: FileContext, service: Service, one: Case): void {
  const type = findType(service, one.name);
  if (type === undefined || one.fields.length > 0) return;
  const better = wordsOf(one.name).join("-");
  const parameters = { name: one.name, kind: type.kind, better };
  const span = { start: one.span.start, end: one.span.end };
  const isBare = context.written.slice(span.start, span.end) === one.name;
  const extras = isBare ? written(context, span, `(${better} (value ${one.name}))`) : {};
  context.report("case-without-fields", one.nameSpan, parameters, {
    ...extras,
    cure: `write (${better} (value ${one.name})) for a case that holds one`,
  });
}

interface Member {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly was?: string;
  readonly wire?: string;
  readonly number?: number;
}

/** Names, spellings, wire names and numbers of the members of one thing: each once. */
function checkMembers<One extends Member>(
  context: FileContext,
  list: readonly One[],
  what: string,
  wireOf: (one: One) => string,
): void {
  const names = new Map<string, Member>();
  const spellings: Spellings = { pascal: new Map(), lower: new Map() };
  const wires = new Map<string, Member>();
  const numbers = new Set<number>();
  const free: One[] = [];
  for (const one of list) {
    const same = names.get(one.name);
    if (same !== undefined) {
      const notes = [{ message: "it is declared here first", span: same.nameSpan }];
      const better = sameDeleted(context, one, same);
      context.report("duplicate-name", one.nameSpan, { name: one.name }, { notes, ...better });
      continue;
    }
    names.set(one.name, one);
    if (claimSpelling(context, spellings, one, what)) free.push(one);
    if (one.number === undefined) continue;
    if (numbers.has(one.number))
      context.report("duplicate-number", context.optionSpan(one, "number", one.nameSpan), {
        number: one.number,
      });
    numbers.add(one.number);
  }
  for (const one of free) {
    // A `:was` that is still there is reported as that; then the wire is no news.
    if (one.wire !== undefined || one.was === undefined || !names.has(one.was))
      claimWire(context, wires, one, wireOf(one));
  }
  for (const one of list) checkWas(context, one, names, what);
}

/** Names by their spelling in code, and those with capitals by their letters alone. */
interface Spellings {
  readonly pascal: Map<string, Member>;
  readonly lower: Map<string, Member>;
}

/** Whether the spellings of a name are still free; a collision is reported once, not again for the wire. */
function claimSpelling(
  context: FileContext,
  spellings: Spellings,
  one: Member,
  what: string,
): boolean {
  const spelling = pascalCase(one.name);
  const lower = one.name.toLowerCase();
  const other = spellings.pascal.get(spelling) ?? spellings.lower.get(lower);
  if (!spellings.pascal.has(spelling)) spellings.pascal.set(spelling, one);
  if (!spellings.lower.has(lower)) spellings.lower.set(lower, one);
  if (other === undefined) return true;
  const parameters = {
    what: `the ${what}`,
    name: one.name,
    other: `the ${what} \`${other.name}\``,
    spelling,
  };
  context.report("name-collision", one.nameSpan, parameters, {
    notes: [{ message: "the other one is here", span: other.nameSpan }],
  });
  return false;
}

function claimWire(
  context: FileContext,
  wires: Map<string, Member>,
  one: Member,
  wire: string,
): void {
  const span = context.optionSpan(one, one.wire === undefined ? "was" : "wire", one.nameSpan);
  if (one.wire !== undefined && !wireName.test(one.wire))
    return context.report("bad-wire-name", span, { name: one.wire.slice(0, 70) });
  const other = wires.get(wire);
  if (other === undefined) wires.set(wire, one);
  else {
    const notes = [{ message: "the other one is here", span: other.nameSpan }];
    context.report("duplicate-wire-name", span, { name: wire }, { notes });
  }
}

function checkVariant(context: FileContext, variant: Variant): void {
  if (!takenVariants.has(variant.name.toLowerCase())) return;
  const because = "an unknown value of an enum arrives under that name";
  context.report("name-taken", variant.nameSpan, {
    what: "a variant",
    name: variant.name,
    because,
  });
}

/** A case is told from the others by its `type`: no field of it may be called so, in code or on the wire. */
function checkCaseField(context: FileContext, field: Field): void {
  if (field.name !== "type" && fieldWireName(field) !== "type") return;
  context.report("name-taken", field.nameSpan, {
    what: "a field of a case",
    name: field.name,
    because: "a case says under `type` which one it is",
  });
}
