import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import type { FormSpec, OptionSpec } from "./form-spec.ts";
import { isMember } from "./form-tables.ts";
import { memberForms } from "./forms.ts";
import { checkValue } from "./values.ts";

/** Where the reading of one form's children is. */
export interface Cursor {
  readonly children: readonly NodeId[];
  at: number;
  doc: string | undefined;
  /** Options that were written, also those whose value does not fit. */
  readonly named: Set<string>;
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
    reportUnknownOption(context, spec, head, node, name);
    // Whatever follows was meant as its value, unless it is a form of its own.
    if (!bare && context.tree.kind(value) !== "list") cursor.at++;
    return;
  }
  cursor.named.add(name);
  if (options.has(name))
    context.report("duplicate-option", context.tree.span(node), { option: `:${name}` });
  if (option.value === "flag") {
    options.set(name, node);
    if (bare || !isFlagValue(context, spec, value)) return;
    cursor.at++;
    const parameters = { option: `:${name}`, found: context.describe(value) };
    context.report("flag-with-value", context.tree.span(value), parameters);
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

function reportUnknownOption(
  context: FileContext,
  spec: FormSpec,
  head: NodeId,
  node: NodeId,
  name: string,
): void {
  const span = context.tree.span(node);
  const elsewhere = Object.values(memberForms).filter((form) =>
    form.options.some((option) => option.name === name),
  );
  if (elsewhere.length > 0 && isMember(spec)) {
    // "a field" stands for the fields of all places, where there are many.
    const few = elsewhere.length <= 2;
    const places = elsewhere.map((form) => `a ${few ? form.id : form.id.replace(/ of .*/, "")}`);
    const right = [...new Set(places)].join(", ");
    return context.report("option-not-here", span, {
      option: `:${name}`,
      place: `a ${spec.id}`,
      right,
    });
  }
  const near = context.guess(
    name,
    spec.options.map((option: OptionSpec) => option.name),
  );
  const known = spec.options.map((option) => `:${option.name}`).join(" ");
  const cure =
    near === undefined ? (known === "" ? "delete it" : undefined) : `did you mean :${near}?`;
  const parameters = {
    head: isMember(spec) ? context.tree.textOf(head) : spec.head,
    option: `:${name}`,
    known,
  };
  context.report("unknown-option", span, parameters, cure === undefined ? {} : { cure });
}
