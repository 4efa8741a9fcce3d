import type { Section, ShownFile, WrittenPage } from "../../cli/written-page.ts";

/** A file of an example, at its place. */
export interface PlacedFile {
  readonly path: string;
  readonly text: string;
}

/** The service that forms without a file of their own stand in. */
const home = "orders/intent.lisp";

/** A block without a path: a whole intent, or forms of a service. */
function placed({ path, text }: ShownFile): PlacedFile {
  if (path !== undefined) return { path, text };
  const isWhole = /^(?:\(lang|\(service|\(define-form)/.test(text);
  if (isWhole) return { path: home, text };
  const forms = text.trimEnd().replaceAll(/^(?=.)/gm, "  ");
  return {
    path: home,
    text: `(lang intent 1.0)\n\n(service orders\n  (language typescript)\n\n${forms})\n`,
  };
}

/** The files of a section, and those of the page's head that it does not write itself. */
export function filesOf({ head }: WrittenPage, section: Section): readonly PlacedFile[] {
  const own = section.files.map(placed);
  const others = head.files.map(placed);
  return [...others.filter(({ path }) => !own.some((file) => file.path === path)), ...own];
}

/** The page with other answers, one for each section that has an answer's block. */
export function withAnswers(
  text: string,
  answers: readonly (readonly [Section, string])[],
): string {
  let written = "";
  let at = 0;
  for (const [{ answer }, said] of answers) {
    if (answer === undefined) continue;
    written += `${text.slice(at, answer.start)}${said}\n`;
    at = answer.end;
  }
  return written + text.slice(at);
}
