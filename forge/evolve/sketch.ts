import { camelCase } from "#intent";
import type { Collection } from "./terms.ts";

/** A piece of a template in the making. */
export type Sketch =
  /** Text that is the same wherever the template is printed. */
  | { readonly kind: "text"; readonly text: string }
  /** A text that follows from the model, with what is fixed around it. */
  | {
      readonly kind: "term";
      readonly before: string;
      readonly form: string;
      readonly after: string;
    }
  | { readonly kind: "parts"; readonly parts: readonly Sketch[] }
  /** A list between brackets, its items parted by commas; loops among them make many. */
  | {
      readonly kind: "list";
      readonly open: string;
      readonly close: string;
      readonly items: readonly Sketch[];
    }
  | {
      readonly kind: "loop";
      readonly collection: Collection["form"];
      readonly variable: string;
      readonly item: Sketch;
      /** What stands between two items, as it was written. */
      readonly separator: string;
      /** Whether it is said so, to the letter, as between two pieces of a literal. */
      readonly verbatim: boolean;
    };

type Part = { readonly text: string } | { readonly form: string };

const quoted = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

const asForm = (parts: readonly Part[]): string =>
  parts.map((part) => ("form" in part ? part.form : quoted(part.text))).join(" ");

/**
 * The sketch as text of a template, `opening` in front of it; `undefined` where its text holds the marks of holes. The
 * template prints nothing for a thing of the model that lacks what its holes ask for.
 */
export function templateText(sketch: Sketch, opening: string): string | undefined {
  const parts = joined([{ text: opening }, ...partsOf(sketch)]);
  if (parts.some((part) => "text" in part && /[«»]/.test(part.text))) return undefined;
  const text = parts.map((part) => ("form" in part ? `«${part.form}»` : part.text)).join("");
  const [first, ...more] = [...new Set(demandsOf(sketch))].sort();
  if (first === undefined) return text;
  return `«(when ${more.length === 0 ? first : `(and ${[first, ...more].join(" ")})`}»\n${text}\n«)»`;
}

/** Members that everything has. */
const given: ReadonlySet<string> = new Set(["name", "type"]);

/** What must be there for every hole to print something, as tests of a template. */
function demandsOf(sketch: Sketch): string[] {
  if (sketch.kind === "parts") return sketch.parts.flatMap(demandsOf);
  if (sketch.kind === "list") return sketch.items.flatMap(demandsOf);
  if (sketch.kind === "term") {
    const holder = /^\([a-z-]+ (\(.*\))\)$/.exec(sketch.form)?.[1];
    return holder === undefined || given.has(memberOf(holder) ?? "") ? [] : [holder];
  }
  if (sketch.kind === "text") return [];
  const { collection, variable } = sketch;
  return termsIn(sketch.item).flatMap((form) => {
    const member = memberOf(form);
    const own = member !== undefined && form === `(${member} ${variable})`;
    const sure = !own || given.has(member) || collection.startsWith(`(where "${member}" `);
    return sure ? [] : [`(all "${camelCase(member)}" ${collection})`];
  });
}

/** The member that a form asks for: `default` of `(default field)`. */
const memberOf = (form: string): string | undefined => /^\(([a-z-]+) /.exec(form)?.[1];

function termsIn(sketch: Sketch): string[] {
  if (sketch.kind === "term") return [sketch.form];
  if (sketch.kind === "parts") return sketch.parts.flatMap(termsIn);
  if (sketch.kind === "list") return sketch.items.flatMap(termsIn);
  return sketch.kind === "loop" ? termsIn(sketch.item) : [];
}

/** Neighbouring texts as one, empty ones left out. */
function joined(parts: readonly Part[]): Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if ("text" in part && part.text === "") continue;
    if ("text" in part && last !== undefined && "text" in last)
      all[all.length - 1] = { text: last.text + part.text };
    else all.push(part);
  }
  return all;
}

function partsOf(sketch: Sketch): Part[] {
  switch (sketch.kind) {
    case "text":
      return [{ text: sketch.text }];
    case "term":
      return [{ text: sketch.before }, { form: sketch.form }, { text: sketch.after }];
    case "parts":
      return sketch.parts.flatMap(partsOf);
    case "list":
      return [{ form: listForm(sketch) }];
    case "loop":
      return [{ form: loopForm(sketch) }];
  }
}

type Loop = Extract<Sketch, { kind: "loop" }>;

const each = (loop: Loop): string =>
  `(each ${loop.variable} ${loop.collection} ${asForm(joined(partsOf(loop.item)))})`;

/** Items one a line where they were written so, else in one line as long as they fit; commas stand in lists alone. */
function loopForm(loop: Loop): string {
  if (loop.verbatim) return `(join ${quoted(loop.separator)} ${each(loop)})`;
  const core = loop.separator.trim();
  const breaks = loop.separator.includes("\n");
  if (core === "" || core === ";") return breaks ? `(join (hardline) ${each(loop)})` : each(loop);
  // A group that has a line to itself would bring no indentation along, so what was broken stays broken.
  const [before, after] = [`${core} `, loop.separator.replace(/\n[^]*/, "")];
  const leads = loop.separator.indexOf("\n") < loop.separator.indexOf(core);
  if (breaks)
    return `(join (seq ${leads ? `(hardline) ${quoted(before)}` : `${quoted(after)} (hardline)`}) ${each(loop)})`;
  return `(group (indent (join (seq (line) ${quoted(before)}) ${each(loop)})))`;
}

function listForm({ open, close, items }: Extract<Sketch, { kind: "list" }>): string {
  const forms = items.map((item) => {
    if (item.kind === "loop") return each(item);
    const parts = joined(partsOf(item));
    return parts.length === 1 ? asForm(parts) : `(seq ${asForm(parts)})`;
  });
  return `(comma ${quoted(open)} ${quoted(close)} ${forms.join(" ")})`;
}
