/** One declared thing: its path such as `impl Directory > fn find`, and its signature as tokens. */
export interface Declared {
  readonly key: string;
  readonly signature: string;
  /** UTF-16 offset of the declaration. */
  readonly start: number;
}
