import {
  choice,
  flatDoc,
  group,
  hardline,
  join,
  line,
  nest,
  softline,
  textOfDoc,
  type Doc,
} from "../layout.ts";

const width = 100;

/** `Name<A, B>`, one argument a line where it does not fit. */
export const generic = (name: string, items: readonly Doc[]): Doc =>
  group([
    `${name}<`,
    nest(4, [softline, join([",", line], items), choice(",", "")]),
    softline,
    ">",
  ]);

/** The same, one argument a line whatever its width. */
const broken = (name: string, items: readonly Doc[]): Doc => [
  `${name}<`,
  nest(
    4,
    items.map((item) => [hardline, item, ","]),
  ),
  hardline,
  ">",
];

/**
 * What follows `before` (which stands `indent` columns deep) and ends with `after`: on the same line, else on the next,
 * else on the same line with its arguments broken. rustfmt prefers the next line only where the whole fits there.
 */
export function placed(indent: number, before: string, doc: Doc, after: string): Doc {
  const text = textOfDoc(doc);
  if (indent + before.length + 1 + text.length + after.length <= width) return [" ", doc];
  if (indent + 4 + text.length + after.length <= width) return nest(4, [hardline, doc]);
  return [" ", doc];
}

/**
 * `fn name(&self, …) -> impl Future<Output = R> + Send;` inside a trait. rustfmt counts the semicolon only after it has
 * decided for one line, so that a signature of exactly 100 columns has its result alone on the second.
 */
export const methodSignature = (name: string, parameters: readonly string[], output: Doc): Doc =>
  traitSignature(name, parameters, "impl Future", ["Output = ", output]);

/** The same of what gives one value after the other. */
export const streamSignature = (name: string, parameters: readonly string[], item: Doc): Doc =>
  traitSignature(name, parameters, "impl futures_util::Stream", ["Item = ", item]);

function traitSignature(
  name: string,
  parameters: readonly string[],
  trait: string,
  output: Doc,
): Doc {
  const future = generic(trait, [output]);
  const head = `fn ${name}(${parameters.join(", ")})`;
  const result = textOfDoc(future);
  const columns = 4 + `${head} -> ${result} + Send;`.length;
  if (columns < width) return [head, " -> ", future, " + Send;"];
  if (columns === width) return [head, hardline, "-> ", future, " + Send;"];
  const start = [
    "fn ",
    name,
    "(",
    nest(
      4,
      parameters.map((parameter) => [hardline, parameter, ","]),
    ),
    hardline,
    ") -> ",
  ];
  // rustfmt measures the result from the line's indentation and forgets the parenthesis in front of it.
  if (result.length <= 91) return [start, flatDoc(future), " + Send;"];
  if (result.length === 92) return [start, flatDoc(future), hardline, "+ Send;"];
  return [start, broken(trait, [output]), " + Send;"];
}

/**
 * `fn name(input: In) -> R;` inside a trait: of a function that waits for nothing. One of exactly 100 columns has its result
 * alone on the second line, as {@link methodSignature} has.
 */
export function plainSignature(
  name: string,
  parameters: readonly string[],
  output: Doc | undefined,
): Doc {
  const result: Doc = output === undefined ? "" : [" -> ", output];
  const head = `fn ${name}(${parameters.join(", ")})`;
  const columns = 4 + `${head}${textOfDoc(result)};`.length;
  if (columns === width && output !== undefined) return [head, hardline, "-> ", output, ";"];
  if (columns <= width) return [head, result, ";"];
  const lines = parameters.map((parameter): Doc => [hardline, parameter, ","]);
  // As above, the result is measured from the line's indentation, without the parenthesis.
  const fits = textOfDoc(output ?? "").length <= 93;
  return [`fn ${name}(`, nest(4, lines), hardline, ")", fits ? flatDoc(result) : result, ";"];
}

/** `pub async fn name(&self, …) -> R {` of a client, eight columns deep. */
export const clientSignature = (name: string, input: string, output: Doc, error: string): Doc =>
  functionSignature(8, `pub async fn ${name}`, ["&self", "ctx: &Ctx", `input: ${input}`], {
    name: "Result",
    items: [output, error],
  });

/** The same of an rpc that answers with a stream. */
export const clientStream = (name: string, input: string, result: Doc): Doc =>
  functionSignature(8, `pub fn ${name}`, ["&self", "ctx: &Ctx", `input: ${input}`], {
    name: "futures_util::stream::BoxStream",
    items: ["'static", result],
  });

/**
 * `pub fn name(a, b) -> Result<T, E> {`, `indent` columns deep. Where the parameters are broken, rustfmt counts the
 * indentation twice before it decides on which line the brace stands.
 */
export function functionSignature(
  indent: number,
  named: string,
  parameters: readonly string[],
  { name, items }: { readonly name: string; readonly items: readonly Doc[] },
): Doc {
  const result = generic(name, items);
  const text = textOfDoc(result);
  const head = `${named}(${parameters.join(", ")})`;
  if (indent + `${head} -> ${text} {`.length <= width) return [head, " -> ", result, " {"];
  const body = [
    nest(
      4,
      parameters.map((parameter) => [hardline, parameter, ","]),
    ),
    hardline,
  ];
  const start = [named, "(", body, ") -> "];
  if (text.length > 97 - indent) return [start, broken(name, items), " {"];
  return [start, flatDoc(result), text.length > 93 - 2 * indent ? hardline : " ", "{"];
}

/** A codec such as `Vec<Option<wire::Text>>` as a document that may break. */
export function codecDoc(codec: string): Doc {
  const [, outer, inner] = /^([\w:]+)<(.*)>$/.exec(codec) ?? [];
  if (outer === undefined || inner === undefined) return codec;
  // The codec of a map's keys stands in front of that of its values.
  const [, key, value] = /^([\w:]+), (.*)$/.exec(inner) ?? [];
  const items = key === undefined || value === undefined ? [inner] : [key, value];
  return generic(outer, items.map(codecDoc));
}

/** `let name = name.unwrap_or_else(|| value);`, eight columns deep: on one line, or on two, or with the value in a block. */
export function fallback(name: string, value: Doc, lazy: boolean): Doc {
  if (!lazy) return ["let ", name, " = ", name, ".unwrap_or(", value, ");"];
  const start = `let ${name} =`;
  const whole: Doc = [name, ".unwrap_or_else(|| ", value, ");"];
  const columns = textOfDoc(whole).length;
  if (8 + start.length + 1 + columns <= width) return [start, " ", whole];
  if (12 + columns <= width) return [start, nest(4, [hardline, whole])];
  return [start, ` ${name}.unwrap_or_else(|| {`, nest(4, [hardline, value]), hardline, "});"];
}

/**
 * `before["a", "b"];` of a list of literals, `indent` columns deep: in one line, else as many short ones on a line as fit,
 * else one a line (rustfmt's `array_width` and `short_array_element_width_threshold`).
 */
export function listOfTexts(indent: number, before: string, items: readonly string[]): Doc {
  const flat = items.join(", ");
  if (flat.length <= 60 && indent + before.length + flat.length + 3 <= width)
    return `${before}[${flat}];`;
  const lines: string[] = [];
  const isShort = items.every((item) => item.length <= 10);
  for (const item of items) {
    const last = lines.at(-1);
    const fits = last !== undefined && indent + 4 + `${last} ${item},`.length <= width;
    if (isShort && fits) lines.splice(-1, 1, `${last} ${item},`);
    else lines.push(`${item},`);
  }
  return [
    `${before}[`,
    nest(
      4,
      lines.map((item): Doc => [hardline, item]),
    ),
    hardline,
    "];",
  ];
}
