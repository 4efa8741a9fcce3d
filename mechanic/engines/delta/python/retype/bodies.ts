import { typeName, type SyntaxNode } from "#intent";

import { childOf, nodesOf, textOf, walk } from "../tree.ts";
import { above, argumentsOf, calleeOf, plainString } from "./indexed.ts";
import type { WireClass, WireField } from "./shapes.ts";
import type { Indexed } from "./types.ts";

/** A value under a key of a body, and what it may be: a field that changes, one that does not, or either. */
export interface BodyValue {
  readonly node: SyntaxNode;
  readonly key: string;
  readonly verdict: "changed" | "unclear";
  /** Whether it stands as code has it (`model_dump()`), not as JSON. */
  readonly inCode: boolean;
}

/** A dictionary of a test in the place of a body, and the classes that it may be. */
interface Body {
  readonly node: SyntaxNode;
  readonly classes: readonly WireClass[];
  readonly inCode: boolean;
}

/** Values of a module that stand in bodies: no type checker relates them to the fields that they are. */
export function bodyValues(module: Indexed, all: readonly WireClass[]): readonly BodyValue[] {
  const found: BodyValue[] = [];
  const bodies = new Map<SyntaxNode, Body>();
  for (const node of walk(module.root)) {
    if (node.type === "dictionary") {
      const body = bodyOf(module, node, all, bodies);
      if (body === undefined) continue;
      bodies.set(node, body);
      found.push(...valuesOf(module, body));
    }
    if (node.type === "comparison_operator") found.push(...readValues(module, node, all));
  }
  return found;
}

/** A body with the classes that it may be, and its entries by key. */
export interface ClassedBody extends Body {
  readonly keys: ReadonlyMap<string, SyntaxNode>;
}

/** All bodies of a module. */
export function classedBodies(module: Indexed, all: readonly WireClass[]): readonly ClassedBody[] {
  const bodies = new Map<SyntaxNode, Body>();
  for (const node of walk(module.root)) {
    if (node.type !== "dictionary") continue;
    const body = bodyOf(module, node, all, bodies);
    if (body !== undefined) bodies.set(node, body);
  }
  return [...bodies.values()].map((body) => ({
    ...body,
    keys: new Map(
      body.node.children.flatMap((child) => {
        const key =
          child.type === "pair" ? plainString(module.text, childOf(child, "key")) : undefined;
        return key === undefined ? [] : [[key, child] as const];
      }),
    ),
  }));
}

const pairsOf = (
  text: string,
  node: SyntaxNode,
): readonly { readonly key: string; readonly value: SyntaxNode }[] =>
  node.children.flatMap((child) => {
    const key = child.type === "pair" ? plainString(text, childOf(child, "key")) : undefined;
    const value = childOf(child, "value");
    return key === undefined || value === undefined ? [] : [{ key, value }];
  });

const named = (field: WireField, key: string, inCode: boolean): boolean =>
  field.json === key || (inCode && field.code === key);

