import { bindingOf, type Binding } from "./bindings.ts";
import type { Declarations, FunctionDeclaration } from "./declarations.ts";
import { ancestor, fieldOf, parts, walk, type Node } from "./tree.ts";

/** Declared types and literals from which an expression's type comes, or which its context demands; likelier ones first. */
export interface Places {
  readonly types: Node[];
  readonly literals: Node[];
  /** Initialisers of unannotated locals that lie on the way. */
  readonly initialisers: Node[];
}

const emptyPlaces = (): Places => ({ types: [], literals: [], initialisers: [] });

interface Walk {
  readonly declarations: Declarations;
  readonly places: Places;
  readonly seen: Set<Node>;
}

/** Everything that decides what type `expression` has, followed through locals, fields, calls and closures. */
export function originsOf(expression: Node, declarations: Declarations): Places {
  const walker = { declarations, places: emptyPlaces(), seen: new Set<Node>() };
  follow(expression, walker);
  return walker.places;
}

/** Everything that decides what type the context of `expression` wants. */
export function demandsOf(expression: Node, declarations: Declarations): Places {
  const walker = { declarations, places: emptyPlaces(), seen: new Set<Node>() };
  demand(expression, walker);
  return walker.places;
}

const through = new Set([
  "reference_expression",
  "unary_expression",
  "parenthesized_expression",
  "try_expression",
  "await_expression",
  "index_expression",
  "tuple_expression",
  "array_expression",
  "arguments",
  "negative_literal",
]);

function follow(node: Node | undefined, walker: Walk): void {
  if (node === undefined || walker.seen.has(node) || walker.seen.size > 200) return;
  walker.seen.add(node);
  const { declarations, places } = walker;
  if (/^(?:integer|float|string)_literal$/.test(node.type)) places.literals.push(node);
  else if (node.type === "identifier" || node.type === "shorthand_field_identifier")
    followName(node, walker);
  else if (node.type === "shorthand_field_initializer") follow(parts(node)[0], walker);
  else if (node.type === "scoped_identifier")
    followConstant(fieldOf(node, "name")?.text ?? "", walker);
  else if (node.type === "field_expression") {
    places.types.push(...fieldTypes(node, declarations));
    follow(fieldOf(node, "value"), walker);
  } else if (node.type === "call_expression") followCall(node, walker);
  else if (node.type === "closure_expression") follow(fieldOf(node, "body"), walker);
  else if (node.type === "block") follow(tailOf(node), walker);
  else if (node.type === "if_expression")
    for (const child of ["consequence", "alternative"]) follow(fieldOf(node, child), walker);
  else if (node.type === "else_clause") for (const child of parts(node)) follow(child, walker);
  else if (node.type === "match_expression")
    for (const arm of arms(node)) follow(fieldOf(arm, "value"), walker);
  else if (node.type === "binary_expression") followOperands(node, walker);
  else if (through.has(node.type)) for (const child of parts(node)) follow(child, walker);
}

/** What calculates gives its operands' type; a literal among them is an amount and no value of that kind. */
function followOperands(node: Node, walker: Walk): void {
  const inner: Walk = { ...walker, places: { ...emptyPlaces(), types: walker.places.types } };
  for (const child of parts(node)) follow(child, inner);
}

const arms = (match: Node): Node[] =>
  (fieldOf(match, "body")?.children ?? []).filter((child) => child.type === "match_arm");

/** The value of a block: its last expression without a semicolon. */
function tailOf(block: Node): Node | undefined {
  const last = parts(block).at(-1);
  return last?.type === "expression_statement" && !last.text.endsWith(";") ? parts(last)[0] : last;
}

function followName(name: Node, walker: Walk): void {
  const binding = bindingOf(name);
  if (binding === undefined) return followConstant(name.text, walker);
  followBinding(binding, walker);
}

function followBinding(binding: Binding, walker: Walk): void {
  if (binding.type !== undefined) {
    walker.places.types.push(binding.type);
    return;
  }
  const declared = partTypes(binding, walker.declarations);
  if (declared.length > 0) walker.places.types.push(...declared);
  if (binding.source === undefined) return;
  if (binding.kind === "let" && binding.name === binding.pattern)
    walker.places.initialisers.push(binding.source);
  if (binding.kind !== "closure") return follow(binding.source, walker);
  const call = ancestor(binding.source.parent, "call_expression");
  if (call === undefined) return;
  follow(receiverOf(call), walker);
  demand(call, walker);
}

/** Declared type of the part that a pattern binds: `Kept(id)` and `Row { owner: id }` say which. */
function partTypes(binding: Binding, declarations: Declarations): Node[] {
  for (let at = binding.name; at !== binding.pattern && at.parent !== undefined; at = at.parent) {
    const holder = at.parent;
    const owner = fieldOf(holder, "type")?.text.split("::").at(-1) ?? "";
    if (holder.type === "tuple_struct_pattern") {
      const index = parts(holder)
        .filter((child) => child.field !== "type")
        .indexOf(at);
      return (declarations.payloads.get(owner) ?? []).flatMap((payload) => payload[index] ?? []);
    }
    if (holder.type !== "struct_pattern") continue;
    const name = (fieldOf(at, "name") ?? binding.name).text;
    return (declarations.fields.get(name) ?? [])
      .filter((field) => field.owner === owner)
      .map((field) => field.type);
  }
  return [];
}

