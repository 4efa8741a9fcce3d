import type { Span } from "../base/span.ts";
import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { type Cure, deleted, edited, putBehind, written } from "./fixes.ts";
import type { FormSpec } from "./form-spec.ts";
import { formsIn, isMember, placeName } from "./form-tables.ts";
import { memberForms } from "./forms.ts";
import { absentOptions, docOptions, optionHabits, requiredOptions } from "./habits.ts";
import type { Cursor } from "./read-options.ts";

/** An option that its form does not take. */
interface UnknownOption {
  readonly spec: FormSpec;
  readonly head: NodeId;
  /** Its keyword. */
  readonly node: NodeId;
  /** What follows it and was meant as its value. */
  readonly value: NodeId | undefined;
  readonly cursor: Cursor;
}

/** Says where an option belongs that stands elsewhere, or what an unknown one was meant to be. */
export function reportUnknownOption(context: FileContext, unknown: UnknownOption): void {
  const { spec, head, node, value } = unknown;
  const { tree } = context;
  const name = tree.keywordName(node);
  const span = tree.span(node);
  const whole: Span = { start: span.start, end: tree.span(value ?? node).end };
  const elsewhere = Object.values(memberForms).filter((form) =>
    form.options.some((option) => option.name === name),
  );
  if (elsewhere.length > 0) {
    const places = [...new Set(elsewhere.map(({ id }) => shortPlace(id, elsewhere.length)))];
    const parameters = { option: `:${name}`, place: placeName(spec.id), right: listOf(places) };
    const fix = deleted(context, whole, `delete :${name}`);
    return context.report("option-not-here", span, parameters, fix);
  }
  const known = spec.options.map((option) => `:${option.name}`).join(" ");
  const parameters = {
    head: isMember(spec) ? tree.textOf(head) : spec.head,
    option: `:${name}`,
    known,
  };
  const cure =
    asForm(context, unknown, whole) ??
    asDocstring(context, unknown, whole) ??
    asType(context, unknown, whole) ??
    nearest(context, unknown) ??
    (known === "" ? { cure: "delete it", ...deleted(context, whole, `delete :${name}`) } : {});
  context.report("unknown-option", span, parameters, cure);
}

/** "a field" stands for the fields of all places, where there are many. */
const shortPlace = (id: string, count: number): string =>
  `a ${count <= 2 ? id : id.replace(/ of .*/, "")}`;

const listOf = (places: readonly string[]): string =>
  places.length < 2
    ? places.join("")
    : `${places.slice(0, -1).join(", ")} or ${places.at(-1) ?? ""}`;

/** `:language typescript` where `(language typescript)` is meant. */
function asForm(
  context: FileContext,
  { spec, node, value, cursor }: UnknownOption,
  whole: Span,
): Cure | undefined {
  const name = context.tree.keywordName(node);
  if (!formsIn(spec.id).has(name)) return undefined;
  cursor.named.add(`(${name}`);
  const text = value === undefined ? "" : ` ${context.tree.textOf(value)}`;
  return written(context, whole, `(${name}${text})`, ": it is a form");
}

function asDocstring(
  context: FileContext,
  { spec, node, value, cursor }: UnknownOption,
  whole: Span,
): Cure | undefined {
  const { tree } = context;
  const isText = value !== undefined && tree.kind(value) === "string";
  if (!docOptions.has(tree.keywordName(node)) || !spec.docstring || !isText) return undefined;
  const cure = "a docstring has no option: write the text right after the name";
  const behind = tree.span(cursor.children[spec.arguments.length] ?? node).end;
  if (cursor.doc !== undefined) return { cure };
  const text = tree.textOf(value);
  const isNext = behind === context.written.slice(0, whole.start).trimEnd().length;
  const fix = edited(
    context,
    "make it the docstring",
    isNext
      ? [[{ start: whole.start, end: tree.span(value).start }, ""]]
      : [putBehind(context, behind, text), [whole, ""]],
  );
  return { cure, ...fix };
}

/** Whether a value may be absent is said by its type. */
function asType(
  context: FileContext,
  { spec, node, cursor }: UnknownOption,
  whole: Span,
): Cure | undefined {
  const { tree } = context;
  const name = tree.keywordName(node);
  const type = cursor.children[1];
  if (!isMember(spec) || type === undefined || spec.arguments.length === 0) return undefined;
  if (requiredOptions.has(name))
    return {
      cure: "delete it: a value must be there unless its type is (optional …)",
      ...deleted(context, whole, `delete :${name}`),
    };
  if (!absentOptions.has(name)) return undefined;
  const better = `(optional ${tree.textOf(type)})`;
  const between = context.written.slice(tree.span(type).end, whole.start).trim() === "";
  const fix = edited(
    context,
    `write ${better}`,
    between
      ? [[{ start: tree.span(type).start, end: whole.end }, better]]
      : [
          [tree.span(type), better],
          [whole, ""],
        ],
  );
  return { cure: `write ${better} as its type`, ...fix };
}

function nearest(context: FileContext, { spec, node }: UnknownOption): Cure | undefined {
  const name = context.tree.keywordName(node);
  const names = spec.options.map((option) => option.name);
  const habit = optionHabits.get(name.toLowerCase());
  const near = habit !== undefined && names.includes(habit) ? habit : context.guess(name, names);
  return near === undefined ? undefined : { cure: `did you mean :${near}?` };
}
