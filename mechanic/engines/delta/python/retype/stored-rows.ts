import { childOf, textOf } from "../tree.ts";
import { above } from "./indexed.ts";
import type { Indexed, Retype, Tag } from "./types.ts";

/** Types that JSON holds as they are. */
const inJson = /^(?:int|str|float|bool)$/;

/**
 * Slots of rows that are read from JSON (a `TypedDict` beside `json.loads`), where JSON has no form for the new type: what is
 * read there is of the old type, whatever an annotation says. It is converted where it comes out.
 */
export function storedRows(
  modules: ReadonlyMap<string, Indexed>,
  tags: Iterable<Tag>,
  { before, after }: Pick<Retype, "before" | "after">,
): ReadonlySet<number> {
  if (!inJson.test(before) || inJson.test(after)) return new Set();
  return new Set(
    [...tags].flatMap(({ tag, kind, file, node }) => {
      const module = modules.get(file);
      const isRow =
        kind === "slot" && module !== undefined && isStore(module) && isInRow(module, node);
      return isRow ? [tag] : [];
    }),
  );
}

const isStore = ({ text }: Indexed): boolean => /\bjson\.loads?\(/.test(text);

function isInRow(module: Indexed, node: Tag["node"]): boolean {
  const owner = [...above(module, node)].find(({ type }) =>
    /^(?:class|function)_definition$/.test(type),
  );
  const bases = owner === undefined ? undefined : childOf(owner, "superclasses");
  return bases !== undefined && /\bTypedDict\b/.test(textOf(module.text, bases));
}
