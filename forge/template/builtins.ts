import { camelCase, pascalCase, screamingCase, snakeCase } from "#intent";
import {
  choice,
  group,
  hardline,
  importsHere,
  imported,
  imports,
  join,
  line,
  nest,
  scope,
  softline,
  type Doc,
} from "../print/layout.ts";
import {
  docOf,
  isList,
  isRecord,
  isTrue,
  valueOf,
  type TemplateFunction,
  type TemplateFunctions,
  type Value,
} from "./value.ts";

type LayoutForm = (indent: number, numbers: readonly number[], docs: readonly Doc[]) => Doc;

/** Forms that lay out what they hold; numbers among their arguments are widths. */
export const layoutForms: Readonly<Record<string, LayoutForm>> = {
  line: () => line,
  softline: () => softline,
  hardline: () => hardline,
  imports: () => importsHere,
  group: (_indent, _numbers, docs) => group(docs),
  "group-within": (_indent, [max], docs) => group(docs, max),
  indent: (indent, _numbers, docs) => nest(indent, docs),
  "if-broken": (_indent, _numbers, docs) => choice(docs, ""),
  "if-flat": (_indent, _numbers, docs) => choice("", docs),
  scope: (_indent, _numbers, docs) => scope(docs),
};

const textOfValue = (value: Value): string => (typeof value === "string" ? value : "");
const cased =
  (casing: (name: string) => string): TemplateFunction =>
  (value) =>
    casing(textOfValue(value));

/** Items of a list whose member is true (or is not); what is no list has none. */
const itemsWhere = (member: Value, list: Value, wanted: boolean): readonly Value[] =>
  isList(list)
    ? list.filter((item) => isRecord(item) && isTrue(item[textOfValue(member)]) === wanted)
    : [];

/** Functions of every language's templates. */
export const builtins: TemplateFunctions = {
  not: (value) => !isTrue(value),
  and: (...values) => values.every(isTrue),
  or: (...values) => values.some(isTrue),
  "equal?": (a, b) => a === b,
  "empty?": (value) => !isTrue(value),
  where: (member, list) => itemsWhere(member, list, true),
  "where-not": (member, list) => itemsWhere(member, list, false),
  all: (member, list) => isList(list) && itemsWhere(member, list, false).length === 0,
  count: (value) => (isList(value) ? value.length : 0),
  concat: (...values) => values.map(textOfValue).join(""),
  join: (separator, items) =>
    valueOf(
      join(docOf(separator) ?? "", isList(items) ? items.map((item) => docOf(item) ?? "") : []),
    ),
  import: (from, name) => valueOf(imported(textOfValue(from), textOfValue(name))),
  "import-type": (from, name) => valueOf(imported(textOfValue(from), textOfValue(name), true)),
  "use-import": (from, name) => imports(textOfValue(from), textOfValue(name)),
  pascal: cased(pascalCase),
  camel: cased(camelCase),
  snake: cased(snakeCase),
  screaming: cased(screamingCase),
};
