import type { Constraints } from "../model/types.ts";
import type { Condition } from "./types.ts";

type Move = "tightened" | "loosened" | "other";

/** How one bound moved. A bound that is no plain number, or a new pattern, cannot be compared. */
function boundMove(
  before: string | undefined,
  after: string | undefined,
  larger: "tightens" | "loosens",
): Move | undefined {
  if (before === after) return undefined;
  if (before === undefined) return "tightened";
  if (after === undefined) return "loosened";
  const difference = Number(after) - Number(before);
  if (!Number.isFinite(difference) || difference === 0) return "other";
  return difference > 0 === (larger === "tightens") ? "tightened" : "loosened";
}

/** Replaced by another text, a length or a pattern is not comparable; where it came or went, it is. */
const otherMove = (before: string | undefined, after: string | undefined): Move | undefined => {
  if (before === after) return undefined;
  if (before === undefined) return "tightened";
  return after === undefined ? "loosened" : "other";
};

/** Whether new constraints refuse more, refuse less, or neither can be said; `:secret` alone refuses nothing. */
export function constraintConditions(before: Constraints, after: Constraints): Condition[] {
  const moves = [
    boundMove(before.min, after.min, "tightens"),
    boundMove(before.max, after.max, "loosens"),
    otherMove(before.length, after.length),
    otherMove(before.pattern, after.pattern),
  ].filter((move) => move !== undefined);
  if (moves.length === 0) return ["secret-only"];
  if (moves.every((move) => move === "tightened")) return ["tightened"];
  return moves.every((move) => move === "loosened") ? ["loosened"] : [];
}
