import type { Diagnostic, Span } from "#intent";

/** What Forge can find wrong: with a template, or with names that cannot stand side by side in stamped code. */
const messages = {
  "template-unclosed-hole": ["this hole is never closed", "close it with `»`"],
  "template-unclosed-list": ["this list is never closed", "close it with `«)»`"],
  "template-stray-parenthesis": ["this parenthesis closes nothing", "remove it"],
  "template-stray-hole-end": ["this `»` ends no hole", "remove it, or open the hole with `«`"],
  "template-bad-token": [
    "this is neither a name, a number, a string nor a list",
    "close the string",
  ],
  "template-missing": [
    "there is no template `%`",
    "add it to flywheel/templates or correct the name",
  ],
  "template-unknown-name": [
    "nothing here is called `%`",
    "see forge/README.md for what a pattern's template is given",
  ],
  "template-unknown-member": [
    "this has no `%`",
    "see forge/README.md for what a pattern's template is given",
  ],
  "template-no-text": ["this is % and has no text of its own", "print one of its members"],
  "template-bad-argument": [
    "`%` cannot work with what it is given",
    "see forge/README.md for the functions",
  ],
  "template-too-deep": ["the template `%` includes itself without end", "break the circle"],
  "template-outdated": [
    "the shipped template `%",
    "take over what the shipped one says now (`forge template show`), and its version into the first line",
    "warning",
  ],
  "name-taken": ["%", "rename one of them"],
  "rows-without-value": [
    "rows that stand in `% have no value for this field",
    "give it a `:default`, which they take, or make it optional",
  ],
  "rows-of-another-form": [
    "rows that stand in `% hold nothing that could be a value of this type",
    "add a field of another name, and remove this one when it was filled",
  ],
  "steps-unreadable": [
    "the steps of the database cannot be read in `%",
    "take back the file as it was committed last, and stamp again",
  ],
} as const satisfies Readonly<
  Record<string, readonly [message: string, cure: string, severity?: "warning"]>
>;

/** All codes of this folder, for the page of diagnostics. */
export const forgeCodes: readonly string[] = Object.keys(messages);

export type ForgeCode = keyof typeof messages;

/** A diagnostic of Forge at a place of a template or an intent; `subject` fills the message. */
export function forgeDiagnostic(
  code: ForgeCode,
  place: { readonly file: string; readonly span: Span },
  subject = "",
): Diagnostic {
  const [message, cure, severity = "error"] = messages[code];
  return {
    code,
    severity,
    message: message.replace("%", subject),
    file: place.file,
    span: place.span,
    cure,
  };
}
