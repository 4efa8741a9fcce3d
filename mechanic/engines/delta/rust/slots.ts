import { bindingOf, type Binding } from "./bindings.ts";
import type { Declarations, FunctionDeclaration } from "./declarations.ts";
import {
  byKey,
  givesClosures,
  isInsideOfNamed,
  ofTheirOwn,
  onlyTold,
  partOf,
  stepOfArgument,
  stepOfMethod,
  stepsTo,
  type Step,
} from "./paths.ts";
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
  /** Which part of what is found is meant. */
  readonly path: readonly Step[];
}

/** Adds declared types, each only as far as it is meant. */
const addTypes = ({ places, path, declarations }: Walk, types: readonly Node[]): void => {
  places.types.push(...types.map((type) => partOf(type, path, declarations)));
};

const inside = (walker: Walk, step: Step | undefined): Walk =>
  step === undefined ? walker : { ...walker, path: [step, ...walker.path] };

/** Everything that decides what type `expression` has, followed through locals, fields, calls and closures. */
export function originsOf(expression: Node, declarations: Declarations): Places {
  const walker = { declarations, places: emptyPlaces(), seen: new Set<Node>(), path: [] };
  follow(expression, walker);
  return walker.places;
}

/** Everything that decides what type the context of `expression` wants. */
export function demandsOf(expression: Node, declarations: Declarations): Places {
  const walker = { declarations, places: emptyPlaces(), seen: new Set<Node>(), path: [] };
  demand(expression, walker);
  return walker.places;
}

const through = new Set([
  "reference_expression",
  "unary_expression",
  "parenthesized_expression",
  "try_expression",
  "await_expression",
  "arguments",
  "negative_literal",
]);

