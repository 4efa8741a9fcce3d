import { derived, typeName, type Diagnostic, type Model, type Service } from "#intent";

import { forgeDiagnostic } from "../../messages.ts";
import { asksCallers } from "../../reach/auth.ts";
import { isGuarded, isKeyed, takenByOptions, takenCodes } from "../../reach/calls.ts";
import { eventModules } from "../../reach/deliveries.ts";
import { hasFiles } from "../../reach/files.ts";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import { machinesOf, namesInside } from "../../reach/machines.ts";
import { partialModules, patchedEntities } from "../../reach/partial.ts";
import { hasTwoForms } from "../../reach/renamed.ts";
import type { StampContext } from "../../stamp.ts";
import { collisions, type Named } from "../collisions.ts";
import { namesBounds } from "./bounds.ts";

/**
 * Names that would stand for two things in a module of what is used of another service (its declarations beside the
 * client) or inside of a machine. All other collisions are the same in every language, and the model's own checks tell them.
 */
export function checkNames({ model, service }: StampContext): readonly Diagnostic[] {
  const foreign = foreignOf(model, service);
  const modules = new Set([
    ...(namesBounds(model, service) ? ["bounds"] : []),
    ...(hasTwoForms(model, service) ? ["forms"] : []),
    ...(isGuarded(model, service) ? ["wire-calls"] : []),
    ...(isKeyed(service) ? ["wire-keys"] : []),
    ...(asksCallers(service) ? ["wire-auth", "wire-issuer"] : []),
    ...(hasFiles(model, service) ? ["wire-files"] : []),
    ...partialModules(model, service),
  ]);
  const taken = foreign.flatMap((part) => {
    const { name, file, span } = part.service;
    const message = `the service \`${name}\` and the stamped ${name} module would both be \`generated_${name}.py\``;
    return modules.has(name) ? [forgeDiagnostic("name-taken", { file, span }, message)] : [];
  });
  const aliases: ReadonlySet<string> = new Set([
    ...(isGuarded(model, service) ? ["calls"] : []),
    ...(isKeyed(service) ? ["keys"] : []),
    ...(asksCallers(service) ? ["auth"] : []),
    ...(service.patterns.everies.length > 0 ? ["times"] : []),
    ...eventModules(service),
  ]);
  const hidden = foreign.flatMap((part) => {
    const { name, file, span } = part.service;
    const message = `the service \`${name}\` and a stamped module would both be \`_${name}\` in Python`;
    return aliases.has(name) ? [forgeDiagnostic("name-taken", { file, span }, message)] : [];
  });
  const tested =
    service.patterns.utils.length + service.patterns.scenarios.length > 0 &&
    service.name === "subject";
  return [
    ...taken,
    ...hidden,
    ...takenCodes(service),
    ...takenByOptions(service, [
      ...(isKeyed(service) ? ["answers", "known"] : []),
      ...(asksCallers(service) ? ["guard", "checks"] : []),
    ]),
    ...(tested ? [subjectTaken(service)] : []),
    ...foreign.filter(({ rpcs }) => rpcs.length > 0).flatMap(clashes),
    ...machineNames(model, service),
    ...patchNames(model, service),
  ];
}

/** Stamped tests find what they ask under the name of a module. */
const subjectTaken = ({ file, nameSpan, span }: Service): Diagnostic =>
  forgeDiagnostic(
    "name-taken",
    { file, span: nameSpan ?? span },
    "the service `subject` and what its stamped tests ask would both be `subject` in Python",
  );
/** Patches beside what has their names already. */
function patchNames(model: Model, service: Service): readonly Diagnostic[] {
  return [service, ...foreignOf(model, service)].flatMap((part) => {
    const patched = patchedEntities(model, service, part);
    if (patched.length === 0) return [];
    const names = patched.map(({ name, span }) => ({
      name: derived.patch(name),
      what: `patch of ${name}`,
      span,
    }));
    const { file } = "service" in part ? part.service : part;
    return collisions("Python", file, [...typesOf(part), ...names], []);
  });
}

/** Names inside of machines, and types that hide what machines are written with. */
function machineNames(model: Model, service: Service): readonly Diagnostic[] {
  const machines = machinesOf(model, service);
  if (machines.length === 0) return [];
  const inside = machines.flatMap((machine) => [
    ...namesInside("python", machine, (state) => state),
  ]);
  return [
    ...collisions("Python", service.file, inside, []),
    ...collisions("Python", service.file, typesOf(service), ["Generic", "TypeVar"]),
  ];
}

function* typesOf(service: Service | Foreign): Generator<Named> {
  for (const { name, kind, nameSpan: span } of [
    ...service.entities,
    ...service.enums,
    ...service.unions,
    ...service.aliases,
  ])
    yield { name: typeName("python", name), what: `${kind} ${name}`, span };
}

function clashes(part: Foreign): readonly Diagnostic[] {
  const client = derived.client(part.service.name);
  return declaredBy(part)
    .filter(({ name }) => name === client)
    .map(({ name, what, span }) =>
      forgeDiagnostic(
        "name-taken",
        { file: part.service.file, span },
        `${what} and the client of ${part.service.name} are both \`${name}\` in Python`,
      ),
    );
}

const declaredBy = ({ entities, enums, errors, events }: Foreign): readonly Named[] => [
  ...[...entities, ...enums].map(({ name, kind, nameSpan }) => ({
    name: typeName("python", name),
    what: `the ${kind} ${name}`,
    span: nameSpan,
  })),
  ...errors.map(({ name, nameSpan }) => ({
    name: derived.error(name),
    what: `the error ${name}`,
    span: nameSpan,
  })),
  ...events.map(({ name, nameSpan }) => ({
    name: derived.event(name),
    what: `the event ${name}`,
    span: nameSpan,
  })),
];
