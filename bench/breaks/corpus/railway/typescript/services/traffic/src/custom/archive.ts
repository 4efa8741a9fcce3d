import type { Consignment, Disruption, Duty, LostItem, Reservation } from "../generated.ts";

/** What a line of the archive holds, by the word at its start. */
export interface Records {
  duty: Duty;
  reservation: Reservation;
  disruption: Disruption;
  consignment: Consignment;
  item: LostItem;
}

export type Kind = keyof Records;

type Json = Record<string, unknown>;

/** How a value becomes JSON and comes back. */
interface Codec<T> {
  write(value: T): Json;
  read(json: Json): T;
}

const moment = (value: unknown): Date => new Date(String(value));

const whenGiven = <T>(value: unknown, read: (value: unknown) => T): T | undefined =>
  value === undefined || value === null ? undefined : read(value);

/** What JSON holds as it is. */
const plain = <T extends object>(): Codec<T> => ({
  write: (value) => Object.fromEntries(Object.entries(value)),
  read: (json) => json as T,
});

const codecs: { readonly [K in Kind]: Codec<Records[K]> } = {
  duty: {
    write: (duty) => ({
      ...duty,
      beginsAt: duty.beginsAt.toISOString(),
      endsAt: duty.endsAt.toISOString(),
    }),
    read: (json) => ({
      driver: Number(json["driver"]),
      trainId: Number(json["trainId"]),
      beginsAt: moment(json["beginsAt"]),
      endsAt: moment(json["endsAt"]),
      pause: Number(json["pause"]),
    }),
  },
  reservation: {
    write: ({ ticketNumber, heldUntil, ...rest }) => ({
      ...rest,
      ticket: String(ticketNumber),
      ...(heldUntil === undefined ? {} : { heldUntil: heldUntil.toISOString() }),
    }),
    read: ({ ticket, heldUntil, ...rest }) => ({
      ...(rest as unknown as Omit<Reservation, "ticketNumber" | "heldUntil">),
      ticketNumber: BigInt(String(ticket)),
      heldUntil: whenGiven(heldUntil, moment),
    }),
  },
  disruption: {
    write: (disruption) => ({ ...disruption, reportedAt: disruption.reportedAt.toISOString() }),
    read: ({ id, trainId, cause, minutes, note, reportedAt }) => ({
      id: Number(id),
      trainId: Number(trainId),
      cause: String(cause) as Disruption["cause"],
      minutes: Number(minutes),
      note: whenGiven(note, String),
      reportedAt: moment(reportedAt),
    }),
  },
  consignment: {
    write: (one) => ({
      ...one,
      id: String(one.id),
      goods: Object.fromEntries(one.goods),
      bookedAt: one.bookedAt.toISOString(),
    }),
    read: (json) => ({
      ...(json as unknown as Consignment),
      id: BigInt(String(json["id"])),
      goods: new Map(Object.entries(json["goods"] as Record<string, number>)),
      bookedAt: moment(json["bookedAt"]),
    }),
  },
  item: plain(),
};

/** `duty {"driver":7,…}`. */
export const writeRecord = <K extends Kind>(kind: K, record: Records[K]): string =>
  `${kind} ${JSON.stringify(codecs[kind].write(record))}`;

/** Reads a line of a kind; nothing where the line is of another. */
export function readRecord<K extends Kind>(kind: K, line: string): Records[K] | undefined {
  const [word, json] = [line.slice(0, kind.length), line.slice(kind.length + 1)];
  if (word !== kind || line.charAt(kind.length) !== " ") return undefined;
  return codecs[kind].read(JSON.parse(json) as Json);
}

/** Writes what happens, line by line, to where it is told. */
export class Archive {
  readonly #sink: (line: string) => void;
  readonly #counts = new Map<Kind, number>();

  constructor(sink: (line: string) => void) {
    this.#sink = sink;
  }

  keep<K extends Kind>(kind: K, record: Records[K]): Records[K] {
    this.#sink(writeRecord(kind, record));
    this.#counts.set(kind, this.countOf(kind) + 1);
    return record;
  }

  countOf(kind: Kind): number {
    return this.#counts.get(kind) ?? 0;
  }

  /** All records of a kind among lines that were written earlier. */
  static restore<K extends Kind>(kind: K, lines: Iterable<string>): Records[K][] {
    return [...lines].flatMap((line) => readRecord(kind, line) ?? []);
  }
}
