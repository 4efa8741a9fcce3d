import type { Item, ItemState, Loan, Member } from "../generated.ts";
import type { Account } from "../generated.accounts.ts";
import type { Title } from "../generated.catalogue.ts";
import { dayOf, daysBetween } from "./calendar.ts";
import { Money } from "./fines.ts";
import type { Fines } from "./fines.ts";
import { mark, placeText, titleLabel } from "./stock.ts";
import { by, inTurn } from "./tables.ts";

/** How a state is called on the screens of the desk. */
export function stateText(state: ItemState): string {
  switch (state) {
    case "shelved":
      return "on its shelf";
    case "lent":
      return "out";
    case "reserved":
      return "put aside";
    case "moving":
      return "between branches";
    case "missing":
      return "not to be found";
    default:
      return `in state ${state}`;
  }
}

/** `L0000001 [-] central/stacks/3 Kleist, H.: …`. */
export const itemLine = ({ barcode, state, place }: Item, title: Title | undefined): string =>
  `${barcode} [${mark(state)}] ${placeText(place)} ${title === undefined ? "?" : titleLabel(title)}`;

/** Items in the order in which somebody walks past them. */
export const walk = (items: readonly Item[]): Item[] =>
  items.toSorted(
    inTurn(
      by(({ place }) => place.room),
      by(({ place }) => place.shelf),
      by(({ barcode }) => barcode),
    ),
  );

/** The slip that goes into a book. */
export const slip = (loan: Loan, title: Title, member: Member): string =>
  [
    `No. ${String(loan.id).padStart(8, "0")}`,
    titleLabel(title),
    `for ${member.nickname ?? member.card}`,
    `due ${loan.due}${loan.renewals > 0 ? ` (renewed ${loan.renewals}x)` : ""}`,
    ...(loan.note === undefined ? [] : [`note: ${loan.note}`]),
  ].join("\n");

/** What a person owes or has out, in a few words that fit on a card. */
export const greeting = (account: Account, member: Member): string =>
  `${member.nickname ?? account.displayName.split(" ")[0]}, ${member.tier} since ${member.joined.slice(0, 4)}`;

/** The lines of an envelope. */
export const envelope = ({ displayName, address }: Account): string[] => [
  displayName,
  address.street,
  `${address.postcode} ${address.town}`,
];

/** How to reach somebody, by the way that they like. */
export const reach = (account: Account): string => {
  const ways: Record<string, string | undefined> = {
    email: `mailto:${account.email}`,
    letter: envelope(account).join(", "),
    text: account.phone === undefined ? undefined : `sms:${account.phone.replaceAll(" ", "")}`,
  };
  return ways[account.channel] ?? `mailto:${account.email}`;
};

export interface Letter {
  readonly subject: string;
  readonly body: string;
}

/** Reminds of things that are late, the longest late first. */
export const reminder = (loans: readonly Loan[], today: string): Letter => {
  const lines = loans.map(({ copy, due }) => `${copy}, ${daysBetween(due, today)} days`);
  return { subject: `${loans.length} overdue`, body: lines.join("\n") };
};

/** A log line: `time key=value …`, texts with spaces in quotes. */
export const logLine = (time: Date, fields: Readonly<Record<string, unknown>>): string => {
  const shown = Object.entries(fields).map(([name, value]) => {
    const text = String(value);
    return `${name}=${text.includes(" ") ? JSON.stringify(text) : text}`;
  });
  return [time.toISOString(), ...shown].join(" ");
};

/** What came in, one line for each reason and day. */
export const takingsReport = (fines: Fines): string[] =>
  [...fines.takings()].flatMap(([reason, days]) =>
    [...days].toSorted(by(([day]) => day)).map(([day, amount]) => `${day} ${reason} ${amount}`),
  );

/** What the late loans of a day would cost if all came back. */
export const outstanding = (loans: Iterable<Loan>, now: Date, perDay: Money): Money =>
  Money.sum(
    Array.from(loans, ({ due }) => perDay.times(Math.max(0, daysBetween(due, dayOf(now))))),
  );
