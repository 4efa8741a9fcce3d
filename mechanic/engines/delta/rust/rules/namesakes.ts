import { snakeCase, typeName, valueName, type Change, type Service, type TypeRef } from "#intent";

import type { Engine } from "../engine.ts";
import { lastName, ownerOf } from "../names.ts";
import { ancestor, fieldOf, inTest, parts, walk, type Node } from "../tree.ts";
import { fieldOfChange } from "./declared.ts";

/** A value at hand that an added field takes, and why. */
export interface Namesake {
  readonly value: string;
  readonly because: string;
}

/**
 * An added field takes a value that is at hand under its own name, where the intent says that it is the same thing: the
 * same change adds a parameter of that name and type to the call that is handled here; or the field has the type of
 * another entity's field of that name, and a value of that entity is what its neighbours come from, or stands here under
 * the entity's name. A mere coincidence of names is a question.
 */
export function namesake(literal: Node, change: Change, engine: Engine): Namesake | undefined {
  if (inTest(literal, engine.request.tests)) return undefined;
  const name = valueName("rust", lastName(change.symbol));
  const parameter = addedParameter(literal, change, engine);
  if (parameter !== undefined)
    return { value: parameter, because: `\`${name}\` was added to what is asked for as well.` };
  for (const { entity, field, fields } of sourcesOf(change, engine)) {
    const local = neighbours(literal, fields) ?? localCalled(literal, entity);
    if (local === undefined) continue;
    const value = `${local}.${field}${isCopied(fieldOfChange(change, engine)?.type, engine) ? "" : ".clone()"}`;
    return {
      value,
      because: `\`${name}\` is that of \`${local}\`, by its declared type and its name.`,
    };
  }
  return undefined;
}

/** Whether a pattern's new part is put into something that the same change gave a field of that name. */
export function isPassedOn(pattern: Node, change: Change, engine: Engine): boolean {
  const item = ancestor(pattern, "function_item");
  const twins = new Set(
    twinsOf(change, engine, "field-added").map((one) => ownerOf(one.symbol) ?? ""),
  );
  return (
    item !== undefined &&
    [...walk(item)].some(
      (node) =>
        node.type === "struct_expression" &&
        twins.has(fieldOf(node, "name")?.text.split("::").at(-1) ?? "") &&
        !/^\s*\.\.|,\s*\.\./.test(node.text),
    )
  );
}

const kindOf = (type: TypeRef | undefined): string =>
  JSON.stringify(type ?? "", (key, value: unknown) => (key === "span" ? undefined : value));

/** Changes that add the same name with the same type elsewhere. */
const twinsOf = (change: Change, engine: Engine, kind: string): Change[] =>
  engine.request.changes.filter(
    (one) =>
      one.kind === kind &&
      one !== change &&
      one.service === change.service &&
      lastName(one.symbol) === lastName(change.symbol) &&
      kindOf(fieldOfChange(one, engine)?.type) === kindOf(fieldOfChange(change, engine)?.type),
  );

/** `tugs` where the input is taken apart around the literal, `input.tugs` where it is not. */
function addedParameter(literal: Node, change: Change, engine: Engine): string | undefined {
  if (change.kind !== "field-added") return undefined;
  const name = valueName("rust", lastName(change.symbol));
  const item = ancestor(literal, "function_item");
  const list = item === undefined ? undefined : fieldOf(item, "parameters");
  for (const twin of twinsOf(change, engine, "parameter-added")) {
    const input = ownerOf(twin.symbol);
    const taken = (list === undefined ? [] : parts(list)).find(
      (one) => fieldOf(one, "type")?.text.split("::").at(-1) === input,
    );
    const pattern = taken === undefined ? undefined : fieldOf(taken, "pattern");
    if (item === undefined || pattern === undefined) continue;
    const apart = [...walk(item)].some(
      (node) =>
        node.type === "struct_pattern" &&
        node.end < literal.start &&
        fieldOf(node, "type")?.text.split("::").at(-1) === input,
    );
    if (apart) return name;
    if (pattern.type === "identifier") return `${pattern.text}.${name}`;
  }
  return undefined;
}

interface SourceField {
  readonly entity: string;
  readonly field: string;
  /** Names of all fields of that entity. */
  readonly fields: ReadonlySet<string>;
}

/** Fields of entities that an added field is declared to be like. */
function sourcesOf(change: Change, engine: Engine): SourceField[] {
  const type = fieldOfChange(change, engine)?.type;
  const name = lastName(change.symbol);
  return [...engine.request.after.services.values()].flatMap((service: Service) =>
    service.entities.flatMap((entity) =>
      entity.fields
        .filter((field) => {
          if (type?.kind === "member")
            return (
              type.service === service.name &&
              type.entity === entity.name &&
              type.field === field.name &&
              field.name === name
            );
          return (
            type?.kind === "named" && field.name === name && kindOf(field.type) === kindOf(type)
          );
        })
        .filter(() => typeName("rust", entity.name) !== ownerOf(change.symbol))
        .map((field) => ({
          entity: entity.name,
          field: valueName("rust", field.name),
          fields: new Set(entity.fields.map((one) => valueName("rust", one.name))),
        })),
    ),
  );
}

/** The one value from which at least two of the literal's other fields come under their own names. */
function neighbours(literal: Node, fields: ReadonlySet<string>): string | undefined {
  const body = fieldOf(literal, "body");
  const counts = new Map<string, number>();
  for (const part of body === undefined ? [] : parts(body)) {
    const value = fieldOf(part, "value");
    const root = /^(\w+)\.(\w+)\b/.exec(value?.text ?? "");
    const [, local = "", field = ""] = root ?? [];
    if (local !== "self" && field === fieldOf(part, "field")?.text && fields.has(field))
      counts.set(local, (counts.get(local) ?? 0) + 1);
  }
  const [only, ...others] = [...counts].filter(([, count]) => count > 1);
  return others.length === 0 ? only?.[0] : undefined;
}

/** A local or parameter in front of the literal that is called like an entity. */
function localCalled(literal: Node, entity: string): string | undefined {
  const item = ancestor(literal, "function_item");
  const wanted = snakeCase(entity);
  const bound =
    item === undefined
      ? []
      : [...walk(item)].filter((node) => node.end <= literal.start && isBound(node));
  return bound.some((node) => node.text === wanted) ? wanted : undefined;
}

const isBound = (node: Node): boolean =>
  node.type === "identifier" &&
  (node.field === "pattern" || /(?:_pattern|closure_parameters)$/.test(node.parent?.type ?? ""));

const copied: ReadonlySet<string> = new Set([
  "bool",
  "i32",
  "i64",
  "u32",
  "u64",
  "f64",
  "uuid",
  "timestamp",
  "date",
  "duration",
  "decimal",
]);

function isCopied(type: TypeRef | undefined, engine: Engine): boolean {
  if (type?.kind === "primitive") return copied.has(type.name);
  if (type?.kind === "optional") return isCopied(type.item, engine);
  if (type?.kind !== "member") return false;
  const entity = engine.request.after.services
    .get(type.service)
    ?.entities.find((one) => one.name === type.entity);
  return isCopied(entity?.fields.find((one) => one.name === type.field)?.type, engine);
}
