import {
  otherKeys,
  otherValues,
  rewritingOf,
  type Field,
  type Model,
  type Rewriting,
  type Service,
} from "#intent";
import { codedInputs } from "./called.ts";
import { foreignOf, type Foreign } from "./foreign.ts";
import type { ResolvedType } from "./resolve.ts";

/** How a field reads the other form of its values, while its type changes; `undefined` where it takes one form alone. */
export function rewritten(field: Field, type: ResolvedType): Rewriting | undefined {
  const inner = type.kind === "optional" ? type.item : type;
  return rewritingOf(field, inner.kind === "primitive" ? inner.name : undefined);
}

/** Whether one part reads two forms of anything: a key, a type, a value of an enum, the tag of a case. */
function readsTwo(part: Service | Foreign): boolean {
  const cases = part.unions.map((union) => union.cases);
  const fields = [
    ...[...part.entities, ...part.errors, ...part.events, ...cases.flat()].map((one) => one.fields),
    ...[...part.rpcs, ...codedInputs(part)].map(({ input }) => input),
  ];
  const names = [...part.enums.map(({ variants }) => variants), ...cases];
  return (
    fields.some((list) => otherKeys(list).size > 0) ||
    fields.flat().some(({ reads }) => reads !== undefined) ||
    names.some((list) => otherValues(list).size > 0)
  );
}

/** Whether a service reads two forms of anything that it stamps, so that it needs the code that does. */
export const hasTwoForms = (model: Model, service: Service): boolean =>
  [service, ...foreignOf(model, service)].some(readsTwo);