function bodyOf(
  module: Indexed,
  node: SyntaxNode,
  all: readonly WireClass[],
  outer: ReadonlyMap<SyntaxNode, Body>,
): Body | undefined {
  const { text } = module;
  const keys = pairsOf(text, node).map(({ key }) => key);
  if (keys.length === 0) return undefined;
  const around = [...above(module, node)];
  const parent = around.map((each) => outer.get(each)).find((each) => each !== undefined);
  const inCode = parent?.inCode ?? /model_(?:dump|copy|construct)\(/.test(contextOf(module, node));
  const fits = (one: WireClass, whole: boolean): boolean =>
    keys.every((key) => one.fields.some((field) => named(field, key, inCode))) &&
    (!whole ||
      one.fields.every(
        (field) => !field.required || keys.some((key) => named(field, key, inCode)),
      ));
  if (parent !== undefined) {
    const key = keyAround(module, node, parent.node);
    const fields = parent.classes.flatMap((one) =>
      one.fields.filter((field) => named(field, key, parent.inCode)),
    );
    const classes = all.filter(({ name }) =>
      fields.some(({ type }) => new RegExp(`\\b${name}\\b`).test(type)),
    );
    if (classes.length > 0) return { node, classes, inCode };
  } else if (!isBody(module, node)) return undefined;
  const asked = askedClass(module, around, all);
  if (asked !== undefined && fits(asked, false)) return { node, classes: [asked], inCode };
  const whole = all.filter((one) => fits(one, true));
  return {
    node,
    classes: whole.length > 0 ? whole : all.filter((one) => fits(one, false)),
    inCode,
  };
}

/** The statement around a node, up to its first block. */
function contextOf(module: Indexed, node: SyntaxNode): string {
  const statement = [...above(module, node)].find(({ type }) => type.endsWith("_statement"));
  return statement === undefined ? "" : textOf(module.text, statement);
}

/** Whether a dictionary is sent, or compared with what was answered; others are the test's own business. */
function isBody(module: Indexed, node: SyntaxNode): boolean {
  const { text } = module;
  for (const outer of above(module, node)) {
    if (outer.type === "keyword_argument")
      return /^(?:json|data|content|body|update)$/.test(
        textOf(text, childOf(outer, "name") ?? outer),
      );
    if (outer.type === "comparison_operator" || outer.type === "assignment")
      return /json|model_dump|loads/.test(contextOf(module, node)) || isSent(module, outer);
    if (outer.type === "call")
      return /(?:dumps|model_validate|post|put|request|send|ask|call)$/.test(calleeOf(text, outer));
    if (/_statement$|^(?:block|lambda)$/.test(outer.type)) return false;
  }
  return false;
}

/** Whether a variable of this name is sent or was answered somewhere in the module. */
function isSent(module: Indexed, node: SyntaxNode): boolean {
  const left = node.type === "assignment" ? childOf(node, "left") : node.children[0];
  const name = left?.type === "identifier" ? textOf(module.text, left) : undefined;
  if (name === undefined) return false;
  return new RegExp(
    `(?:json|content|data|body)=(?:json\\.dumps\\()?${name}\\b|\\b${name}\\b[^\\n=]*=[^\\n=].*(?:\\.json\\(\\)|loads\\()`,
  ).test(module.text);
}

/** The input of the rpc whose address stands in the same call. */
function askedClass(
  module: Indexed,
  around: readonly SyntaxNode[],
  all: readonly WireClass[],
): WireClass | undefined {
  const call = around.find(({ type }) => type === "call");
  for (const argument of call === undefined ? [] : argumentsOf(call)) {
    const rpc = /\/rpc\/([\w-]+)$/.exec(plainString(module.text, argument) ?? "")?.[1];
    if (rpc !== undefined) return all.find(({ name }) => name === `${typeName("python", rpc)}In`);
  }
  return undefined;
}

function keyAround(module: Indexed, node: SyntaxNode, end: SyntaxNode): string {
  for (const outer of above(module, node)) {
    if (outer.type === "pair") return plainString(module.text, childOf(outer, "key")) ?? "";
    if (outer === end) return "";
  }
  return "";
}

function valuesOf(module: Indexed, { node, classes, inCode }: Body): readonly BodyValue[] {
  return pairsOf(module.text, node).flatMap(({ key, value }) => {
    const verdict = verdictOf(classes, key, inCode);
    return verdict === undefined
      ? []
      : leavesOf(module.text, value).map((leaf) => ({ node: leaf, key, verdict, inCode }));
  });
}

function verdictOf(
  classes: readonly WireClass[],
  key: string,
  inCode: boolean,
): BodyValue["verdict"] | undefined {
  const fields = classes.flatMap(({ fields: own }) =>
    own.filter((field) => named(field, key, inCode)),
  );
  if (!fields.some(({ changed }) => changed)) return undefined;
  return fields.every(({ changed }) => changed) ? "changed" : "unclear";
}

/** Literals that are a value, or elements of a list that is one. */
const leavesOf = (text: string, node: SyntaxNode): readonly SyntaxNode[] =>
  node.type === "list" || node.type === "tuple"
    ? node.children
        .filter(({ named: isNamed }) => isNamed)
        .flatMap((child) => leavesOf(text, child))
    : node.type === "integer" || plainString(text, node) !== undefined
      ? [node]
      : [];

/** `answer.json()["performanceId"] == 12`. */
function readValues(
  module: Indexed,
  node: SyntaxNode,
  all: readonly WireClass[],
): readonly BodyValue[] {
  const operands = node.children.filter((child) => child.named && child.field !== "operators");
  const [left, right] = operands;
  if (left === undefined || right === undefined || operands.length > 2) return [];
  return [
    [left, right],
    [right, left],
  ].flatMap(([read, literal]) => {
    const key =
      read?.type === "subscript" ? plainString(module.text, childOf(read, "subscript")) : undefined;
    if (read === undefined || literal === undefined || key === undefined) return [];
    const inCode = /model_dump\(/.test(textOf(module.text, read));
    if (!inCode && !isAnswer(module, read)) return [];
    const verdict = verdictOf(all, key, inCode);
    return verdict === undefined
      ? []
      : leavesOf(module.text, literal).map((leaf) => ({ node: leaf, key, verdict, inCode }));
  });
}

function isAnswer(module: Indexed, read: SyntaxNode): boolean {
  const spelt = textOf(module.text, read);
  if (/\.json\(\)|loads\(/.test(spelt)) return true;
  const [root] = nodesOf(read, "identifier");
  return (
    root !== undefined &&
    new RegExp(
      `\\b${textOf(module.text, root)}\\b(?:: [^=\\n]*)? = [^\\n]*(?:\\.json\\(\\)|loads\\()`,
    ).test(module.text)
  );
}
