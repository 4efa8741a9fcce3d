/** A member of an object in JSON, with the place of its value. */
export interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]|true|false|null/g;

/** The members of the outermost object in a raw string literal, `r#"{"id": 7}"#`; none where it holds no object. */
export function membersOfText(literal: string, start: number): Member[] {
  const [, open = "", inner = ""] = /^(r#*")([\s\S]*)"#*$/.exec(literal) ?? [];
  if (!isObject(inner)) return [];
  const members: Member[] = [];
  let depth = 0;
  let key: string | undefined;
  let last = "";
  for (const match of inner.matchAll(token)) {
    const [word] = match;
    if (/^[{[]$/.test(word)) depth++;
    else if (/^[}\]]$/.test(word)) depth--;
    else if (word === ":" && depth === 1) key = last.slice(1, -1);
    else if (word === "," && depth === 1) key = undefined;
    else if (depth === 1 && key !== undefined) {
      const at = start + open.length + match.index;
      members.push({ key, start: at, end: at + word.length, text: word });
    }
    // A member whose value is a list or an object counts by its key.
    if (depth === 2 && /^[{[]$/.test(word) && key !== undefined)
      members.push({ key, start: start + open.length + match.index, end: start, text: "" });
    last = word;
  }
  return members;
}

function isObject(text: string): boolean {
  if (!text.trimStart().startsWith("{")) return false;
  try {
    return typeof JSON.parse(text) === "object";
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
