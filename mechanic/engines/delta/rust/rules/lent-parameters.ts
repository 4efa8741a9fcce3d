import { bindingOf } from "../bindings.ts";
import type { FunctionDeclaration } from "../declarations.ts";
import type { Engine } from "../engine.ts";
import type { PatchEdit } from "../patches.ts";
import { calleeName, operatorOf, originsOf, receiverOf } from "../slots.ts";
import { ancestor, fieldOf, parts, walk, type Node } from "../tree.ts";

/**
 * A parameter that was copied into a function which only looks something up by it, compares or prints it is borrowed once
 * it is text, as people write it: `fn get(&self, id: &str)`. What fails may keep a copy of its own. Takes the type of a
 * parameter; gives the edits of its uses (`get(&id)` becomes `get(id)`), or undefined where the function keeps the value.
 */
export function lentParameter(type: Node, engine: Engine): PatchEdit[] | undefined {
  const parameter = type.parent?.type === "parameter" ? type.parent : undefined;
  const item = parameter?.parent?.parent;
  const takes = item?.type === "function_item" || (item !== undefined && isOnlyCalled(item));
  if (
    parameter === undefined ||
    item === undefined ||
    !takes ||
    fieldOf(parameter, "type") !== type
  )
    return undefined;
  const uses = usesOf(parameter, item, engine, new Set());
  return uses?.flatMap(({ parent, file, start }) =>
    parent?.type === "reference_expression"
      ? [{ file, start: parent.start, end: start, text: "", probe: "&" }]
      : [],
  );
}

/** The uses of a parameter of a function that only borrows it. */
function usesOf(
  parameter: Node,
  item: Node,
  engine: Engine,
  seen: ReadonlySet<Node>,
): Node[] | undefined {
  const name = fieldOf(parameter, "pattern");
  const own = fieldOf(parameter, "type")?.text ?? "";
  const body = fieldOf(item, "body");
  if (seen.has(parameter) || name?.type !== "identifier" || body === undefined) return undefined;
  if (item.type !== "closure_expression" && !isFree(item)) return undefined;
  if (handedOn(engine).has(fieldOf(item, "name")?.text ?? "")) return undefined;
  const path = new Set([...seen, parameter]);
  const uses = [...walk(body)].filter(
    (use) => use.type === "identifier" && use.text === name.text && bindingOf(use)?.name === name,
  );
  const kinds = new Set(uses.map((use) => kindOf(use, own, engine, path)));
  return kinds.has("kept") || !kinds.has("borrowed") ? undefined : uses;
}

/** Whether a closure has a name of its own and is called by it, and nothing else is done with it. */
function isOnlyCalled(closure: Node): boolean {
  const declared = closure.parent;
  const name = declared?.type === "let_declaration" ? fieldOf(declared, "pattern") : undefined;
  const scope = declared?.parent;
  if (closure.type !== "closure_expression" || name?.type !== "identifier" || scope === undefined)
    return false;
  return [...walk(scope)]
    .filter((use) => use.type === "identifier" && use !== name && bindingOf(use)?.name === name)
    .every(
      (use) => use.parent?.type === "call_expression" && fieldOf(use.parent, "function") === use,
    );
}

