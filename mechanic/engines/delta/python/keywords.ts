import type { Change, RepairEdit, SyntaxNode } from "#intent";

import { above, argumentsOf, calleeOf, indexed, methodOf, plainString } from "./retype/indexed.ts";
import { isClosed } from "./retype/judgement.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { ownedAttribute } from "./targets.ts";
import { childOf, nameOf, nodesOf, textOf } from "./tree.ts";

/**
 * A keyword that names a field of a stamped record, because the function that takes it passes it on as one, or the text of a
 * dictionary's key that becomes such a keyword (`given = {"size": 3}` and `a_loaf(**given)`).
 */
export interface PassedKeyword {
  readonly change: Change;
  readonly module: Indexed;
  /** The keyword's name in the call, or what stands inside of the key's quotes. */
  readonly name: SyntaxNode;
  /** What the field is called now; missing where it is gone. */
  readonly now: string | undefined;
}

interface Updater {
  readonly name: string;
  /** The stamped class that it makes another of. */
  readonly record: string;
  /** Its own parameters, which are no fields. */
  readonly own: ReadonlySet<string>;
}

/**
 * Functions that take `**changes` and do nothing with them but make a record that has them: the keywords of their callers
 * are names of its fields, though no type checker relates them. A function that looks into its keywords is none.
 */
export function passedKeywords(
  modules: Iterable<Module>,
  changes: readonly Change[],
  records: ReadonlySet<string>,
): readonly PassedKeyword[] {
  const fields = changes.flatMap((change) => {
    const found = ownedAttribute(change);
    return found === undefined || found.from === found.to ? [] : [{ change, ...found }];
  });
  const all = [...modules].map(indexed);
  const partly = all.flatMap((module) => partlyGiven(module, fields));
  return [...keywordsFor(all, fields, records), ...partly].map(({ field, module, name }) => ({
    change: field.change,
    module,
    name,
    now: field.to,
  }));
}

/** Keywords of `partial(Loaf, size=3)` and of `partial(a_loaf, size=3)`, which pyright's rename passes over. */
function partlyGiven<F extends { readonly owner: string; readonly from: string }>(
  module: Indexed,
  fields: readonly F[],
): readonly { readonly field: F; readonly module: Indexed; readonly name: SyntaxNode }[] {
  return nodesOf(module.root, "call").flatMap((call) => {
    const [made] = methodOf(module.text, call) === "partial" ? argumentsOf(call) : [];
    const record = made === undefined ? undefined : importedAs(module, made);
    if (record === undefined) return [];
    return (childOf(call, "arguments")?.children ?? []).flatMap((argument) => {
      const name = argument.type === "keyword_argument" ? childOf(argument, "name") : undefined;
      const field = fields.find(
        ({ owner, from }) =>
          owner === recordOf(record) && name !== undefined && from === textOf(module.text, name),
      );
      return name === undefined || field === undefined ? [] : [{ field, module, name }];
    });
  });
}

/** What an imported name is called where it comes from: `Loaf` of `bread.Loaf`, and of `Bun` that is imported as such. */
function importedAs(module: Indexed, node: SyntaxNode): string | undefined {
  const { text } = module;
  const attribute = node.type === "attribute" ? childOf(node, "attribute") : undefined;
  if (attribute !== undefined) return textOf(text, attribute);
  for (const statement of nodesOf(module.root, "import_from_statement"))
    for (const element of statement.children.filter(({ field }) => field === "name")) {
      const name = childOf(element, "name") ?? element;
      const bound = childOf(element, "alias") ?? name;
      if (textOf(text, bound) === textOf(text, node)) return textOf(text, name);
    }
  return undefined;
}

/** Every keyword that is passed on as the name of one of some fields. */
export function keywordsFor<F extends { readonly owner: string; readonly from: string }>(
  all: readonly Indexed[],
  fields: readonly F[],
  records: ReadonlySet<string>,
): readonly { readonly field: F; readonly module: Indexed; readonly name: SyntaxNode }[] {
  if (fields.length === 0) return [];
  const updaters = all.flatMap((module) => updatersIn(module, all, records));
  const laid = all.flatMap((module) => keysIn(module, all, fields));
  const passed = all.flatMap((module) =>
    nodesOf(module.root, "call").flatMap((call) => {
      const named = updaters.filter(({ name }) => name === methodOf(module.text, call));
      const [updater] = named;
      if (updater === undefined || named.length > 1) return [];
      return (childOf(call, "arguments")?.children ?? []).flatMap((argument) => {
        const name = argument.type === "keyword_argument" ? childOf(argument, "name") : undefined;
        const spelt = name === undefined ? "" : textOf(module.text, name);
        const field = fields.find(({ owner, from }) => owner === updater.record && from === spelt);
        return name === undefined || field === undefined || updater.own.has(spelt)
          ? []
          : [{ field, module, name }];
      });
    }),
  );
  return [...passed, ...laid];
}

