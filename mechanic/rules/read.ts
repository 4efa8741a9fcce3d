import {
  deltaKinds,
  hasErrors,
  holeKinds,
  languages,
  readTree,
  type Diagnostic,
  type NodeId,
  type Source,
} from "#intent";
import { formsOf, malformed, onlyText, wordOf, type Form, type Reading } from "./forms.ts";
import { told } from "./messages.ts";
import {
  fragmentKinds,
  holeTypes,
  type Rule,
  type RuleCause,
  type RuleHole,
  type RuleQuestion,
} from "./types.ts";

/** How the files of rules end. */
export const ruleSuffix = ".rule.lisp";

const examples = {
  enabled: "(enabled true)",
  follows: "(follows field-added)",
  language: "(language typescript)",
  answers: "(answers required-value)",
  code: "(code expression)",
  matches: '(matches "{ id, text: «a» }")',
  becomes: '(becomes "{ id, mood: 1, text: «a» }")',
  evidence: '(evidence (instances 3) (cascades 2) (since "2026-01-31") (records 1 2 3))',
} as const;
type FormName = keyof typeof examples;
const required = [
  "enabled",
  "follows",
  "language",
  "answers",
  "code",
  "matches",
  "becomes",
  "evidence",
] as const satisfies readonly FormName[];

/** The places of a rule's texts in its file, for what is found wrong with them later. */
export interface RulePlaces {
  readonly matches: NodeId;
  readonly becomes: NodeId;
  /** The word that enables it. */
  readonly enabled: NodeId;
}

/** A rule's file as it was read; `rule` is absent where there is an error. */
export interface RuleRead {
  readonly rule?: Rule;
  readonly reading: Reading;
  readonly places?: RulePlaces;
}

/** Reads the file of one rule. Never throws: what is wrong is told with its place and cure. */
export function readRule(source: Source): RuleRead {
  const [tree, faults] = readTree(source);
  const reading: Reading = { tree, file: source.path, diagnostics: [...faults] };
  if (hasErrors(faults)) return { reading };
  const [node, ...more] = tree.children(0);
  if (node === undefined || more.length > 0 || tree.head(node) !== "rule") {
    const count = node === undefined ? 0 : more.length + 1;
    const span =
      more[0] === undefined
        ? { start: 0, end: Math.min(1, source.text.length) }
        : tree.span(more[0]);
    if (count === 1) malformed(reading, tree.span(node ?? 0), "rule", "(rule name …)");
    else reading.diagnostics.push(told("rule-not-one", source.path, span, { count }));
    return { reading };
  }
  return ruleIn(reading, node);
}

function ruleIn(reading: Reading, node: NodeId): RuleRead {
  const { tree, diagnostics } = reading;
  const [, name, ...rest] = tree.children(node);
  if (name === undefined || tree.kind(name) !== "symbol") {
    malformed(reading, tree.span(node), "rule", "(rule name …)");
    return { reading };
  }
  checkName(reading, name);
  const [first] = rest;
  const isDoc = first !== undefined && tree.kind(first) === "string";
  const doc = isDoc ? tree.stringValue(first) : "";
  const forms = formsOf(reading, isDoc ? rest.slice(1) : rest, [...required, "hole"], ["hole"]);
  for (const form of required)
    if (!forms.has(form))
      diagnostics.push(
        told("rule-form-missing", reading.file, tree.span(name), { form, example: examples[form] }),
      );
  const body = bodyOf(reading, forms);
  if (body === undefined || hasErrors(diagnostics)) return { reading };
  const { places, ...says } = body;
  return { rule: { name: tree.textOf(name), doc, ...says }, reading, places };
}

/** A rule is named as its file is, so that whoever reads the name finds the file. */
function checkName({ tree, file, diagnostics }: Reading, node: NodeId): void {
  const name = tree.textOf(node);
  const own = file.slice(file.lastIndexOf("/") + 1).replace(ruleSuffix, "");
  if (name !== own)
    diagnostics.push(told("rule-name", file, tree.span(node), { name, file: own + ruleSuffix }));
}

type Forms = ReadonlyMap<string, readonly Form[]>;

