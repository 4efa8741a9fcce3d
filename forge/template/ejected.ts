import type { Diagnostic } from "#intent";
import type { Sha256 } from "../marker.ts";
import { forgeDiagnostic } from "../messages.ts";
import type { Templates } from "./templates.ts";

/** Version of one template: the first 16 hex digits of its text's SHA-256. */
export const templateVersion = (text: string, sha256: Sha256): string => sha256(text).slice(0, 16);

/** `«` and `»` as escapes: bundles that start at once are read byte by byte, and a pattern keeps its letters as they are. */
const ejected = /^\u00ab;[^\u00bb]*?\bejected from ([0-9a-f]{16})\b/;

/** A shipped template as a universe takes it over: a comment that prints nothing tells from which version. */
export const ejectedText = (text: string, sha256: Sha256): string =>
  `«; ejected from ${templateVersion(text, sha256)}»\n${text}`;

/** The version of the shipped template that one of a universe's own was taken from; `undefined` where it tells of none. */
export const ejectedFrom = (text: string): string | undefined => ejected.exec(text)?.[1];

/** A warning for each of a universe's own templates that was taken from another version than the one that is shipped now. */
export function outdatedTemplates(
  own: Templates,
  shipped: Templates,
  sha256: Sha256,
): Diagnostic[] {
  return [...own].flatMap(([name, { text, file }]) => {
    const from = ejectedFrom(text);
    if (from === undefined) return [];
    const now = shipped.get(name);
    const version = now && templateVersion(now.text, sha256);
    if (version === from) return [];
    const what =
      version === undefined ? "is gone" : `is version ${version}; this one was taken from ${from}`;
    const span = { start: 0, end: text.indexOf("»") + 1 };
    return [forgeDiagnostic("template-outdated", { file, span }, `${name}\` ${what}`)];
  });
}
