import type { Diagnostic } from "../base/diagnostic.ts";
import { applyEdits, type Edit } from "../base/edit.ts";
import { lineStarts, positionAt } from "../base/source.ts";
import type { Workspace } from "./workspace.ts";

const errorsIn = (workspace: Workspace, path: string): readonly Diagnostic[] =>
  workspace.diagnostics(path).filter(({ severity }) => severity === "error");

const nameOf = ({ code, message }: Diagnostic): string => `${code} ${message}`;

/**
 * The first error that some edits would leave and that is not there now, as `path:line: message`; `undefined` where they
 * leave none. The edits are made in a fork, which is dropped.
 */
export function leftBy(workspace: Workspace, edits: readonly Edit[]): string | undefined {
  const texts = new Map<string, string>();
  for (const [path, own] of Map.groupBy(edits, ({ file }) => file)) {
    const text = workspace.text(path) ?? "";
    texts.set(path, applyEdits(text, own) ?? text);
  }
  const tried = workspace.fork();
  for (const path of tried.edit(texts).told) {
    const known = new Set(errorsIn(workspace, path).map(nameOf));
    const left = errorsIn(tried, path).find((one) => !known.has(nameOf(one)));
    if (left === undefined) continue;
    const { line } = positionAt(lineStarts(tried.text(path) ?? ""), left.span.start);
    return `${path}:${line}: ${left.message}`;
  }
  return undefined;
}
