import type { Fine, Hold, Item, Loan, Member, ReadingList } from "../generated.ts";
import { placeText, readPlace } from "./stock.ts";
import { Table } from "./tables.ts";

/** What the house knows, and where it is written down. */
export interface Records {
  readonly members: Member[];
  readonly items: Item[];
  readonly loans: Loan[];
  readonly holds: Hold[];
  readonly fines: Fine[];
  readonly lists: ReadingList[];
}

export const noRecords = (): Records => ({
  members: [],
  items: [],
  loans: [],
  holds: [],
  fines: [],
  lists: [],
});

/** A field on a line: times, maps and big numbers are texts there. */
type Stored<T> = T extends bigint | Date ? string : T extends Map<infer K, infer V> ? [K, V][] : T;

/** A record as its line has it. */
type Line<T> = { [F in keyof T]: Stored<T[F]> };

interface Format<T> {
  readonly write: (record: T) => Line<T>;
  readonly read: (line: Line<T>) => T;
}

const asIs = <T>(): Format<T> => ({
  write: (record) => record as Line<T>,
  read: (line) => line as T,
});

const loanFormat: Format<Loan> = {
  write: ({ id, since, returned, ...rest }) => ({
    ...rest,
    id: String(id),
    since: since.toISOString(),
    ...(returned === undefined ? {} : { returned: returned.toISOString() }),
  }),
  read: ({ id, since, returned, ...rest }) => ({
    ...rest,
    id: BigInt(id),
    since: new Date(since),
    ...(returned === undefined ? {} : { returned: new Date(returned) }),
  }),
};

const holdFormat: Format<Hold> = {
  write: ({ placed, ...rest }) => ({ ...rest, placed: placed.toISOString() }),
  read: ({ placed, ...rest }) => ({ ...rest, placed: new Date(placed) }),
};

const fineFormat: Format<Fine> = {
  write: ({ loan, imposed, ...rest }) => ({
    ...rest,
    imposed: imposed.toISOString(),
    ...(loan === undefined ? {} : { loan: loan.toString() }),
  }),
  read: ({ loan, imposed, ...rest }) => ({
    ...rest,
    imposed: new Date(imposed),
    ...(loan === undefined ? {} : { loan: BigInt(loan) }),
  }),
};

const listFormat: Format<ReadingList> = {
  write: ({ notes, ...rest }) => ({ ...rest, notes: [...notes] }),
  read: ({ notes, ...rest }) => ({ ...rest, notes: new Map(notes) }),
};

const formats: { readonly [K in keyof Records]: Format<Records[K][number]> } = {
  members: asIs(),
  items: asIs(),
  loans: loanFormat,
  holds: holdFormat,
  fines: fineFormat,
  lists: listFormat,
};

/** One line a record: its kind, a space, JSON. */
const lineOf = <K extends keyof Records>(kind: K, record: Records[K][number]): string =>
  `${kind} ${JSON.stringify((formats[kind] as Format<Records[K][number]>).write(record))}`;

export const save = (records: Partial<Records>): string =>
  (Object.keys(formats) as (keyof Records)[])
    .flatMap((kind) => (records[kind] ?? []).map((record) => lineOf(kind, record)))
    .join("\n");

/** Reads what `save` wrote; lines of a kind that nobody knows are passed over. */
export function load(text: string): Records {
  const records = noRecords();
  for (const line of text.split("\n")) {
    const at = line.indexOf(" ");
    const kind = line.slice(0, at);
    if (!Object.hasOwn(formats, kind)) continue;
    const known = kind as keyof Records;
    const read = formats[known].read as (line: unknown) => never;
    records[known].push(read(JSON.parse(line.slice(at + 1))));
  }
  return records;
}

/** Items from the list that a stocktaking brings: `L0000001 7 central/stacks/3`. */
export function readStocktaking(text: string, today: string): Table<string, Item> {
  const items = new Table<string, Item>((item) => item.barcode);
  for (const line of text.split("\n")) {
    const [barcode = "", title = "", ...rest] = line.trim().split(" ");
    const place = readPlace(rest.join(" "));
    if (place === undefined || !/^\d+$/.test(title)) continue;
    items.put({
      barcode,
      title: Number(title),
      place,
      state: "shelved",
      wear: 0,
      acquired: today,
    });
  }
  return items;
}

export const writeStocktaking = (items: Iterable<Item>): string =>
  Array.from(items, ({ barcode, title, place }) => `${barcode} ${title} ${placeText(place)}`).join(
    "\n",
  );
