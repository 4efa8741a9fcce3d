import type { Diagnostic, Span } from "#intent";
import { forgeDiagnostic } from "../messages.ts";

/** A name that stamped code gives to something of an intent. */
export interface Named {
  /** As it is spelt in stamped code, with the module inside of the file where it stands in one. */
  readonly name: string;
  /** What it is, such as `entity User`. */
  readonly what: string;
  readonly span: Span;
}

/**
 * Names that two things of `file` share, or that stamped code needs itself (`taken`), each as an error at the second one.
 * One thing may yield a name twice. `language` is how a person calls it.
 */
export function collisions(
  language: string,
  file: string,
  names: Iterable<Named>,
  taken: readonly string[],
): Diagnostic[] {
  const known = new Map(taken.map((name) => [name, "the stamped code itself"]));
  const found: Diagnostic[] = [];
  for (const { name, what, span } of names) {
    const other = known.get(name);
    if (other === undefined) known.set(name, what);
    else if (other !== what)
      found.push(
        forgeDiagnostic(
          "name-taken",
          { file, span },
          `${what} and ${other} would both be \`${name}\` in ${language}`,
        ),
      );
  }
  return found;
}
