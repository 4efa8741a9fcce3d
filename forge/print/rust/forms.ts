import {
  fieldWireName,
  otherKeys,
  otherValues,
  variantWireName,
  type Field,
  type Model,
  type OtherForm,
  type Rewriting,
  type Service,
  type Union,
  type Variant,
} from "#intent";
import { foreignOf } from "../../reach/foreign.ts";
import { rewritten } from "../../reach/renamed.ts";
import { resolveType } from "../../reach/resolve.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { hardline, type Doc } from "../layout.ts";
import { stringLiteral } from "./literals.ts";
import { ownersOf } from "./owners.ts";

const formView = ({ writes, other, isNewer }: OtherForm): ValueRecord => ({
  how: isNewer ? "newer" : "older",
  other: stringLiteral(other),
  writes: stringLiteral(writes),
});

/** The other keys that fields are read under, then the other forms of their types. */
export const formViews = (model: Model, fields: readonly Field[]): ValueRecord[] => [
  ...[...otherKeys(fields).values()].map(formView),
  ...fields.flatMap((field) => {
    const how = rewritten(field, resolveType(model, field.type));
    const key = stringLiteral(fieldWireName(field));
    return how === undefined ? [] : [{ how: readers[how], other: "", writes: key }];
  }),
];

/** Functions of the wire; a text is read as the number that it spells, and what takes it says whether it is a whole one. */
const readers: Readonly<Record<Rewriting, string>> = {
  "to-integer": "as_number",
  "to-number": "as_number",
  "to-text": "as_text",
  "to-one": "as_one",
  "to-list": "as_list",
};

/** The other tags of the cases of a union, then the other keys and forms of their fields. */
export const unionForms = (model: Model, { cases }: Union): ValueRecord[] => [
  ...[...otherValues(cases).values()].map(formView),
  ...cases.flatMap((one) => {
    const fields = formViews(model, one.fields);
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
  const lists = parts.flatMap(ownersOf).map(({ fields }) => fields);
  const keys = lists.flatMap((fields) => [...otherKeys(fields).values()]);
  const views = lists.flatMap((fields) => formViews(model, fields));
  const unions = parts.flatMap((part) => part.unions);
  const calls = (how: string): boolean => views.some((view) => view["how"] === how);
  return {
    newer: keys.some(({ isNewer }) => isNewer),
    older: keys.some(({ isNewer }) => !isNewer),
    unions: unions.length > 0,
    twoForms: views.length > 0,
    retags: unions.some(({ cases }) => otherValues(cases).size > 0),
    cases: unions.some(({ cases }) => cases.some((one) => formViews(model, one.fields).length > 0)),
    asNumber: calls("as_number"),
    asText: calls("as_text"),
    asOne: calls("as_one"),
    asList: calls("as_list"),
  };
}
