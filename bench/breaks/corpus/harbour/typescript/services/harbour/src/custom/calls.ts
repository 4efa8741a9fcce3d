import { isKnownCallState } from "../generated.ts";
import type { CallState, PortCall } from "../generated.ts";
import { by } from "./util.ts";

export type CallId = PortCall["id"];

/** What a call may become from where it is. */
const next: ReadonlyMap<CallState, ReadonlySet<CallState>> = new Map<CallState, Set<CallState>>([
  ["announced", new Set<CallState>(["confirmed", "cancelled"])],
  ["confirmed", new Set<CallState>(["confirmed", "moored", "cancelled"])],
  ["moored", new Set<CallState>(["departed"])],
]);

export const mayBecome = (from: CallState, to: CallState): boolean =>
  next.get(from)?.has(to) ?? false;

/** Whether a call takes up room in the harbour. */
export function isActive(state: CallState): boolean {
  switch (state) {
    case "announced":
    case "confirmed":
    case "moored":
      return true;
    case "departed":
    case "cancelled":
      return false;
    default:
      throw new Error(`no such state: ${state}`);
  }
}

const signs = { announced: "?", confirmed: "!", moored: "=", departed: ">", cancelled: "x" };

/** One sign for each state, as the board shows it; `~` where it is not known. */
export const signOf = (state: CallState): string => (isKnownCallState(state) ? signs[state] : "~");

/** "#7 DEMO1 Aurora [=] berth 3": one line of the log. */
export function callLine(call: PortCall): string {
  const { id, callSign, vesselName, state, berthId } = call;
  const place = berthId === undefined ? "at sea" : `berth ${berthId}`;
  return `#${id} ${callSign} ${vesselName} [${signOf(state)}] ${place}`;
}

/** Where the page of a call is. */
export const callUrl = (
  base: string,
  { id, callSign }: Pick<PortCall, "id" | "callSign">,
): string => `${base.replace(/\/$/, "")}/calls/${id}?ship=${encodeURIComponent(callSign)}`;

const byArrival = by<PortCall>(
  (a, b) => a.eta.getTime() - b.eta.getTime(),
  (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
);

type Draft = Omit<PortCall, "id" | "state">;
type Change = (call: PortCall) => Partial<PortCall>;

/** All calls, by their number and by ship. */
export class CallBook {
  readonly #calls = new Map<CallId, PortCall>();
  readonly #byShip = new Map<string, CallId[]>();
  #last: CallId = 0n;

  constructor(calls: Iterable<PortCall> = []) {
    for (const call of calls) this.#keep(call);
  }

  #keep(call: PortCall): PortCall {
    if (!this.#calls.has(call.id)) {
      this.#byShip.set(call.callSign, [...(this.#byShip.get(call.callSign) ?? []), call.id]);
    }
    this.#calls.set(call.id, call);
    if (call.id > this.#last) this.#last = call.id;
    return call;
  }

  open(draft: Draft): PortCall {
    return this.#keep({ ...draft, id: this.#last + 1n, state: "announced" });
  }

  find(id: CallId): PortCall | undefined {
    return this.#calls.get(id);
  }

  /** Changes a call; nothing happens where there is none. */
  update(id: CallId, change: Change): PortCall | undefined {
    const call = this.#calls.get(id);
    return call === undefined ? undefined : this.#keep({ ...call, ...change(call) });
  }

  /** Moves a call on, where that is allowed. */
  advance(call: PortCall, to: CallState, extra: Partial<PortCall> = {}): PortCall | undefined {
    return mayBecome(call.state, to)
      ? this.update(call.id, () => ({ ...extra, state: to }))
      : undefined;
  }

  ofShip(callSign: string): PortCall[] {
    return (this.#byShip.get(callSign) ?? []).flatMap((id) => this.#calls.get(id) ?? []);
  }

  /** In the order of arrival, those of one state where one is given. */
  list(state?: CallState): PortCall[] {
    return [...this.#calls.values()]
      .filter((call) => state === undefined || call.state === state)
      .toSorted(byArrival);
  }

  *active(): Generator<PortCall> {
    for (const call of this.#calls.values()) if (isActive(call.state)) yield call;
  }
}
