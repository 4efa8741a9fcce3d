import { fieldOf, parts, walk, type Node } from "./tree.ts";

/** Where a local name comes from. */
export interface Binding {
  readonly kind: "let" | "parameter" | "closure" | "for" | "match" | "condition";
  /** The identifier inside the pattern. */
  readonly name: Node;
  readonly pattern: Node;
  /** Annotation, where there is one. */
  readonly type: Node | undefined;
  /** What is bound: the initialiser, the iterable, the scrutinee, or the closure itself. */
  readonly source: Node | undefined;
}

/** The declaration of a local variable as seen from `use`, inner scopes first, so that shadowing is respected. */
export function bindingOf(use: Node): Binding | undefined {
  for (let at: Node = use; at.parent !== undefined; at = at.parent) {
    const found = declaredIn(at.parent, at, use);
    if (found !== undefined) return found;
    if (at.parent.type === "function_item") return undefined;
  }
  return undefined;
}

function declaredIn(scope: Node, from: Node, use: Node): Binding | undefined {
  if (scope.type === "block") return inBlock(scope, use);
  if (scope.type === "function_item" || scope.type === "closure_expression")
    return inParameters(scope, use);
  if (scope.type === "for_expression" && from.field === "body")
    return bound("for", scope, "value", use);
  if (scope.type === "match_arm" && from.field !== "pattern") {
    const scrutinee = scope.parent?.parent;
    const pattern = fieldOf(scope, "pattern");
    return pattern === undefined
      ? undefined
      : make(
          "match",
          pattern,
          undefined,
          scrutinee === undefined ? undefined : fieldOf(scrutinee, "value"),
          use,
        );
  }
  if (
    (scope.type === "if_expression" && from.field === "consequence") ||
    (scope.type === "while_expression" && from.field === "body") ||
    scope.type === "let_chain"
  ) {
    return inCondition(scope.type === "let_chain" ? scope : fieldOf(scope, "condition"), use);
  }
  return undefined;
}

function inBlock(block: Node, use: Node): Binding | undefined {
  for (const statement of [...block.children].reverse()) {
    if (statement.type !== "let_declaration" || statement.end > use.start) continue;
    const found = bound("let", statement, "value", use);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inParameters(scope: Node, use: Node): Binding | undefined {
  const list = fieldOf(scope, "parameters");
  for (const parameter of list === undefined ? [] : parts(list)) {
    const pattern = fieldOf(parameter, "pattern") ?? parameter;
    const kind = scope.type === "function_item" ? "parameter" : "closure";
    const found = make(
      kind,
      pattern,
      fieldOf(parameter, "type"),
      kind === "closure" ? scope : undefined,
      use,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function inCondition(condition: Node | undefined, use: Node): Binding | undefined {
  const lets =
    condition === undefined
      ? []
      : [...walk(condition)].filter(
          (node) => node.type === "let_condition" && node.end <= use.start,
        );
  for (const node of lets.reverse()) {
    const found = bound("condition", node, "value", use);
    if (found !== undefined) return found;
  }
  return undefined;
}

function bound(
  kind: Binding["kind"],
  holder: Node,
  source: string,
  use: Node,
): Binding | undefined {
  const pattern = fieldOf(holder, "pattern");
  return pattern === undefined
    ? undefined
    : make(kind, pattern, fieldOf(holder, "type"), fieldOf(holder, source), use);
}

function make(
  kind: Binding["kind"],
  pattern: Node,
  type: Node | undefined,
  source: Node | undefined,
  use: Node,
): Binding | undefined {
  for (const node of walk(pattern)) {
    const names = node.type === "identifier" || node.type === "shorthand_field_identifier";
    if (
      !names ||
      node.text !== use.text ||
      node.field === "type" ||
      node.parent?.type === "scoped_identifier"
    )
      continue;
    return { kind, name: node, pattern, type, source };
  }
  return undefined;
}
