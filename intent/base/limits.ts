/** What one root cause may cost. Past any of them the node aborts and its scene is kept. */
export interface Limits {
  /** Rounds of repair a service; default 3. */
  readonly repairCycles: number;
  /** Wall-clock minutes a service; default 30. */
  readonly minutes: number;
  /** Money for models, US dollars; default 5. */
  readonly usd: number;
}

export const defaultLimits: Limits = { repairCycles: 3, minutes: 30, usd: 5 };
