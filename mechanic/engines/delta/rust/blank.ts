import type { SyntaxNode, SyntaxParser } from "#intent";

/**
 * Tree-sitter reads macro bodies as flat tokens. Most macros take expressions, so their calls are rewritten to something
 * of equal length that parses: `assert_eq!(a, b)` becomes `assert_eq (a, b)`, `vec![a]` becomes `    [a]`, and the braces
 * and colons of `json!({"a": b})` become an array's. A macro whose body does not parse that way keeps its tokens.
 */
export async function blankMacros(parser: SyntaxParser, text: string): Promise<SyntaxNode> {
  const kept = new Set<number>();
  let blanked = text;
  let parsed = await parser.parse("rust", text);
  for (let depth = 0; depth < 6; depth++) {
    const macros = macrosOf(parsed.root).filter((macro) => !kept.has(macro.start));
    if (macros.length === 0) return parsed.root;
    const candidate = macros.reduce(opened, blanked);
    const trial = await parser.parse("rust", candidate);
    const broken = trial.hasError
      ? macros.filter((macro) => hasErrorWithin(trial.root, macro))
      : [];
    for (const macro of broken) kept.add(macro.start);
    if (broken.length === 0) {
      blanked = candidate;
      parsed = trial;
      continue;
    }
    blanked = macros.filter((macro) => !broken.includes(macro)).reduce(opened, blanked);
    parsed = await parser.parse("rust", blanked);
  }
  return parsed.root;
}

function macrosOf(root: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open: SyntaxNode[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.type === "macro_invocation") found.push(next);
    else if (next.type !== "macro_definition") open.push(...next.children);
  }
  return found;
}

function opened(text: string, macro: SyntaxNode): string {
  const body = macro.children.find((child) => child.type === "token_tree");
  if (body === undefined) return text;
  const head = text.slice(macro.start, body.start);
  const inner = text.slice(body.start, body.end);
  if (!inner.startsWith("(") && !inner.startsWith("[")) return text;
  const newHead = inner.startsWith("[") ? head.replaceAll(/\S/g, " ") : head.replace("!", " ");
  const newInner = /(^|::)json!\s*$/.test(head) ? asArray(inner) : inner;
  return text.slice(0, macro.start) + newHead + newInner + text.slice(body.end);
}

/** `{"a": b}` to `["a", b]`, outside of strings. */
function asArray(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|::|[{}:]/g, (token) => {
    if (token === "{") return "[";
    if (token === "}") return "]";
    return token === ":" ? "," : token;
  });
}

function hasErrorWithin(root: SyntaxNode, macro: SyntaxNode): boolean {
  const open: SyntaxNode[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.end < macro.start || next.start > macro.end) continue;
    if (next.type === "ERROR") return true;
    open.push(...next.children);
  }
  return false;
}
