import {
  derived,
  snakeCase,
  typeName,
  type Case,
  type Field,
  type Service,
  type Union,
} from "#intent";
import { codedInputs } from "../../reach/called.ts";
import type { Foreign } from "../../reach/foreign.ts";
import type { FieldOwner } from "./fields.ts";

/** What the fields of a case are declared in. */
export const caseOwner = ({ name }: Union, one: Case): FieldOwner => ({
  type: typeName("rust", name),
  holder: { kind: "union", name },
  prefix: `${snakeCase(one.name)}_`,
});

/** What settings are declared in. */
export const configOwner: FieldOwner = { type: "Config" };

/** Whatever has fields, with the type that they are declared in. */
export const ownersOf = (
  part: Service | Foreign,
): readonly { readonly owner: FieldOwner; readonly fields: readonly Field[] }[] => [
  ...part.unions.flatMap((union) =>
    union.cases.map((one) => ({ owner: caseOwner(union, one), fields: one.fields })),
  ),
  ...part.entities.map(({ name, fields }) => ({ owner: { type: typeName("rust", name) }, fields })),
  ...part.errors.map(({ name, fields }) => ({ owner: { type: derived.error(name) }, fields })),
  ...part.events.map(({ name, fields }) => ({ owner: { type: derived.event(name) }, fields })),
  ...part.rpcs.map(({ name, input }) => ({ owner: { type: derived.input(name) }, fields: input })),
  ...codedInputs(part).map(({ takes, input }) => ({ owner: { type: takes }, fields: input })),
];
