/** Someone who looked at a page. `id` is the number of the visit, not of the person. */
export interface Visit {
  readonly id: number;
  readonly userId: number;
  readonly page: string;
}

/** Counts who looked at what, since the start of the process. */
export class Visits {
  readonly #counts = new Map<number, number>();
  readonly #recent: Visit[] = [];
  readonly #limit: number;

  constructor(limit = 100) {
    this.#limit = limit;
  }

  /** Notes a visit and says how many that person has made so far. */
  note(userId: number, page: string): number {
    const count = (this.#counts.get(userId) ?? 0) + 1;
    this.#counts.set(userId, count);
    this.#recent.push({ id: this.#nextId(), userId, page });
    if (this.#recent.length > this.#limit) this.#recent.shift();
    return count;
  }

  /** The last visits, newest first. */
  *recent(limit = this.#limit): Generator<Visit> {
    for (const visit of this.#recent.toReversed().slice(0, limit)) yield visit;
  }

  /** The log as text: one JSON object a line. */
  log(): string {
    return Array.from(this.recent(), (visit) => JSON.stringify(visit)).join("\n");
  }

  #nextId(): number {
    const id = this.#recent.at(-1)?.id ?? 0;
    return id + 1;
  }
}
