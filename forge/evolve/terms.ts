import { camelCase, pascalCase, screamingCase, snakeCase } from "#intent";
import { textOfDoc } from "../print/layout.ts";
import {
  docOf,
  isList,
  isRecord,
  isTrue,
  type Value,
  type ValueRecord,
} from "../template/value.ts";

/** What a place in a template can name: its variables, outermost first. */
export type Environment = readonly { readonly name: string; readonly value: ValueRecord }[];

/** A text that a template can compute, in the template's own words. */
interface Term {
  readonly form: string;
  readonly text: string;
}

const kebab = (key: string): string =>
  key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Text of a value in one line; `undefined` for what has none, or nothing to say. */
function textOf(value: Value): string | undefined {
  if (typeof value === "boolean" || isRecord(value)) return undefined;
  const doc = docOf(value);
  const text = doc === undefined ? "" : textOfDoc(doc);
  return text === "" ? undefined : text;
}

const casings: readonly (readonly [string, (name: string) => string])[] = [
  ["camel", camelCase],
  ["pascal", pascalCase],
  ["snake", snakeCase],
  ["screaming", screamingCase],
];
const isName = (text: string): boolean => /^[A-Za-z][\w-]*$/.test(text);

const deepest = 2;

function* membersOf(record: ValueRecord, form: string, depth: number): Generator<Term> {
  for (const key of Object.keys(record)) {
    const value = record[key];
    const member = `(${kebab(key)} ${form})`;
    const text = textOf(value);
    if (text !== undefined) yield { form: member, text };
    if (isRecord(value) && depth < deepest) yield* membersOf(value, member, depth + 1);
  }
}

const known = new WeakMap<Environment, ReadonlyMap<string, string>>();

/**
 * All texts that a template can compute in an environment, simplest first: members of what its variables name, and
 * names in another casing. The list follows from what the printer gives its templates and from nothing else.
 */
export function termsOf(environment: Environment): ReadonlyMap<string, string> {
  const before = known.get(environment);
  if (before !== undefined) return before;
  const plain = environment
    .toReversed()
    .flatMap(({ name, value }) => [...membersOf(value, name, 1)]);
  const cased = plain
    .filter(({ text }) => isName(text))
    .flatMap(({ form, text }) =>
      casings.map(([casing, apply]) => ({ form: `(${casing} ${form})`, text: apply(text) })),
    );
  const terms = new Map([...plain, ...cased].map(({ form, text }) => [form, text]));
  known.set(environment, terms);
  return terms;
}

/** A list that a template can walk through, in the template's own words. */
export interface Collection {
  readonly form: string;
  readonly items: readonly ValueRecord[];
}

/** The lists of things that a template can walk through: whole ones, then those of the items with or without a member. */
export function collectionsOf(environment: Environment): Collection[] {
  const whole = environment.toReversed().flatMap(({ name, value }) =>
    Object.keys(value).flatMap((key): Collection[] => {
      const list = value[key];
      return isList(list) && list.length > 0 && list.every(isRecord)
        ? [{ form: `(${kebab(key)} ${name})`, items: list }]
        : [];
    }),
  );
  return [...whole, ...whole.flatMap(partsOf)];
}

/** Facts part a list better than texts do, which may be there by accident: they come first. */
function partsOf({ form, items }: Collection): Collection[] {
  const [first = {}] = items;
  const keys = Object.keys(first);
  const facts = keys.filter((key) => typeof first[key] === "boolean");
  return [...new Set([...facts, ...keys])].flatMap((key) =>
    [false, true].map((wanted) => ({
      form: `(where${wanted ? "" : "-not"} "${key}" ${form})`,
      items: items.filter((item) => isTrue(item[key]) === wanted),
    })),
  );
}
