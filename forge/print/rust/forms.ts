import {
  otherKeys,
  otherValues,
  variantWireName,
  type Field,
  type Model,
  type OtherForm,
  type Service,
  type Union,
  type Variant,
} from "#intent";
import { foreignOf } from "../../reach/foreign.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { hardline, type Doc } from "../layout.ts";
import { stringLiteral } from "./literals.ts";
import { ownersOf } from "./owners.ts";

const formView = ({ writes, other, isNewer }: OtherForm): ValueRecord => ({
  how: isNewer ? "newer" : "older",
  other: stringLiteral(other),
  writes: stringLiteral(writes),
});

/** The other keys that fields are read under. */
export const keyViews = (fields: readonly Field[]): ValueRecord[] =>
  [...otherKeys(fields).values()].map(formView);

/** The other tags of the cases of a union, then the other keys of their fields. */
export const unionForms = ({ cases }: Union): ValueRecord[] => [
  ...[...otherValues(cases).values()].map(formView),
  ...cases.flatMap((one) => {
    const fields = keyViews(one.fields);
    return fields.length === 0 ? [] : [{ case: stringLiteral(variantWireName(one)), fields }];
  }),
];

/** The patterns of the values that an enum's variant is read from. */
export function variantPattern(variant: Variant, variants: readonly Variant[]): Value {
  const written = stringLiteral(variantWireName(variant));
  const other = otherValues(variants).get(variant);
  if (other === undefined) return written;
  const flat = `${written} | ${stringLiteral(other.other)}`;
  const doc: Doc =
    flat.length <= patternMax ? flat : [written, hardline, `| ${stringLiteral(other.other)}`];
  return valueOf(doc);
}

/** What rustfmt leaves of a pattern in one line. */
const patternMax = 60;

/** Which helpers for two forms a service needs. */
export function formFlags(model: Model, service: Service): ValueRecord {
  const parts = [service, ...foreignOf(model, service)];
  const keys = parts.flatMap(ownersOf).flatMap(({ fields }) => [...otherKeys(fields).values()]);
  const unions = parts.flatMap((part) => part.unions);
  return {
    newer: keys.some(({ isNewer }) => isNewer),
    older: keys.some(({ isNewer }) => !isNewer),
    retags: unions.some(({ cases }) => otherValues(cases).size > 0),
    cases: unions.some(({ cases }) => cases.some((one) => otherKeys(one.fields).size > 0)),
  };
}
