import { keywordsFor } from "../keywords.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";
import { methodOf, plainString } from "./indexed.ts";
import type { Probe } from "./probe.ts";
import type { Indexed } from "./types.ts";

/**
 * Values that become a changed member by its name alone: `loan.model_copy(update={"due": due})`, and keywords that a helper
 * passes on to that. No type checker relates them to the member, so that the flow has to be told. `members` are spelt
 * `Loan.due`.
 */
export function givenProbes(
  modules: readonly Indexed[],
  members: ReadonlySet<string>,
  isTest: (file: string) => boolean,
): readonly Probe[] {
  const fields = [...members].flatMap((member) => {
    const [, owner, from] = /^(\w+)\.(\w+)$/.exec(member) ?? [];
    return owner === undefined || from === undefined ? [] : [{ owner, from }];
  });
  const records = new Set(fields.map(({ owner }) => owner));
  const passed = keywordsFor(modules, fields, records).flatMap(({ module, name }) => {
    // What stands inside of the quotes of a dictionary's key is two steps below its pair.
    const around = module.parents.get(name);
    const keyword = around?.type === "string" ? module.parents.get(around) : around;
    const value = keyword === undefined ? undefined : childOf(keyword, "value");
    return value === undefined
      ? []
      : [{ file: module.file, kind: "given" as const, place: value, asks: [value] }];
  });
  // What tests lay into a record by hand is read as a body.
  const copied = modules
    .filter(({ file }) => !isTest(file))
    .flatMap((module) => copiesIn(module, fields));
  return [...passed, ...copied];
}

function copiesIn(
  module: Indexed,
  fields: readonly { readonly owner: string; readonly from: string }[],
): readonly Probe[] {
  const { text, file } = module;
  return nodesOf(module.root, "call").flatMap((call) => {
    const receiver = childOf(childOf(call, "function") ?? call, "object");
    if (methodOf(text, call) !== "model_copy" || receiver === undefined) return [];
    const given = childOf(call, "arguments");
    const update = (given?.children ?? []).find(
      (one) =>
        one.type === "keyword_argument" && textOf(text, childOf(one, "name") ?? one) === "update",
    );
    return (update === undefined ? [] : nodesOf(update, "pair")).flatMap((pair) => {
      const key = plainString(text, childOf(pair, "key"));
      const value = childOf(pair, "value");
      return value === undefined
        ? []
        : fields
            .filter(({ from }) => from === key)
            .map(({ owner }) => ({
              file,
              kind: "given" as const,
              place: value,
              asks: [value, receiver],
              owner,
            }));
    });
  });
}
