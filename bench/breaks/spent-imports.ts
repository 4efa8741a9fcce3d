const isImport = (line: string): boolean =>
  line.trim() === "" || /^\s*(?:pub )?(?:use|import|from)\s.*[\w;"')}]\s*$/.test(line);

/** The names that a line of imports brings into its file: those in braces, those behind Python's `import`, or the last. */
function namesIn(line: string): readonly string[] {
  const listed = /\{([^}]*)\}/.exec(line)?.[1] ?? /^\s*from\s.*\simport\s+(.*)$/.exec(line)?.[1];
  const words = (listed ?? line.replace(/\sfrom\s+["'].*$/, "")).match(/\b[A-Za-z_]\w*\b/g) ?? [];
  const names = words.filter((word) => word !== "type" && word !== "as");
  return listed === undefined ? names.slice(-1) : names;
}

/** How often a name stands in a text by itself: what a path leads to (`uuid::Uuid`) needs no import. */
const uses = (text: string, name: string): number =>
  text.match(new RegExp(`(?<!::)\\b${name}\\b`, "g"))?.length ?? 0;

/**
 * Whether added lines are nothing but imports that a repair needs (`repaired` names them elsewhere), and that nothing
 * names any more once a person's answers stand (`answered`). They go with those answers.
 */
export function areSpentImports(
  lines: readonly string[],
  { repaired, answered }: { readonly repaired: string; readonly answered: string },
): boolean {
  const names = lines.every(isImport) ? lines.flatMap(namesIn) : [];
  const own = lines.join("\n");
  const elsewhere = (text: string, name: string): number => uses(text, name) - uses(own, name);
  return (
    names.length > 0 &&
    names.every((name) => elsewhere(answered, name) === 0 && elsewhere(repaired, name) > 0)
  );
}

/** Lines `start` to `end` (from 0, end excluded) of a text. */
interface Lines {
  readonly start: number;
  readonly end: number;
}

const opening = /^\s*(?:pub(?:\([^)]*\))? )?(?:use|import|from)\s/;

/** The blocks of a text that bring names in: import after import, with what blank lines stand between. */
export function importBlocks(text: string): readonly Lines[] {
  const found: { start: number; end: number }[] = [];
  const lines = text.split("\n");
  for (let start = 0; start < lines.length; start++) {
    const line = lines[start] ?? "";
    if (!opening.test(line)) continue;
    const last = /[{(]\s*$/.test(line)
      ? lines.findIndex((one, index) => index > start && /^\s*[})]/.test(one))
      : start;
    const end = Math.max(start, last) + 1;
    const before = found.at(-1);
    if (before !== undefined && lines.slice(before.end, start).every((one) => one.trim() === ""))
      before.end = end;
    else found.push({ start, end });
    start = end - 1;
  }
  return found;
}

const wordsOf = (text: string): readonly string[] => text.match(/\b[A-Za-z_]\w*\b/g) ?? [];

/**
 * Whether imports of the gold bring nothing but names that its answers alone need: names that the repair, which asks
 * there, says nowhere. Takes the lines as they were, as the gold has them, and the whole text of the repair.
 */
export function areForAnswers(
  was: readonly string[],
  gold: readonly string[],
  repaired: string,
): boolean {
  const known = new Set(wordsOf(was.join("\n")));
  const fresh = wordsOf(gold.join("\n")).filter(
    (word) => !known.has(word) && !/^(?:use|import|from|type|as)$/.test(word),
  );
  const said = new Set(wordsOf(repaired));
  return (
    fresh.some((word) => !said.has(word)) &&
    fresh.every((word) => !said.has(word) || /^[a-z_]+$/.test(word))
  );
}
