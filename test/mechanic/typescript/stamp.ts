import {
  camelCase,
  derived,
  pascalCase,
  primitiveInCode,
  typeName,
  valueName,
  variantWireName,
  type Field,
  type Model,
  type Service,
  type TypeRef,
} from "#intent";

/**
 * The declarations of a TypeScript stamp, in the shapes of docs/stamps.md and without what runs: enough for an engine that
 * reads types. Real stamps bring packages along; these cases stay small and fast.
 */
export function declarationsOf(
  model: Model,
  service: Service,
  directory: string,
): Map<string, string> {
  const files = new Map<string, string>();
  const used = [
    ...new Set(
      service.uses
        .map((uses) => uses.service)
        .concat(service.listeners.map((listener) => listener.service)),
    ),
  ];
  for (const name of used) {
    const owner = model.services.get(name);
    if (owner !== undefined)
      files.set(
        `${directory}/src/generated.${name}.ts`,
        head + declare(model, owner) + client(model, owner),
      );
  }
  const imports = used
    .map((name) => `import * as ${camelCase(name)} from "./generated.${name}.ts";\n`)
    .join("");
  files.set(
    `${directory}/src/generated.ts`,
    head + imports + declare(model, service) + own(model, service),
  );
  return files;
}

const head =
  "// Stamped.\nexport interface Ctx { readonly requestId: string }\ndeclare const unknownValue: unique symbol;\nexport type Unknown = string & { readonly [unknownValue]: true };\n";

function declare(model: Model, service: Service): string {
  const lines: string[] = [];
  for (const declared of service.enums)
    lines.push(
      `export type ${typeName("typescript", declared.name)} = ${declared.variants.map((variant) => JSON.stringify(variantWireName(variant))).join(" | ")} | Unknown;`,
      knownValues(typeName("typescript", declared.name)),
    );
  for (const entity of service.entities) {
    const name = typeName("typescript", entity.name);
    lines.push(`export interface ${name} {\n${fields(model, entity.fields)}}`);
    lines.push(
      `export declare function ${/^[AEIO]/.test(name) ? "an" : "a"}${name}(overrides?: Partial<${name}>): ${name};`,
    );
  }
  for (const error of service.errors) {
    const name = derived.error(error.name);
    lines.push(
      `export class ${name} {\n  readonly code = ${JSON.stringify(error.name)};\n${fields(model, error.fields)}  constructor(fields: {\n${fields(model, error.fields)}}) { Object.assign(this, fields); }\n}`
        .replaceAll(/^( {2}\w+): /gm, "$1!: ")
        .replaceAll(
          /(fields: \{\n)([\s\S]*?)\}\) \{/g,
          (_, open: string, inner: string) => `${open}${inner.replaceAll("!:", ":")}}) {`,
        ),
    );
  }
  for (const rpc of service.rpcs)
    lines.push(`export interface ${derived.input(rpc.name)} {\n${fields(model, rpc.input)}}`);
  for (const event of service.events)
    lines.push(`export interface ${derived.event(event.name)} {\n${fields(model, event.fields)}}`);
  return `${lines.join("\n")}\n`;
}

const knownValues = (name: string): string =>
  `export declare const ${camelCase(name)}Values: readonly Exclude<${name}, Unknown>[];\nexport declare function isKnown${name}(value: ${name}): value is Exclude<${name}, Unknown>;`;

const fields = (model: Model, list: readonly Field[]): string =>
  list
    .map(
      (field) =>
        `  ${valueName("typescript", field.name)}${field.type.kind === "optional" ? "?" : ""}: ${inCode(model, field.type)};\n`,
    )
    .join("");

function inCode(model: Model, type: TypeRef): string {
  switch (type.kind) {
    case "primitive":
      return primitiveInCode("typescript", type.name);
    case "list":
      return `${inCode(model, type.item)}[]`;
    case "map":
      return `Map<${inCode(model, type.key)}, ${inCode(model, type.value)}>`;
    case "optional":
    case "patch":
      return `${inCode(model, type.item)} | undefined`;
    case "page":
    case "stream":
      return `${inCode(model, type.item)}[]`;
    case "file":
      return "Uint8Array";
    case "named": {
      const alias = model.services.get(type.service)?.aliases.find((one) => one.name === type.name);
      return alias === undefined ? pascalCase(type.name) : inCode(model, alias.type);
    }
    case "member": {
      const owner = model.services.get(type.service);
      const field = owner?.entities
        .find((entity) => entity.name === type.entity)
        ?.fields.find((one) => one.name === type.field);
      return field === undefined ? "unknown" : inCode(model, field.type);
    }
  }
}

const methods = (model: Model, service: Service): string =>
  service.rpcs
    .map((rpc) => {
      const output = rpc.output === undefined ? "void" : inCode(model, rpc.output);
      const errors = rpc.errors
        .map(
          (error) =>
            ` | ${error.service === service.name ? "" : `${camelCase(error.service)}.`}${derived.error(error.name)}`,
        )
        .join("");
      return `  ${camelCase(rpc.name)}(input: ${derived.input(rpc.name)}, ctx?: Ctx): Promise<${output}${errors}>;\n`;
    })
    .join("");

const client = (model: Model, service: Service): string =>
  `export interface ${pascalCase(service.name)}Api {\n${methods(model, service)}}\n`;

function own(model: Model, service: Service): string {
  const listeners = service.listeners.map(
    (listener) =>
      `  ${camelCase(listener.handler)}(event: ${camelCase(listener.service)}.${derived.event(listener.event)}, ctx: Ctx): Promise<void>;\n`,
  );
  const name = pascalCase(service.name);
  const events = service.events.map(
    (event) =>
      `  ${camelCase(event.name)}(event: ${derived.event(event.name)}, ctx?: Ctx): Promise<void>;\n`,
  );
  const publisher =
    events.length === 0 ? "" : `export interface ${name}Events {\n${events.join("")}}\n`;
  return `export interface ${name} {\n${methods(model, service)}${listeners.join("")}}\nexport declare function router(service: ${name}): { readonly routes: string[] };\n${publisher}`;
}
