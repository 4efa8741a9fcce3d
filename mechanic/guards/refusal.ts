import { rangeOf, type RepairEdit } from "#intent";

/** Who proposed an edit. A person answers for what they write; all others are held to every guard. */
export type EditedBy = "offline" | "learned" | "model" | "command" | "person";

export const guardNames = [
  "guard/governance",
  "guard/path",
  "guard/test",
  "guard/edits",
  "guard/suppression",
  "guard/capability",
  "guard/signature",
  "guard/new-test",
  "guard/answer",
  "guard/tree",
] as const;
export type GuardName = (typeof guardNames)[number];

/** An edit that may not be made: the guard that says so, the sentence that says why, and the place. */
export interface Refusal {
  readonly edit: RepairEdit;
  readonly guard: GuardName;
  readonly reason: string;
  /** Line and column of the edit in the text as it was, both from 1. */
  readonly line: number;
  readonly column: number;
}

/** Makes a refusal of an edit of `text`, the file as it was. */
export function refuse(
  guard: GuardName,
  edit: RepairEdit,
  text: string | undefined,
  reason: string,
): Refusal {
  const clamp = (offset: number): number => Math.max(0, Math.min(offset, text?.length ?? 0));
  const span = { start: clamp(edit.start), end: Math.max(clamp(edit.start), clamp(edit.end)) };
  const { line, column } = rangeOf(text ?? "", span);
  return { edit, guard, reason, line, column };
}
