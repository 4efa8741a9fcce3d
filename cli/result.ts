/** Exit codes of every command. */
export const exits = {
  done: 0,
  findings: 1,
  usage: 2,
  environment: 3,
  decisions: 4,
  bug: 70,
  interrupted: 130,
} as const;
export type Exit = (typeof exits)[keyof typeof exits];

/** What a command came to: one document for machines, one text for people, the same facts. */
export interface CommandResult {
  readonly exit: Exit;
  /** Printed by `--json`. */
  readonly document: object;
  /** Printed otherwise. Ends without a newline; may be empty. */
  readonly text: string;
}

/** A problem that stops a command before it has anything to report: who must do what about it. */
export function problem(exit: Exit, message: string, cure?: string): CommandResult {
  const document = {
    schema: "flywheel.error/1",
    error: { message, ...(cure === undefined ? {} : { cure }) },
  };
  return {
    exit,
    document,
    text: cure === undefined ? `error: ${message}` : `error: ${message}\n  → ${cure}`,
  };
}
