import type { Json } from "#intent";

const width = 100;

/** A value as JSON that oxfmt leaves as it is: an object's members one a line, short lists on one. */
export const jsonText = (value: Json): string => laidOut(value, 0, 0);

/** `taken` is how many columns of the line are taken before and behind the value. */
function laidOut(value: Json | undefined, depth: number, taken: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inside = "  ".repeat(depth + 1);
  const around = (open: string, lines: readonly string[], close: string): string =>
    lines.length === 0
      ? open + close
      : `${open}\n${inside}${lines.join(`,\n${inside}`)}\n${"  ".repeat(depth)}${close}`;
  if (isList(value)) {
    const flat = flatText(value);
    if (staysFlat(value) && taken + flat.length <= width) return flat;
    return around(
      "[",
      value.map((item, index) =>
        laidOut(item, depth + 1, inside.length + (index < value.length - 1 ? 1 : 0)),
      ),
      "]",
    );
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const lines = members.map(([key, member], index) => {
    const before = `${JSON.stringify(key)}: `;
    const comma = index < members.length - 1 ? 1 : 0;
    return before + laidOut(member, depth + 1, inside.length + before.length + comma);
  });
  return around("{", lines, "}");
}

const flatText = (value: Json): string =>
  isList(value) ? `[${value.map(flatText).join(", ")}]` : JSON.stringify(value);

/** Lists that hold several lists, or objects, go over lines; one list in a list does not. */
const staysFlat = (list: readonly Json[]): boolean =>
  list.every((item) => typeof item !== "object" || item === null) ||
  (list.length === 1 && list[0] !== undefined && isList(list[0]) && staysFlat(list[0]));

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
