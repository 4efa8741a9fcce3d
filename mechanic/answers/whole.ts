import type { Slot } from "#intent";

const quotes = /"(?:[^"\\]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
const closing: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** A slot behind which the rest of a line of code goes on, or whose text is the value of something: no statement. */
const isValue = ({ before, after }: Slot): boolean =>
  /^[^\S\n]*\S/.test(after) || /(?:\breturn|=>|[=:,([])[^\S\n]*$/.test(before);

/**
 * Why a text of somebody's own would become part of the code around it; `undefined` where it stays in its place. Only what
 * can be told without a parser is looked at, the same in all languages; the compiler has the last word.
 */
export function spillsOver(text: string, slot: Slot): string | undefined {
  const bare = text.replaceAll(quotes, (quoted) => "q".repeat(quoted.length));
  const open: string[] = [];
  for (const character of bare) {
    if ("([{".includes(character)) open.push(character);
    const other = closing[character];
    if (other !== undefined && open.pop() !== other)
      return `\`${character}\` closes what it does not open`;
    if (character === ";" && open.length === 0 && isValue(slot))
      return "a value stands here, and `;` ends it";
  }
  const [left] = open;
  if (left !== undefined) return `\`${left}\` is not closed`;
  const lastLine = bare.slice(bare.lastIndexOf("\n") + 1);
  const isPython = slot.file.endsWith(".py");
  if ((isPython ? /#/ : /\/\//).test(lastLine) && !slot.after.startsWith("\n"))
    return "a comment at its end takes in the code behind it";
  return undefined;
}
