import { rpcPath, routeOf, type Model, type Service } from "#intent";
import type { Hop } from "../fleet/tap.ts";

/** One thing of the model that can be reached from outside, in the words in which it is seen to be. */
export type Reachable = string;

/** Everything of a service that somebody outside can reach. */
export function reachableOf(model: Model, service: Service): Reachable[] {
  const { tools, everies, rules, utils, engines, machines } = service.patterns;
  const members = engines.flatMap((engine) =>
    engine.members.map(({ kind, name }) => `${kind} ${engine.name}/${name}`),
  );
  const flows = machines.flatMap(({ name, transitions }) =>
    transitions.flatMap((one) => [
      `transition ${name}/${one.name}`,
      ...(one.guard === undefined ? [] : [`guard ${name}/${one.guard}`]),
    ]),
  );
  const used = service.uses.flatMap(({ service: whom, items }) =>
    items
      .filter(({ kind }) => kind === "rpc")
      .map(({ name }) => {
        const rpc = model.services.get(whom)?.rpcs.find((one) => one.name === name);
        return `client ${whom}${rpc === undefined ? "" : rpcPath(rpc)}`;
      }),
  );
  return [
    ...service.rpcs.map((rpc) => `POST ${rpcPath(rpc)}`),
    ...service.rpcs.flatMap((rpc) => {
      const route = routeOf(rpc);
      return route === undefined ? [] : [`${route.method.toUpperCase()} ${route.path}`];
    }),
    ...service.listeners.map(({ handler }) => `on ${handler}`),
    ...tools.map(({ name }) => `tool ${name}`),
    ...everies.map(({ handler }) => `every ${handler}`),
    ...rules.map(({ name }) => `rule ${name}`),
    ...utils.map(({ name }) => `util ${name}`),
    ...members,
    ...flows,
    ...used,
    ...service.errors.map((error) => `error ${error.was ?? error.name}`),
    ...service.config.map(({ name }) => `setting ${name}`),
  ];
}

/** A line of a service's log. */
interface Line {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** The lines of a service's log that are of requests which were answered well. */
function answeredWell(log: string): Line[] {
  return log
    .split("\n")
    .filter((text) => text.startsWith("{"))
    .map((text): Line => JSON.parse(text))
    .filter(({ path, status }) => path !== undefined && status >= 200 && status < 300);
}

/** What was seen of a service. */
export interface Seen {
  readonly log: string;
  /** What people's code wrote down: a kind, a name, and with what. */
  readonly heard: readonly string[];
  /** What other services were called for it. */
  readonly hops: readonly Hop[];
  /** Codes of declared errors that it answered with. */
  readonly codes: ReadonlySet<string>;
  /** Names of the settings that it was seen to have read. */
  readonly settings: readonly string[];
}

/** What of a service can be reached from outside and was not seen to be. */
export function uncalled(model: Model, service: Service, seen: Seen): Reachable[] {
  const lines = answeredWell(seen.log);
  const heard = new Set(seen.heard.map((line) => line.split(" ", 2).join(" ")));
  const pushed = service.listeners
    .filter((one) => lines.some(({ path }) => path === `/events/${one.service}/${one.event}`))
    .map(({ handler }) => `on ${handler}`);
  const other = new Set([
    ...pushed,
    ...seen.hops.map(({ to, path }) => `client ${to}${path}`),
    ...[...seen.codes].map((code) => `error ${code}`),
    ...seen.settings.map((name) => `setting ${name}`),
  ]);
  const isAnswered = (one: Reachable): boolean => {
    const [method = "", path = ""] = one.split(" ");
    const pattern = new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
    return lines.some((line) => line.method === method && pattern.test(line.path));
  };
  return reachableOf(model, service).filter(
    (one) => !heard.has(one) && !other.has(one) && !isAnswered(one),
  );
}
