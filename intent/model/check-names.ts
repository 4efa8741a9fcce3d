import type { Fix } from "../base/diagnostic.ts";
import type { Span } from "../base/span.ts";
import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { edited, written } from "./fixes.ts";
import { pascalCase, wordsOf } from "./names.ts";

const anyName = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;
const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const pascalCased = /^[A-Z][A-Za-z0-9]*$/;

/** Whether a symbol is a name in the style of what it names; what is not is reported with the name in that style. */
export function checkName(
  context: FileContext,
  node: NodeId,
  style: "name" | "type-name" | "free-name",
  what: string,
): boolean {
  const name = context.tree.textOf(node);
  const span = context.tree.span(node);
  if (!anyName.test(name)) {
    const shown = name.length > 70 ? `${name.slice(0, 70)}…` : name;
    // `id:` and `note?` are names with a mark of another language behind them.
    const bare = name.replace(/[:?,]$/, "");
    const why = name.endsWith(":")
      ? ", without the colon"
      : "; what may be absent has the type (optional …)";
    const extras = anyName.test(bare) ? written(context, span, bare, why) : {};
    context.report("bad-name", span, { name: shown }, extras);
    return false;
  }
  if (style === "name" && !kebabCase.test(name)) {
    const better = wordsOf(name).join("-");
    context.report(
      "name-not-kebab-case",
      span,
      { what, name, better },
      only(context, span, better),
    );
  } else if (style === "type-name" && !pascalCased.test(name)) {
    const better = pascalCase(name);
    context.report(
      "name-not-pascal-case",
      span,
      { what, name, better },
      only(context, span, better),
    );
  }
  // A name in the wrong style still names the thing, so that what refers to it is not reported too.
  return true;
}

/** The name in its style, where nothing else in the file is written as it: what refers to it would lead nowhere then. */
function only(context: FileContext, span: Span, better: string): { readonly fix?: Fix } {
  const name = context.written.slice(span.start, span.end);
  const isName = anyName.test(better) && anyName.test(name);
  const others = isName
    ? context.written.split(new RegExp(`(?<![A-Za-z0-9_-])${name}(?![A-Za-z0-9_-])`)).length - 2
    : 1;
  return others === 0 ? edited(context, `write ${better}`, [[span, better]]) : {};
}
