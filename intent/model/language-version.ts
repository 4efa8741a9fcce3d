import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { edited } from "./fixes.ts";

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
    const fix = edited(context, "write 1.0", [[span, "1.0"]]);
    context.report("lang-version", span, { version: text }, fix);
    return false;
  }
  if (major > newest.major || minor > newest.minor) {
    const known = `${newest.major}.${newest.minor}`;
    const fix = edited(context, `write ${known}`, [[span, known]]);
    context.report("lang-newer", span, { version: text, newest: known }, fix);
    return false;
  }
  return true;
}
