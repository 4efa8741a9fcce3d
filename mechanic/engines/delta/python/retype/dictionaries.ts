import { assignedIn, childOf, nameOf, nodesOf, statementsOf, textOf } from "../tree.ts";
import { above, plainString } from "./indexed.ts";
import type { Probe } from "./probe.ts";
import type { Indexed } from "./types.ts";

/** A hand-written typed dictionary: all its keys, and those without which there is none. */
interface Typed {
  readonly name: string;
  readonly keys: ReadonlySet<string>;
  readonly required: readonly string[];
}

/**
 * What a dictionary that is written out holds becomes the entries of the typed dictionary whose keys it has: where it is a
 * part of something larger, pyright says that the larger thing does not fit, and not which entry. Keys that several typed
 * dictionaries have alike say nothing.
 */
export function dictionaryProbes(modules: readonly Indexed[]): readonly Probe[] {
  const typed = modules.flatMap(typedIn);
  if (typed.length === 0) return [];
  return modules.flatMap((module) =>
    nodesOf(module.root, "dictionary").flatMap((node): readonly Probe[] => {
      // What is only compared is equal to a typed dictionary, and given to none.
      if ([...above(module, node)].some(({ type }) => type === "comparison_operator")) return [];
      const entries = node.children
        .filter(({ type }) => type === "pair")
        .flatMap((pair) => {
          const key = plainString(module.text, childOf(pair, "key"));
          const value = childOf(pair, "value");
          return key === undefined || value === undefined ? [] : [{ key, value }];
        });
      const keys = entries.map(({ key }) => key);
      const fits = typed.filter(
        (one) =>
          keys.length > 0 &&
          keys.every((key) => one.keys.has(key)) &&
          one.required.every((key) => keys.includes(key)),
      );
      const [only, ...more] = fits;
      if (only === undefined || more.length > 0) return [];
      return entries.map(({ key, value }) => ({
        file: module.file,
        kind: "given",
        place: value,
        asks: [value],
        entry: { owner: only.name, key },
      }));
    }),
  );
}

function typedIn({ root, text }: Indexed): readonly Typed[] {
  return nodesOf(root, "class_definition").flatMap((node) => {
    const bases = childOf(node, "superclasses");
    const base = bases === undefined ? "" : textOf(text, bases);
    if (!/\bTypedDict\b/.test(base)) return [];
    const fields = statementsOf(node).flatMap((statement) => {
      const name = assignedIn(statement);
      return name === undefined
        ? []
        : [
            {
              key: textOf(text, name),
              isOptional: /\bNotRequired\b/.test(textOf(text, statement)),
            },
          ];
    });
    const isTotal = !/\btotal\s*=\s*False\b/.test(base);
    const required = fields.filter(({ isOptional }) => isTotal && !isOptional);
    return [
      {
        name: nameOf(text, node),
        keys: new Set(fields.map(({ key }) => key)),
        required: required.map(({ key }) => key),
      },
    ];
  });
}
