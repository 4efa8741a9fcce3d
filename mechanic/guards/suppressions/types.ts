/** Something that silences a compiler, a linter or a test, or makes a failure invisible. Offsets are UTF-16. */
export interface Suppression {
  /** As people write it, such as `#[allow(…)]`. */
  readonly name: string;
  readonly start: number;
}

/** Code that is no test has no business with what judges it: `assert.equal = () => {}` makes every test agree. */
export const testTools = "a test's tools";