function follow(node: Node | undefined, walker: Walk): void {
  if (node === undefined || walker.seen.has(node) || walker.seen.size > 200) return;
  walker.seen.add(node);
  const { places } = walker;
  if (/^(?:integer|float|string)_literal$/.test(node.type)) places.literals.push(node);
  else if (node.type === "identifier" || node.type === "shorthand_field_identifier")
    followName(node, walker);
  else if (node.type === "shorthand_field_initializer") follow(parts(node)[0], walker);
  else if (node.type === "scoped_identifier")
    followConstant(fieldOf(node, "name")?.text ?? "", walker);
  else if (node.type === "field_expression") followField(node, walker);
  else if (node.type === "tuple_expression") followTuple(node, walker);
  else if (node.type === "array_expression") followList(node, walker);
  else if (node.type === "index_expression") follow(parts(node)[0], inside(walker, "value"));
  else if (node.type === "call_expression") followCall(node, walker);
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

/** A field has the type that it is declared with; of a tuple it is the part at its index. */
function followField(node: Node, walker: Walk): void {
  const value = fieldOf(node, "value");
  const name = fieldOf(node, "field");
  const types = fieldTypes(node, walker.declarations);
  if (name?.type !== "integer_literal") {
    addTypes(walker, types);
    // The type of a field that is generic stands where its owner is declared; of a stamped field only its owner is known.
    const open = types.length === 0 || types.some(({ text }) => /\b[A-Z]\b/.test(text));
    if (open) follow(value, types.length === 0 ? { ...walker, path: [] } : walker);
    return;
  }
  const before = walker.places.types.length;
  if (value?.type !== "self") follow(value, inside(walker, Number(name.text)));
  if (walker.places.types.length === before) addTypes(walker, types);
}

function followTuple(node: Node, walker: Walk): void {
  const [step, ...path] = walker.path;
  if (step === undefined) for (const child of parts(node)) follow(child, walker);
  else {
    const index = typeof step === "number" ? step : step === "key" ? 0 : 1;
    follow(parts(node)[index], { ...walker, path });
  }
}

/** A list of pairs is what a map is made of; of any other list each element is meant. */
function followList(node: Node, walker: Walk): void {
  const [step, ...path] = walker.path;
  const elements = parts(node);
  const pairs = elements.every(({ type }) => type === "tuple_expression");
  const own = typeof step === "number" || pairs ? walker : { ...walker, path };
  for (const child of elements) follow(child, own);
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

function followBinding(binding: Binding, outer: Walk): void {
  const { name, pattern, source, kind } = binding;
  addTypes(outer, partTypes(binding, outer.declarations));
  const named = isInsideOfNamed(name, pattern);
  if (named) return;
  const walker = { ...outer, path: [...stepsTo(name, pattern), ...outer.path] };
  if (binding.type !== undefined) return addTypes(walker, [binding.type]);
  if (source === undefined) return;
  if (kind === "let" && name === pattern) walker.places.initialisers.push(source);
  if (kind !== "closure") follow(source, walker);
  else followParameter(source, pattern, walker);
}

/** What a closure is given: of a fold the sum and then the elements, of a map that is thinned out its keys and values. */
function followParameter(closure: Node, pattern: Node, walker: Walk): void {
  const call = closure.parent?.type === "arguments" ? closure.parent.parent : undefined;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  if (call === undefined || callee === undefined) return;
  const name = calleeName(callee);
  const taken = parts(fieldOf(closure, "parameters") ?? closure);
  const index = taken.findIndex((one) => one === pattern || one === pattern.parent);
  if (/^(?:try_)?fold$/.test(name) && index === 0) {
    follow(parts(fieldOf(call, "arguments") ?? call)[0], walker);
    // What is gathered is what the fold gives.
    return demand(call, walker);
  }
  const pairs = name === "retain" && taken.length === 2;
  follow(receiverOf(call), inside(walker, pairs ? (index === 0 ? "key" : "value") : undefined));
  if (walker.path.length === 0) demand(call, walker);
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
    if (type !== undefined) addTypes(walker, [type]);
  }
}

function followCall(call: Node, walker: Walk): void {
  const callee = fieldOf(call, "function");
  if (callee === undefined) return;
  const name = calleeName(callee);
  if (callee.type === "generic_function")
    addTypes(
      walker,
      callee.children.filter((child) => child.type === "type_arguments"),
    );
  const known = walker.declarations.functions.get(name) ?? [];
  const results = known.flatMap((declaration) => declaration.result ?? []);
  const receiver = receiverOf(call);
  const own = receiver === undefined || receiver.type === "self";
  if (own) addTypes(walker, results);
  const wraps =
    /^(?:Some|Ok|Err|Box::new|Rc::new|Arc::new|assert\w*)$|(?:^|::)[A-Z]\w*::from(?:_iter)?$/.test(
      callee.text,
    );
  if (wraps || (walker.declarations.payloads.has(madeName(name, call)) && known.length === 0))
    follow(fieldOf(call, "arguments"), walker);
  // What a generic function gives has the type of what it is given: `open(&self.days)`.
  if (own && known.some(isGeneric)) follow(fieldOf(call, "arguments"), walker);
  if (receiver === undefined || (own && known.length > 0)) return;
  if (known.length === 0 && ofTheirOwn.test(name)) return;
  followReceiver(call, receiver, name, walker);
  if (!own) addTypes(walker, results);
}

/** What a method gives of what it is called on: a part of it, its elements, or what a closure makes of them. */
function followReceiver(call: Node, receiver: Node, name: string, walker: Walk): void {
  const given = parts(fieldOf(call, "arguments") ?? call);
  const [step, ...path] = walker.path;
  if (name === "enumerate" && typeof step === "number") {
    if (step === 1) follow(receiver, { ...walker, path });
    return;
  }
  if (name === "zip" && typeof step === "number")
    return follow(step === 0 ? receiver : given[0], { ...walker, path });
  const closures = given.filter(({ type }) => type === "closure_expression");
  const made = step !== undefined && closures.length > 0 && givesClosures.test(name);
  if (!made) follow(receiver, inside(walker, stepOfMethod(name)));
  if (!onlyTold.test(name)) for (const closure of closures) follow(closure, walker);
}

/** `Cents` of `Self(…)` in what is implemented for it. */
function madeName(name: string, call: Node): string {
  const block = name === "Self" ? ancestor(call, "impl_item") : undefined;
  return block === undefined ? name : (baseName(fieldOf(block, "type")) ?? name);
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
  if (parent.type === "arguments") return demandOfArgument(node, parent, walker);
  if (parent.type === "tuple_expression")
    return demand(parent, inside(walker, parts(parent).indexOf(node)));
  if (parent.type === "index_expression") {
    const [indexed] = parts(parent);
    if (indexed !== undefined && indexed !== node) mergeOrigins(indexed, inside(walker, "key"));
    return;
  }
  if (parent.type === "let_declaration" && node.field === "value") {
    const type = fieldOf(parent, "type");
    if (type !== undefined) addTypes(walker, [type]);
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
    if (type !== undefined) addTypes(walker, [type]);
    return;
  }
  if (parent.type === "function_item") return demandOfResult(parent, walker);
  if (parent.type === "return_expression") return demandOfReturn(parent, walker);
  if (parent.type === "closure_expression") {
    const result = fieldOf(parent, "return_type");
    if (result !== undefined) addTypes(walker, [result]);
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
    addTypes(
      walker,
      generic.children.filter((child) => child.type === "type_arguments"),
    );
  for (const argument of parts(fieldOf(call, "arguments") ?? access))
    if (argument.type === "closure_expression") closureTypes(argument, walker);
  demand(call, walker);
}

function closureTypes(closure: Node, walker: Walk): void {
  const list = fieldOf(closure, "parameters");
  for (const parameter of list === undefined ? [] : parts(list)) {
    const type = fieldOf(parameter, "type");
    if (type !== undefined) addTypes(walker, [type]);
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
  if (own) addTypes(walker, wanted);
  for (const payload of walker.declarations.payloads.get(madeName(name, call)) ?? []) {
    const type = payload[index];
    if (type !== undefined) addTypes(walker, [type]);
  }
  if (own && known.length > 0) return;
  if (callee.type === "identifier") mergeOrigins(callee, walker);
  // What a closure gives is no element of what the method is called on.
  const told = node.type === "closure_expression";
  if (receiver !== undefined && !told)
    mergeOrigins(receiver, inside(walker, stepOfArgument(name, index)));
  if (!own) addTypes(walker, wanted);
  if ((byKey.test(name) && receiver !== undefined) || (told && onlyTold.test(name))) return;
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
    if (field.owner === owner) addTypes(walker, [field.type]);
}

function demandOfResult(item: Node, walker: Walk): void {
  const result = fieldOf(item, "return_type");
  if (result !== undefined) addTypes(walker, [result]);
}

function demandOfReturn(node: Node, walker: Walk): void {
  const holder = ancestor(node, "closure_expression", "function_item");
  if (holder?.type === "function_item") demandOfResult(holder, walker);
  else if (holder !== undefined) demand(holder, walker);
}

function mergeOrigins(other: Node, walker: Walk): void {
  const found = { ...walker, places: emptyPlaces(), seen: new Set<Node>() };
  follow(other, found);
  walker.places.types.push(...found.places.types);
  walker.places.literals.push(...found.places.literals);
}
