import { type MessageTemplate, messageTable } from "../base/messages.ts";

/** Everything that can be wrong with the meaning of an intent. */
const messages = {
  // Files and their first line.
  "lang-missing": {
    severity: "error",
    message: "the file does not say which language it is written in",
    cure: "start it with (lang intent 1.0)",
  },
  "lang-not-first": {
    severity: "error",
    message: "`lang` is not the first form of the file",
    cure: "move it to the top",
  },
  "lang-unknown": {
    severity: "error",
    message: "`{name}` is not a language that can be read here",
    cure: "write (lang intent 1.0)",
  },
  "lang-newer": {
    severity: "error",
    message: "this file is written in intent {version}, and this Flywheel reads up to {newest}",
    cure: "update Flywheel, or write (lang intent {newest})",
  },
  "lang-version": {
    severity: "error",
    message: "there is no version {version} of the language",
    cure: "write (lang intent 1.0)",
  },
  "service-missing": {
    severity: "error",
    message: "the file holds no service",
    cure: "write (service NAME (language rust)) after (lang intent 1.0)",
  },
  "universe-missing": {
    severity: "error",
    message: "there is no universe here: {file} is missing or holds no `universe` form",
    cure: 'write {file} at the root: (lang intent 1.0) (universe NAME (services "services/*"))',
  },
  "universe-without-services": {
    severity: "error",
    message: "the universe `{name}` does not say where its services are",
    cure: 'add (services "services/*"): the folders that hold an intent',
  },
  "no-service-found": {
    severity: "error",
    message: "no folder of {globs} holds an intent",
    cure: "write an intent.lisp in a service's folder, or correct the globs",
  },
  "path-outside": {
    severity: "error",
    message: "`{path}` leads out of the universe",
    cure: "write a path relative to the universe's root, with / and without ..",
  },
  // Forms.
  "form-expected": {
    severity: "error",
    message: "a form is expected here, not {found}",
    cure: "write it as (NAME …)",
  },
  "unknown-form": {
    severity: "error",
    message: "there is no form `{head}` in {place}",
    cure: "{place} takes {known}",
  },
  "form-not-here": {
    severity: "error",
    message: "{place} does not hold `{head}`",
    cure: "it belongs in {right}",
  },
  "form-not-supported-yet": {
    severity: "error",
    message: "`{head}` is part of the language, but this Flywheel does not stamp it yet",
    cure: "take it out for now, or leave the service unstamped",
  },
  "duplicate-form": {
    severity: "error",
    message: "`{head}` stands twice in {place}",
    cure: "keep one of them",
  },
  "form-missing": { severity: "error", message: "{place} needs `{head}`", cure: "add {example}" },
  "nothing-inside": {
    severity: "error",
    message: "`{head}` holds nothing",
    cure: "write it as in {example}",
  },
  "argument-missing": {
    severity: "error",
    message: "`{head}` needs {what}",
    cure: "write it as in {example}",
  },
  "argument-unexpected": {
    severity: "error",
    message: "`{head}` takes no further value, and here stands {found}",
    cure: "write it as in {example}",
  },
  "parentheses-missing": {
    severity: "error",
    message: "`{head}` stands without its parentheses",
    cure: "write {example}",
  },
  "stray-comma": {
    severity: "error",
    message: "`,` parts nothing here",
    cure: "delete it: spaces part one thing from the next",
  },
  "fields-wrapped": {
    severity: "error",
    message: "fields stand in {place} itself, and not in `{head}`",
    cure: "take `({head} …)` away and keep what is in it",
  },
  "clause-as-parameter": {
    severity: "warning",
    message: "`{name}` is a parameter here, since it stands inside of `in`",
    cure: "close `in` before it, or give the parameter another name",
  },
  "case-without-fields": {
    severity: "warning",
    message: "the case `{name}` holds nothing; it is not the {kind} `{name}`",
    cure: "write ({better} (value {name})) for a case that holds one",
  },
  "wrong-value": {
    severity: "error",
    message: "{what} is expected here, not {found}",
    cure: "write it as in {example}",
  },
  "not-one-of": {
    severity: "error",
    message: "`{text}` is not {what}",
    cure: "write one of {known}",
  },
  "out-of-range": {
    severity: "error",
    message: "{what} from {min} to {max} is expected here, not {text}",
    cure: "write it as in {example}",
  },
  "no-time": {
    severity: "error",
    message: "`{text}` is no time at all, so that this could never be",
    cure: "write it as in {example}",
  },
  "empty-text": {
    severity: "error",
    message: "this text is empty",
    cure: "write it, or delete the form",
  },
  "docstring-misplaced": {
    severity: "error",
    message: "a docstring stands right after {after}",
    cure: "move it before the clauses and options",
  },
  "docstring-not-here": {
    severity: "error",
    message: "`{head}` has no docstring",
    cure: "make it a comment with ;",
  },
  // Options.
  "unknown-option": {
    severity: "error",
    message: "`{head}` has no option {option}",
    cure: "it takes {known}",
  },
  "option-not-here": {
    severity: "error",
    message: "{option} has no meaning for {place}",
    cure: "delete it: it stands on {right}",
  },
  "duplicate-option": {
    severity: "error",
    message: "{option} stands twice",
    cure: "keep one of them",
  },
  "option-value-missing": {
    severity: "error",
    message: "{option} needs {what}",
    cure: "write {example}",
  },
  "option-missing": {
    severity: "error",
    message: "`{head}` needs {option}",
    cure: "write it as in {example}",
  },
  "flag-with-value": {
    severity: "error",
    message: "{option} is a flag and takes no value",
    cure: "delete {found}",
  },
  // Names.
  "bad-name": {
    severity: "error",
    message: "`{name}` is not a name",
    cure: "names start with an ASCII letter, hold letters, digits, - and _, and are at most 63 characters long",
  },
  "name-not-kebab-case": {
    severity: "error",
    message: "{what} is written in kebab-case, and `{name}` is not",
    cure: "write {better}",
  },
  "name-not-pascal-case": {
    severity: "error",
    message: "{what} is written in PascalCase, and `{name}` is not",
    cure: "write {better}",
  },
  "duplicate-name": {
    severity: "error",
    message: "`{name}` is declared twice",
    cure: "rename one of them",
  },
  "name-collision": {
    severity: "error",
    message: "{what} `{name}` and {other} are both `{spelling}` in stamped code",
    cure: "rename one of them",
  },
  "invariant-unnamed": {
    severity: "error",
    message: "no name can be made of the invariant `{text}`",
    cure: "begin it with a word of the letters a to z, and say it in 80 characters",
  },
  "name-taken": {
    severity: "error",
    message: "{what} cannot be named `{name}`: {because}",
    cure: "choose another name",
  },
  "duplicate-service": {
    severity: "error",
    message: "two services are named `{name}`",
    cure: "rename one of them",
  },
  "folder-shared": {
    severity: "error",
    message:
      "the services `{name}` and `{other}` share the folder {folder}, so that their stamps would overwrite each other",
    cure: "give each its own folder",
  },
  // References.
  "break-unknown": {
    severity: "warning",
    message: "nothing is called `{symbol}`: this accepts a break only where a change takes it away",
    cure: "correct the name, or take it out once that change has landed",
  },
  "unknown-service": {
    severity: "error",
    message: "there is no service `{name}`",
    cure: "the universe holds {known}",
  },
  "unknown-name": {
    severity: "error",
    message: "there is no {kind} `{name}` in `{service}`",
    cure: "declare it in `{service}`, or correct the name",
  },
  "wrong-kind": {
    severity: "error",
    message: "`{name}` is {found}, and {wanted} is expected here",
    cure: "name {wanted}, or declare one",
  },
  "service-needed": {
    severity: "error",
    message: "an event is named with its service",
    cure: "write SERVICE/{name}",
  },
  "unknown-member": {
    severity: "error",
    message: "`{entity}` has no field `{field}`",
    cure: "its fields are {known}",
  },
  "uses-itself": {
    severity: "error",
    message: "the service `{name}` uses itself",
    cure: "delete this: a service knows what it declares",
  },
  "duplicate-use": {
    severity: "error",
    message: "the {kind} `{name}` is used twice",
    cure: "keep one of them",
  },
  "duplicate-listener": {
    severity: "error",
    message: "`{event}` is listened to twice",
    cure: "keep one `on`, and do both things in its handler",
  },
  "duplicate-error": {
    severity: "error",
    message: "the error `{name}` is listed twice",
    cure: "keep one of them",
  },
  // Patterns.
  "unknown-state": {
    severity: "error",
    message: "`{machine}` has no state `{state}`",
    cure: "its states are {known}",
  },
  "duplicate-state": {
    severity: "error",
    message: "the state `{state}` is listed twice",
    cure: "keep one of them",
  },
  "unreached-state": {
    severity: "warning",
    message: "no transition of `{machine}` leads to the state `{state}`",
    cure: "add a transition to it, or take it out",
  },
  "unreachable-state": {
    severity: "warning",
    message: "no way leads from `{initial}`, where `{machine}` begins, to the state `{state}`",
    cure: "add a transition into its circle, or take the circle out",
  },
  "state-without-variant": {
    severity: "error",
    message: "`{type}` has no variant `{state}`, so that no value can be in this state",
    cure: "its variants are {known}",
  },
  "states-need-enum": {
    severity: "error",
    message: "a machine is for a field that holds an enum, not {type}",
    cure: "name a field whose type is an enum",
  },
  "transition-twice": {
    severity: "error",
    message: "`{name}` leads from `{state}` twice",
    cure: "keep one of them: which way it takes would be chance",
  },
  "crud-without-key": {
    severity: "error",
    message: "`{entity}` has no key by which one could be found",
    cure: "mark one field with :key",
  },
  "crud-stores-differ": {
    severity: "error",
    message: "`{entity}` is kept in {store}, and other entities of this service in {other}",
    cure: "name one database in all of them: a service has one address of a database",
  },
  "crud-of-secret-key": {
    severity: "error",
    message: "`{key}` of `{entity}` is a secret, and would stand in paths, which are logged",
    cure: "find it by another key",
  },
  "duplicate-path": {
    severity: "error",
    message: "{method} {path} is answered twice",
    cure: "give one of them another path",
  },
  "path-spelt-twice": {
    severity: "error",
    message: "{path} and {other} are one path with two names for what varies",
    cure: "name its parameters alike, also on the wire",
  },
  "parameter-not-in-path": {
    severity: "error",
    message: "{because}, so that it cannot stand in a path",
    cure: "take it out of the path, as in {example}",
  },
  "parameter-not-in-query": {
    severity: "error",
    message: "{because}, so that it cannot stand in the query of a {method}",
    cure: "take a method with a body, as in {example}",
  },
  "bad-path": {
    severity: "error",
    message: "`{path}` is no path: {because}",
    cure: "write it as in {example}",
  },
  "bad-time": {
    severity: "error",
    message: "`{text}` says no time: {because}",
    cure: 'write minute, hour, day, month and weekday, as in "0 3 * * 1-5"',
  },
  "time-never-comes": {
    severity: "error",
    message: "`{text}` never comes: {because}",
    cure: "name a day that one of its months has, or a weekday",
  },
  "bad-zone": {
    severity: "error",
    message: "there is no time zone `{zone}`",
    cure: 'write one as in "Europe/Berlin"',
  },
  "bad-date": {
    severity: "error",
    message: "`{text}` is no date",
    cure: 'write it as "2026-12-31"',
  },
  "unknown-parameter": {
    severity: "error",
    message: "`{callable}` has no {what} `{name}`",
    cure: "it has {known}",
  },
  "parameter-missing": {
    severity: "error",
    message: "`{callable}` needs `{name}`",
    cure: "add ({name} …)",
  },
  "unknown-answer": {
    severity: "error",
    message: "no step before has the answer `{name}`",
    cure: "name one with :as, or correct the name",
  },
  "error-never-answered": {
    severity: "error",
    message: "`{rpc}` never answers with the error `{error}`",
    cure: "expect one of {known}, or add it to the rpc's errors",
  },
  "nothing-answered": {
    severity: "error",
    message: "`{name}` answers with nothing, so that nothing can be expected of an answer",
    cure: "expect an error, or give the rpc an answer with (out TYPE)",
  },
  "scenario-elsewhere": {
    severity: "error",
    message:
      "`{rpc}` is an rpc of another service, and a scenario calls those of `{service}` alone",
    cure: "call an rpc of `{service}`, or tell the scenario in the other service",
  },
  "answer-without-fields": {
    severity: "error",
    message: "`{name}` answers with `{type}`, which has no fields that could be expected",
    cure: "expect an error, or let the rpc answer with an entity",
  },
  "expect-before-call": {
    severity: "error",
    message: "nothing was called yet whose answer could be expected",
    cure: "put a (call …) before it",
  },
  "boundary-crossed": {
    severity: "error",
    message: "`{service}` uses `{used}`, which {boundary} forbids",
    cure: "use another service, or change the boundary in the universe's file",
  },
  "consumer-name-taken": {
    severity: "error",
    message: "`{name}` is a service or another consumer already",
    cure: "give the consumer a name of its own",
  },
  // Defined forms.
  "unknown-template-name": {
    severity: "error",
    message: "`{name}` is no parameter of this form",
    cure: "its parameters are {known}",
  },
  "unused-template-name": {
    severity: "warning",
    message: "no template holds `{name}`: what a call says for it is lost",
    cure: "write ,{name} (or ,@{name} for several) into a template, or take the name out",
  },
  "rest-not-spliced": {
    severity: "error",
    message: "`{name}` holds any number of forms, and one is expected here",
    cure: "write ,@ before its name",
  },
  "form-arguments": {
    severity: "error",
    message: "`{name}` takes {wanted}, and here {found}",
    cure: "give it what it takes",
  },
  "endless-form": {
    severity: "error",
    message: "what `{name}` becomes {what}",
    cure: "take the call out of its own template, or make less of it",
  },
  // Types.
  "type-before-name": {
    severity: "error",
    message: "`{type}` is a type and stands where the name belongs",
    cure: "write ({name} {type}): the name comes first",
  },
  "type-inline": {
    severity: "error",
    message: "`{text}` is no type: types are declared by themselves, and named where they are used",
    cure: "declare {example} in the service, and write its name here",
  },
  "type-malformed": {
    severity: "error",
    message: "`{head}` takes {what}",
    cure: "write it as in {example}",
  },
  "map-key": {
    severity: "error",
    message: "{type} cannot be the key of a map",
    cure: "use string, uuid, date, timestamp, an integer or an enum",
  },
  "patch-type": {
    severity: "error",
    message: "{type} cannot be patched",
    cure: "name an entity that has a field besides its keys",
  },
  "patch-held": {
    severity: "error",
    message: "a patch is no part of an entity or union: it says what is to change",
    cure: "take it as a parameter of an rpc, or as a field of an event",
  },
  "stream-place": {
    severity: "error",
    message: "a stream is all that an rpc answers with, and part of nothing else",
    cure: "write it as the answer of an rpc, (out (stream …)), or write a list here",
  },
  "stream-clause": {
    severity: "error",
    message: "`{clause}` cannot be kept by a stream: what was sent of it is not sent again",
    cure: "take it out; a parameter may say from where on to send",
  },
  "stream-in-scenario": {
    severity: "error",
    message: "`{rpc}` answers with a stream, and a scenario looks at whole answers",
    cure: "call it in a test of your own",
  },
  "file-place": {
    severity: "error",
    message:
      "a file is a parameter of an rpc or all that it answers with, and part of nothing else",
    cure: "write it as (name (file …)) in the rpc's (in …) or as its (out (file …)), or write bytes here",
  },
  "file-max": {
    severity: "error",
    message: "a file holds 1 B to 1 GB at most, in whole bytes, since it is held in memory",
    cure: "write another :max, or send what is larger in parts",
  },
  "file-clause": {
    severity: "error",
    message: "`idempotent` would keep each answer for its time, and an answer here is a whole file",
    cure: "take it out, or answer with what another rpc gives the file out by",
  },
  "file-secret": {
    severity: "error",
    message: "`{field}` is a file, which is told nowhere: :secret has nothing to hide",
    cure: "take :secret out",
  },
  "file-named-input": {
    severity: "error",
    message:
      "the file `{field}` would be sent as `input`, which is the part for all that is no file",
    cure: 'give it another name, or another one on the wire, :wire "content"',
  },
  "file-in-scenario": {
    severity: "error",
    message: "`{rpc}` takes or answers with a file, which no text of an intent is",
    cure: "call it in a test of your own",
  },
  "auth-of-nobody": {
    severity: "error",
    message: "`{head}` cannot ask who calls: {because}",
    cure: "take `auth` out",
  },
  "bad-scope": {
    severity: "error",
    message: "no token can say the scope `{scope}`: {because}",
    cure: 'use printable characters of ASCII other than space, " and \\, as in (auth "orders:write")',
  },
  "duplicate-scope": {
    severity: "error",
    message: "the scope `{scope}` is listed twice",
    cure: "keep one of them",
  },
  "crud-auth-twice": {
    severity: "error",
    message: "two clauses of `{entity}` say what its callers need: both hold of {word}",
    cure: "keep one of them, or name in :to what each holds of",
  },
  "crud-auth-of-nothing": {
    severity: "error",
    message: "`{entity}` has no `{deed}` that this could hold of: {because}",
    cure: "take it out",
  },
  "crud-auth-lost": {
    severity: "warning",
    message: "anybody may call `{rpc}`: it stands in the place of what `(crud {entity} …)` asks of",
    cure: "say (auth …) in it, or name in :to what the crud's own holds of",
  },
  "rule-hook": {
    severity: "error",
    message: "`{rule}` cannot be asked {when} `{target}`: {because}",
    cure: "hook into an rpc, a tool or a listener of this service",
  },
  "rule-parameter": {
    severity: "error",
    message: "`{rule}` cannot be given `{name}`: {because}",
    cure: "take what is there under its name and with its type",
  },
  "rule-answer": {
    severity: "error",
    message: "`{rule}` cannot answer with {type}: {because}",
    cure: "answer with what it hooks into",
  },
  "rule-error": {
    severity: "error",
    message: "`{rule}` cannot refuse with `{error}`: {target} does not know it",
    cure: "add it to the errors of what the rule hooks into",
  },
  "optional-twice": {
    severity: "error",
    message: "an optional inside an optional says nothing more",
    cure: "keep one `optional`",
  },
  "endless-alias": {
    severity: "error",
    message: "this type only ever leads to itself: {path}",
    cure: "name a real type in one of these places",
  },
  "endless-entity": {
    severity: "error",
    message: "a value of `{entity}` would hold itself without end: {path}",
    cure: "put one of these fields into (optional …), (list …) or (map …)",
  },
  "type-too-deep": {
    severity: "error",
    message: "this type is more than {limit} levels deep once aliases are expanded",
    cure: "name an entity in between",
  },
  // Fields.
  "default-mismatch": {
    severity: "error",
    message: "{found} is no {type}",
    cure: "write {example}",
  },
  "default-impossible": {
    severity: "error",
    message: "`{type}` has no default",
    cure: "delete :default",
  },
  "default-on-optional": {
    severity: "error",
    message: "an optional is absent where nothing is given, so that its default never acts",
    cure: "delete :default, or take the type out of (optional …)",
  },
  "setting-not-plain": {
    severity: "error",
    message: "{type} cannot be read from the environment",
    cure: "use a bool, number, string, uuid, timestamp, date, duration, decimal or enum, or an optional one",
  },
  "key-not-plain": {
    severity: "error",
    message: "{option} needs a plain value, not {type}",
    cure: "delete {option}, or use a string, uuid, integer, date or enum",
  },
  "reads-never": {
    severity: "error",
    message: "no value that arrives as {form} can be made into {type}",
    cure: "delete :reads",
  },
  "constraint-mismatch": {
    severity: "error",
    message: "{option} does not fit {type}",
    cure: "{option} bounds {fits}",
  },
  "bounds-crossed": {
    severity: "error",
    message: "no value is at least {min} and at most {max}",
    cure: "exchange them",
  },
  "default-out-of-bounds": {
    severity: "error",
    message: "the default is {because}",
    cure: "give another default, or another bound",
  },
  "bad-pattern": {
    severity: "error",
    message: "the pattern does not work in every language: {because}",
    cure: "write a plain regular expression",
  },
  "bad-wire-name": {
    severity: "error",
    message: "`{name}` cannot stand on the wire",
    cure: "use 1 to 128 of the characters A-Z a-z 0-9 . _ - $ @ :",
  },
  "duplicate-wire-name": {
    severity: "error",
    message: "two things here are `{name}` on the wire",
    cure: "change one of them with :wire",
  },
  "duplicate-number": {
    severity: "error",
    message: "the number {number} is given twice",
    cure: "give each its own",
  },
  "was-itself": {
    severity: "error",
    message: "`{name}` was always called that",
    cure: "delete :was",
  },
  "was-taken": {
    severity: "error",
    message: ":was says `{was}`, and another {what} of that name still stands here",
    cure: "rename or delete the other one, or delete :was",
  },
} as const satisfies Readonly<Record<string, MessageTemplate>>;

/** Makes a diagnostic of this folder; a code that is not in the table does not compile. */
export const modelProblem = messageTable(messages);

/** All codes of this folder, for the reference and for the test that each is triggered by a case. */
export const modelCodes: readonly string[] = Object.keys(messages);
