import { symbolOf } from "../graph/symbols.ts";
import type { Union } from "../model/pattern-types.ts";
import type { Enum } from "../model/types.ts";
import { compareDeclarations, fieldTexts } from "./declarations.ts";
import type { ServiceComparison } from "./draft.ts";
import { compareFields, holder } from "./fields.ts";
import { compareTagged } from "./tagged.ts";

/** Compares the enums of a service, variant by variant. */
export function compareEnums(at: ServiceComparison): void {
  compareDeclarations<Enum>(
    at,
    {
      kind: "enum",
      symbol: symbolOf.type,
      members: (_model, { variants }) => variants.map(({ name }) => name),
      inside: ({ before, after, report }) =>
        compareTagged(
          at,
          {
            kind: "variant",
            ownerBefore: before.name,
            ownerAfter: after.name,
            before: before.variants,
            after: after.variants,
          },
          report,
        ),
    },
    at.old.enums,
    at.now.enums,
  );
}

/** Compares the unions of a service: enums whose variants hold fields. */
export function compareUnions(at: ServiceComparison): void {
  compareDeclarations<Union>(
    at,
    {
      kind: "union",
      symbol: symbolOf.type,
      members: (model, { cases }) =>
        cases.flatMap(({ name, fields }) => [
          name,
          ...fieldTexts(model, at.now, fields).map((field) => `${name}.${field}`),
        ]),
      inside: ({ before, after, report }) =>
        compareTagged(
          at,
          {
            kind: "case",
            ownerBefore: before.name,
            ownerAfter: after.name,
            before: before.cases,
            after: after.cases,
            members: ({ fields }, side) =>
              fieldTexts(side === "came" ? at.after : at.before, at.now, fields),
            inside: (from, to) => {
              const service = at.now.name;
              const old = symbolOf.member(service, before.name, from.name);
              const now = symbolOf.member(service, after.name, to.name);
              compareFields(at, holder("field", old, now), from.fields, to.fields);
            },
          },
          report,
        ),
    },
    at.old.unions,
    at.now.unions,
  );
}
