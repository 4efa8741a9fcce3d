import { didYouMean, type RepairRecord } from "#intent";
import { learnRules, type Lesson, type ReadyRule } from "#mechanic";
import {
  draftRules,
  joinPath,
  loadRules,
  rulePath,
  stateFolderOf,
  type LoadedUniverse,
  type UniverseRules,
} from "#sentinel";
import type { CommandContext } from "../context.ts";
import { lessonDocument, ruleDocument } from "../render/rules-document.ts";
import { lessonText, ruleText } from "../render/rules.ts";
import { checkText, diagnosticRows } from "../render/diagnostics.ts";
import { plural } from "../render/plural.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { openUniverse } from "../universe.ts";
import { universeRecords } from "./memory.ts";

export interface RulesFlags {
  /** Whether what was learnt is to be put on a draft branch. */
  readonly draftPr?: boolean;
}

const actions = ["list", "show", "learn", "disable", "enable"] as const;

/** A universe with its rules and what its records teach. */
interface Known {
  readonly universe: LoadedUniverse;
  readonly rules: UniverseRules;
  readonly records: readonly RepairRecord[];
  readonly waiting: number;
  readonly problems: readonly string[];
}

/** `mechanic rules ACTION [NAME]`: what a universe has learnt, what it could learn, and which of it counts. */
export async function rules(
  context: CommandContext,
  action: string,
  name: string | undefined,
  flags: RulesFlags,
): Promise<CommandResult> {
  const chosen = actions.find((one) => one === action);
  if (chosen === undefined) {
    const near = didYouMean(action, actions);
    const cure = near === undefined ? `use one of ${actions.join(", ")}` : `did you mean ${near}?`;
    return problem(exits.usage, `mechanic rules has no action ${action}`, cure);
  }
  const named = chosen === "show" || chosen === "disable" || chosen === "enable";
  if (named && name === undefined)
    return problem(
      exits.usage,
      `mechanic rules ${chosen} names no rule`,
      `name one: mechanic rules ${chosen} NAME; \`mechanic rules list\` shows them`,
    );
  if (!named && name !== undefined)
    return problem(exits.usage, `mechanic rules ${chosen} takes no name`, `leave ${name} out`);
  if (flags.draftPr === true && chosen !== "learn")
    return problem(
      exits.usage,
      `mechanic rules ${chosen} drafts nothing`,
      "use mechanic rules learn --draft-pr",
    );
  const universe = await openUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const standing = await loadRules(context.host, universe.root);
  if (named) return one(context, universe, standing, chosen, name ?? "");
  const known = { universe, rules: standing, ...(await universeRecords(context, universe)) };
  return chosen === "list" ? list(context, known) : learn(context, known, flags.draftPr === true);
}

const lessonsOf = (
  { host }: CommandContext,
  { records, rules: standing }: Known,
): Promise<readonly Lesson[]> =>
  learnRules(records, standing.rules, brokenIn(standing), host.syntax);

async function list(context: CommandContext, known: Known): Promise<CommandResult> {
  const { rules: standing, problems } = known;
  const lessons = (await lessonsOf(context, known)).filter((one) => one.stands === undefined);
  const broken = standing.diagnostics.length > 0;
  const document = {
    schema: "flywheel.rules/1",
    rules: standing.rules.map(ruleDocument),
    diagnostics: diagnosticRows(standing.diagnostics, standing.texts),
    lessons: lessons.map(lessonDocument),
    ...readOf(known),
  };
  const parts = [
    ...problems,
    ...(broken ? [checkText(standing.diagnostics, standing.texts, context.color)] : []),
    ...(standing.rules.length === 0
      ? ["No rule stands in flywheel/rules."]
      : standing.rules.map((rule) => ruleText(rule))),
    ...lessons.map((one) => lessonText(one)),
    readText(known),
  ];
  return {
    exit: broken || problems.length > 0 ? exits.findings : exits.done,
    document,
    text: parts.join("\n"),
  };
}

