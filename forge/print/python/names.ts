import { screamingCase, snakeCase, valueName } from "#intent";

/** Name of the builder of an entity or event: `a_user_profile`. */
export const builderName = (type: string): string => `a_${snakeCase(type)}`;

/** Name of the module-level reader and writer of an rpc's output: `_GET_USER_OUT`. */
export const shapeName = (rpc: string): string => `_${screamingCase(rpc)}_OUT`;

/** The variable of the environment that holds a setting, or with `_URL` the address of a service. */
export const variableName = (name: string): string => screamingCase(name);

const taken: ReadonlySet<string> = new Set([
  "app",
  "application",
  "router",
  "routes",
  "serve",
  "serve_stdio",
  "toolbox",
  "tools",
]);

/** The parameter that holds the implementation of a service: its name, with an underscore where a stamped name has it. */
export function implementationName(service: string): string {
  const name = valueName("python", service);
  return taken.has(name) ? `${name}_` : name;
}
