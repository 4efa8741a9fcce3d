import type { Ctx, Item, ItemState, Place } from "../generated.ts";
import type { Author, CatalogueApi, Title } from "../generated.catalogue.ts";
import { TitleNotFound } from "../generated.catalogue.ts";
import { by, Cache, grouped, inTurn, retry, Table } from "./tables.ts";

export type Barcode = Item["barcode"];

/** Seven digits after the letter of the house. */
const barcodePattern = /^L(\d{7})$/;

export const isBarcode = (text: string): text is Barcode => barcodePattern.test(text);

/** `central/reading room/12`, as it stands in lists and on the trolleys. */
export const placeText = ({ branch, room, shelf }: Place): string =>
  [branch, room, shelf].join("/");

export const readPlace = (text: string): Place | undefined => {
  const [branch = "", room = "", shelf = ""] = text.split("/");
  return branch !== "" && room !== "" && /^\d+$/.test(shelf)
    ? { branch, room, shelf: Number(shelf) }
    : undefined;
};

/** States in which a copy can be found in its place. */
const inPlace: ReadonlySet<ItemState> = new Set<ItemState>(["shelved", "reserved"]);

/** What may follow on what. */
const ways: Partial<Record<ItemState, readonly ItemState[]>> = {
  shelved: ["lent", "reserved", "moving", "missing"],
  lent: ["shelved", "reserved", "moving", "missing"],
  reserved: ["lent", "shelved", "moving", "missing"],
  moving: ["shelved", "reserved", "missing"],
  missing: ["shelved"],
};

export const mayBecome = (from: ItemState, to: ItemState): boolean =>
  ways[from]?.includes(to) ?? false;

const marks: { readonly [state in ItemState]?: string } = {
  shelved: " ",
  lent: "-",
  reserved: "!",
  moving: ">",
  missing: "?",
};

export const mark = (state: ItemState): string => marks[state] ?? "*";

/** What there is, and in what state. */
export class Stock {
  readonly items: Table<Barcode, Item>;
  readonly #withdrawn = new Map<number, string>();

  constructor(items: Iterable<Item> = []) {
    this.items = new Table((item) => item.barcode, items);
  }

  find(barcode: Barcode): Item | undefined {
    return isBarcode(barcode) ? this.items.get(barcode) : undefined;
  }

  /** Brings a copy into a state, where that may follow on the one it is in. */
  turn(barcode: Barcode, state: ItemState): Item | undefined {
    const item = this.items.get(barcode);
    if (item === undefined || !mayBecome(item.state, state)) return undefined;
    return this.items.patch(barcode, { state });
  }

  move(barcode: Barcode, place: Partial<Place>): Item | undefined {
    const item = this.items.get(barcode);
    return item && this.items.put({ ...item, place: { ...item.place, ...place } });
  }

  ofTitle(title: number): Item[] {
    return this.items.where((item) => item.title === title);
  }

  /** A free copy of a title: one of the branch before others, the least worn first. */
  free(title: number, branch: string): Item | undefined {
    const nearness = (item: Item): number => (item.place.branch === branch ? 0 : 1);
    return this.ofTitle(title)
      .filter(({ state }) => state === "shelved")
      .toSorted(
        inTurn(
          by(nearness),
          by((item) => item.wear),
          by((item) => item.barcode),
        ),
      )
      .at(0);
  }

  withdraw(title: number, reason: string): Item[] {
    this.#withdrawn.set(title, reason);
    return this.ofTitle(title).filter((item) => inPlace.has(item.state));
  }

  isWithdrawn(title: number): boolean {
    return this.#withdrawn.has(title);
  }

  /** Who is asked about a copy: branch, then room, then copies by shelf. */
  map(): Map<string, Map<string, Item[]>> {
    const branches = grouped(this.items, (item) => item.place.branch);
    return new Map(
      [...branches].map(([branch, items]) => [
        branch,
        grouped(items.toSorted(by(({ place }) => place.shelf)), ({ place }) => place.room),
      ]),
    );
  }