/** Whether a signature may borrow one more thing: no trait says how it is, and what it gives borrows from no other place. */
function isFree(item: Node): boolean {
  const block = ancestor(item.parent, "impl_item", "trait_item", "function_item");
  const isOfTrait =
    block?.type === "trait_item" ||
    (block?.type === "impl_item" && fieldOf(block, "trait") !== undefined);
  const result = fieldOf(item, "return_type")?.text ?? "";
  const method = (fieldOf(item, "parameters")?.children ?? []).some(
    ({ type, text }) => type === "self_parameter" && text.includes("&"),
  );
  const elided = /&(?!')|<'_>/.test(result) && !method;
  return !isOfTrait && !/\b(?:impl|dyn)\b/.test(result) && !elided;
}

/** Names that are put somewhere without being called or bound: what such a function is given there is not ours to lend. */
function handedOn({ files }: Engine): ReadonlySet<string> {
  const known = handedNames.get(files);
  if (known !== undefined) return known;
  const names = [...files.values()].flatMap(({ root }) =>
    [...walk(root)].flatMap((node) => {
      if (node.type !== "identifier" || node.field === "pattern") return [];
      const whole = node.parent?.type === "scoped_identifier" ? node.parent : node;
      const put = handed.test(whole.parent?.type ?? "");
      return put && (whole !== node || bindingOf(node) === undefined) ? [node.text] : [];
    }),
  );
  const found = new Set(names);
  handedNames.set(files, found);
  return found;
}

const handedNames = new WeakMap<Engine["files"], ReadonlySet<string>>();

const handed =
  /^(?:arguments|field_initializer|let_declaration|array_expression|tuple_expression)$/;

type Kind = "borrowed" | "copied" | "kept";

function kindOf(use: Node, own: string, engine: Engine, seen: ReadonlySet<Node>): Kind {
  const { parent } = use;
  if (parent === undefined || outlives(use)) return "kept";
  if (parent.type === "reference_expression")
    return /^&\s*mut\b/.test(parent.text) ? "kept" : lentKind(parent, own, engine);
  if (parent.type === "field_expression")
    return fieldOf(parent, "field")?.text === "to_string" ? "borrowed" : "kept";
  if (parent.type === "binary_expression")
    return /^[=!]=$/.test(operatorOf(parent)) ? "borrowed" : "kept";
  if (parent.type === "arguments" && (isPrinted(parent, engine) || isLentOn(use, engine, seen)))
    return "borrowed";
  return isOfFailure(use) ? "copied" : "kept";
}

const looksUp = /^(?:get|get_mut|contains_key|remove|get_key_value|remove_entry)$/;

const byKey =
  /^(?:&\s*(?:'\w+\s+)?(?:mut\s+)?)?(?:(?:Arc|Rc|Box|Mutex|RwLock|RefCell)<)*(?:\w+::)*(?:Hash|BTree)(?:Map|Set)</;

/** `&id`: the key that something is looked up by, what is compared, or what a function borrows. */
function lentKind(lent: Node, own: string, engine: Engine): Kind {
  const { parent } = lent;
  if (parent?.type === "binary_expression" && /^[=!]=$/.test(operatorOf(parent))) return "borrowed";
  const call = parent?.type === "arguments" ? parent.parent : undefined;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  if (parent === undefined || call === undefined || callee === undefined) return "kept";
  const name = calleeName(callee);
  const receiver = receiverOf(call);
  const known = engine.declarations.functions.get(name) ?? [];
  const types = receiver === undefined ? [] : originsOf(receiver, engine.declarations).types;
  const keyed = types.length > 0 && types.every(({ text }) => byKey.test(text));
  if (keyed || (receiver !== undefined && known.length === 0))
    return looksUp.test(name) || (keyed && name === "contains") ? "borrowed" : "kept";
  const wanted = known.map((one) => parameterOf(one, call, parts(parent).indexOf(lent))?.type);
  // What borrows a type that is open (`&K`) wants the owned text behind its reference.
  return wanted.length > 0 && wanted.every((type) => type?.text.replace(/^&\s*/, "") === own)
    ? "borrowed"
    : "kept";
}

/** Whether a function of the service's own gets the value, and only borrows it as well. */
function isLentOn(use: Node, engine: Engine, seen: ReadonlySet<Node>): boolean {
  const list = use.parent;
  const call = list?.parent;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  if (list === undefined || call === undefined || callee === undefined) return false;
  const all = engine.declarations.functions.get(calleeName(callee)) ?? [];
  const home = receiverOf(call)?.type === "self" ? typeAround(call) : undefined;
  const [known, ...others] = all.filter(
    ({ node }) => home === undefined || typeAround(node) === home,
  );
  const given = known && parameterOf(known, call, parts(list).indexOf(use));
  const holder = given?.type.parent;
  return (
    known !== undefined &&
    holder?.type === "parameter" &&
    given?.type.type !== "reference_type" &&
    others.length === 0 &&
    usesOf(holder, known.node, engine, seen) !== undefined
  );
}

/** The type that an implementation around a place is for. */
const typeAround = (node: Node): string | undefined => {
  const block = ancestor(node, "impl_item");
  return block === undefined ? undefined : fieldOf(block, "type")?.text.replace(/<.*/s, "");
};

const parameterOf = (
  { method, parameters }: FunctionDeclaration,
  call: Node,
  index: number,
): FunctionDeclaration["parameters"][number] | undefined =>
  parameters[index - (method && receiverOf(call) === undefined ? 1 : 0)];

const prints =
  /^(?:format|e?print|e?println|write|writeln|panic|anyhow|bail|ensure|assert\w*|debug_assert\w*|trace|debug|info|warn|error)$/;

/** Whether the arguments are those of a macro that prints or compares them. */
function isPrinted(list: Node, engine: Engine): boolean {
  const call = list.parent;
  const name =
    call === undefined ? undefined : (fieldOf(call, "function") ?? fieldOf(call, "macro"));
  const text = engine.files.get(list.file)?.text ?? "";
  return name !== undefined && prints.test(calleeName(name)) && text[name.end] === "!";
}

/** Whether a use stands in what may run after the function is done. */
function outlives(use: Node): boolean {
  if (ancestor(use, "async_block") !== undefined) return true;
  for (let at = use.parent; at !== undefined && at.type !== "function_item"; at = at.parent) {
    const callee = at.type === "call_expression" ? fieldOf(at, "function") : undefined;
    if (callee !== undefined && calleeName(callee).startsWith("spawn")) return true;
  }
  return false;
}

/** Whether a value is only put into what a failure tells: `ok_or(NotFound { id })`, `Err(…)`. */
function isOfFailure(use: Node): boolean {
  for (let at = use.parent; at !== undefined && at.type !== "function_item"; at = at.parent) {
    const callee = at.type === "call_expression" ? fieldOf(at, "function") : undefined;
    if (callee !== undefined && /^(?:Err|ok_or|ok_or_else|map_err)$/.test(calleeName(callee)))
      return true;
    if (/^(?:block|match_arm|let_declaration)$/.test(at.type)) return false;
  }
  return false;
}
