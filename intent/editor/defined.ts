import type { DefinedForm, DefinedForms } from "../model/define-form.ts";
import { formsIn, formsNamed } from "../model/form-tables.ts";
import type { Tree } from "../syntax/tree.ts";
import { placeAt } from "./at.ts";
import type { Hover } from "./hover.ts";

/** A definition as it was written, on lines of its own. */
export function definitionText({ name, parameters, rest, templates }: DefinedForm): string {
  const tail = rest === undefined ? [] : [".", rest];
  const texts = templates.map(({ parts }) => {
    const text = parts.map((part) =>
      "text" in part ? part.text : `${part.spliced ? ",@" : ","}${part.parameter}`,
    );
    return `\n  \`${text.join("")}`;
  });
  return `(define-form (${[name, ...parameters, ...tail].join(" ")})${texts.join("")})`;
}

/** The head of a form's first template; `undefined` where a call says it. */
const headMade = ({ templates }: DefinedForm): string | undefined => {
  const [first] = templates[0]?.parts ?? [];
  return first !== undefined && "text" in first ? /^\(([^\s()]+)/.exec(first.text)?.[1] : undefined;
};

/**
 * Defined forms that may stand in a place: those that become forms of it, or calls of such. `undefined` as a place is one
 * of members (fields, variants), which have names of their own for heads.
 */
export function definedIn(forms: DefinedForms, place: string | undefined): DefinedForm[] {
  const fits = (form: DefinedForm, seen: ReadonlySet<string>): boolean => {
    const head = headMade(form);
    if (head === undefined) return place === undefined;
    if (place !== undefined && formsIn(place).has(head)) return true;
    const inner = forms.get(head);
    if (inner === undefined) return place === undefined && formsNamed(head).length === 0;
    return !seen.has(head) && fits(inner, new Set([...seen, head]));
  };
  return [...forms.values()].filter((form) => fits(form, new Set([form.name])));
}

/** The defined form whose call has its head at an offset. */
export function definedAt(
  tree: Tree,
  offset: number,
  file: "intent.lisp" | "universe.lisp",
  forms: DefinedForms,
): { readonly form: DefinedForm; readonly span: Hover["span"] } | undefined {
  const { node, forms: around } = placeAt(tree, offset, file);
  const list = around.at(-1)?.node;
  if (list === undefined || tree.children(list)[0] !== node) return undefined;
  const form = forms.get(tree.textOf(node));
  // The head of a definition's own signature is no call.
  const outer = around.at(-2)?.node;
  const isSignature = outer !== undefined && tree.head(outer) === "define-form";
  return form && !isSignature ? { form, span: tree.span(node) } : undefined;
}

/** What is told of a call of a defined form: its definition, and where that stands. */
export const hoverOfDefined = ({
  form,
  span,
}: NonNullable<ReturnType<typeof definedAt>>): Hover => ({
  markdown: `\`\`\`intent\n${definitionText(form)}\n\`\`\`\n\nA form that \`${form.file}\` defines.`,
  span,
});
