import { typeName, type Change, type RepairRequest } from "#intent";

import { newErrorName } from "./answers.ts";
import { codePath, memberName } from "./stamps.ts";

/** Whether a text names the member that a change is about. */
export function spells(change: Change, text: string): boolean {
  const member =
    codePath(change.fromSymbol ?? change.symbol)
      .split(".")
      .at(-1) ?? "";
  return member !== "" && new RegExp(`\\b${member}\\b`).test(text);
}

/**
 * The change that an error speaks of: one whose name it spells, or else the code around it, else the first that breaks
 * anything.
 */
export function guiltyChange(
  request: RepairRequest,
  message: string,
  code: string,
  around: string,
): Change | undefined {
  const spelt =
    (text: string) =>
    (change: Change): boolean =>
      spells(change, text);
  const errs = (change: Change): boolean => {
    const name = newErrorName(change);
    return name !== "" && new RegExp(`\\b${name}\\b`).test(message);
  };
  // What is new by itself breaks nothing; what refers to it does.
  const breaking = request.changes.filter(
    ({ kind }) => !/^(?:entity|enum|alias|error|example)-added$/.test(kind),
  );
  const quoted = (change: Change): boolean => {
    const symbol = change.fromSymbol ?? change.symbol;
    return [codePath(symbol).split(".").at(-1), memberName(symbol)].some(
      (member) => member !== "" && (message.includes(`'${member}'`) || code === member),
    );
  };
  const made = ({ toType }: Change): boolean => {
    const bare = toType?.kind === "list" || toType?.kind === "optional" ? toType.item : toType;
    return bare?.kind === "named" && message.includes(`'${typeName("typescript", bare.name)}'`);
  };
  return (
    request.changes.find(errs) ??
    breaking.find((change) => quoted(change) && made(change)) ??
    breaking.find((change) => change.kind.endsWith("-retyped") && made(change)) ??
    breaking.find(quoted) ??
    breaking.find(spelt(`${message} ${code}`)) ??
    breaking.find(spelt(around)) ??
    breaking.find((change) => change.breaking) ??
    request.changes.find((change) => change.breaking) ??
    request.changes[0]
  );
}
