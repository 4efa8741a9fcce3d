import ts from "typescript-services";

import type { Choice } from "#intent";

import { indentAt, mark, slotOf, startsLine, type SlotDraft } from "../shared/index.ts";

/** The arms of a switch over texts. */
const armsOf = (node: ts.SwitchStatement): readonly ts.CaseClause[] =>
  node.caseBlock.clauses.filter(
    (clause): clause is ts.CaseClause =>
      ts.isCaseClause(clause) && ts.isStringLiteralLike(clause.expression),
  );

/** What each arm says that a new value joins: `case "admin": case "auditor":`, as edits. */
export function joiningArms(
  file: string,
  node: ts.SwitchStatement,
  name: string,
): readonly Choice[] {
  return armsOf(node).map((clause) => {
    const text = node.getSourceFile().text;
    const at = text.indexOf(":", clause.expression.getEnd()) + 1;
    const gap = startsLine(text, clause.getStart())
      ? `\n${indentAt(text, clause.getStart())}`
      : " ";
    return {
      label: `case ${clause.expression.getText()}: case ${JSON.stringify(name)}:`,
      edits: [{ file, start: at, end: at, text: `${gap}case ${JSON.stringify(name)}:` }],
    };
  });
}

/**
 * Where an arm of its own goes for a new value, laid out as another arm is: behind `return` where arms return, else a
 * statement before `break`. `undefined` where the arms do neither.
 */
export function armSlot(node: ts.SwitchStatement, name: string): SlotDraft | undefined {
  const arms = armsOf(node);
  const model = arms.findLast((clause) => clause.statements.length > 0);
  const first = model?.statements[0];
  const last = model?.statements.at(-1);
  if (model === undefined || first === undefined || last === undefined) return undefined;
  const text = node.getSourceFile().text;
  const head = `case ${JSON.stringify(name)}:`;
  const colon = text.indexOf(":", model.expression.getEnd()) + 1;
  const gap = text.slice(colon, first.getStart());
  if (gap.trim() !== "") return undefined;
  const body = bodyOf(text, model, last, gap);
  if (body === undefined) return undefined;
  const end = node.caseBlock.clauses.findLast((clause) => clause.statements.length > 0);
  const next = node.caseBlock.clauses.find(ts.isDefaultClause);
  const before = next ?? end;
  if (before === undefined) return undefined;
  if (next === undefined) return slotOf(behind(before.getEnd(), text, model, `${head}${body}`));
  const at = next.getStart();
  const outer = startsLine(text, at) ? `\n${indentAt(text, at)}` : " ";
  return slotOf({ start: at, end: at, text: `${head}${body}${outer}` });
}

function behind(
  at: number,
  text: string,
  model: ts.CaseClause,
  arm: string,
): { start: number; end: number; text: string } {
  const start = model.getStart();
  const outer = startsLine(text, start) ? `\n${indentAt(text, start)}` : " ";
  return { start: at, end: at, text: `${outer}${arm}` };
}

function bodyOf(
  text: string,
  model: ts.CaseClause,
  last: ts.Statement,
  gap: string,
): string | undefined {
  if (ts.isReturnStatement(last) && last.expression !== undefined)
    return `${model.statements.length === 1 ? gap : gapBefore(text, last)}return ${mark};`;
  if (ts.isBreakStatement(last)) return `${gap}${mark}${gapBefore(text, last)}break;`;
  const [only] = ts.isBlock(last) ? last.statements : [];
  return ts.isBlock(last) && only !== undefined && last.statements.length === 1
    ? blockBody(text, gap, only)
    : undefined;
}

/** `{ return … }` of an arm that is a block. */
function blockBody(text: string, gap: string, only: ts.Statement): string | undefined {
  if (!ts.isReturnStatement(only) || only.expression === undefined) return undefined;
  const before = gapBefore(text, only);
  return `${gap}{${before}return ${mark};${text.slice(only.getEnd(), only.parent.getEnd())}`;
}

/** White space in front of a statement. */
function gapBefore(text: string, statement: ts.Statement): string {
  const start = statement.getStart();
  return /\s*$/.exec(text.slice(0, start))?.[0] ?? " ";
}