  /** How many copies are in each state. */
  census(): Map<ItemState, number> {
    const groups = grouped(this.items, (item) => item.state);
    return new Map([...groups].map(([state, items]) => [state, items.length]));
  }
}

/** `Kleist, H.` of `Kleist, Heinrich`. */
export const shortName = ({ name }: Author): string => {
  const [family = "", given = ""] = name.split(", ");
  return given === "" ? family : `${family}, ${given.charAt(0)}.`;
};

/** `Kleist, H.: The Broken Jug (1811)`. */
export const titleLabel = (title: Title): string => {
  const authors = title.authors.map(shortName).join("; ");
  const what = `${title.name} (${title.published.slice(0, 4)})`;
  return authors === "" ? what : `${authors}: ${what}`;
};

/** What stands on the back of a copy: class, mark and the author's first letters. */
export const spineLabel = ({ shelfmark, authors }: Title): string[] => {
  const author = authors.at(0)?.name ?? "";
  return [...shelfmark.split(" "), author.slice(0, 3).toUpperCase()].filter((line) => line !== "");
};

/** A column of a list of titles: its heading, and a text of a title. */
type Column = readonly [heading: string, text: (title: Title) => string];

const columns: readonly Column[] = [
  ["Name", (title) => title.name],
  ["By", ({ authors }) => authors.map(({ name }) => name).join(" & ")],
  ["ISBN", ({ isbn }) => isbn ?? "-"],
  ["Pages", ({ pages }) => (pages === undefined ? "" : `${pages} pp.`)],
  ["Tags", ({ tags }) => tags.join(" ")],
];

/** Titles as lines of text that a table calculator reads. */
export const titleSheet = (titles: readonly Title[]): string =>
  [
    columns.map(([heading]) => heading),
    ...titles.map((title) => columns.map(([, text]) => text(title))),
  ]
    .map((cells) => cells.join("\t"))
    .join("\n");

/** The texts of a title in which readers may search. */
type TextField = "name" | "shelfmark";

export const searchText = (
  title: Title,
  fields: readonly TextField[] = ["name", "shelfmark"],
): string => fields.map((field) => title[field].toLowerCase()).join(" ");

/** Titles each author of these has a hand in, by the author's id. */
export const byAuthor = (titles: readonly Title[]): Map<number, number[]> => {
  const pairs = titles.flatMap(({ id, authors }) =>
    authors.map((author) => ({ author: author.id, title: id })),
  );
  const groups = grouped(pairs, (pair) => pair.author);
  return new Map([...groups].map(([author, some]) => [author, some.map(({ title }) => title)]));
};

/** Parcels of at most `limit` kilograms, in the order of the titles. */
export const parcels = (titles: readonly Title[], limit = 10): Title[][] => {
  const packed: Title[][] = [];
  let load = Infinity;
  for (const title of titles) {
    if (load + title.weight > limit) {
      packed.push([]);
      load = 0;
    }
    packed.at(-1)?.push(title);
    load += title.weight;
  }
  return packed;
};

/** The catalogue as the desk sees it: asked twice when it fails, and not again within the hour. */
export class Titles {
  readonly #catalogue: CatalogueApi;
  readonly #cache: Cache<Title | TitleNotFound>;

  constructor(catalogue: CatalogueApi, now: () => Date) {
    this.#catalogue = catalogue;
    this.#cache = new Cache(3_600_000, now);
  }

  async find(id: number, ctx?: Ctx): Promise<Title | undefined> {
    const answer = await this.#cache.get(keyOf(id), () =>
      retry(2, () => this.#catalogue.getTitle({ id }, ctx)),
    );
    return answer instanceof TitleNotFound ? undefined : answer;
  }

  /** The best title with one of these words, if any. */
  async guess(words: string, ctx?: Ctx): Promise<Title | undefined> {
    const found = await retry(2, () => this.#catalogue.findTitles({ query: words, limit: 5 }, ctx));
    return found.find((title) => searchText(title).includes(words.toLowerCase())) ?? found[0];
  }

  revised(title: Title): void {
    this.#cache.forget(keyOf(title.id));
  }
}

const keyOf = (title: number): string => `title:${title}`;
