import { derived, typeName, type Diagnostic } from "#intent";

import { forgeDiagnostic } from "../../messages.ts";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import type { StampContext } from "../../stamp.ts";
import type { Named } from "../collisions.ts";

/**
 * Names that would stand for two things in a module of what is used of another service: its declarations beside the
 * client. All other collisions are the same in every language, and the model's own checks tell them.
 */
export const checkNames = ({ model, service }: StampContext): readonly Diagnostic[] =>
  foreignOf(model, service)
    .filter(({ rpcs }) => rpcs.length > 0)
    .flatMap(clashes);

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
