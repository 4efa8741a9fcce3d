import type { Span } from "../base/span.ts";
import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { edited, putBehind } from "./fixes.ts";
import type { FormSpec } from "./form-spec.ts";
import type { Cursor } from "./read-options.ts";

/** Reports a string behind the arguments of a form that takes no docstring. */
export function reportString(context: FileContext, spec: FormSpec, node: NodeId): void {
  const takesStrings = spec.arguments.some((argument) => argument.kind === "string");
  const span = context.tree.span(node);
  if (takesStrings)
    context.report("argument-unexpected", span, {
      head: spec.head,
      found: context.describe(node),
      example: spec.example,
    });
  else context.report("docstring-not-here", span, { head: spec.head });
}

/** A string that has no place: a docstring that came too late, or a name in quotes. Returns where to read on. */
export function reportText(
  context: FileContext,
  spec: FormSpec,
  cursor: Cursor,
  node: NodeId,
): number {
  const { tree } = context;
  const span = tree.span(node);
  cursor.whole = false;
  if (spec.holds === "variants") return reportQuotedVariants(context, spec, cursor);
  if (!spec.docstring) reportString(context, spec, node);
  else {
    const after =
      spec.arguments.length === 0 ? "its name" : (spec.arguments.at(-1)?.what ?? "the name");
    const behind = tree.span(cursor.children[spec.arguments.length] ?? node).end;
    const moved = [
      putBehind(context, behind, context.written.slice(span.start, span.end)),
      [span, ""] as const,
    ];
    const isSecond = cursor.doc !== undefined;
    const fix = isSecond ? {} : edited(context, "move it there", moved);
    context.report("docstring-misplaced", span, { after }, fix);
  }
  return cursor.at;
}

/** `"pending" "paid"`: the first was taken for a docstring. */
function reportQuotedVariants(context: FileContext, spec: FormSpec, cursor: Cursor): number {
  const { tree } = context;
  const strings = cursor.children.filter((child) => tree.kind(child) === "string");
  const [first] = strings;
  if (first === undefined) return cursor.at;
  const names = strings.map((child) => tree.stringValue(child));
  const plain = names.every((name) => /^[A-Za-z][A-Za-z0-9_-]*$/.test(name));
  const places = strings.map((child, index): [Span, string] => [
    tree.span(child),
    names[index] ?? "",
  ]);
  const extras = plain
    ? {
        cure: `write ${names.join(" ")}, without quotes`,
        ...edited(context, "take the quotes away", places),
      }
    : {};
  const found = context.describe(first);
  const parameters = { what: "a variant's name", found, example: spec.example };
  context.report("wrong-value", tree.span(first), parameters, extras);
  return cursor.children.length;
}