/** Keys of dictionaries that a class or a builder takes as its keywords. */
function keysIn<F extends { readonly owner: string; readonly from: string }>(
  module: Indexed,
  all: readonly Indexed[],
  fields: readonly F[],
): readonly { readonly field: F; readonly module: Indexed; readonly name: SyntaxNode }[] {
  return nodesOf(module.root, "dictionary").flatMap((dictionary) => {
    const pairs = dictionary.children.filter(({ type }) => type === "pair");
    const named = pairs.flatMap((pair) => {
      const key = childOf(pair, "key");
      const spelt = plainString(module.text, key);
      const name = key?.children.find(({ type }) => type === "string_content");
      return name === undefined
        ? []
        : fields.filter(({ from }) => from === spelt).map((field) => ({ field, module, name }));
    });
    const record = named.length === 0 ? undefined : takenBy(module, dictionary, all, 0);
    return named.filter(({ field }) => field.owner === record);
  });
}

/**
 * The record whose keywords a dictionary becomes where it is laid out: `a_loaf(**{…})`, `Loaf(**{**given, …})`, or the one
 * name that it is given and that is used for nothing else in its function.
 */
function takenBy(
  module: Indexed,
  dictionary: SyntaxNode,
  all: readonly Indexed[],
  depth: number,
): string | undefined {
  const around = module.parents.get(dictionary);
  if (around === undefined || depth > depthMax) return undefined;
  if (around.type === "dictionary_splat") {
    const whole = module.parents.get(around);
    return whole?.type === "dictionary"
      ? takenBy(module, whole, all, depth + 1)
      : sinkAt(module, dictionary, all, depth);
  }
  const left = around.type === "assignment" ? childOf(around, "left") : undefined;
  if (left?.type !== "identifier") return undefined;
  const scope = [...above(module, around)].find(({ type }) => type === "function_definition");
  const body = scope === undefined ? module.root : (childOf(scope, "body") ?? scope);
  return sinkOf(module, body, textOf(module.text, left), all, depth + 1, left);
}

/** The edits that give such keywords their fields' new names. */
export const keywordEdits = (passed: readonly PassedKeyword[]): readonly RepairEdit[] =>
  passed.flatMap(({ change, module, name, now }): readonly RepairEdit[] =>
    now === undefined || isClosed(module.file)
      ? []
      : [
          {
            file: module.file,
            start: name.start,
            end: name.end,
            text: now,
            change: change.symbol,
            rule: "rename-keyword",
            certainty: "certain",
            because: `${change.fromSymbol ?? change.symbol} was renamed, and this keyword is passed on as the name of that field.`,
          },
        ],
  );

function updatersIn(
  module: Indexed,
  all: readonly Indexed[],
  records: ReadonlySet<string>,
): readonly Updater[] {
  return nodesOf(module.root, "function_definition").flatMap((node): readonly Updater[] => {
    const parameters = (childOf(node, "parameters")?.children ?? []).filter(({ named }) => named);
    const splat = parameters.flatMap((one) => nodesOf(one, "dictionary_splat_pattern"))[0];
    const rest = splat?.children.find(({ type }) => type === "identifier");
    const body = childOf(node, "body");
    if (rest === undefined || body === undefined) return [];
    const made = sinkOf(module, body, textOf(module.text, rest), all, 0);
    if (made === undefined) return [];
    // What it answers with says the class, else the record that it takes.
    const taken = parameters.flatMap((one) => {
      const type = childOf(one, "type");
      return type === undefined ? [] : [textOf(module.text, type)];
    });
    const answer = childOf(node, "return_type");
    const answered = answer === undefined ? "" : textOf(module.text, answer);
    const own = records.has(answered) ? [answered] : taken.filter((type) => records.has(type));
    const candidates = records.has(made) ? [made] : own;
    const [record] = candidates;
    if (record === undefined || candidates.length > 1) return [];
    const parametersOwn = parameters.flatMap((one) => {
      const name = childOf(one, "name") ?? one.children[0];
      return name?.type === "identifier" ? [textOf(module.text, name)] : [];
    });
    return [{ name: nameOf(module.text, node), record, own: new Set(parametersOwn) }];
  });
}

