import ts from "typescript-services";

import { lineStarts, type CodeDiagnostic } from "#intent";

import type { Fix } from "../site.ts";

/** What the compiler says of names that nothing reads: one name, or all of an import. */
const unusedCodes: ReadonlySet<string> = new Set(["TS6133", "TS6192", "TS6196"]);

/**
 * The imports of a text that the compiler calls unused, each as one edit without them; other names that nothing reads may
 * be somebody's mistake and stay. `errors` are those of this very text.
 */
export function dropUnusedImports(
  file: string,
  text: string,
  errors: readonly CodeDiagnostic[],
): readonly Fix[] {
  const starts = lineStarts(text);
  const told = errors
    .filter((error) => unusedCodes.has(error.code))
    .map(({ code, line, column }) => ({ code, at: (starts[line - 1] ?? 0) + column - 1 }));
  if (told.length === 0) return [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return tree.statements.filter(ts.isImportDeclaration).flatMap((node) => {
    const inside = told.filter(({ at }) => node.getStart() <= at && at < node.getEnd());
    const bindings = bindingsOf(node);
    const isUnused = (binding: ts.Node): boolean =>
      inside.some(
        ({ code, at }) =>
          code === "TS6192" ||
          (binding.getStart() <= at && at < binding.getEnd()) ||
          (bindings.length === 1 && at === node.getStart()),
      );
    const kept = bindings.filter((binding) => !isUnused(binding));
    return kept.length === bindings.length ? [] : [fixOf(text, node, kept)];
  });
}

/** The names that an import binds, in order: a default one, a namespace, or named ones. */
function bindingsOf(node: ts.ImportDeclaration): ts.Node[] {
  const clause = node.importClause;
  const named = clause?.namedBindings;
  const more = named === undefined ? [] : ts.isNamedImports(named) ? [...named.elements] : [named];
  return [...(clause?.name === undefined ? [] : [clause.name]), ...more];
}

function fixOf(text: string, node: ts.ImportDeclaration, kept: readonly ts.Node[]): Fix {
  const because = "The compiler says that nothing reads what is imported here.";
  const rule = "drop-unused-import";
  const clause = node.importClause;
  if (clause === undefined || kept.length === 0) {
    const end = text.startsWith("\n", node.getEnd()) ? node.getEnd() + 1 : node.getEnd();
    return { rule, because, edits: [{ start: node.getStart(), end, text: "" }] };
  }
  const specifiers = kept.filter(ts.isImportSpecifier).map((one) => one.getText());
  const wide = clause.namedBindings?.getText().includes("\n") === true;
  const list = wide ? `{\n  ${specifiers.join(",\n  ")},\n}` : `{ ${specifiers.join(", ")} }`;
  const others = kept.filter((one) => !ts.isImportSpecifier(one)).map((one) => one.getText());
  const whole = [...others, ...(specifiers.length === 0 ? [] : [list])].join(", ");
  const start = (clause.name ?? clause.namedBindings ?? clause).getStart();
  return { rule, because, edits: [{ start, end: clause.getEnd(), text: whole }] };
}
