import ts from "typescript-services";

import { recordPattern, type PairNames } from "./pairs.ts";

/** A stretch of the old text and what takes its place. */
export interface Rewrite {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const inPlace = (node: ts.Node, text: string): Rewrite => ({
  start: node.getStart(),
  end: node.getEnd(),
  text,
});

/** Methods that keep the entries that go through them. */
const keeping = /^(?:filter|toSorted|sort|slice|toReversed|reverse|take|drop)$/;

/** Methods after which no entry is left. */
const ending = /^(?:map|flatMap|some|every|forEach|reduce|findIndex)$/;

/**
 * What a use of a map becomes where it is a list of records now. Going through it takes the records apart instead of the
 * pairs; how many there are and whether a key is there are told alike. Which of several records of one key is meant by
 * `get` is a decision, and so is what is handed on as a map: these give `undefined`.
 */
export function pairRewrites(
  place: ts.Expression,
  names: PairNames,
): readonly Rewrite[] | undefined {
  const { parent } = place;
  if (ts.isForOfStatement(parent) && parent.expression === place) return loop(parent, names);
  if (ts.isSpreadElement(parent) && isCopy(parent)) return chain(parent.parent, names);
  if (isArrayFrom(parent, place)) return mapper(parent, names);
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== place) return undefined;
  if (parent.name.text === "size") return [inPlace(parent.name, "length")];
  const call = parent.parent;
  return ts.isCallExpression(call) && call.expression === parent
    ? called(call, parent, names)
    : undefined;
}

/** What a method of the map becomes. */
function called(
  call: ts.CallExpression,
  access: ts.PropertyAccessExpression,
  names: PairNames,
): readonly Rewrite[] | undefined {
  const [first] = call.arguments;
  const { name } = access;
  switch (name.text) {
    case "has":
      return first === undefined || !isSteady(first)
        ? undefined
        : [inPlace(name, "some"), inPlace(first, tested(names.key, first))];
    case "keys":
    case "values":
      return column(call, access, name.text === "keys" ? names.key : names.value);
    case "entries": {
      const list = access.expression.getText();
      const [rest, text] = ts.isSpreadElement(call.parent)
        ? [isCopy(call.parent) ? chain(call.parent.parent, names) : undefined, list]
        : ts.isForOfStatement(call.parent) && call.parent.expression === call
          ? [loop(call.parent, names), list]
          : [chain(call, names), `${list}.values()`];
      return rest === undefined ? undefined : [inPlace(call, text), ...rest];
    }
    case "forEach":
      return first === undefined ? undefined : eachPair(first, names);
    default:
      return undefined;
  }
}

/** A key that is asked for is what it was however often it is looked at. */
const isSteady = (node: ts.Expression): boolean =>
  ts.isIdentifier(node) ||
  ts.isStringLiteralLike(node) ||
  ts.isNumericLiteral(node) ||
  (ts.isPropertyAccessExpression(node) && isSteady(node.expression)) ||
  node.kind === ts.SyntaxKind.ThisKeyword;

/** Whether one of the records has the key; what the parameter is called hides nothing that is asked for. */
function tested(name: string, asked: ts.Expression): string {
  const one = /\bone\b/.test(asked.getText()) ? "entry" : "one";
  return `(${one}) => ${one}.${name} === ${asked.getText()}`;
}

/** `[...map.keys()]` is `map.map(({ key }) => key)`, and so is what else goes through the keys or the values. */
function column(
  call: ts.CallExpression,
  { expression }: ts.PropertyAccessExpression,
  name: string,
): readonly Rewrite[] | undefined {
  const list = expression.getText();
  const taken = `map(({ ${name} }) => ${name})`;
  const { parent } = call;
  if (ts.isSpreadElement(parent) && isCopy(parent))
    return [inPlace(parent.parent, `${list}.${taken}`)];
  // What goes on with methods of an iterator begins with one.
  const isChained = ts.isPropertyAccessExpression(parent) && parent.expression === call;
  if (isChained && takesRecords(parent.parent)) return undefined;
  return [inPlace(call, `${list}.${isChained ? "values()." : ""}${taken}`)];
}