function followConstant(name: string, walker: Walk): void {
  for (const constant of walker.declarations.constants.get(name) ?? []) {
    const type = fieldOf(constant, "type");
    if (type !== undefined) walker.places.types.push(type);
  }
}

function followCall(call: Node, walker: Walk): void {
  const callee = fieldOf(call, "function");
  if (callee === undefined) return;
  const name = calleeName(callee);
  if (callee.type === "generic_function")
    walker.places.types.push(...callee.children.filter((child) => child.type === "type_arguments"));
  const known = walker.declarations.functions.get(name) ?? [];
  const results = known.flatMap((declaration) => declaration.result ?? []);
  const receiver = receiverOf(call);
  const own = receiver === undefined || receiver.type === "self";
  if (own) walker.places.types.push(...results);
  const wraps =
    /^(?:Some|Ok|Err|Box::new|Rc::new|Arc::new|assert\w*)$|(?:^|::)[A-Z]\w*::from(?:_iter)?$/.test(
      callee.text,
    );
  if (wraps || (walker.declarations.payloads.has(name) && known.length === 0))
    follow(fieldOf(call, "arguments"), walker);
  // What a generic function gives has the type of what it is given: `open(&self.days)`.
  if (own && known.some(isGeneric)) follow(fieldOf(call, "arguments"), walker);
  if (receiver === undefined || (own && known.length > 0)) return;
  follow(receiver, walker);
  if (!own) walker.places.types.push(...results);
  for (const argument of parts(fieldOf(call, "arguments") ?? callee))
    if (argument.type === "closure_expression") follow(argument, walker);
}

const isGeneric = ({ node, result }: FunctionDeclaration): boolean =>
  (fieldOf(node, "type_parameters")?.children ?? [])
    .filter((one) => one.named && one.type !== "lifetime")
    .map((one) => (fieldOf(one, "name") ?? fieldOf(one, "left") ?? one).text)
    .some((name) => new RegExp(`\\b${name}\\b`).test(result?.text ?? ""));

/** The last name of what is called: `get` of `self.map.get`, `new` of `Row::new`. */
export function calleeName(callee: Node): string {
  if (callee.type === "field_expression") return fieldOf(callee, "field")?.text ?? "";
  if (callee.type === "scoped_identifier") return fieldOf(callee, "name")?.text ?? "";
  if (callee.type === "generic_function") {
    const inner = fieldOf(callee, "function");
    return inner === undefined ? "" : calleeName(inner);
  }
  return callee.text;
}

/** `a.b` of the method call `a.b.get(…)`. */
export function receiverOf(call: Node): Node | undefined {
  let callee = fieldOf(call, "function");
  if (callee?.type === "generic_function") callee = fieldOf(callee, "function");
  return callee?.type === "field_expression" ? fieldOf(callee, "value") : undefined;
}

/** Declared types of the field that is accessed; those of the right struct only, where the owner's type is plain to see. */
function fieldTypes(access: Node, declarations: Declarations): Node[] {
  const name = fieldOf(access, "field");
  if (name?.type === "integer_literal")
    return [...declarations.payloads.values()].flatMap((lists) =>
      lists.flatMap((list) => list[Number(name.text)] ?? []),
    );
  const all = declarations.fields.get(name?.text ?? "") ?? [];
  const owner = ownerOfValue(fieldOf(access, "value"));
  const exact = all.filter((field) => field.owner === owner);
  if (exact.length > 0) return exact.map((field) => field.type);
  return all.map((field) => field.type);
}

function ownerOfValue(value: Node | undefined): string | undefined {
  if (value?.type === "self") {
    const block = ancestor(value, "impl_item");
    return block === undefined ? undefined : baseName(fieldOf(block, "type"));
  }
  if (value?.type !== "identifier") return undefined;
  const binding = bindingOf(value);
  return binding?.type === undefined ? undefined : baseName(binding.type);
}

/** `User` of `&'a mut User<T>`. */
function baseName(type: Node | undefined): string | undefined {
  return type === undefined
    ? undefined
    : [...walk(type)].find((node) => node.type === "type_identifier")?.text;
}

