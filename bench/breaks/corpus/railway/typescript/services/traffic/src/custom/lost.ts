import { ItemNotFound } from "../generated.ts";
import type { FindItemsIn, ItemState, LostItem, ReportFoundIn } from "../generated.ts";
import { by, descending, inTurn, paged } from "./collections.ts";
import { daysBetween } from "./values.ts";

/** After this many days a thing is sold. */
const keptDays = 90;

const words = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

const moves: Readonly<Record<string, readonly ItemState[]>> = {
  found: ["claimed"],
  claimed: ["returned", "found"],
};

/** Whether a thing may go from one state to another. */
export const mayBecome = (from: ItemState, to: ItemState): boolean =>
  (moves[from] ?? []).includes(to);

/** What people left behind. */
export class LostProperty {
  readonly #items = new Map<number, LostItem>();
  #next = 1;

  add(found: ReportFoundIn): LostItem {
    const id = this.#next++;
    const item: LostItem = { ...found, id, shelf: shelfOf(found), state: "found" };
    this.#items.set(id, item);
    return item;
  }

  /** Things that have all of the words in their description or as a colour, the newest first. */
  search({ words: text, since, page }: FindItemsIn): LostItem[] {
    const wanted = new Set(words(text));
    const hits = this.#items
      .values()
      .filter((item) => item.state !== "returned")
      .filter((item) => since === undefined || item.foundOn >= since)
      .filter((item) => wanted.isSubsetOf(new Set([...words(item.description), ...item.colours])))
      .toArray()
      .toSorted(
        inTurn(
          descending(by((one) => one.foundOn)),
          by((one) => one.id),
        ),
      );
    return [...paged(hits, page).items];
  }

  claim(id: number, owner: number): LostItem | ItemNotFound {
    const item = this.#items.get(id);
    if (item === undefined || !mayBecome(item.state, "claimed")) return new ItemNotFound({ id });
    Object.assign(item, { state: "claimed", owner } satisfies Partial<LostItem>);
    return item;
  }

  /** What may be sold today. */
  *overdue(today: string): Generator<LostItem> {
    for (const item of this.#items.values())
      if (item.owner === undefined && daysBetween(item.foundOn, today) > keptDays) yield item;
  }
}

/** The shelf of a thing: the month in which it was found and its first colour, `03-red`. */
export function shelfOf({ foundOn, colours: [first = "plain"] }: ReportFoundIn): string {
  const [, month = "00"] = foundOn.split("-");
  return `${month}-${first}`;
}

/** The label that is tied to a thing: `Lost #3: umbrella (black, red), train 7, claimed by 12`. */
export function itemLabel(item: LostItem): string {
  const colours = item.colours.length === 0 ? "" : ` (${item.colours.join(", ")})`;
  const owner = item.owner === undefined ? item.state : `${item.state} by ${item.owner}`;
  return `Lost #${item.id}: ${item.description}${colours}, train ${item.trainId}, ${owner}`;
}