/** Whether a step of a chain takes records apart already. */
const takesRecords = (call: ts.Node): boolean =>
  ts.isCallExpression(call) &&
  call.arguments.some(
    (one) =>
      ts.isArrowFunction(one) && one.parameters.some(({ name }) => ts.isObjectBindingPattern(name)),
  );

/** Whether a list holds what is spread and nothing else. */
const isCopy = (node: ts.SpreadElement): node is ts.SpreadElement & Copy =>
  ts.isArrayLiteralExpression(node.parent) && node.parent.elements.length === 1;

interface Copy {
  readonly parent: ts.ArrayLiteralExpression;
}

const isArrayFrom = (node: ts.Node, place: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  node.expression.getText() === "Array.from" &&
  node.arguments[0] === place;

function loop(
  { initializer }: ts.ForOfStatement,
  names: PairNames,
): readonly Rewrite[] | undefined {
  const [declared] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  return declared === undefined ? undefined : taken(declared.name, names);
}

function mapper(call: ts.CallExpression, names: PairNames): readonly Rewrite[] | undefined {
  const [, made] = call.arguments;
  return made === undefined ? chain(call, names) : callback(made, names, 0);
}

/** Every step of a chain takes the entries apart, until none is left. */
function chain(list: ts.Expression, names: PairNames): readonly Rewrite[] | undefined {
  const access = list.parent;
  const call = access.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== list) return undefined;
  if (!ts.isCallExpression(call) || call.expression !== access) return undefined;
  const method = access.name.text;
  const [given] = call.arguments;
  const isEnd = ending.test(method);
  if (!isEnd && !keeping.test(method)) return undefined;
  const position = method === "reduce" ? 1 : 0;
  const own =
    given === undefined || ts.isNumericLiteral(given) ? [] : callback(given, names, position);
  if (own === undefined) return undefined;
  const rest = isEnd ? [] : chain(call, names);
  return rest === undefined ? undefined : [...own, ...rest];
}

/** A function that is given entries: all its parameters from a position on, for two are compared, too. */
function callback(
  node: ts.Expression,
  names: PairNames,
  position: number,
): readonly Rewrite[] | undefined {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
  const given = node.parameters
    .slice(position)
    .filter(({ name }, index) => index === 0 || ts.isArrayBindingPattern(name));
  const parts = given.map(({ name, type }) =>
    type === undefined ? taken(name, names) : undefined,
  );
  return parts.some((one) => one === undefined) ? undefined : parts.flatMap((one) => one ?? []);
}

function taken(name: ts.BindingName, names: PairNames): readonly Rewrite[] | undefined {
  const text = recordPattern(name, names);
  return text === undefined ? undefined : [inPlace(name, text)];
}

/** `forEach((value, key) => …)` of a map gives the value first. */
function eachPair(node: ts.Expression, names: PairNames): readonly Rewrite[] | undefined {
  if (!ts.isArrowFunction(node)) return undefined;
  const [value, key, more] = node.parameters;
  if (value === undefined || more !== undefined) return undefined;
  if ([value, key].some((one) => one !== undefined && !ts.isIdentifier(one.name))) return undefined;
  const part = (name: string, local: string): string =>
    local === name ? name : `${name}: ${local}`;
  const parts = [
    ...(key === undefined ? [] : [part(names.key, key.name.getText())]),
    part(names.value, value.name.getText()),
  ];
  const text = `{ ${parts.join(", ")} }`;
  const isBare = key === undefined && node.getText().startsWith(value.getText());
  const [start, end] = [value.getStart(), (key ?? value).getEnd()];
  return [{ start, end, text: isBare ? `(${text})` : text }];
}
