import { messageTable } from "#intent";

/** What can be wrong with the file of a rule. */
const messages = {
  "rule-form-unknown": {
    severity: "error",
    message: "a rule has no form `{form}`",
    cure: "take it out; docs/learning.md names every form of a rule",
  },
  "rule-form-missing": {
    severity: "error",
    message: "the rule says nothing of `{form}`",
    cure: "add {example}",
  },
  "rule-form-twice": {
    severity: "error",
    message: "`{form}` is said twice",
    cure: "keep one of them",
  },
  "rule-malformed": {
    severity: "error",
    message: "this is no {what}",
    cure: "write {example}",
  },
  "rule-name": {
    severity: "error",
    message: "the rule is called `{name}` and its file `{file}`",
    cure: "give both one name",
  },
  "rule-no-file": {
    severity: "error",
    message: "this is {what} and no {wanted}",
    cure: "put the {wanted} itself in its place",
  },
  "rule-not-one": {
    severity: "error",
    message: "the file holds {count} rules",
    cure: "write one `(rule …)` in each file",
  },
  "rule-word-unknown": {
    severity: "error",
    message: "there is no {what} `{word}`",
    cure: "use one of {known}",
  },
  "rule-text": {
    severity: "error",
    message: "this is no {fragment} of {language}",
    cure: "mend the code; holes are written `«a»`, and a list of arms or cases is spelt as one of them",
  },
  "rule-hole-undeclared": {
    severity: "error",
    message: "the hole `«{hole}»` is declared nowhere",
    cure: "add (hole {hole} code), or write a name of the change: {names}",
  },
  "rule-hole-unbound": {
    severity: "error",
    message: "`«{hole}»` is no hole of what the rule matches, so nobody knows what to write for it",
    cure: "use a hole of `matches`",
  },
  "rule-too-wide": {
    severity: "error",
    message: "this matches every piece of code",
    cure: "say more of the code around the hole",
  },
  "rule-idle": {
    severity: "error",
    message: "what the rule makes is what it matches",
    cure: "write into `becomes` what is to stand there",
  },
} as const;

/** All codes of this folder, for the page of diagnostics. */
export const ruleCodes: readonly string[] = Object.keys(messages);

/** Makes a diagnostic of this folder; a code that is not in the table does not compile. */
export const told = messageTable(messages);
