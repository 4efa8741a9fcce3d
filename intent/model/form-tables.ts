import type { FormSpec } from "./form-spec.ts";
import { forms, memberForms } from "./forms.ts";

const byPlace = new Map<string, Map<string, FormSpec>>();
const byHead = new Map<string, FormSpec[]>();
for (const form of forms) {
  for (const place of form.in) {
    let here = byPlace.get(place);
    if (here === undefined) byPlace.set(place, (here = new Map<string, FormSpec>()));
    here.set(form.head, form);
  }
  const same = byHead.get(form.head);
  if (same === undefined) byHead.set(form.head, [form]);
  else same.push(form);
}
const none: ReadonlyMap<string, FormSpec> = new Map();

/** Forms that stand directly in the form (or file) with this id, by head. */
export const formsIn = (place: string): ReadonlyMap<string, FormSpec> => byPlace.get(place) ?? none;

/** All forms with this head, whatever the place. */
export const formsNamed = (head: string): readonly FormSpec[] => byHead.get(head) ?? [];

/** Names of the forms that stand in a place, for a message. */
export const knownIn = (place: string): string => [...formsIn(place).keys()].join(", ");

const heads: ReadonlyMap<string, string> = new Map(forms.map((form) => [form.id, form.head]));

/** A place for people: "`rpc`", "a field of an entity", "the top level of an intent". */
export const placeName = (place: string): string => {
  if (place === "intent.lisp") return "the top level of an intent";
  if (place === "universe.lisp") return "the top level of universe.lisp";
  const head = heads.get(place);
  if (head !== undefined) return `\`${head}\``;
  return memberIds.has(place) ? `${/^[aeiou]/.test(place) ? "an" : "a"} ${place}` : `\`${place}\``;
};

const memberIds: ReadonlySet<string> = new Set(Object.values(memberForms).map(({ id }) => id));
const members: ReadonlySet<FormSpec> = new Set(Object.values(memberForms));
/** Whether a row is one of a field or a variant, whose head is their own name. */
export const isMember = (spec: FormSpec): boolean => members.has(spec);

/** The row of what a form holds, where that is fields or variants, by the form's id. */
export const memberOf: ReadonlyMap<string, FormSpec> = new Map<string, FormSpec>([
  ["entity", memberForms.entity],
  ["in", memberForms.in],
  ["error", memberForms.error],
  ["event", memberForms.event],
  ["config", memberForms.config],
  ["enum", memberForms.variant],
  ["input", memberForms.input],
  ["union", memberForms.case],
  ["case", memberForms.caseField],
  ["arguments of an example", memberForms.value],
  ["call", memberForms.value],
  ["expect", memberForms.value],
]);
