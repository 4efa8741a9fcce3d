import { loadedModules } from "../names/typescript.ts";
import { fieldOf, isComment, walk, type TreeNode } from "../tree.ts";
import { testTools, type Suppression } from "./types.ts";

const skipped = /^(?:test|it|describe|suite)\.(?:.*\.)?(?:skip|todo|only|fails|skipIf|runIf)$/;
const notImplemented = /not implemented|unimplemented|todo/i;

/** Finds them in TypeScript's syntax tree; directives count in comments only, types in types only. */
export function typescriptSuppressions(root: TreeNode): Suppression[] {
  const found: Suppression[] = [];
  const tests = loadedModules(root).some(({ module }) => isTool(module ?? ""));
  for (const { module, start } of loadedModules(root))
    if (isTool(module ?? "")) found.push({ name: testTools, start });
    else if (/^(?:node:)?process$/.test(module ?? ""))
      found.push({ name: "process.exit()", start });
  for (const node of walk(root)) {
    const skip = tests && isSkip(node) ? "skipped test" : undefined;
    const names = isComment(node) ? inComment(node.text) : [nameOf(node) ?? skip];
    for (const name of names) if (name !== undefined) found.push({ name, start: node.start });
  }
  return found;
}

function inComment(text: string): string[] {
  const directives = [...text.matchAll(/@ts-(?:ignore|expect-error|nocheck)/g)].map(
    () => "@ts-ignore",
  );
  const linters = [...text.matchAll(/\b(?:eslint|oxlint|biome|tslint)[-:](?:disable|ignore)/g)].map(
    () => "disable comment",
  );
  return [...directives, ...linters];
}

function nameOf(node: TreeNode): string | undefined {
  switch (node.type) {
    case "as_expression":
      return /\bas\s+const$/.test(node.text) ? undefined : "as";
    case "type_assertion":
      return "as";
    case "non_null_expression":
      return "!";
    case "predefined_type":
      return node.text === "any" ? "any" : undefined;
    case "ambient_declaration":
      return "declare";
    case "public_field_definition":
    case "variable_declarator":
      return node.children.some((child) => child.text === "!" && !child.named) ? "!" : undefined;
    case "unary_expression":
      return fieldOf(node, "operator")?.text === "void" ? "void" : undefined;
    case "type_predicate":
    case "asserts":
      return "x is T";
    case "catch_clause":
      return doesNothing(fieldOf(node, "body")) ? "empty catch" : undefined;
    case "throw_statement":
      return notImplemented.test(node.text) ? "not implemented" : undefined;
    case "pair":
      return /^["']?(?:skip|todo|only)["']?\s*:\s*(?!false|undefined)/.test(node.text) &&
        inTestCall(node)
        ? "skipped test"
        : undefined;
    case "member_expression":
      return memberName(node);
    case "subscript_expression":
      return /^(?:globalThis\.)?process$/.test(fieldOf(node, "object")?.text ?? "")
        ? "process.exit()"
        : undefined;
    case "call_expression":
      return callName(node);
    default:
      return undefined;
  }
}

/** A body without a trace of the failure: no statement, or one that only leaves. */
function doesNothing(body: TreeNode | undefined): boolean {
  if (body === undefined) return false;
  if (body.type !== "statement_block") return isNothing(body);
  const statements = body.children.filter((child) => child.named && !isComment(child));
  return statements.every((one) => {
    if (one.type === "empty_statement") return true;
    if (/^(?:continue|break)_statement$/.test(one.type)) return true;
    const value = one.children.find((child) => child.named && !isComment(child));
    const leaves = one.type === "return_statement" || one.type === "expression_statement";
    return leaves && (value === undefined || isNothing(value));
  });
}

/** `undefined`, `null`, `void 0`, `{}` and literals: values that say nothing of what went wrong. */
const isNothing = (node: TreeNode): boolean =>
  /^(?:undefined|null|string|number|true|false)$/.test(node.type) ||
  /^\(?\s*(?:undefined|null|void 0|\{\s*\}|\[\s*\])\s*\)?$/.test(node.text);

/** Anything by which a test is left out, in a file of tests: called, taken apart, or told as an option. */
function isSkip(node: TreeNode): boolean {
  const name = /^["'`]?(?:skip|todo|only|fails|skipIf|runIf)["'`]?$/;
  if (node.type === "identifier") return /^x(?:it|test|describe)$/.test(node.text);
  const isKey = /^(?:shorthand_property_identifier(?:_pattern)?|property_identifier|string)$/;
  const outer = node.parent?.type ?? "";
  const place =
    /^(?:member_expression|subscript_expression|pair|pair_pattern|object|object_pattern)$|^computed_/;
  if (!isKey.test(node.type) || !name.test(node.text) || !place.test(outer)) return false;
  const value = outer === "pair" ? fieldOf(node.parent ?? node, "value")?.text : undefined;
  return node.field !== "value" && value !== "false" && value !== "undefined";
}

function memberName(node: TreeNode): string | undefined {
  const text = node.text.replaceAll(/\s/g, "");
  if (skipped.test(text)) return "skipped test";
  return /^(?:globalThis\.)?process\.(?:exit|abort|reallyExit|exitCode|kill)$/.test(text)
    ? "process.exit()"
    : undefined;
}

/** What belongs to tests: whoever imports it can bend their verdict. */
const isTool = (source: string): boolean =>
  /^(?:node:)?(?:test|assert)(?:\/|$)|^(?:vitest|chai|expect)$|^@(?:jest|vitest)\//.test(source);

/** A promise whose failure goes nowhere, and code that is made of text. */
function callName(node: TreeNode): string | undefined {
  const called = fieldOf(node, "function")?.text.replaceAll(/\s/g, "") ?? "";
  if (/^(?:globalThis\.)?eval$/.test(called)) return "eval";
  if (called === "JSON.parse") return isUnknown(node) ? undefined : "JSON.parse with a type";
  const given = fieldOf(node, "arguments")?.children.filter((child) => child.named) ?? [];
  const handler = /\??\.catch$/.test(called)
    ? given[0]
    : /\??\.then$/.test(called)
      ? given[1]
      : undefined;
  const body = handler === undefined ? undefined : fieldOf(handler, "body");
  return doesNothing(body) ? "empty catch" : undefined;
}

/** What `JSON.parse` gives is of every type: it must become `unknown`, or go through something that looks at it. */
function isUnknown(call: TreeNode): boolean {
  const outer = call.parent;
  if (outer?.type === "variable_declarator") return isUnknownType(fieldOf(outer, "type"));
  if (outer?.type === "arguments")
    return /(?:parse|decode|validate|check|is[A-Z]\w*)\w*$/i.test(
      fieldOf(outer.parent ?? outer, "function")?.text ?? "",
    );
  let at = outer;
  while (at !== undefined && fieldOf(at, "body") === undefined) at = at.parent;
  const returned = outer?.type === "return_statement" || at === outer;
  return returned && at !== undefined && isUnknownType(fieldOf(at, "return_type"));
}

const isUnknownType = (type: TreeNode | undefined): boolean =>
  /^:\s*unknown$/.test(type?.text ?? "");

/** `{ skip: true }` as the options of a test; elsewhere `skip` is a name like any other. */
function inTestCall(pair: TreeNode): boolean {
  const call = pair.parent?.parent?.parent;
  return (
    call?.type === "call_expression" &&
    /^(?:test|it|describe|suite)\b/.test(fieldOf(call, "function")?.text ?? "")
  );
}
