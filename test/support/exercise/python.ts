import { resolveType, type ResolvedType } from "#forge";
import {
  derived,
  fieldName,
  snakeCase,
  typeName,
  valueName,
  variantName,
  type Field,
  type Model,
  type Rpc,
} from "#intent";
import type { Exercise, Owned, Record } from "./parts.ts";
import { spelt, speltRecord, type Spelling } from "./spelling.ts";

const prelude = `from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import JsonValue
`;

/**
 * Python that does all of an exercise over the stamped modules of its package. `annotated` says every type in full, so
 * that a type checker sees each of them; otherwise only names and arguments are seen.
 */
export function pythonExercise(model: Model, exercise: Exercise, annotated: boolean): string {
  const own = exercise.service.name;
  const modules = new Set<string>();
  const moduleOf = (service: string): string => {
    modules.add(service);
    return service === own ? "own" : `of_${snakeCase(service)}`;
  };
  const named = (service: string, name: string): string => `${moduleOf(service)}.${name}`;
  const spelling: Spelling = {
    language: "python",
    named,
    list: (item) => `list[${item}]`,
    optional: (item) => `${item} | None`,
    map: (key, value) => `dict[${key}, ${value}]`,
  };
  const typeOf = (type: ResolvedType): string => spelt(spelling, type);
  const resolved = (field: Field): ResolvedType => resolveType(model, field.type);
  const nameOf = (one: Owned<Record>): string => speltRecord(spelling, one);
  const as = (type: string): string => (annotated ? `: ${type}` : "");
  const gives = (type: string): string => (annotated ? ` -> ${type}` : "");
  let counted = 0;
  const fresh = (): string => `f${(counted += 1)}`;
  const reading = (type: string, fields: readonly Field[]): string =>
    `def ${fresh()}(value: ${type})${gives("None")}:
${fields.map((field, at) => `    v${at}${as(typeOf(resolved(field)))} = value.${fieldName("python", field)}`).join("\n")}
    print(${fields.map((_, at) => `v${at}`).join(", ")})`;
  const given = (field: Field): string => {
    const type = resolved(field);
    return typeOf(type.kind === "optional" ? type.item : type);
  };
  const making = (type: string, fields: readonly Field[]): string[] => {
    const whole = (wanted: readonly Field[]): string =>
      `def ${fresh()}(${wanted.map((field) => `v${fields.indexOf(field)}${as(given(field))}`).join(", ")})${gives(type)}:
    return ${type}(${wanted.map((field) => `${fieldName("python", field)}=v${fields.indexOf(field)}`).join(", ")})`;
    const required = fields.filter(
      (field) => resolved(field).kind !== "optional" && field.default === undefined,
    );
    return required.length === fields.length ? [whole(fields)] : [whole(fields), whole(required)];
  };
  const answers = (rpc: Rpc): string =>
    [
      rpc.output === undefined ? "None" : typeOf(resolveType(model, rpc.output)),
      ...rpc.errors.map(({ service, name }) => named(service, derived.error(name))),
    ].join(" | ");

  const parts: string[] = [];
  for (const one of exercise.reads) parts.push(reading(nameOf(one), one.item.fields));
  for (const one of exercise.constructs) parts.push(...making(nameOf(one), one.item.fields));
  for (const { service, item } of exercise.matches) {
    const type = named(service, typeName("python", item.name));
    const variants = item.variants.map((one) => `${type}.${variantName("python", one)}`);
    parts.push(
      `def ${fresh()}(value: ${type})${gives("int")}:
${variants.map((name, at) => `    if value == ${name}:\n        return ${at}`).join("\n")}
    return -1`,
    );
  }
  for (const { service, item } of exercise.aliases)
    parts.push(
      `def ${fresh()}(value: ${named(service, typeName("python", item.name))})${gives(typeOf(resolveType(model, item.type)))}:\n    return value`,
    );
  for (const { service, item: rpc } of exercise.calls) {
    const input = named(service, derived.input(rpc.name));
    const taken = rpc.errors.map(
      (error) =>
        `    if isinstance(answer, ${named(error.service, derived.error(error.name))}):\n        return`,
    );
    parts.push(
      ...making(input, rpc.input),
      `async def ${fresh()}(client: ${named(service, derived.client(service))}, input: ${input})${gives("None")}:
    answer${as(answers(rpc))} = await client.${valueName("python", rpc.name)}(input)
${taken.join("\n")}
    print(answer)`,
    );
  }
  for (const rpc of exercise.implements) {
    const input = named(own, derived.input(rpc.name));
    parts.push(reading(input, rpc.input), ...making(input, rpc.input));
  }
  const methods = [
    ...exercise.implements.map(
      (rpc) =>
        `    async def ${valueName("python", rpc.name)}(self, input${as(named(own, derived.input(rpc.name)))}, ctx${as("own.Ctx")})${gives(answers(rpc))}:
        return given()`,
    ),
    ...exercise.listens.map(
      ({ handler, event }) =>
        `    async def ${valueName("python", handler)}(self, event${as(named(event.service, derived.event(event.item.name)))}, ctx${as("own.Ctx")})${gives("None")}:
        return given()`,
    ),
  ];
  parts.push(
    `class App(${named(own, derived.service(own))}):\n${methods.length === 0 ? "    pass" : methods.join("\n\n")}`,
    `def ${fresh()}()${gives("object")}:\n    return own.router(App())`,
  );
  for (const event of exercise.publishes)
    parts.push(
      `async def ${fresh()}(to: own.Publisher, event: ${named(own, derived.event(event.name))})${gives("None")}:\n    await to.${valueName("python", event.name)}(event)`,
    );
  parts.push(reading(named(own, "Config"), exercise.settings));
  const imports = [...modules].map((service) =>
    service === own
      ? "from . import generated as own"
      : `from . import generated_${snakeCase(service)} as ${moduleOf(service)}`,
  );
  return `${prelude}\n${imports.join("\n")}\n\n\ndef given() -> Any:\n    raise NotImplementedError\n\n\n${parts.join("\n\n\n")}\n`;
}
