import { commaList, hardline, join, nest, type Doc, type Import } from "../layout.ts";
import { indent, lateImport, width } from "./types.ts";

const standard: ReadonlySet<string> = new Set([
  "abc",
  "collections.abc",
  "copy",
  "dataclasses",
  "pathlib",
  "typing",
  "uuid",
]);

const sectionOf = (from: string): number =>
  from === "__future__" ? 0 : standard.has(from) ? 1 : from.startsWith(".") ? 3 : 2;

/**
 * Imports as ruff sorts them (isort's sections and order): future, standard library, packages, own modules with a blank
 * line between. Names with `as` have a statement of their own.
 */
export function importsDoc(found: readonly Import[]): Doc {
  const late = found.filter(({ from }) => from === lateImport);
  const others = found.filter(({ from }) => from !== lateImport);
  const sections = [...Map.groupBy(others, ({ from }) => sectionOf(from))].toSorted(
    ([a], [b]) => a - b,
  );
  const blocks = sections.map(([, items]) => sectionDoc(items));
  return join([hardline, hardline], late.length === 0 ? blocks : [...blocks, lateDoc(late)]);
}

/** Modules that a type checker sees at once and that run time looks up at their first use. */
function lateDoc(late: readonly Import[]): Doc {
  const names = late.map(({ name }) => name).toSorted();
  const seen = names.map((name): Doc => [hardline, `from . import ${name}`]);
  const reached = names.map((name): Doc => {
    const [file = "", alias = ""] = name.split(" as ");
    return [hardline, `${alias} = _wire.later(__name__, "${file}")`];
  });
  return ["if TYPE_CHECKING:", nest(indent, seen), hardline, "else:", nest(indent, reached)];
}

function sectionDoc(items: readonly Import[]): Doc {
  const modules = [...Map.groupBy(items, ({ from }) => from)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return join(
    hardline,
    modules.flatMap(([from, names]) =>
      statements(
        from,
        names.map(({ name }) => name),
      ),
    ),
  );
}

function statements(from: string, names: readonly string[]): readonly Doc[] {
  const sorted = names.toSorted(byTypeThenName);
  const plain = sorted.filter((name) => !name.includes(" as "));
  const renamed = sorted
    .filter((name) => name.includes(" as "))
    .map((name): Doc => `from ${from} import ${name}`);
  return plain.length === 0 ? renamed : [importDoc(from, plain), ...renamed];
}

/** Parentheses only where the names do not fit in one line. */
function importDoc(from: string, names: readonly string[]): Doc {
  const flat = `from ${from} import ${names.join(", ")}`;
  return flat.length <= width ? flat : [`from ${from} import `, commaList("(", ")", names, indent)];
}

function byTypeThenName(left: string, right: string): number {
  const order = rankOf(left) - rankOf(right);
  if (order !== 0) return order;
  return left.toLowerCase() < right.toLowerCase() ? -1 : 1;
}

/** Constants, then classes, then the rest. */
function rankOf(name: string): number {
  if (name.length > 1 && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}
