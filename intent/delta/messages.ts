import { messageTable, type MessageTemplate } from "../base/messages.ts";

/** What can be wrong with how a universe judges changes. */
const messages = {
  "override-unknown": {
    severity: "error",
    message: "`{name}` is no {what}",
    cure: "the first of them are {known}; docs/changes.md has all",
  },
  "override-empty": {
    severity: "error",
    message: "the rule of `{kind}` says nothing otherwise",
    cure: "add :source, :wire or :stored with compatible, breaks or unknown",
  },
  "override-too-narrow": {
    severity: "error",
    message: "the wire and what is stored are the same for every use and language of `{kind}`",
    cure: "take :use and :language out, or keep :source alone",
  },
  "break-expired": {
    severity: "error",
    message: "the break of `{symbol}` was accepted until {until}, and today is {today}",
    cure: "take it out, or accept it for longer",
  },
  "was-spent": {
    severity: "info",
    message: "the base calls it `{name}` already: `:was {was}` {does}",
  },
} as const satisfies Readonly<Record<string, MessageTemplate>>;

/** All codes of this folder, for the page of diagnostics. */
export const deltaCodes: readonly string[] = Object.keys(messages);

/** Makes a diagnostic of this folder; a code that is not in the table does not compile. */
export const deltaProblem = messageTable(messages);
