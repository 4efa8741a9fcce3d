import type { Span } from "../base/span.ts";
import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { type Cure, deleted, edited, written } from "./fixes.ts";
import type { FormSpec } from "./form-spec.ts";
import { formsIn, formsNamed, knownIn, placeName } from "./form-tables.ts";
import { typeForms } from "./forms.ts";
import { formHabits, otherNumbers } from "./habits.ts";
import { httpMethods } from "./pattern-types.ts";
import { primitiveNames } from "./types.ts";

/** A form that has no row in its place. */
interface UnknownForm {
  readonly place: string;
  readonly node: NodeId;
  readonly head: string;
  /** Where its head stands. */
  readonly span: Span;
  /** The row of the form around it, where it stands in one. */
  readonly spec: FormSpec | undefined;
  /** What is taken for written in the form around it. */
  readonly named: Set<string> | undefined;
}

/** Says where a form belongs that stands elsewhere, or what an unknown one was meant to be. */
export function reportUnknownForm(context: FileContext, form: UnknownForm): void {
  const { place, head, span } = form;
  if (context.brokenForms.has(head)) return;
  if (head === "auth" && callerless.has(place)) {
    reportNobody(context, form);
    return;
  }
  const elsewhere = formsNamed(head);
  const meant =
    asOption(context, form) ?? (head === "service" ? undefined : otherHead(context, form));
  if (elsewhere.length > 0) {
    const places = [...new Set(elsewhere.flatMap((one) => one.in))].map(placeName);
    const right =
      places.length === 1
        ? places.join("")
        : `${places.slice(0, -1).join(", ")} or ${places.at(-1) ?? ""}`;
    const cure = meant ?? belongs(form, places);
    context.report("form-not-here", span, { head, place: placeName(place), right }, cure);
    return;
  }
  const known = knownIn(place);
  const cure =
    meant ??
    asField(context, form) ??
    guess(context, form) ??
    (known === "" ? { cure: "delete it" } : {});
  context.report("unknown-form", span, { head, place: placeName(place), known }, cure);
}

/** Why there is nobody who could be asked for a token or a key, by the place of an `auth`. */
const callerless: ReadonlyMap<string, readonly [because: string, cure: string]> = new Map([
  [
    "on",
    [
      "who tells events does not know who hears them, and has nothing to show",
      "take it out; keep /events inside of your network, or have events come over a (broker nats)",
    ],
  ],
  ["every", ["its time has come, and nobody calls", "take it out"]],
]);

/** `auth` is a clause as others are that calls, listeners and times share, so that it is more than out of place. */
function reportNobody(context: FileContext, { place, node, head, span }: UnknownForm): void {
  const [because = "", cure = ""] = callerless.get(place) ?? [];
  const fix = deleted(context, context.tree.span(node), `delete (${head} …)`);
  context.report("auth-of-nobody", span, { head: place, because }, { cure, ...fix });
}

/** `(do welcome)` where `:do welcome` is meant. */
function asOption(
  context: FileContext,
  { node, head, spec, named }: UnknownForm,
): Cure | undefined {
  const { tree } = context;
  const option = spec?.options.find((one) => one.name === head);
  const [, value, more] = tree.children(node);
  if (option === undefined || more !== undefined) return undefined;
  named?.add(option.name);
  const text = value === undefined || option.value === "flag" ? "" : ` ${tree.textOf(value)}`;
  return written(context, tree.span(node), `:${head}${text}`, ": it is an option");
}

/** The head that other languages' word stands for, or the same word in the other number. */
function otherHead(context: FileContext, { place, head, span }: UnknownForm): Cure | undefined {
  const here = formsIn(place);
  const word = head.toLowerCase();
  if (here.has("http") && httpMethods.some((method) => method === word))
    return {
      cure: `write (http ${word} …)`,
      ...edited(context, `write (http ${word} …)`, [[span, `http ${word}`]]),
    };
  const meant = [formHabits.get(word) ?? "", ...otherNumbers(word), word].find((one) =>
    here.has(one),
  );
  return meant === undefined || meant === head
    ? undefined
    : { cure: `did you mean \`${meant}\`?`, ...edited(context, `write ${meant}`, [[span, meant]]) };
}

function guess(context: FileContext, { place, head }: UnknownForm): Cure | undefined {
  const near = context.guess(head, [...formsIn(place).keys(), ...context.definedForms]);
  return near === undefined ? undefined : { cure: `did you mean \`${near}\`?` };
}

/** What stands outside of a service or belongs into a file of its own. */
function belongs({ place, head }: UnknownForm, places: readonly string[]): Cure {
  if (head === "service")
    return {
      cure:
        place === "universe"
          ? 'name the folders: (services "services/*"); each service has an intent.lisp in its own'
          : "each service has a folder of its own, with an intent.lisp that holds it",
    };
  if (place === "intent.lisp" && places.includes("`service`"))
    return { cure: `put it inside of (service …)` };
  return {};
}

const isPrimitive = (word: string): boolean => primitiveNames.some((one) => one === word);

/** `(id uuid)` outside of an entity. */
function asField(context: FileContext, { place, node, head }: UnknownForm): Cure | undefined {
  const { tree } = context;
  const [, type] = tree.children(node);
  const isType =
    type !== undefined && (isPrimitive(tree.textOf(type)) || isTypeForm(tree.head(type)));
  if (place !== "service" || !isType) return undefined;
  return { cure: `a field stands in an entity: (entity NAME (${head} ${tree.textOf(type)}))` };
}

const isTypeForm = (head: string | undefined): boolean =>
  head !== undefined && Object.hasOwn(typeForms, head);

/** Words around fields that other languages have. */
const wrappers: ReadonlySet<string> = new Set(
  "fields properties attributes columns members body payload data values params in".split(" "),
);

/**
 * Whether a list among fields is no field: `(rpc …)` in an entity, or fields in a form of their own. Either is reported.
 * A field is a name and one type, so a list behind its name that is no type tells the one from the other.
 */
export function isMisplacedForm(
  context: FileContext,
  spec: FormSpec,
  node: NodeId,
  head: string,
): boolean {
  const isHead = formsIn("service").has(head);
  if (spec.holds !== "fields" || (!isHead && !wrappers.has(head))) return false;
  const { tree } = context;
  const [headNode = node, first, ...rest] = tree.children(node);
  if (first === undefined) return false;
  const span = tree.span(headNode);
  const isList = tree.kind(first) === "list" && !isTypeForm(tree.head(first));
  if (isList && wrappers.has(head)) {
    const inside: Span = {
      start: tree.span(first).start,
      end: tree.span(rest.at(-1) ?? first).end,
    };
    const fix = edited(context, `take (${head} …) away`, [
      [{ start: tree.span(node).start, end: inside.start }, ""],
      [{ start: inside.end, end: tree.span(node).end }, ""],
    ]);
    context.report("fields-wrapped", span, { head, place: placeName(spec.id) }, fix);
    return true;
  }
  const isForm =
    isHead && [first, ...rest].some((one) => formsNamed(tree.head(one) ?? "").length > 0);
  if (!isForm) return false;
  context.report("form-not-here", span, {
    head,
    place: placeName(spec.id),
    right: placeName("service"),
  });
  return true;
}
