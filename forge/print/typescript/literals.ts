import { camelCase } from "#intent";

/** A string literal with the quotes that oxfmt chooses: double ones, unless the text holds more of those than single ones. */
export function stringLiteral(text: string): string {
  const double = JSON.stringify(text)
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  const count = (quote: string): number => text.split(quote).length - 1;
  if (count('"') <= count("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A number as oxfmt leaves it: no plus signs, no zeros that say nothing, exponents in lower case. */
export const numberLiteral = (text: string): string => String(Number(text)).replace("e+", "e");

/** Digits of a whole number with an `n`; leading zeros would be an error there. */
export const bigintLiteral = (text: string): string => `${BigInt(text)}n`;

/** Name of a codec, procedure, topic or declared error among the stamped values: `orderWire`, `getUserRpc`, … */
export const stampedValue = (
  name: string,
  suffix: "Wire" | "Rpc" | "Event" | "Error" | "Values" | "Tool",
): string => `${camelCase(name)}${suffix}`;
