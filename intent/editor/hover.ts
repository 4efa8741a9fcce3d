import type { Span } from "../base/span.ts";
import { lookup, type Found } from "../model/symbols.ts";
import { literalText, typeText } from "../model/type-text.ts";
import type { Field, Model } from "../model/types.ts";
import type { Tree } from "../syntax/tree.ts";
import { placeAt } from "./at.ts";
import type { Occurrence } from "./occurrences.ts";

/** What is told of a place: markdown, and the token that it is about. */
export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** What a symbol is and who uses it. */
export function hoverOf(
  model: Model,
  { symbol, span }: Occurrence,
  users: readonly string[],
): Hover | undefined {
  const found = lookup(model, symbol);
  if (found === undefined) return undefined;
  const { value } = found;
  const doc = "doc" in value && value.doc !== undefined ? `\n\n${value.doc}` : "";
  const others = users.filter((one) => one !== found.service.name);
  const used =
    others.length === 0
      ? "\n\nNo other service uses it."
      : `\n\nUsed by ${others.map((one) => `\`${one}\``).join(", ")}.`;
  return { markdown: `\`\`\`intent\n${declarationText(found)}\n\`\`\`${doc}${used}`, span };
}

/** A declaration in one line, as an intent would write it. */
function declarationText(found: Found): string {
  const own = found.service.name;
  switch (found.kind) {
    case "service":
      return `(service ${found.value.name} (language ${found.value.language}))`;
    case "entity":
      return `(entity ${found.value.name} ${found.value.fields.map((one) => fieldText(one, own)).join(" ")})`;
    case "enum":
      return `(enum ${found.value.name} ${found.value.variants.map(({ name }) => name).join(" ")})`;
    case "union":
      return `(union ${found.value.name} ${found.value.cases.map(({ name }) => `(${name})`).join(" ")})`;
    case "alias":
      return `(alias ${found.value.name} ${typeText(found.value.type, own)})`;
    case "error":
      return `(error ${found.value.name} :status ${found.value.status})`;
    case "rpc": {
      const { name, input, output } = found.value;
      const parameters = input.map((one) => ` ${fieldText(one, own)}`).join("");
      return `(rpc ${name} (in${parameters})${output === undefined ? "" : ` (out ${typeText(output, own)})`})`;
    }
    case "event":
      return `(event ${found.value.name} ${found.value.fields.map((one) => fieldText(one, own)).join(" ")})`;
    case "variant":
    case "case":
      return found.value.name;
    case "output":
      return `(out ${typeText(found.value, own)})`;
    case "field":
    case "parameter":
    case "setting":
      return fieldText(found.value, own);
    default:
      return `(${found.kind} ${nameOf(found.value)})`;
  }
}

/** What a pattern is called by: its name, its handler, its sentence, or the entity that it is for. */
function nameOf(
  value:
    | Extract<Found, { kind: "tool" | "every" | "scenario" | "crud" }>["value"]
    | { readonly name: string },
): string {
  if ("name" in value) return value.name;
  if ("handler" in value) return value.handler;
  return "text" in value ? JSON.stringify(value.text) : value.entity.name;
}

const fieldText = ({ name, type, key, default: value }: Field, own: string): string =>
  `(${name} ${typeText(type, own)}${key ? " :key" : ""}${value === undefined ? "" : ` :default ${literalText(value)}`})`;

/** What the form or option at a place is, from the table of forms; `undefined` on what is a name of one's own. */
export function hoverOfForm(
  tree: Tree,
  offset: number,
  file: "intent.lisp" | "universe.lisp",
): Hover | undefined {
  const { forms, node } = placeAt(tree, offset, file);
  const form = forms.at(-1);
  if (form?.spec === undefined || node === 0) return undefined;
  const span = { start: tree.start(node), end: tree.end(node) };
  const { spec } = form;
  if (tree.kind(node) === "keyword") {
    const option = spec.options.find(({ name }) => name === tree.keywordName(node));
    if (option === undefined) return undefined;
    return { markdown: `\`:${option.name}\` ${option.what}\n\n\`${option.example}\``, span };
  }
  const isHead = tree.children(form.node)[0] === node;
  return isHead && spec.head === tree.textOf(node)
    ? { markdown: `**${spec.head}** ${spec.doc}\n\n\`\`\`intent\n${spec.example}\n\`\`\``, span }
    : undefined;
}
