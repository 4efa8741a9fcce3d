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
