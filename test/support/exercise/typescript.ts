import { resolveType, type ResolvedType } from "#forge";
import { derived, fieldName, typeName, valueName, type Field, type Model, type Rpc } from "#intent";
import type { Exercise, Owned, Record } from "./parts.ts";
import { spelt, speltRecord, type Spelling } from "./spelling.ts";

/** TypeScript that does all of an exercise over the stamped modules beside it, with every type said in full. */
export function typescriptExercise(model: Model, exercise: Exercise): string {
  const own = exercise.service.name;
  const modules = new Set<string>();
  const moduleOf = (service: string): string => {
    modules.add(service);
    return service === own ? "own" : `of_${valueName("typescript", service)}`;
  };
  const named = (service: string, name: string): string => `${moduleOf(service)}.${name}`;
  const spelling: Spelling = {
    language: "typescript",
    named,
    list: (item) => `(${item})[]`,
    optional: (item) => `${item} | undefined`,
    map: (key, value) => `Map<${key}, ${value}>`,
  };
  const typeOf = (type: ResolvedType): string => spelt(spelling, type);
  const resolved = (field: Field): ResolvedType => resolveType(model, field.type);
  const nameOf = (one: Owned<Record>): string => speltRecord(spelling, one);

  let counted = 0;
  const fresh = (): string => `f${(counted += 1)}`;
  const reading = (type: string, fields: readonly Field[]): string =>
    `export function ${fresh()}(value: ${type}): unknown[] {
${fields.map((field, at) => `  const v${at}: ${typeOf(resolved(field))} = value.${fieldName("typescript", field)};`).join("\n")}
  return [${fields.map((_, at) => `v${at}`).join(", ")}];
}`;
  const isOptional = (field: Field): boolean => resolved(field).kind === "optional";
  const given = (field: Field): string => {
    const type = resolved(field);
    return typeOf(type.kind === "optional" ? type.item : type);
  };
  const making = (type: string, fields: readonly Field[], isClass: boolean): string[] => {
    const literal = (wanted: readonly Field[]): string => {
      const object = `{ ${wanted.map((field) => `${fieldName("typescript", field)}: v${fields.indexOf(field)}`).join(", ")} }`;
      if (!isClass) return object;
      return fields.length === 0 ? `new ${type}()` : `new ${type}(${object})`;
    };
    const whole = (wanted: readonly Field[]): string =>
      `export function ${fresh()}(${wanted.map((field) => `v${fields.indexOf(field)}: ${given(field)}`).join(", ")}): ${type} {
  return ${literal(wanted)};
}`;
    const required = fields.filter((field) => !isOptional(field));
    return required.length === fields.length ? [whole(fields)] : [whole(fields), whole(required)];
  };
  const answers = (rpc: Rpc): string =>
    [
      rpc.output === undefined ? "void" : typeOf(resolveType(model, rpc.output)),
      ...rpc.errors.map(({ service, name }) => named(service, derived.error(name))),
    ].join(" | ");

  const parts: string[] = [];
  for (const one of exercise.reads) parts.push(reading(nameOf(one), one.item.fields));
  for (const one of exercise.constructs)
    parts.push(...making(nameOf(one), one.item.fields, one.item.kind === "error"));
  for (const { service, item } of exercise.matches) {
    const type = named(service, typeName("typescript", item.name));
    const wires = item.variants.map((one) => JSON.stringify(one.wire ?? one.was ?? one.name));
    parts.push(`export function ${fresh()}(value: ${type}): number {
  switch (value) {
${wires.map((wire, at) => `    case ${wire}:\n      return ${at};`).join("\n")}
    default:
      return -1;
  }
}
export const ${fresh()}: readonly ${type}[] = [${wires.join(", ")}];`);
  }
  for (const { service, item } of exercise.aliases) {
    const name = named(service, typeName("typescript", item.name));
    const type = typeOf(resolveType(model, item.type));
    parts.push(
      `export const ${fresh()} = (value: ${name}): ${type} => value;\nexport const ${fresh()} = (value: ${type}): ${name} => value;`,
    );
  }
  for (const { service, item: rpc } of exercise.calls) {
    const input = named(service, derived.input(rpc.name));
    parts.push(
      ...making(input, rpc.input, false),
      `export async function ${fresh()}(client: ${named(service, derived.client(service))}, input: ${input}): Promise<void> {
  const answer: ${answers(rpc)} = await client.${valueName("typescript", rpc.name)}(input);
  void answer;
}`,
    );
  }
  for (const rpc of exercise.implements) {
    const input = named(own, derived.input(rpc.name));
    parts.push(reading(input, rpc.input), ...making(input, rpc.input, false));
  }
  const methods = [
    ...exercise.implements.map(
      (rpc) =>
        `  async ${valueName("typescript", rpc.name)}(input: ${named(own, derived.input(rpc.name))}, ctx: own.Ctx): Promise<${answers(rpc)}> {
    void [input, ctx];
    return given<${answers(rpc)}>();
  }`,
    ),
    ...exercise.listens.map(
      ({ handler, event }) =>
        `  async ${valueName("typescript", handler)}(event: ${named(event.service, derived.event(event.item.name))}, ctx: own.Ctx): Promise<void> {
    void [event, ctx];
  }`,
    ),
  ];
  if (methods.length === 0) parts.push(`export const ${fresh()} = own.router();`);
  else
    parts.push(
      `class App implements ${named(own, derived.service(own))} {\n${methods.join("\n")}\n}\nexport const ${fresh()} = own.router(new App());`,
    );
  for (const event of exercise.publishes)
    parts.push(
      `export const ${fresh()} = (to: own.Publisher, event: ${named(own, derived.event(event.name))}): Promise<void> => to.${valueName("typescript", event.name)}(event);`,
    );
  parts.push(reading(named(own, "Config"), exercise.settings));
  const body = parts.join("\n");
  const imports = [...modules].map(
    (service) =>
      `import * as ${moduleOf(service)} from "./generated${service === own ? "" : `.${service}`}.ts";`,
  );
  return `${imports.join("\n")}\n\ndeclare function given<T>(): T;\n${body}\n`;
}
