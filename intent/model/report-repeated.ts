import type { FileContext } from "./file-context.ts";
import { deleted } from "./fixes.ts";
import type { FormSpec } from "./form-spec.ts";
import { placeName } from "./form-tables.ts";
import type { Reading } from "./read-form.ts";

/** Whether a form stands a second time where it may stand once; that is reported. */
export function isRepeated(
  context: FileContext,
  spec: FormSpec,
  read: Reading,
  inside: readonly Reading[],
): boolean {
  if (read.spec.repeatable) return false;
  const first = inside.find((other) => other.spec === read.spec);
  if (first === undefined) return false;
  reportRepeated(context, spec, first, read);
  return true;
}

/** Reports a form of one head, or a value of one name, that stands in `spec` a second time. */
export function reportRepeated(
  context: FileContext,
  spec: FormSpec,
  first: Reading,
  read: Reading,
): void {
  const { tree } = context;
  const notes = [{ message: "it stands here first", span: tree.span(first.head) }];
  const isSame = tree.textOf(first.node) === tree.textOf(read.node);
  const fix = isSame ? deleted(context, read.span, "delete the second one") : {};
  const merged = mergedCure(context, first, read);
  context.report(
    "duplicate-form",
    tree.span(read.head),
    { head: tree.textOf(read.head), place: placeName(spec.id) },
    { notes, ...merged, ...fix },
  );
}

/** Fields of a second form of the same head belong into the first. */
function mergedCure(
  context: FileContext,
  { spec, inside }: Reading,
  second: Reading,
): { cure?: string } {
  if (spec.holds !== "fields" || inside.length === 0 || second.inside.length === 0) return {};
  const all = [...inside, ...second.inside].map(({ node }) => context.tree.textOf(node)).join(" ");
  return all.length > 80
    ? { cure: "put what both hold into one" }
    : { cure: `write one: (${spec.head} ${all})` };
}
