import { derived, snakeCase, valueName, type Language, type Service } from "#intent";
import { inIntent, mainPath, placeIn, topOf } from "./places.ts";
import type { Drift, DriftRule, FilePlace } from "./types.ts";
import type { ServiceView } from "./view.ts";

/** What is called in hand-written code: `serve`, and `Publisher.new` with its receiver. */
interface Called {
  has(name: string): boolean;
  onOrAs(name: string): boolean;
}

function calledIn(view: ServiceView): Called {
  const calls = view.own.flatMap((file) => file.facts.calls);
  const names = new Set(calls.map(({ name }) => name));
  const receivers = new Set(calls.map(({ receiver }) => receiver));
  return {
    has: (name) => names.has(name),
    onOrAs: (name) => names.has(name) || receivers.has(name),
  };
}

/** What of the stamped code serves, and what gives it the routes: alone, with a schedule, or with what is heard. */
const servedBy: Readonly<Record<Language, readonly string[]>> = {
  rust: ["serve", "serve_when"],
  typescript: ["serve"],
  python: ["serve"],
};
const routesFrom: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  rust: ["router", "scheduled", "listening"],
  typescript: ["router"],
  python: ["app", "router"],
};

const isServed = ({ language }: Service, called: Called): boolean =>
  servedBy[language].some((name) => called.has(name)) &&
  routesFrom[language].some((name) => called.has(name));

/** Where the parts are put together: the first call in `main`, else its first line. */
function mainPlace(view: ServiceView): FilePlace {
  const path = mainPath(view);
  const [first] = view.own.find((file) => file.path === path)?.facts.calls ?? [];
  return first === undefined ? topOf(path) : placeIn(path, first.at);
}

/** Nothing starts the service, or what its handlers need is never made. */
export const missingWiring: DriftRule = {
  code: "missing-wiring",
  category: "implementation-gap",
  severity: "critical",
  what: "Nothing serves the service's handlers, or a client or publisher that it declares is never made.",
  find: (view) => {
    if (view.isUnsure) return [];
    const { service } = view;
    const called = calledIn(view);
    const missing = (symbol: string, message: string, title: string): Drift => ({
      symbol,
      message,
      code: mainPlace(view),
      intent: inIntent(view, service.nameSpan ?? service.span),
      fix: { title },
    });
    const found: Drift[] = [];
    const main = mainPath(view).slice(service.directory.length + 1);
    if (!view.own.some((file) => file.path === mainPath(view)))
      found.push(
        missing(
          service.name,
          `there is no ${main}, so that nothing starts ${service.name}`,
          `write ${main}`,
        ),
      );
    else if (!isServed(service, called))
      found.push(
        missing(
          service.name,
          `nothing serves the routes of ${service.name}`,
          `call \`serve\` and \`${routesFrom[service.language][0]}\` of the stamped code in ${main}`,
        ),
      );
    return [...found, ...missingModules(view), ...missingParts(view, called, missing)];
  },
};

function missingParts(
  { service }: ServiceView,
  called: Called,
  missing: (symbol: string, message: string, title: string) => Drift,
): Drift[] {
  const { language } = service;
  const clients = service.uses
    // Rpcs that nobody calls are told by themselves.
    .filter((uses) =>
      uses.items.some(({ kind, name }) => kind === "rpc" && called.has(valueName(language, name))),
    )
    .filter((uses) => !called.onOrAs(derived.client(uses.service)))
    .map((uses) =>
      missing(
        uses.service,
        `${uses.service} is used, and its client is never made`,
        `make a \`${derived.client(uses.service)}\` from the environment and hand it to the handlers`,
      ),
    );
  // An event that nobody publishes is told by itself.
  const event = service.events.find(({ name }) => called.has(valueName(language, name)));
  if (event === undefined || called.onOrAs("Publisher")) return clients;
  const symbol = `${service.name}/event:${event.name}`;
  return [
    ...clients,
    missing(
      symbol,
      "events are declared, and no publisher is made",
      "make a `Publisher` from the environment and hand it to the handlers",
    ),
  ];
}

/** Rust compiles only modules that are declared. */
function missingModules(view: ServiceView): Drift[] {
  const { service } = view;
  if (service.language !== "rust") return [];
  const home = `${service.directory}/src`;
  const crate = view.own.filter((file) => /\/src\/(?:lib|main)\.rs$/.test(file.path));
  const declared = new Set(crate.flatMap((file) => file.facts.modules));
  const hasCustom = view.own.some((file) => file.role === "custom");
  const at = crate.find((file) => file.path === `${home}/lib.rs`)?.path ?? `${home}/main.rs`;
  return ["generated", ...(hasCustom ? ["custom"] : [])]
    .filter((name) => !declared.has(name))
    .map((name) => ({
      symbol: service.name,
      message: `the crate ${snakeCase(service.name)} does not hold its module \`${name}\``,
      code: topOf(at),
      intent: inIntent(view, service.nameSpan ?? service.span),
      fix: { title: `declare \`pub mod ${name};\` in ${at.slice(service.directory.length + 1)}` },
    }));
}
