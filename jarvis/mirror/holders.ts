import { splitType } from "./neutral.ts";

/** A type that is a client or a publisher. `unsure`: what is called on it may be its wrapping's. */
export interface Held {
  readonly type: string;
  readonly unsure?: true;
}

const holder = /^(?:[A-Z]\w*(?:Client|Api|Events)|Publisher)$/;

/** Whether a name is one that stamped code gives to clients, their contracts, and publishers. */
export const isHolder = (name: string): boolean => holder.test(name);

/** Wrappings through which every call goes to what they hold. */
const transparent = new Set(
  "Arc Rc Box Readonly Required Pick Omit Annotated Final Optional ClassVar Type NonNullable".split(
    " ",
  ),
);
/** Wrappings that have methods of their own. */
const wrapping = new Set("Option Mutex RwLock RefCell OnceCell Lazy Partial Promise".split(" "));

const depthMax = 8;

/**
 * The client or publisher that a type is, in any of the three languages: `Arc<UsersClient>`, `&impl UsersApi`,
 * `UsersApi | undefined`, `"UsersClient"`. What merely speaks of one (`App<UsersClient>`, a list of them, a function of
 * one) is none.
 */
export function heldBy(code: string): Held | undefined {
  let type = code.trim();
  let unsure = false;
  for (let depth = 0; depth < depthMax; depth++) {
    type = plain(type);
    const parts = splitType(type, "|").filter((part) => !/^(?:undefined|null|None)$/.test(part));
    const both = parts.length === 1 ? splitType(parts[0] ?? "", "&").flatMap(bounds) : parts;
    const holders = both.filter((part) => isHolder(lastOf(part)));
    if (both.length > 1 && holders.length !== 1) return undefined;
    if (both.length > 1) unsure = true;
    const [only = ""] = both.length > 1 ? holders : both;
    if (isHolder(lastOf(only)))
      return { type: lastOf(only), ...(unsure ? { unsure: true as const } : {}) };
    const [, head = "", inside = ""] = /^([\w.:]+)[<[](.*)[>\]]$/s.exec(only) ?? [];
    const name = lastOf(head);
    if (wrapping.has(name)) unsure = true;
    else if (!transparent.has(name)) return undefined;
    type = splitType(inside, ",")[0] ?? "";
  }
  return undefined;
}

/** Without what does not change whose methods a value has: references, `impl`, `readonly`, brackets, quotes. */
const plain = (type: string): string =>
  type
    .replace(/^["'](.*)["']$/s, "$1")
    .replace(/^(?:&\s*|'\w+\s+|mut\s+|impl\s+|dyn\s+|readonly\s+)+/, "")
    .replace(/^\((.*)\)$/s, "$1")
    .trim();

/** Rust's `UsersApi + Send + 'static`. */
const bounds = (type: string): string[] =>
  splitType(type, "+").filter((part) => !/^(?:Send|Sync|Clone|Unpin|Sized|'\w+)$/.test(part));

/** The last name of a path, without what it is over. */
const lastOf = (path: string): string =>
  plain(path)
    .replace(/<[^>]*>$/, "")
    .split(/::|\./)
    .at(-1) ?? path;
