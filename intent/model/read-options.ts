import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { deleted } from "./fixes.ts";
import type { FormSpec } from "./form-spec.ts";
import { reportUnknownOption } from "./report-option.ts";
import { checkValue } from "./values.ts";

/** Where the reading of one form's children is. */
export interface Cursor {
  readonly children: readonly NodeId[];
  at: number;
  doc: string | undefined;
  /** Options that were written, also those whose value does not fit. */
  readonly named: Set<string>;
  /** Whether all of the form so far could be read. */
  whole: boolean;
}

/** One option with its value; what it says is left out where it does not fit. */
export function readOption(
  context: FileContext,
  spec: FormSpec,
  head: NodeId,
  node: NodeId,
  cursor: Cursor,
  options: Map<string, NodeId>,
): void {
  const name = context.tree.keywordName(node);
  const option = spec.options.find((candidate) => candidate.name === name);
  const value = cursor.children[cursor.at];
  const bare = value === undefined || isBare(context, value);
  if (option === undefined) {
    // Whatever follows was meant as its value, unless it is a form of its own.
    const taken = !bare && context.tree.kind(value) !== "list" ? value : undefined;
    reportUnknownOption(context, { spec, head, node, value: taken, cursor });
    if (taken !== undefined) cursor.at++;
    return;
  }
  cursor.named.add(name);
  if (options.has(name)) {
    const last = option.value === "flag" || bare ? node : value;
    const span = { start: context.tree.span(node).start, end: context.tree.span(last).end };
    const fix = deleted(context, span, "delete the second one");
    context.report("duplicate-option", context.tree.span(node), { option: `:${name}` }, fix);
  }
  if (option.value === "flag") {
    options.set(name, node);
    if (bare || !isFlagValue(context, spec, value)) return;
    cursor.at++;
    const parameters = { option: `:${name}`, found: context.describe(value) };
    const span = context.tree.span(value);
    const fix = deleted(context, span, `delete ${context.tree.textOf(value)}`);
    context.report("flag-with-value", span, parameters, fix);
    return;
  }
  if (bare) {
    context.report("option-value-missing", context.tree.span(node), {
      option: `:${name}`,
      what: option.what,
      example: option.example,
    });
    return;
  }
  cursor.at++;
  if (checkValue(context, { ...option, kind: option.value }, value) && !options.has(name))
    options.set(name, value);
}

const isBare = (context: FileContext, node: NodeId): boolean =>
  context.tree.kind(node) === "keyword";

/** Forms and variants go on after a flag, and a string there is a docstring that came too late. */
function isFlagValue(context: FileContext, spec: FormSpec, node: NodeId): boolean {
  const kind = context.tree.kind(node);
  return kind !== "list" && kind !== "string" && !(kind === "symbol" && spec.holds === "variants");
}
