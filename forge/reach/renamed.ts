import { otherKeys, otherValues, type Model, type Service } from "#intent";
import { codedInputs } from "./called.ts";
import { foreignOf, type Foreign } from "./foreign.ts";

/** Whether one part reads two forms of anything: a key, a value of an enum, the tag of a case. */
function readsTwo(part: Service | Foreign): boolean {
  const cases = part.unions.map((union) => union.cases);
  const fields = [
    ...[...part.entities, ...part.errors, ...part.events, ...cases.flat()].map((one) => one.fields),
    ...[...part.rpcs, ...codedInputs(part)].map(({ input }) => input),
  ];
  const names = [...part.enums.map(({ variants }) => variants), ...cases];
  return (
    fields.some((list) => otherKeys(list).size > 0) ||
    names.some((list) => otherValues(list).size > 0)
  );
}

/** Whether a service reads two forms of anything that it stamps, so that it needs the code that does. */
export const hasTwoForms = (model: Model, service: Service): boolean =>
  [service, ...foreignOf(model, service)].some(readsTwo);