async function learn(
  context: CommandContext,
  known: Known,
  draft: boolean,
): Promise<CommandResult> {
  const { universe, rules: standing, problems } = known;
  const lessons = await lessonsOf(context, known);
  const learnt = lessons.flatMap((lesson) => lesson.rule ?? []);
  const state = stateFolderOf(context.host, universe.id);
  const drafted =
    draft && learnt.length > 0 ? await draftRules(context, universe, learnt, state) : undefined;
  const lines = lessons.map((one) => lessonText(one, true));
  if (drafted !== undefined)
    lines.push(
      "reason" in drafted
        ? `no draft: ${drafted.reason}`
        : `draft ${drafted.ref.replace("refs/heads/", "")}: merge it, edit it, or throw it away`,
    );
  else if (learnt.length > 0)
    lines.push(
      `\`mechanic rules learn --draft-pr\` puts ${plural(learnt.length, "rule")} on a draft branch`,
    );
  const red = drafted !== undefined && "reason" in drafted;
  const document = {
    schema: "flywheel.rules-learn/1",
    lessons: lessons.map(lessonDocument),
    ...(drafted === undefined ? {} : { draft: drafted }),
    ...readOf(known),
  };
  const broken = standing.diagnostics.length > 0;
  if (broken) lines.unshift(checkText(standing.diagnostics, standing.texts, context.color));
  return {
    exit: red || broken || problems.length > 0 ? exits.findings : exits.done,
    document,
    text: [...problems, ...lines, readText(known)].join("\n"),
  };
}

const readOf = ({ records, waiting, problems }: Known): object => ({
  records: records.length,
  waiting,
  problems,
});

const readText = ({ records, waiting }: Known): string =>
  [
    `${plural(records.length, "repair record")} read`,
    ...(waiting > 0
      ? [`${plural(waiting, "record")} left out: what they repaired was not merged`]
      : []),
  ].join("; ");

/** `show`, `disable` and `enable`: one rule by its name. */
async function one(
  context: CommandContext,
  universe: LoadedUniverse,
  standing: UniverseRules,
  action: "show" | "disable" | "enable",
  name: string,
): Promise<CommandResult> {
  const path = rulePath(name);
  const text = standing.texts.get(path);
  if (text === undefined) return noRule(standing, name);
  const wrong = standing.diagnostics.filter((diagnostic) => diagnostic.file === path);
  const rule = standing.rules.find((candidate) => candidate.name === name);
  if (rule === undefined)
    return {
      exit: exits.findings,
      document: {
        schema: "flywheel.rule/1",
        name,
        text,
        diagnostics: diagnosticRows(wrong, standing.texts),
      },
      text: checkText(wrong, standing.texts, context.color),
    };
  if (action === "show")
    return {
      exit: exits.done,
      document: { schema: "flywheel.rule/1", ...ruleDocument(rule), text, diagnostics: [] },
      text: text.trimEnd(),
    };
  return toggled(context, universe, rule, action === "enable", text);
}

/** Names of all rules, those that cannot be read among them: a rule is named as its file is. */
const namesOf = ({ texts }: UniverseRules): string[] =>
  [...texts.keys()].map((path) => path.replace(/^.*\/|\.rule\.lisp$/g, ""));

const brokenIn = (standing: UniverseRules): string[] =>
  namesOf(standing).filter((name) => !standing.rules.some((rule) => rule.name === name));

function noRule(standing: UniverseRules, name: string): CommandResult {
  const names = namesOf(standing);
  const near = didYouMean(name, names);
  const all =
    names.length === 0
      ? "no rule stands in flywheel/rules; `mechanic rules learn` says what could"
      : `the rules are ${names.toSorted().join(", ")}`;
  return problem(
    exits.usage,
    `there is no rule ${name}`,
    near === undefined ? all : `did you mean ${near}?`,
  );
}

/** Only the one word is written: whatever a person has written around it stays. */
async function toggled(
  { host }: CommandContext,
  { root }: LoadedUniverse,
  rule: ReadyRule,
  enabled: boolean,
  text: string,
): Promise<CommandResult> {
  const path = rulePath(rule.name);
  const changed = rule.enabled !== enabled;
  if (changed) {
    const { start, end } = rule.switch;
    const now = `${text.slice(0, start)}${String(enabled)}${text.slice(end)}`;
    await host.files.writeText(joinPath(root, path), now);
  }
  const word = enabled ? "enabled" : "disabled";
  return {
    exit: exits.done,
    document: { schema: "flywheel.rule-switch/1", name: rule.name, enabled, changed, file: path },
    text: changed
      ? `${rule.name} is ${word}; commit ${path} for everybody`
      : `${rule.name} was ${word} already`,
  };
}
