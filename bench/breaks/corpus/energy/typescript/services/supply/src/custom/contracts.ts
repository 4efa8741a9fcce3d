import type { Contract, ContractStatus, OpenContractIn, Producer } from "../generated.ts";
import { lowerBound } from "./basics.ts";
import type { Day } from "./basics.ts";

type Id = Contract["id"];

/** What a contract is asked to be like; parts that are absent do not count. */
export interface Wanted {
  readonly status?: ContractStatus | undefined;
  readonly tag?: string;
  readonly meter?: number;
}

const depositCents = 5000n;
const living: ReadonlySet<ContractStatus> = new Set<ContractStatus>(["pending", "active"]);

const wants =
  ({ status, tag, meter }: Wanted) =>
  (contract: Contract): boolean =>
    (status === undefined || contract.status === status) &&
    (tag === undefined || contract.tags.includes(tag)) &&
    (meter === undefined || contract.meter === meter);

/** All contracts, by number and by meter, and the plants that belong to them. */
export class Contracts {
  readonly #byId = new Map<Id, Contract>();
  readonly #ids: Id[] = [];
  readonly #ofMeter = new Map<number, Id>();
  readonly #producers = new Map<Id, Producer>();
  #last = 0;

  open({ customer, meter, tariff, startsOn, contact, tags }: OpenContractIn, today: Day): Contract {
    const contract: Contract = {
      id: this.#last + 1,
      customer,
      meter,
      tariff,
      status: startsOn <= today ? "active" : "pending",
      startsOn,
      depositCents,
      contact,
      tags: [...new Set(tags)],
    };
    this.add(contract);
    return contract;
  }

  /** Takes in a contract that was stored. */
  add(contract: Contract): void {
    const { id, meter } = contract;
    if (!this.#byId.has(id))
      this.#ids.splice(
        lowerBound(this.#ids, (each) => each < id),
        0,
        id,
      );
    this.#byId.set(id, contract);
    if (living.has(contract.status)) this.#ofMeter.set(meter, id);
    this.#last = Math.max(this.#last, id);
  }

  get(id: Id): Contract | undefined {
    return this.#byId.get(id);
  }

  /** Who is supplied through a meter. */
  ofMeter(meter: number): Contract | undefined {
    const id = this.#ofMeter.get(meter);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  end(contract: Contract, on: Day): void {
    contract.status = "ended";
    contract.endsOn = on;
    this.#ofMeter.delete(contract.meter);
  }

  swap(old: number, replacement: number): Contract | undefined {
    const contract = this.ofMeter(old);
    if (contract === undefined) return undefined;
    contract.meter = replacement;
    this.#ofMeter.delete(old);
    this.#ofMeter.set(replacement, contract.id);
    return contract;
  }

  *[Symbol.iterator](): Generator<Contract> {
    yield* this.#from(0);
  }

  *#from(index: number): Generator<Contract> {
    for (const id of this.#ids.slice(index)) {
      const contract = this.#byId.get(id);
      if (contract !== undefined) yield contract;
    }
  }

  /** The first contracts after one of them that are as wanted. */
  page(wanted: Wanted, after: Id | undefined, limit: number): Contract[] {
    const from = after === undefined ? 0 : lowerBound(this.#ids, (id) => id <= after);
    return this.#from(from).filter(wants(wanted)).take(limit).toArray();
  }

  setProducer(producer: Producer): void {
    this.#producers.set(producer.contract, producer);
  }

  producer(id: Id): Producer | undefined {
    return this.#producers.get(id);
  }

  /** How many kilowatts all plants have together. */
  capacity(): number {
    return this.#producers.values().reduce((sum, { capacityKw }) => sum + capacityKw, 0);
  }
}