function demand(node: Node, walker: Walk): void {
  const parent = node.parent;
  if (parent === undefined || walker.seen.size > 100) return;
  const { places } = walker;
  if (parent.type === "arguments") return demandOfArgument(node, parent, walker);
  if (parent.type === "let_declaration" && node.field === "value") {
    const type = fieldOf(parent, "type");
    if (type !== undefined) places.types.push(type);
    return;
  }
  if (parent.type === "field_initializer" || node.type === "shorthand_field_initializer")
    return demandOfField(node, walker);
  if (node.parent?.type === "shorthand_field_initializer") return demandOfField(parent, walker);
  if (
    parent.type === "assignment_expression" ||
    parent.type === "compound_assignment_expr" ||
    parent.type === "binary_expression"
  ) {
    const other = parts(parent).find((child) => child !== node);
    if (other !== undefined) mergeOrigins(other, walker);
    if (parent.type === "binary_expression" && /^[+\-*/%]$/.test(operatorOf(parent)))
      demand(parent, walker);
    return;
  }
  if (parent.type === "const_item" || parent.type === "static_item") {
    const type = fieldOf(parent, "type");
    if (type !== undefined) places.types.push(type);
    return;
  }
  if (parent.type === "function_item") return demandOfResult(parent, walker);
  if (parent.type === "return_expression") return demandOfReturn(parent, walker);
  if (parent.type === "closure_expression") {
    const result = fieldOf(parent, "return_type");
    if (result !== undefined) places.types.push(result);
    return demand(parent, walker);
  }
  if (parent.type === "field_expression") return demandOfChain(parent, walker);
  if (parent.type === "match_arm" && node.field === "value" && parent.parent?.parent !== undefined)
    return demand(parent.parent.parent, walker);
  if (parent.type === "block" && tailOf(parent) !== node && parent.children.at(-2) !== node) return;
  if (parent.type === "expression_statement" && parent.text.endsWith(";")) return;
  if (parent.type === "source_file" || parent.type === "mod_item") return;
  demand(parent, walker);
}

export const operatorOf = (binary: Node): string => fieldOf(binary, "operator")?.text ?? "";

function demandOfChain(access: Node, walker: Walk): void {
  const call = access.parent?.type === "generic_function" ? access.parent.parent : access.parent;
  if (
    call?.type !== "call_expression" ||
    ancestor(fieldOf(call, "function"), "field_expression", "generic_function") === undefined
  )
    return;
  const generic = fieldOf(call, "function");
  if (generic?.type === "generic_function")
    walker.places.types.push(
      ...generic.children.filter((child) => child.type === "type_arguments"),
    );
  for (const argument of parts(fieldOf(call, "arguments") ?? access))
    if (argument.type === "closure_expression") closureTypes(argument, walker);
  demand(call, walker);
}

function closureTypes(closure: Node, walker: Walk): void {
  const list = fieldOf(closure, "parameters");
  for (const parameter of list === undefined ? [] : parts(list)) {
    const type = fieldOf(parameter, "type");
    if (type !== undefined) walker.places.types.push(type);
  }
}

function demandOfArgument(node: Node, list: Node, walker: Walk): void {
  const call = list.parent;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  if (call === undefined || callee === undefined) return;
  const index = parts(list).indexOf(node);
  const name = calleeName(callee);
  const known = walker.declarations.functions.get(name) ?? [];
  const receiver = receiverOf(call);
  const wanted = known.flatMap(
    (declaration) =>
      declaration.parameters[index - (declaration.method && receiver === undefined ? 1 : 0)]
        ?.type ?? [],
  );
  const own = receiver === undefined || receiver.type === "self";
  if (own) walker.places.types.push(...wanted);
  for (const payload of walker.declarations.payloads.get(name) ?? []) {
    const type = payload[index];
    if (type !== undefined) walker.places.types.push(type);
  }
  if (own && known.length > 0) return;
  if (callee.type === "identifier") mergeOrigins(callee, walker);
  if (receiver !== undefined) mergeOrigins(receiver, walker);
  if (!own) walker.places.types.push(...wanted);
  if (/^assert_(?:eq|ne)$/.test(name))
    for (const other of parts(list)) if (other !== node) mergeOrigins(other, walker);
  if (callee.type !== "identifier" || /^(?:Some|Ok|Err)$/.test(name)) demand(call, walker);
}

function demandOfField(initialiser: Node, walker: Walk): void {
  const holder =
    initialiser.type === "shorthand_field_initializer" ? initialiser : initialiser.parent;
  const literal = ancestor(holder, "struct_expression");
  if (holder === undefined || literal === undefined) return;
  const name = fieldOf(holder, "field")?.text ?? parts(holder)[0]?.text ?? "";
  const path = fieldOf(literal, "name")?.text.split("::").at(-1);
  const self = ancestor(literal, "impl_item");
  const owner = path === "Self" && self !== undefined ? baseName(fieldOf(self, "type")) : path;
  for (const field of walker.declarations.fields.get(name) ?? [])
    if (field.owner === owner) walker.places.types.push(field.type);
}

function demandOfResult(item: Node, walker: Walk): void {
  const result = fieldOf(item, "return_type");
  if (result !== undefined) walker.places.types.push(result);
}

function demandOfReturn(node: Node, walker: Walk): void {
  const holder = ancestor(node, "closure_expression", "function_item");
  if (holder?.type === "function_item") demandOfResult(holder, walker);
  else if (holder !== undefined) demand(holder, walker);
}

function mergeOrigins(other: Node, walker: Walk): void {
  const found = originsOf(other, walker.declarations);
  walker.places.types.push(...found.types);
  walker.places.literals.push(...found.literals);
}