/** How far a dictionary of changes is passed on until a record takes it. */
const depthMax = 3;

/**
 * The class that all uses of a dictionary of changes make (`PortCall.model_validate({…, **changes})`), or `""` where it is
 * that of what they are made of (`row.model_copy(update=changes)`); `undefined` where one use is something else.
 */
function sinkOf(
  module: Indexed,
  body: SyntaxNode,
  name: string,
  all: readonly Indexed[],
  depth: number,
  declared?: SyntaxNode,
): string | undefined {
  const uses = nodesOf(body, "identifier").filter(
    (one) => one !== declared && textOf(module.text, one) === name,
  );
  const sinks = uses.map((use) => sinkAt(module, use, all, depth));
  const [first] = sinks;
  return first !== undefined && sinks.every((sink) => sink === first) ? first : undefined;
}

function sinkAt(
  module: Indexed,
  use: SyntaxNode,
  all: readonly Indexed[],
  depth: number,
): string | undefined {
  const { text, parents } = module;
  const around = parents.get(use);
  const splat = around?.type === "dictionary_splat" ? around : undefined;
  const whole = splat === undefined ? use : parents.get(splat);
  if (whole === undefined || depth > depthMax) return undefined;
  // Laid into another dictionary, which is taken in its turn; else it is an argument, as before.
  const further =
    splat !== undefined && whole.type === "dictionary"
      ? takenBy(module, whole, all, depth + 1)
      : undefined;
  if (further !== undefined) return further;
  // Given to a class, or to the builder of one.
  if (splat !== undefined && whole.type === "argument_list") {
    const made = methodOf(text, parents.get(whole));
    return /^(?:[A-Z]\w*|an?_\w+)$/.test(made) ? recordOf(made) : undefined;
  }
  const keyword = parents.get(whole);
  if (keyword?.type === "keyword_argument") {
    const label = childOf(keyword, "name");
    const given = parents.get(keyword);
    const call = given === undefined ? undefined : parents.get(given);
    const isUpdate = label !== undefined && textOf(text, label) === "update";
    return isUpdate && methodOf(text, call) === "model_copy" ? "" : undefined;
  }
  const call = keyword?.type === "argument_list" ? parents.get(keyword) : undefined;
  if (call === undefined) return undefined;
  const validated = /^(?:\w+\.)*(\w+)\.model_validate$/.exec(calleeOf(text, call))?.[1];
  if (validated !== undefined) return validated;
  return splat === undefined ? passedOn(text, call, use, all, depth) : undefined;
}

/** `PortCall` of `PortCall` itself and of `a_port_call`. */
const recordOf = (callee: string): string =>
  callee
    .replace(/^an?_/, "")
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** `self._kept("loan", loan, changes)`: what the parameter of that function is used for. */
function passedOn(
  text: string,
  call: SyntaxNode,
  use: SyntaxNode,
  all: readonly Indexed[],
  depth: number,
): string | undefined {
  const index = argumentsOf(call).indexOf(use);
  const found = all.flatMap((module) =>
    nodesOf(module.root, "function_definition")
      .filter((node) => nameOf(module.text, node) === methodOf(text, call))
      .map((node) => ({ module, node })),
  );
  const [only] = found;
  if (index < 0 || only === undefined || found.length > 1) return undefined;
  const names = (childOf(only.node, "parameters")?.children ?? []).flatMap((one) => {
    const name = one.named ? (childOf(one, "name") ?? one.children[0] ?? one) : undefined;
    const spelt = name === undefined ? "" : textOf(only.module.text, name);
    return spelt === "" || spelt === "self" || spelt === "cls" ? [] : [spelt];
  });
  const name = names[index];
  const body = childOf(only.node, "body");
  return name === undefined || body === undefined
    ? undefined
    : sinkOf(only.module, body, name, all, depth + 1);
}
