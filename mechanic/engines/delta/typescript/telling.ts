import type { Change } from "#intent";

/** Says what a change did, as the beginning of a sentence that a question ends. */
export type Words = (change: Change) => string;

/** The symbol of a change. */
export const shown = ({ symbol }: Change): string => symbol;
/** The last name of a symbol: `free` of `users/Plan.free`, `port` of `users/config:port`. */
export const named = ({ symbol }: Change): string => symbol.slice(symbol.search(/[^./:]*$/));
/** What the last name belongs to, without its service: `Plan` of `users/Plan.free`; the service where it is all there is. */
export function owner({ symbol, service }: Change): string {
  const around = symbol.slice(0, Math.max(symbol.lastIndexOf("."), 0)).replace(/\.in$/, "");
  return around === "" ? service : around.slice(around.indexOf("/") + 1);
}
/** The bare name of the error that `users/error:name-taken` is. */
export const errorName = (symbol: string | null): string =>
  symbol === null ? "an error" : `\`${symbol.slice(symbol.lastIndexOf(":") + 1)}\``;

/** What stands behind the kind of a symbol: `users/rpc:get-user` of `orders/uses:users/rpc:get-user`. */
export const detail = ({ symbol }: Change): string => symbol.slice(symbol.indexOf(":") + 1);
/** The event of `orders/on:users/event:user-created:greet`. */
export const heard = (change: Change): string =>
  detail(change).slice(0, Math.max(detail(change).lastIndexOf(":"), 0));

export const isNew: Words = (change) => `${shown(change)} is new`;
export const isGone: Words = (change) => `${shown(change)} is gone`;
export const joined: Words = (change) => `\`${named(change)}\` was added to ${owner(change)}`;
export const left: Words = (change) => `\`${named(change)}\` of ${owner(change)} is gone`;
export const isCalled: Words = (change) =>
  `\`${change.from ?? change.fromSymbol ?? named(change)}\` is called ${shown(change)} now`;
export const mayBeAbsent: Words = (change) => `${shown(change)} may be absent now`;
export const isAlwaysThere: Words = (change) => `${shown(change)} is always there now`;
export const becameAnother: Words = (change) =>
  change.from === null || change.to === null
    ? `${shown(change)} has changed`
    : `${shown(change)} is ${change.to} now and was ${change.from}`;
/** Something about a symbol is different, and not what it is. */
export const differs =
  (what: string): Words =>
  ({ symbol, from, to }) =>
    from === null || to === null
      ? `${what} of ${symbol} has changed`
      : `${what} of ${symbol} is ${to} now and was ${from}`;
/** The same for what has no one value: gates, limits. */
export const differ =
  (what: string): Words =>
  ({ symbol }) =>
    `${what} of ${symbol} have changed`;
export const gained = ({ to }: Change, what: string): string =>
  to === null ? `not ${what} any more` : `${what} now`;
export const reordered =
  (what: string): Words =>
  (change) =>
    `${what} ${shown(change)} stands in another place now`;

/** What something that is called answers now and answered before. */
export const answers: Words = (change) =>
  `${shown(change).replace(/\.out$/, "")} answers ${change.to ?? "nothing"} now, and ${change.from ?? "nothing"} before`;
export const mayAnswer: Words = (change) =>
  `${shown(change)} may answer ${errorName(change.to)} now`;
export const neverAnswers: Words = (change) =>
  `${shown(change)} does not answer ${errorName(change.from)} any more`;
export const errorsMoved: Words = (change) =>
  `The errors of ${shown(change)} stand in another order now`;
