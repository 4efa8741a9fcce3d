import { derived, pascalCase, typeName, type Diagnostic } from "#intent";
import { forgeDiagnostic } from "../../messages.ts";
import { casesOf } from "../../reach/cases.ts";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import type { StampContext } from "../../stamp.ts";
import { collisions, type Named } from "../collisions.ts";
import { stampedValue } from "./literals.ts";
import { builderName } from "./samples.ts";
import { moduleName } from "./types.ts";

/** Types of the language that stamped code is written with, and stamped ones; the model's own check refuses most. */
const builtin = ["Date", "Exclude", "Map", "Omit", "Partial", "Promise", "Record", "Uint8Array"];
const own = [
  "Config",
  "Ctx",
  "Hono",
  "Publisher",
  "RemoteError",
  "Running",
  "Unknown",
  "UnknownCase",
];

/** Every type that a file declares for an intent. */
function* declared(part: Foreign | StampContext["service"]): Generator<Named> {
  for (const { name, kind, span } of [
    ...part.aliases,
    ...part.entities,
    ...part.enums,
    ...part.unions,
  ])
    yield { name: typeName("typescript", name), what: `${kind} ${name}`, span };
  yield* casesOf(part);
  for (const { name, span } of part.errors)
    yield { name: derived.error(name), what: `error ${name}`, span };
  for (const { name, span } of part.rpcs)
    yield { name: derived.input(name), what: `rpc ${name}`, span };
  for (const { name, span } of part.events)
    yield { name: derived.event(name), what: `event ${name}`, span };
}

/** Every value that a file declares for an intent, as far as its name is made of one of the intent's. */
function* values(part: Foreign | StampContext["service"]): Generator<Named> {
  for (const { name, kind, span } of [...part.entities, ...part.enums, ...part.unions]) {
    const what = `${kind} ${name}`;
    yield { name: stampedValue(name, "Wire"), what, span };
    if (kind === "enum") {
      yield { name: stampedValue(name, "Values"), what, span };
      yield { name: `isKnown${typeName("typescript", name)}`, what, span };
    }
  }
  for (const { name, span } of part.errors)
    yield { name: stampedValue(name, "Error"), what: `error ${name}`, span };
  for (const { name, span } of part.rpcs)
    yield { name: stampedValue(name, "Rpc"), what: `rpc ${name}`, span };
  for (const { name, span } of part.events)
    yield { name: stampedValue(name, "Event"), what: `event ${name}`, span };
  const built = [
    ...part.entities.map((one) => ({ ...one, type: typeName("typescript", one.name) })),
    ...part.events.map((one) => ({ ...one, type: derived.event(one.name) })),
  ];
  for (const { name, type, kind, span } of built)
    yield { name: builderName(type), what: `${kind} ${name}`, span };
  for (const { name, what, span } of casesOf(part)) yield { name: builderName(name), what, span };
}

/** Names of a service, and of what it uses of others, that cannot stand side by side in stamped TypeScript. */
export function checkNames({ model, service }: StampContext): Diagnostic[] {
  const api = pascalCase(service.name);
  const { file, name, nameSpan: span = service.span } = service;
  const itself = { name: api, what: `service ${name}`, span };
  const modules = foreignOf(model, service).map((part) => ({
    name: moduleName(part.service.name),
    what: `the module of service ${part.service.name}`,
    span,
  }));
  const found = [
    ...collisions("TypeScript", file, [itself], [...builtin, ...own]),
    ...collisions("TypeScript", file, declared(service), [...builtin, ...own, api, `${api}Events`]),
    // The router takes the service under its own name, and says the procedures beside it.
    ...collisions(
      "TypeScript",
      file,
      [...values(service), { ...itself, name: moduleName(name) }, ...modules],
      ["configWire"],
    ),
  ];
  for (const part of foreignOf(model, service)) {
    const other = pascalCase(part.service.name);
    found.push(
      ...collisions("TypeScript", part.service.file, declared(part), [
        ...builtin,
        `${other}Api`,
        `${other}Client`,
      ]),
      ...collisions("TypeScript", part.service.file, values(part), []),
    );
    if (part.service.name === "wire") {
      const message =
        "the service `wire` and the stamped wire module would both be `generated.wire.ts`";
      found.push(
        forgeDiagnostic(
          "name-taken",
          { file: part.service.file, span: part.service.span },
          message,
        ),
      );
    }
  }
  return found;
}
