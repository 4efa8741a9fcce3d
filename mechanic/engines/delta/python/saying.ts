import type { HoleKind } from "#intent";

/** How a question about one kind of change is put. */
export interface Words {
  /** The kind of hole that an error leaves which follows from such a change. */
  readonly hole: HoleKind;
  /** What happened, said of the symbol: `is gone`. `{from}` and `{to}` stand for what it was and is. */
  readonly is: string;
  /** What is to be decided at the place; empty where only pyright's own words tell. */
  readonly asks: string;
}

export const say = (hole: HoleKind, is: string, asks: string): Words => ({ hole, is, asks });

/** A change that stamped names do not show: if an error follows at all, nothing better is known than what pyright says. */
export const aside = (is: string): Words => say("unresolved-diagnostic", is, "");

export const gone = say("removed-symbol", "is gone", "what takes its place here?");
export const fresh = aside("is new");
export const renamed = aside("was {from} before");
export const retyped = say(
  "conversion",
  "has another type now",
  "how is the value converted here?",
);
export const required = say(
  "required-value",
  "is required now and has no default",
  "which value belongs here?",
);
export const always = say("required-value", "is always there now", "which value belongs here?");
export const absent = say("absent-value", "may be absent now", "what happens here without it?");
export const onTheWire = aside("has another name on the wire now");
export const limited = aside("admits other values now");
export const moved = aside("stands in another place now");
export const described = aside("is described otherwise now");
export const setting = aside("is set otherwise now");
export const preset = say("required-value", "has another default now", "which value belongs here?");
export const handler = say("new-handler", "is new", "what does it do?");
export const dropped = say("removed-symbol", "is gone", "what becomes of this?");
export const neverAnswers = say(
  "removed-symbol",
  "never answers with {from} any more",
  "what becomes of that case here?",
);
export const routed = aside("has another route now");
export const run = aside("runs otherwise now");
