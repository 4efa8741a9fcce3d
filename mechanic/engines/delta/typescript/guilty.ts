import type ts from "typescript-services";

import type { Change } from "#intent";

import { codePath } from "./stamps.ts";

/** The change that an expression follows from, of several that may have done it: one whose member it names, else the first. */
export const guiltyOf = (changes: readonly Change[], node: ts.Node): Change | undefined => {
  const text = node.getText();
  const names = ({ symbol, fromSymbol = symbol }: Change): boolean =>
    new RegExp(`\\b${codePath(fromSymbol).split(".").at(-1) ?? ""}\\b`).test(text);
  return changes.find(names) ?? changes[0];
};
