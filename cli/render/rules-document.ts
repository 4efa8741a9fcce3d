import { printRule, type Lesson, type ReadyRule } from "#mechanic";

/** A rule as it is told to machines. */
export const ruleDocument = ({
  name,
  doc,
  enabled,
  follows,
  language,
  answers,
  fragment,
  matches,
  becomes,
  holes,
  evidence,
}: ReadyRule): object => ({
  name,
  doc,
  enabled,
  follows,
  language,
  answers,
  code: fragment,
  matches,
  becomes,
  holes,
  evidence,
});

/** What some answers teach, with the text of the rule's file where they make one. */
export const lessonDocument = ({ rule, ...about }: Lesson): object => ({
  ...about,
  ...(rule === undefined ? {} : { rule: { name: rule.name, text: printRule(rule) } }),
});
