/** An XML element of a test report: enough of XML for what pytest writes, nothing more. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** All elements of this name in document order. They do not nest in each other. */
export function elements(xml: string, name: string): Element[] {
  return [...xml.matchAll(tagPattern(name))].map(([, attributes = "", body = ""]) =>
    elementOf(name, attributes, body),
  );
}

const tagPattern = (name: string): RegExp =>
  new RegExp(
    `<(?:${name})\\b((?:\\s+[\\w:.-]+="[^"]*")*)\\s*(?:/>|>([\\s\\S]*?)</(?:${name})>)`,
    "g",
  );
const childPattern = /<([\w-]+)\b((?:\s+[\w:.-]+="[^"]*")*)\s*(?:\/>|>([\s\S]*?)<\/\1>)/g;

function elementOf(name: string, attributes: string, body: string): Element {
  const children = [...body.matchAll(childPattern)].map(([, child = "", own = "", text = ""]) =>
    elementOf(child, own, text),
  );
  const pairs = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(
    ([, key = "", value = ""]): [string, string] => [key, unescape(value)],
  );
  return { name, attributes: new Map(pairs), children, text: unescape(body) };
}

const named = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

function unescape(text: string): string {
  return text.replaceAll(/&(#x[0-9a-fA-F]+|#\d+|[a-z]+);/g, (whole, entity: string) => {
    if (!entity.startsWith("#")) return named.get(entity) ?? whole;
    return String.fromCodePoint(
      entity.startsWith("#x") ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1)),
    );
  });
}
