import type { Change, SyntaxNode } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import type { Session } from "./lsp/session.ts";
import { argumentsOf, indexed, methodOf } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { ownedAttribute } from "./targets.ts";
import { childOf, textOf, walk } from "./tree.ts";
import { askedAt } from "./asked.ts";

/**
 * Uses of a field that no type checker sees, because the name stands in a string: `getattr(user, "display_name")`,
 * `sorted(users, key=attrgetter("display_name"))`,
 * `user.model_copy(update={"display_name": …})`, `user.model_dump()["display_name"]`. Such code goes on compiling after the
 * name moved, and fails or drops the value when it runs.
 */
export interface SilentUse {
  readonly change: Change;
  readonly module: Module;
  /** The name as it is spelt: a string's content or a keyword. */
  readonly node: SyntaxNode;
  /** What must be of the changed type, or hold it, for this to be a use of it; nothing where the code does not say. */
  readonly receiver: SyntaxNode | undefined;
  readonly owner: string;
  readonly now: string | undefined;
}

const byAttribute: ReadonlySet<string> = new Set(["getattr", "setattr", "hasattr", "delattr"]);
const byModel: ReadonlySet<string> = new Set([
  "model_copy",
  "model_construct",
  "model_validate",
  "model_dump",
]);

/** Every place that may be a silent use, found by syntax alone; which of them are is asked of pyright. */
export function silentCandidates(
  modules: Iterable<Module>,
  changes: readonly Change[],
): readonly SilentUse[] {
  const fields = changes.flatMap((change) => {
    const field = ownedAttribute(change);
    return field === undefined ? [] : [{ change, ...field }];
  });
  if (fields.length === 0) return [];
  return [...modules].map(indexed).flatMap((module) =>
    [...walk(module.root)].flatMap((node) =>
      namesIn(module, node).flatMap(({ name, receiver }) =>
        fields
          .filter(({ from }) => from === textOf(module.text, name))
          .map(({ change, owner, to }) => ({
            change,
            module,
            node: name,
            receiver,
            owner,
            now: to,
          })),
      ),
    ),
  );
}

interface SpeltName {
  readonly name: SyntaxNode;
  readonly receiver: SyntaxNode | undefined;
}

/** Names of fields that a call or a subscript spells as text. */
function namesIn(module: Indexed, node: SyntaxNode): readonly SpeltName[] {
  const { text } = module;
  if (node.type === "subscript") return dumpedKey(text, node);
  if (node.type !== "call") return [];
  const callee = childOf(node, "function");
  const given = childOf(node, "arguments");
  if (callee === undefined || given === undefined) return [];
  if (callee.type === "identifier" && byAttribute.has(textOf(text, callee)))
    return attributeName(given);
  if (methodOf(text, node) === "attrgetter") return gotNames(module, node);
  const method = callee.type === "attribute" ? childOf(callee, "attribute") : undefined;
  if (method === undefined || !byModel.has(textOf(text, method))) return [];
  const receiver = childOf(callee, "object");
  return [...walk(given)].flatMap((inner) => modelName(inner)).map((name) => ({ name, receiver }));
}

/** The second argument of `getattr` and its like, where it is a plain string. */
function attributeName(given: SyntaxNode): readonly SpeltName[] {
  const [receiver, name] = given.children.filter((child) => child.named);
  const content = name?.type === "string" ? contentOf(name) : undefined;
  return content === undefined ? [] : [{ name: content, receiver }];
}

/**
 * What `attrgetter("guest.note", "id")` reads, a name for each step. A call that is given the getter itself is given what
 * it reads of, too: `sorted(guests, key=attrgetter("note"))`, `map(attrgetter("note"), guests)`.
 */
function gotNames(module: Indexed, getter: SyntaxNode): readonly SpeltName[] {
  const around = module.parents.get(getter);
  const list = around?.type === "keyword_argument" ? module.parents.get(around) : around;
  const call = list?.type === "argument_list" ? module.parents.get(list) : undefined;
  const callee = call === undefined ? undefined : childOf(call, "function");
  const read =
    call === undefined || callee === undefined
      ? undefined
      : (argumentsOf(call).find((one) => one !== getter) ?? childOf(callee, "object"));
  return argumentsOf(getter).flatMap((given) => {
    const content = contentOf(given);
    if (given.type !== "string" || content === undefined) return [];
    const steps = [...textOf(module.text, content).matchAll(/[^.]+/g)];
    return steps.map(({ index, 0: step }) => {
      const start = content.start + index;
      return {
        name: { ...content, start, end: start + step.length },
        // Of what is read on the way the code does not say what it is.
        receiver: index === 0 ? read : undefined,
      };
    });
  });
}

/** A key of a dictionary, a member of a set, or a keyword among the arguments of a model's method. */
function modelName(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === "pair") {
    const key = childOf(node, "key");
    const content = key?.type === "string" ? contentOf(key) : undefined;
    return content === undefined ? [] : [content];
  }
  if (node.type === "set")
    return node.children.flatMap((child) =>
      child.type === "string" ? (contentOf(child) ?? []) : [],
    );
  const keyword = node.type === "keyword_argument" ? childOf(node, "name") : undefined;
  return keyword === undefined ? [] : [keyword];
}

/** `user.model_dump()["display_name"]`. */
function dumpedKey(text: string, node: SyntaxNode): readonly SpeltName[] {
  const value = childOf(node, "value");
  const callee = value?.type === "call" ? childOf(value, "function") : undefined;
  const method = callee?.type === "attribute" ? childOf(callee, "attribute") : undefined;
  const key = childOf(node, "subscript");
  const content = key?.type === "string" ? contentOf(key) : undefined;
  if (
    callee === undefined ||
    method === undefined ||
    content === undefined ||
    textOf(text, method) !== "model_dump"
  )
    return [];
  return [{ name: content, receiver: childOf(callee, "object") }];
}

const contentOf = (literal: SyntaxNode): SyntaxNode | undefined => {
  const contents = literal.children.filter((child) => child.type === "string_content");
  return contents.length === 1 ? contents[0] : undefined;
};

/** Whether what a candidate works on is of the changed type, as far as pyright can tell. */
export async function isSilentUse(
  session: Session,
  { module, receiver, owner }: SilentUse,
): Promise<boolean> {
  const said = receiver === undefined ? "" : await session.hover(module.file, receiver.end - 1);
  // Nothing is shown for the result of a call: the file has to mention the type at least.
  return new RegExp(`\\b${owner}\\b`).test(said === "" ? module.text : said);
}

/** The hole of a silent use. */
export function silentHole({ change, module, node, owner, now }: SilentUse): HoleDraft {
  const { start, end } = node;
  const spelt = textOf(module.text, node);
  const what = now === undefined ? `\`${spelt}\` is gone` : `\`${spelt}\` is \`${now}\` now`;
  return {
    kind: "silent-miss",
    ...askedAt(module, node, change),
    question: `${what}, and this text goes on naming it without any complaint of a type checker: is it the field of \`${owner}\`?`,
    candidates: now === undefined ? [] : [now],
    slot: { start, end },
  };
}
