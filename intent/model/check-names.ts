import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { written } from "./fixes.ts";
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
    context.report("name-not-kebab-case", span, { what, name, better: wordsOf(name).join("-") });
  } else if (style === "type-name" && !pascalCased.test(name)) {
    context.report("name-not-pascal-case", span, { what, name, better: pascalCase(name) });
  }
  // A name in the wrong style still names the thing, so that what refers to it is not reported too.
  return true;
}
