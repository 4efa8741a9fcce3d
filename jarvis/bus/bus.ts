import type { Clock, Emit, EventBody, FlywheelEvent } from "#intent";

export type Listener = (event: FlywheelEvent) => void;

/** The nerve between the parts: whoever works emits, whoever shows or keeps listens. */
export interface Bus {
  readonly emit: Emit;
  /** Hears every later event; returns a function that unsubscribes. */
  on(listener: Listener): () => void;
}

/**
 * A bus for one run. It numbers events from `firstSeq` on and adds the header; listeners are called in the order in
 * which they came, synchronously.
 */
export function createBus(
  clock: Clock,
  run: { readonly epoch: number; readonly run: string; readonly firstSeq?: number },
): Bus {
  const listeners = new Set<Listener>();
  let seq = run.firstSeq ?? 1;
  return {
    emit: (body: EventBody) => {
      const event: FlywheelEvent = {
        v: 1,
        seq: seq++,
        epoch: run.epoch,
        run: run.run,
        at: new Date(clock.now()).toISOString(),
        ...body,
      };
      for (const listener of listeners) listener(event);
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
