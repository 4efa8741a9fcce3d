import ts from "typescript-services";

import type { Aside } from "./graph.ts";
import { hole, writtenAs, type Judgement } from "./judgement.ts";
import { convertLiteral } from "./literals.ts";
import { paddedBy } from "./padding.ts";

/**
 * Asks about what goes on to run and may not mean what it meant: digits that are filled up to a length, and a value that a
 * test expects of one of several things.
 */
export function askAside(judgement: Judgement, aside: Aside): void {
  if (aside.kind === "padding") askPadding(judgement, aside);
  else askExpected(judgement, aside);
}

function askPadding(judgement: Judgement, { file, place }: Aside): void {
  const { retype, change, request } = judgement;
  // Big integers have digits, too; a test that lays out a value does so as the code does.
  if (retype.after !== "string" || request.tests.has(file) || !ts.isCallExpression(place)) return;
  const padded = paddedBy(place);
  const question = `\`${writtenAs(judgement, file, place)}\` lays it out as a number of fixed length: ${change.symbol} is ${retype.toIntent || retype.after} now. How is it written here?`;
  const candidates = padded === undefined ? [] : [writtenAs(judgement, file, padded)];
  hole(judgement, file, place, "silent-miss", question, candidates);
}

function askExpected(judgement: Judgement, { file, place }: Aside): void {
  const { retype, change } = judgement;
  const written = writtenAs(judgement, file, place);
  const converted = convertLiteral(written, retype);
  const question = `The test expects \`${written}\` where one of several values may stand: is it ${change.symbol}, which is ${retype.toIntent || retype.after} now?`;
  const candidates = converted === undefined ? [] : [converted];
  hole(judgement, file, place, "expected-value", question, candidates);
}
