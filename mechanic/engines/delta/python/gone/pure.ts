import type { SyntaxNode } from "#intent";

import { argumentsOf, calleeOf, methodOf } from "../retype/indexed.ts";
import type { Module } from "../snapshot.ts";
import { childOf, nameOf, nodesOf, textOf, walk } from "../tree.ts";

/** Whether evaluating an expression of a module changes nothing, so that it can be left out with its value. */
export type IsPure = (module: Module, node: SyntaxNode) => boolean;

/** Functions that come with Python or its library and only compute. */
const functions =
  /^(?:abs|all|any|bool|bytes|chr|date|datetime|Decimal|dict|divmod|enumerate|filter|float|format|frozenset|getattr|hasattr|hash|int|isinstance|issubclass|len|list|map|max|min|ord|pow|range|repr|reversed|round|set|sorted|str|sum|time|timedelta|tuple|type|UUID|uuid[1-8]|zip|chain|islice|Counter)$/;

/** Methods of built-in values, of dates and of pydantic's models that only compute. */
const methods =
  /^(?:as_tuple|astimezone|capitalize|casefold|combine|copy|count|date|encode|endswith|find|format|from_iterable|fromisoformat|fullmatch|get|group|groupdict|groups|index|isdigit|isoformat|items|join|keys|lower|lstrip|match|model_copy|model_dump|model_dump_json|now|partition|quantize|removeprefix|removesuffix|replace|rpartition|rsplit|rstrip|search|split|splitlines|startswith|strftime|strip|time|timestamp|title|today|total_seconds|upper|utcnow|values|weekday|zfill)$/;

const depthMax = 4;

/**
 * Purity over a service's own functions: one that assigns to nothing but its own names, waits for nothing, raises nothing
 * and calls nothing else than such functions has no effect. A name that stands for several functions is pure where all are.
 */
export function purity(modules: Iterable<Module>): IsPure {
  const own = new Map<string, { module: Module; node: SyntaxNode }[]>();
  const classes = new Set<string>();
  for (const module of modules)
    for (const node of walk(module.root)) {
      const name = nameOf(module.text, node);
      if (node.type === "class_definition") classes.add(name);
      if (node.type === "function_definition")
        own.set(name, [...(own.get(name) ?? []), { module, node }]);
    }
  const known = new Map<SyntaxNode, boolean>();
  const isFunctionPure = (module: Module, node: SyntaxNode, depth: number): boolean => {
    const found = known.get(node);
    if (found !== undefined) return found;
    known.set(node, depth < depthMax);
    const body = childOf(node, "body");
    const pure = depth < depthMax && body !== undefined && isWithoutEffect(module, body, depth + 1);
    known.set(node, pure);
    return pure;
  };
  const isCallPure = (module: Module, call: SyntaxNode, depth: number): boolean => {
    const callee = childOf(call, "function");
    const name = methodOf(module.text, call);
    const defined = own.get(name);
    // What a function is given to call was judged where it was given: a lambda by its body, a function by its name.
    const passed = argumentsOf(call).flatMap((argument) =>
      argument.type === "identifier" ? (own.get(textOf(module.text, argument)) ?? []) : [],
    );
    if (passed.some(({ module: other, node }) => !isFunctionPure(other, node, depth))) return false;
    if (callee?.type === "identifier" && isParameter(module, call, name)) return true;
    if (defined !== undefined)
      return defined.every(({ module: other, node }) => isFunctionPure(other, node, depth));
    if (callee?.type === "identifier")
      return functions.test(name) || /^(?:[A-Z]\w*[a-z]|an?_\w+$)/.test(name);
    return callee?.type === "attribute" && (methods.test(name) || /^[A-Z]\w*[a-z]/.test(name));
  };
  const isWithoutEffect = (module: Module, root: SyntaxNode, depth: number): boolean =>
    [...walk(root)].every((node) => {
      if (effects.test(node.type)) return false;
      if (/^(?:augmented_)?assignment$/.test(node.type)) return bindsNames(node);
      return node.type !== "call" || isCallPure(module, node, depth) || raisesNothing(module, node);
    });
  return (module, node) => isWithoutEffect(module, node, 0);
}

const effects =
  /^(?:await|yield|named_expression|delete_statement|raise_statement|global_statement|nonlocal_statement|with_statement|import_statement)$/;

/** Names of its own are what a function may assign to; attributes and elements belong to others. */
const bindsNames = (node: SyntaxNode): boolean => {
  const left = childOf(node, "left");
  return (
    left !== undefined &&
    !nodesOf(left, "attribute").includes(left) &&
    nodesOf(left, "attribute").length === 0 &&
    nodesOf(left, "subscript").length === 0
  );
};

/** Whether a name is a parameter of a function around a call. */
const isParameter = (module: Module, call: SyntaxNode, name: string): boolean =>
  nodesOf(module.root, "function_definition").some(
    (scope) =>
      scope.start <= call.start &&
      call.end <= scope.end &&
      (childOf(scope, "parameters")?.children ?? []).some(
        (parameter) =>
          textOf(module.text, childOf(parameter, "name") ?? parameter.children[0] ?? parameter) ===
          name,
      ),
  );

/** `isinstance` and its like in another spelling. */
const raisesNothing = (module: Module, call: SyntaxNode): boolean =>
  /^(?:datetime|date|time|Decimal|uuid)\.\w+$/.test(calleeOf(module.text, call)) &&
  argumentsOf(call).length <= 3;
