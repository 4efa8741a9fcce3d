/** What one root cause may cost. Past any of them the node aborts and its scene is kept. */
export interface Limits {
  /** Rounds of repair a service; default 3. */
  readonly repairCycles: number;
  /** Wall-clock minutes a service; default 30. */
  readonly minutes: number;
  /** Money for models, US dollars; default 5. */
  readonly usd: number;
  /** Answers of a model that the repair of one service may take; absent: {@link modelLimitsDefault}. */
  readonly rounds?: number;
  /** Tokens of models that one root cause may cost, read and written; absent: {@link modelLimitsDefault}. */
  readonly tokens?: number;
}

export const defaultLimits: Limits = { repairCycles: 3, minutes: 30, usd: 5 };

/** What a model may take where no intent says so. */
export const modelLimitsDefault = { rounds: 40, tokens: 1_000_000 } as const;
