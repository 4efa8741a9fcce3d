import { bindingOf } from "./bindings.ts";
import { fieldOf, parts, walk, type Node } from "./tree.ts";

/** A value as text; `lent` where what stands for it was a reference to it. */
export interface Value {
  readonly text: string;
  readonly lent: boolean;
  /** How it is lent where it is handed on, if not by `&`. */
  readonly lentAs?: string;
}

const tight =
  /^(?:field_expression|unary_expression|try_expression|await_expression|index_expression|type_cast_expression|binary_expression|reference_expression)$/;

/** Whether a text needs no parentheses in front of a dot: a name, a path, a chain of calls. */
const isOnePart = (text: string): boolean =>
  /^[\w.:]*(?:\((?:[^()]|\([^()]*\))*\)[\w.:?]*)*$/.test(text);

/**
 * What a closure, or a function that is handed on by its name, makes of a value, written out: `|until| until < eta` of
 * `vessel.until` is `vessel.until < eta`. Undefined where the closure takes its argument apart, has statements of its own,
 * or spells its argument inside of a text.
 */
export function applied(taker: Node, value: Value): string | undefined {
  if (/^(?:identifier|scoped_identifier)$/.test(taker.type))
    return `${taker.text}(${value.lent ? "&" : ""}${value.text})`;
  if (taker.type !== "closure_expression") return undefined;
  const list = fieldOf(taker, "parameters");
  const body = fieldOf(taker, "body");
  const [parameter, ...others] = list === undefined ? [] : parts(list);
  if (parameter === undefined || others.length > 0 || body === undefined) return undefined;
  if (/^(?:block|match_expression)$/.test(body.type)) return undefined;
  return named(parameter, body, value);
}

/** The text of `body` with the value in place of the name that a pattern binds; a name that is not bound changes nothing. */
export function named(pattern: Node, body: Node, value: Value): string | undefined {
  const taken = pattern.type === "reference_pattern" ? parts(pattern).at(-1) : pattern;
  if (taken === undefined || taken.text === "_") return taken === undefined ? undefined : body.text;
  if (taken.type !== "identifier") return undefined;
  const lent = value.lent && taken === pattern;
  const uses: { start: number; end: number; text: string }[] = [];
  for (const node of walk(body)) {
    if (node.type === "string_literal" && new RegExp(`\\{${taken.text}\\b`).test(node.text)) {
      const written = interpolated(node, taken.text, value.text);
      if (written === undefined) return undefined;
      uses.push(...written);
    }
    const shorthand = node.parent?.type === "shorthand_field_initializer";
    if (
      node.type !== "identifier" ||
      node.text !== taken.text ||
      bindingOf(node)?.name.start !== taken.start
    )
      continue;
    const text = placed(node, value, lent);
    const { start, end } = text.whole;
    uses.push({ start, end, text: shorthand ? `${node.text}: ${text.text}` : text.text });
  }
  return uses
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, use) =>
        text.slice(0, use.start - body.start) + use.text + text.slice(use.end - body.start),
      body.text,
    );
}

/**
 * `"{name}"` in a text that a macro lays out: another name takes its place; any other value becomes an argument, at its
 * place where no other argument is, else under the name.
 */
function interpolated(
  text: Node,
  name: string,
  value: string,
): { start: number; end: number; text: string }[] | undefined {
  const list = text.parent;
  const call = list?.type === "arguments" ? list.parent : undefined;
  const macro = call === undefined ? undefined : fieldOf(call, "function")?.text.trim();
  if (
    list === undefined ||
    !/^(?:format|e?print(?:ln)?|write(?:ln)?|panic|bail|anyhow(?:::anyhow)?)$/.test(macro ?? "")
  )
    return undefined;
  const { start, end } = text;
  const places = [...text.text.matchAll(new RegExp(`\\{${name}(?=[:}])`, "g"))];
  if (places.length === 0) return undefined;
  const at = places.map((place) => start + place.index + 1);
  const renamed = (to: string) =>
    at.map((one) => ({ start: one, end: one + name.length, text: to }));
  if (/^\w+$/.test(value)) return value === name ? [] : renamed(value);
  const alone =
    places.length === 1 &&
    !/(?<!\{)\{(?:\d*)(?=[:}])/.test(text.text) &&
    parts(list).at(-1) === text;
  // What is laid out is lent by the macro itself.
  const plain = value.replace(/^&(?!mut\b)\s*/, "");
  if (alone) return [...renamed(""), { start: end, end, text: `, ${plain}` }];
  const last = parts(list).at(-1)?.end ?? end;
  return [{ start: last, end: last, text: `, ${name} = ${plain}` }];
}

/** How the value is written in place of one use: `*name` is the value itself, a lent name that is handed on is lent again. */
function placed(use: Node, { text, lentAs }: Value, lent: boolean): { whole: Node; text: string } {
  const { parent } = use;
  if (lent && parent?.type === "unary_expression" && parent.text.startsWith("*"))
    return { whole: parent, text: grouped(text, parent.parent) };
  const handedOn = lent && (use.field === "body" || holding.test(parent?.type ?? ""));
  if (handedOn && lentAs !== undefined) return { whole: use, text: lentAs };
  return { whole: use, text: `${handedOn ? "&" : ""}${grouped(text, parent)}` };
}

/** What takes a value as it is given. */
const holding =
  /^(?:arguments|tuple_expression|array_expression|field_initializer|shorthand_field_initializer)$/;

const grouped = (text: string, around: Node | undefined): string =>
  tight.test(around?.type ?? "") && !isOnePart(text) ? `(${text})` : text;
