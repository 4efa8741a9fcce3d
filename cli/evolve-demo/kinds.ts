import type { Random } from "./random.ts";
import { otherField, type Thing } from "./things.ts";

/** Words that a demo's authors happen to use: the verb differs from seed to seed, the others from service to service. */
export interface Words {
  readonly verb: string;
  readonly one: string;
  readonly other: string;
}

/** The words of each service: they agree on the verb, and where a kind lets them, on nothing else. */
export function wordsOf(kind: RecurringKind, count: number, random: Random): Words[] {
  const agreed = kind.words(random);
  return Array.from({ length: count }, () =>
    kind.agrees ? agreed : { ...kind.words(random), verb: agreed.verb },
  );
}

/** A habit of hand-written code, and the change of intent that makes people repair it again and again. */
export interface RecurringKind {
  readonly name: string;
  readonly says: string;
  /** Whether all services must use the same words, because the code differs where they do not. */
  readonly agrees: boolean;
  words(random: Random): Words;
  change(thing: Thing, random: Random): Thing;
  /** Name of the function in a service, and its text. */
  functionName(thing: Thing, words: Words): string;
  code(thing: Thing, words: Words): string;
  /** An expression that is true, for the service's tests. */
  holds(thing: Thing, words: Words): string;
  /** Other code that the same change breaks; nothing recurs in it. */
  aside(thing: Thing): string;
}

const lower = (words: Words, thing: Thing): string => `${words.verb}${thing.type}`;

function renameOne(thing: Thing, random: Random): Thing {
  const at = random.below(thing.fields.length);
  const { name } = otherField(thing, random);
  const fields = thing.fields.map((field, index) =>
    index === at ? { ...field, name, was: field.name } : field,
  );
  return { ...thing, fields };
}

const mention = (thing: Thing): string =>
  `\nexport const describe${thing.type} = (it: ${thing.type}): string =>\n  \`${thing.name} ${thing.fields.map((field) => `\${it.${field.name}}`).join(" of ")}\`;\n`;

const renamedInEquality: RecurringKind = {
  name: "renamed-in-equality",
  says: "a field is renamed, and a function that compares two of a thing must follow",
  agrees: false,
  words: (random) => ({
    verb: random.pick(["same", "isSame", "equal"]),
    one: random.pick(["a", "one", "left"]),
    other: random.pick(["b", "other", "right"]),
  }),
  change: renameOne,
  functionName: (thing, words) => lower(words, thing),
  code(thing, words) {
    const { one, other } = words;
    const pairs = ["id", ...thing.fields.map((field) => field.name)].map(
      (name) => `${one}.${name} === ${other}.${name}`,
    );
    return `export function ${lower(words, thing)}(${one}: ${thing.type}, ${other}: ${thing.type}): boolean {
  return (
    ${pairs.join(" &&\n    ")}
  );
}
`;
  },
  holds: (thing, words) => `${lower(words, thing)}(a${thing.type}(), a${thing.type}())`,
  aside: mention,
};

const renamedInRow: RecurringKind = {
  name: "renamed-in-row",
  says: "a field is renamed, and a function that lists a thing's values must follow",
  agrees: false,
  words: (random) => ({
    verb: random.pick(["Row", "Cells", "Texts"]),
    one: random.pick(["it", "value", "from"]),
    other: "",
  }),
  change: renameOne,
  functionName: (thing, words) => `${thing.name}${words.verb}`,
  code(thing, words) {
    const values = ["id", ...thing.fields.map((field) => field.name)].map(
      (name) => `  String(${words.one}.${name}),`,
    );
    return `export const ${thing.name}${words.verb} = (${words.one}: ${thing.type}): string[] => [
${values.join("\n")}
];
`;
  },
  holds: (thing, words) =>
    `${thing.name}${words.verb}(a${thing.type}()).length === ${thing.fields.length + 1}`,
  aside: mention,
};

const addedToNew: RecurringKind = {
  name: "added-to-new",
  says: "a field is added, and a function that makes a new thing must fill it in",
  agrees: true,
  words: (random) => ({
    verb: random.pick(["new", "empty", "fresh"]),
    one: random.pick(["id", "key", "number"]),
    other: "",
  }),
  change: (thing, random) => ({ ...thing, fields: [...thing.fields, otherField(thing, random)] }),
  functionName: (thing, words) => `${words.verb}${thing.type}`,
  code(thing, words) {
    const id = words.one === "id" ? "id" : `id: ${words.one}`;
    const values = thing.fields.map((field) => `${field.name}: ${field.value}`);
    return `export function ${words.verb}${thing.type}(${words.one}: number): ${thing.type} {
  return {
    ${[id, ...values].join(",\n    ")},
  };
}
`;
  },
  holds: (thing, words) => `${words.verb}${thing.type}(7).id === 7`,
  aside: (thing) =>
    `\nexport const example${thing.type}: ${thing.type} = { id: 1, ${thing.fields.map((field) => `${field.name}: ${field.type === "i32" ? "7" : field.type === "bool" ? "true" : '"x"'}`).join(", ")} };\n`,
};

const retypedInIndex: RecurringKind = {
  name: "retyped-in-index",
  says: "an id becomes a text, and a function that sorts things by id into a map must follow",
  agrees: false,
  words: (random) => ({
    verb: random.pick(["sById", "sByKey", "Index"]),
    one: random.pick(["one", "it", "each"]),
    other: random.pick(["all", "given", "list"]),
  }),
  change: (thing) => ({ ...thing, id: "string" }),
  functionName: (thing, words) => `${thing.name}${words.verb}`,
  code: (
    thing,
    { verb, one, other },
  ) => `export function ${thing.name}${verb}(${other}: readonly ${thing.type}[]): Map<${thing.id === "i32" ? "number" : "string"}, ${thing.type}> {
  return new Map(${other}.map((${one}) => [${one}.id, ${one}]));
}
`,
  holds: (thing, words) => `${thing.name}${words.verb}([a${thing.type}()]).size === 1`,
  aside: (thing) =>
    `\nexport const idsOf = (all: readonly ${thing.type}[]): number[] => all.map((one) => one.id);\n`,
};

/** Kinds of repair that a demo can be about; the seed picks one. Nothing outside of this folder knows them. */
export const recurringKinds: readonly [RecurringKind, ...RecurringKind[]] = [
  renamedInEquality,
  renamedInRow,
  addedToNew,
  retypedInIndex,
];
