import ts from "typescript-services";

/** A number inside a JSON text of the code. */
export interface JsonNumber {
  /** Names and positions from the outside in. */
  readonly path: readonly (string | number)[];
  /** Place in the file. */
  readonly start: number;
  readonly end: number;
  /** The quote around the text. */
  readonly quote: string;
}

/** One step of the reading of a JSON text: where it is, and the open lists and objects. */
interface Open {
  readonly isList: boolean;
  key: string;
  index: number;
}

const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}[\],:]/g;

/**
 * All numbers of a string literal that holds JSON, or an object as test runners print it, with commas behind the last
 * members; none where it holds something else, or escapes that move places.
 */
export function jsonNumbers(literal: ts.StringLiteralLike): readonly JsonNumber[] {
  const written = literal.getText();
  const [quote = '"', spelt] = [written[0], written.slice(1, -1)];
  const inner = spelt.replaceAll(/,(?=\s*[}\]])/g, " ");
  if (spelt !== literal.text || !isJson(inner)) return [];
  const found: JsonNumber[] = [];
  const open: Open[] = [];
  let name = "";
  for (const { 0: part, index } of inner.matchAll(token)) {
    const top = open.at(-1);
    if (part === "{" || part === "[") open.push({ isList: part === "[", key: "", index: 0 });
    else if (part === "}" || part === "]") open.pop();
    else if (part === "," && top?.isList === true) top.index += 1;
    else if (part === ":" && top !== undefined) top.key = name;
    else if (part.startsWith('"')) name = part.slice(1, -1);
    else if (/^[-\d]/.test(part)) {
      const start = literal.getStart() + 1 + index;
      const path = open.map((one) => (one.isList ? one.index : one.key));
      found.push({ path, start, end: start + part.length, quote });
    }
  }
  return found;
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // A text that only begins like JSON is no JSON; nothing is lost by leaving it alone.
    return false;
  }
}
