import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { deleted, edited } from "./fixes.ts";
import { readClause, type Reading } from "./read-form.ts";

/**
 * Reads the top of a file: `(lang …)` first, then the forms that stand in `place`. Gives the readings of all forms but
 * `lang`; a file in another version of the language gives none, since nothing in it can be trusted to mean what it says.
 */
export function readFile(context: FileContext, place: "intent.lisp" | "universe.lisp"): Reading[] {
  const { tree } = context;
  const top = tree.children(0);
  const lang = top.findIndex((node) => tree.head(node) === "lang");
  const readings: Reading[] = [];
  let understood = lang !== -1;
  if (lang === -1 && top.length > 0) reportNoLang(context, top);
  for (const [index, node] of top.entries()) {
    const head = tree.head(node);
    if (head === undefined) {
      context.report("form-expected", tree.span(node), { found: context.describe(node) });
      continue;
    }
    if (index === lang) {
      if (lang > 0) reportNotFirst(context, node, top[0] ?? node);
      const reading = readClause(context, place, node, head);
      if (reading === undefined || reading.arguments.length < 2) understood = false;
    }
  }
  if (lang !== -1 && !understood) return readings;
  for (const [index, node] of top.entries()) {
    const head = tree.head(node);
    // Definitions were read before anything else.
    if (head === undefined || index === lang || head === "define-form") continue;
    const reading = readClause(context, place, node, head);
    if (reading !== undefined) keep(context, place, readings, reading);
  }
  return readings;
}

function reportNoLang(context: FileContext, top: readonly NodeId[]): void {
  const first = top[0] ?? 0;
  const { start, end } = context.tree.span(first);
  const edit = { file: context.tree.path, start, end: start, text: "(lang intent 1.0)\n\n" };
  const fix = { title: "add (lang intent 1.0)", edits: [edit] };
  context.report("lang-missing", { start, end: Math.min(start + 1, end) }, {}, { fix });
}

function reportNotFirst(context: FileContext, node: NodeId, first: NodeId): void {
  const { tree } = context;
  const { start } = tree.span(first);
  const fix = edited(context, "move it to the top", [
    [{ start, end: start }, `${tree.textOf(node)}\n\n`],
    [tree.span(node), ""],
  ]);
  context.report("lang-not-first", tree.span(node), {}, fix);
}

function keep(context: FileContext, place: string, readings: Reading[], reading: Reading): void {
  const first = readings.find((other) => other.spec === reading.spec);
  if (first === undefined && reading.spec.head !== "lang") {
    readings.push(reading);
    return;
  }
  const { tree } = context;
  const notes =
    first === undefined ? [] : [{ message: "it stands here first", span: tree.span(first.head) }];
  const where = place === "intent.lisp" ? "an intent" : "universe.lisp";
  const more =
    reading.spec.head === "service"
      ? { cure: "give each service a folder of its own, with an intent.lisp that holds it" }
      : reading.spec.head === "lang"
        ? deleted(context, reading.span, "delete the second one")
        : {};
  context.report(
    "duplicate-form",
    context.tree.span(reading.head),
    { head: reading.spec.head, place: where },
    { notes, ...more },
  );
}
