import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";

/** The newest version of the language that is read here. */
const newest = { major: 1, minor: 0 };

/** Whether `(lang intent VERSION)` names a version that is read here; what is not is reported. */
export function languageVersion(context: FileContext, node: NodeId): boolean {
  const text = context.tree.textOf(node);
  const span = context.tree.span(node);
  const match = /^(\d{1,4})\.(\d{1,4})$/.exec(text);
  const major = Number(match?.[1]);
  const minor = Number(match?.[2]);
  if (match === null || major < 1) {
    context.report("lang-version", span, { version: text });
    return false;
  }
  if (major > newest.major || minor > newest.minor) {
    context.report("lang-newer", span, {
      version: text,
      newest: `${newest.major}.${newest.minor}`,
    });
    return false;
  }
  return true;
}
