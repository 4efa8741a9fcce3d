import ts from "typescript-services";

import {
  derived,
  fieldName,
  pascalCase,
  camelCase,
  typeName,
  type Change,
  type RepairRequest,
} from "#intent";

import type { Snapshot } from "./workspace.ts";

/** A declared thing of a stamped file, found by its names from the outside in: `UserProfile`, `UserProfile.id`. */
export interface StampedName {
  readonly path: string;
  readonly file: string;
  readonly name: ts.Node;
}

/** A primitive's keyword inside a stamped declaration; `path` names the declaration, then counts keywords inside it. */
export interface StampedKeyword {
  readonly path: string;
  readonly file: string;
  readonly node: ts.KeywordTypeNode;
  readonly text: string;
}

/** What one version of the stamps declares, by path. */
export interface Stamped {
  readonly names: ReadonlyMap<string, StampedName>;
  readonly keywords: ReadonlyMap<string, StampedKeyword>;
}

const keywordKinds = new Set([
  ts.SyntaxKind.NumberKeyword,
  ts.SyntaxKind.StringKeyword,
  ts.SyntaxKind.BigIntKeyword,
]);

/** Whether a type node is one of the primitives that an intent's types become: `number`, `string` or `bigint`. */
export const isPrimitiveKeyword = (node: ts.Node): node is ts.KeywordTypeNode =>
  keywordKinds.has(node.kind);

/** Reads the declarations of all stamped files of a snapshot. `service` prefixes keep `users.Plan` and `orders.Plan` apart. */
export function readStamped(snapshot: Snapshot, stamped: ReadonlyMap<string, string>): Stamped {
  const names = new Map<string, StampedName>();
  const keywords = new Map<string, StampedKeyword>();
  for (const file of stamped.keys()) {
    const tree = snapshot.file(file);
    if (tree === undefined) continue;
    const counts = new Map<string, number>();
    const visit = (node: ts.Node, path: string): void => {
      const name = declaredName(node);
      const inner =
        name === undefined ? path : `${path}${path.endsWith("|") ? "" : "."}${name.text}`;
      if (name !== undefined && !names.has(inner)) names.set(inner, { path: inner, file, name });
      if (isPrimitiveKeyword(node)) {
        const count = counts.get(inner) ?? 0;
        counts.set(inner, count + 1);
        keywords.set(`${inner}#${count}`, { path: inner, file, node, text: node.getText(tree) });
      }
      ts.forEachChild(node, (child) => visit(child, inner));
    };
    visit(tree, `${file}|`);
  }
  return { names, keywords };
}

function declaredName(node: ts.Node): ts.Identifier | ts.StringLiteral | undefined {
  const declares =
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isParameter(node);
  if (!declares || node.name === undefined) return undefined;
  return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name : undefined;
}

/** `Declaration.member` in code of the field or parameter that a change is about, or the declaration alone. */
export function codePath(symbol: string): string {
  const [, rest = ""] = splitOnce(symbol, "/");
  const [kind, named] = rest.includes(":") ? splitOnce(rest, ":") : ["entity", rest];
  const [owner = "", ...members] = named.split(".");
  const member = members.findLast((part) => part !== "in");
  const declared =
    kind === "rpc" || kind === "util" || kind === "rule"
      ? members.length > 0
        ? derived.input(owner)
        : owner
      : kind === "event"
        ? derived.event(owner)
        : kind === "error"
          ? derived.error(owner)
          : typeName("typescript", owner);
  return member === undefined
    ? declared
    : `${declared}.${fieldName("typescript", { name: member })}`;
}

/**
 * What members that stand for a change are called in code: the method of an rpc, util or rule, of an event that is told, of the handler
 * of one that is heard; empty for all else.
 */
export function memberName(symbol: string): string {
  const [, kind = "", rest = ""] = /^[^/]*\/(rpc|util|rule|event|on):(.*)$/.exec(symbol) ?? [];
  if (kind === "on") return camelCase(rest.slice(rest.lastIndexOf(":") + 1));
  return kind === "" || rest.includes(".") ? "" : camelCase(rest);
}

const splitOnce = (text: string, separator: string): [string, string] => {
  const at = text.indexOf(separator);
  return at === -1 ? ["", text] : [text.slice(0, at), text.slice(at + 1)];
};

/** The change that a stamped declaration follows from: the one that names it, else one of the wanted kind, else the first. */
export function changeFor(
  request: RepairRequest,
  path: string,
  wanted: (change: Change) => boolean,
): Change | undefined {
  const own = path.slice(path.indexOf("|") + 1);
  const named = request.changes.filter(
    (change) => own === codePath(change.symbol) || own.startsWith(`${codePath(change.symbol)}.`),
  );
  return (
    named.find(wanted) ??
    request.changes.find(
      (change) => wanted(change) && ownerOf(own) === ownerOf(codePath(change.symbol)),
    ) ??
    request.changes.find(wanted) ??
    request.changes[0]
  );
}

const ownerOf = (path: string): string => path.split(".")[0] ?? "";

/** Old spelling → new spelling of one name in code, in the casings that stamps use. */
export function renameSpellings(from: string, to: string): readonly (readonly [string, string])[] {
  const [pascalFrom, pascalTo] = [pascalCase(from), pascalCase(to)];
  // Builders say `aUserProfile` and `anOrder`; which article a name gets is the stamp's business.
  const articles = ["a", "an"].flatMap((one) =>
    ["a", "an"].map((other): readonly [string, string] => [one + pascalFrom, other + pascalTo]),
  );
  return [...articles, [pascalFrom, pascalTo], [camelCase(from), camelCase(to)]];
}
