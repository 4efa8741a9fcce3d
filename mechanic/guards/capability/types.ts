/** Something that code reaches for beyond what it computes. Offsets are UTF-16. */
export interface Capability {
  readonly name: string;
  readonly start: number;
  /** The module, package or crate where it is one: what the service uses already is open to its code. */
  readonly module?: string;
  /** What the file does already may be done again there, such as reading one more variable by `os.environ`. */
  readonly again?: true;
}