function bodyOf(
  reading: Reading,
  forms: Forms,
): (Omit<Rule, "name" | "doc"> & { readonly places: RulePlaces }) | undefined {
  const { tree } = reading;
  const only = (name: FormName): Form | undefined => forms.get(name)?.[0];
  const word = <Word extends string>(name: FormName, words: readonly Word[]): Word | undefined => {
    const form = only(name);
    const [part] = form?.parts ?? [];
    if (form === undefined) return undefined;
    if (part === undefined) malformed(reading, tree.span(form.node), name, examples[name]);
    return part === undefined ? undefined : wordOf(reading, part, name, words);
  };
  const text = (name: "matches" | "becomes"): string | undefined => {
    const form = only(name);
    return form === undefined ? undefined : onlyText(reading, form, "string", examples[name])?.text;
  };
  const enabled = word("enabled", ["true", "false"]);
  const kind = word("follows", deltaKinds);
  const language = word("language", languages);
  const hole = word("answers", holeKinds);
  const fragment = word("code", fragmentKinds);
  const [matches, becomes] = [text("matches"), text("becomes")];
  const holes = (forms.get("hole") ?? []).flatMap((form) => holeIn(reading, form) ?? []);
  const evidence = evidenceIn(reading, only("evidence"));
  const follows = kind === undefined ? undefined : causeIn(reading, kind, only("follows"));
  const about = aboutIn(reading, only("answers"));
  const places = {
    matches: only("matches")?.node,
    becomes: only("becomes")?.node,
    enabled: only("enabled")?.parts[0],
  };
  if (
    follows === undefined ||
    language === undefined ||
    hole === undefined ||
    fragment === undefined ||
    matches === undefined ||
    becomes === undefined ||
    evidence === undefined ||
    places.matches === undefined ||
    places.becomes === undefined ||
    places.enabled === undefined
  )
    return undefined;
  return {
    enabled: enabled === "true",
    follows,
    language,
    answers: { hole, ...about },
    fragment,
    matches,
    becomes,
    holes,
    evidence,
    places: { matches: places.matches, becomes: places.becomes, enabled: places.enabled },
  };
}

function holeIn(reading: Reading, { node, parts }: Form): RuleHole | undefined {
  const { tree } = reading;
  const [name, type, ...more] = parts;
  if (name === undefined || type === undefined || more.length > 0) {
    malformed(reading, tree.span(node), "hole", "(hole a code)");
    return undefined;
  }
  const found = wordOf(reading, type, "type of hole", holeTypes);
  return found === undefined ? undefined : { name: tree.textOf(name), type: found };
}

function causeIn(reading: Reading, kind: RuleCause["kind"], form: Form | undefined): RuleCause {
  const members = formsOf(reading, form?.parts.slice(1) ?? [], ["name", "owner", "from", "to"]);
  const member = (name: "name" | "owner" | "from" | "to"): { readonly [key: string]: string } => {
    const [one] = members.get(name) ?? [];
    const read = one && onlyText(reading, one, "string", `(${name} "…")`);
    return read === undefined ? {} : { [name]: read.text };
  };
  return { kind, ...member("name"), ...member("owner"), ...member("from"), ...member("to") };
}

/** `(answers unresolved-diagnostic "TS2322")`: what the tool calls it; `(answers variant-arm (of "fee"))`: of what. */
function aboutIn(reading: Reading, form: Form | undefined): Pick<RuleQuestion, "code" | "meaning"> {
  const { tree } = reading;
  const [, about, ...more] = form?.parts ?? [];
  if (about === undefined) return {};
  if (tree.kind(about) === "string" && more.length === 0) return { code: tree.stringValue(about) };
  const [, of, ...others] = tree.head(about) === "of" ? tree.children(about) : [];
  if (of !== undefined && tree.kind(of) === "string" && more.length + others.length === 0)
    return { meaning: tree.stringValue(of) };
  malformed(
    reading,
    tree.span(about),
    "code of a diagnostic, and no function or table",
    '(answers unresolved-diagnostic "TS2322") or (answers variant-arm (of "fee"))',
  );
  return {};
}

function evidenceIn(reading: Reading, form: Form | undefined): Rule["evidence"] | undefined {
  if (form === undefined) return undefined;
  const { tree } = reading;
  const members = formsOf(reading, form.parts, [
    "instances",
    "cascades",
    "since",
    "records",
    "places",
  ]);
  const only = (name: string, kind: "number" | "string"): string | undefined => {
    const [one] = members.get(name) ?? [];
    if (one === undefined) return undefined;
    return onlyText(reading, one, kind, examples.evidence)?.text;
  };
  const [instances, cascades] = [only("instances", "number"), only("cascades", "number")];
  const since = only("since", "string");
  const records = (members.get("records")?.[0]?.parts ?? []).map((part) =>
    Number(tree.textOf(part)),
  );
  const places = members.get("places")?.[0]?.parts;
  const sound =
    records.every((one) => Number.isSafeInteger(one)) &&
    (places ?? []).every((part) => tree.kind(part) === "string");
  if (instances === undefined || cascades === undefined || since === undefined || !sound) {
    malformed(reading, tree.span(form.node), "evidence", examples.evidence);
    return undefined;
  }
  return {
    instances: Number(instances),
    cascades: Number(cascades),
    since,
    records,
    ...(places === undefined ? {} : { places: places.map((part) => tree.stringValue(part)) }),
  };
}

/** Everything that was found wrong so far. */
export const diagnosticsOf = (read: RuleRead): readonly Diagnostic[] => read.reading.diagnostics;
