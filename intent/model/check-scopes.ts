import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { deleted, written } from "./fixes.ts";
import type { Reading } from "./read-form.ts";

/** A scope-token of RFC 6749: what else a token's `scope` or an answer's `www-authenticate` cannot hold. */
const scopeToken = /^[!#-[\]-~]+$/;

/** Whether a text is a scope, as a caller's token could say it; one that is none is reported. */
export function checkScope(context: FileContext, node: NodeId): boolean {
  const { tree } = context;
  const scope = tree.stringValue(node);
  if (scopeToken.test(scope)) return true;
  const span = tree.span(node);
  if (scope.trim() === "") {
    context.report("empty-text", span, {});
    return false;
  }
  const words = scope.trim().split(/\s+/);
  const better = words.every((word) => scopeToken.test(word))
    ? written(context, span, words.map((word) => `"${word}"`).join(" "))
    : {};
  const because = /\s/.test(scope)
    ? "white space parts one scope from the next"
    : "it holds other characters than RFC 6749 lets scopes have";
  context.report("bad-scope", span, { scope, because }, better);
  return false;
}

/** The scopes that an `auth` asks for; one that it lists twice is reported. */
export function scopesOf(context: FileContext, reading: Reading): readonly string[];
export function scopesOf(
  context: FileContext,
  reading: Reading | undefined,
): readonly string[] | undefined;
export function scopesOf(
  context: FileContext,
  reading: Reading | undefined,
): readonly string[] | undefined {
  const found = new Set<string>();
  for (const node of reading?.arguments ?? []) {
    const span = context.tree.span(node);
    const scope = context.tree.stringValue(node);
    if (found.has(scope))
      context.report(
        "duplicate-scope",
        span,
        { scope },
        deleted(context, span, "delete the second one"),
      );
    found.add(scope);
  }
  return reading && [...found];
}
