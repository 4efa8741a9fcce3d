import { pascalCase } from "#intent";
import type { Random } from "./random.ts";

/** A field of a thing, as its intent and its code write it. */
export interface ThingField {
  readonly name: string;
  readonly type: "i32" | "string" | "bool";
  /** Its default, which both write alike. */
  readonly value: string;
  readonly was?: string;
}

/** What one service of the demo is about: an entity with an id and some fields. */
export interface Thing {
  readonly name: string;
  /** Name of its type in code. */
  readonly type: string;
  readonly service: string;
  readonly id: "i32" | "string";
  readonly fields: readonly ThingField[];
}

const names = [
  "order",
  "invoice",
  "parcel",
  "seat",
  "recipe",
  "ticket",
  "booking",
  "coupon",
  "lesson",
  "payment",
] as const;

const pool: readonly ThingField[] = [
  { name: "total", type: "i32", value: "0" },
  { name: "note", type: "string", value: '""' },
  { name: "paid", type: "bool", value: "false" },
  { name: "weight", type: "i32", value: "100" },
  { name: "label", type: "string", value: '"none"' },
  { name: "urgent", type: "bool", value: "true" },
  { name: "row", type: "i32", value: "1" },
  { name: "street", type: "string", value: '"?"' },
  { name: "minutes", type: "i32", value: "30" },
  { name: "owner", type: "string", value: '"nobody"' },
];

/** Ten things, each with two to five fields. */
export function thingsOf(random: Random): Thing[] {
  return names.map((name) => {
    const wanted = 2 + random.below(4);
    const fields: ThingField[] = [];
    while (fields.length < wanted) {
      const field = pool[random.below(pool.length)];
      if (field !== undefined && !fields.includes(field)) fields.push(field);
    }
    return { name, type: pascalCase(name), service: `${name}s`, id: "i32", fields };
  });
}

/** A field that the thing has not. */
export function otherField(thing: Thing, random: Random): ThingField {
  const free = pool.filter((field) => !thing.fields.some((one) => one.name === field.name));
  const field = free[random.below(free.length)];
  if (field === undefined) throw new Error(`${thing.name} has every field there is`);
  return field;
}

/** The intent of the service that is about a thing. */
export function intentOf(thing: Thing): string {
  const fields = thing.fields.map(
    ({ name, type, value, was }) =>
      `    (${name} ${type} :default ${value}${was === undefined ? "" : ` :was ${was}`})`,
  );
  return `(lang intent 1.0)

(service ${thing.service}
  "Keeps every ${thing.name}."
  (language typescript)

  (entity ${thing.type}
    (id ${thing.id} :key)
${fields.join("\n")})

  (rpc list-${thing.service}
    (out (list ${thing.type}))))
`;
}
