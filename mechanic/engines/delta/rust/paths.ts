import type { Declarations } from "./declarations.ts";
import { fieldOf, parts, type Node } from "./tree.ts";

/** One step from a type to a part of it: an element of a tuple, the key of a map, or what a map or list holds. */
export type Step = number | "key" | "value";

const maps = /^(?:Hash|BTree|Index)Map$/;
const lists =
  /^(?:Vec|VecDeque|HashSet|BTreeSet|BinaryHeap|LinkedList|(?:Double|ExactSize)?\w*Iterator)$/;
const wrappers =
  /^(?:Option|Result|Box|Rc|Arc|Mutex|MutexGuard|RwLock|RwLock\w+Guard|RefCell|Ref|RefMut|Cell|OnceCell|OnceLock|LazyLock|LazyCell|Cow|Pin|Reverse)$/;

/**
 * The part of a declared type to which steps lead: the second `i32` of `HashMap<i32, Vec<i32>>` for what `entry` gives.
 * Whatever only wraps is passed, and names of aliases stand for what they name. A type that does not say what its parts
 * are is given whole.
 */
export function partOf(type: Node, path: readonly Step[], declarations: Declarations): Node {
  let at = type;
  for (const step of path) {
    const next = stepInto(at, step, declarations, 0);
    if (next === undefined) return type;
    at = next;
  }
  return at;
}

function stepInto(
  type: Node,
  step: Step,
  declarations: Declarations,
  depth: number,
): Node | undefined {
  const deeper = (inner: Node | undefined): Node | undefined =>
    inner === undefined || depth > 8 ? undefined : stepInto(inner, step, declarations, depth + 1);
  // A list gives its elements, and steps to a part of each of them.
  const listed = (element: Node | undefined): Node | undefined =>
    typeof step === "number" ? deeper(element) : element;
  if (type.type === "reference_type") return deeper(fieldOf(type, "type"));
  if (type.type === "type_arguments") return deeper(parts(type)[0]);
  if (type.type === "abstract_type") return deeper(fieldOf(type, "trait"));
  if (type.type === "array_type") return listed(fieldOf(type, "element"));
  if (type.type === "tuple_type")
    return parts(type)[typeof step === "number" ? step : step === "key" ? 0 : 1];
  if (type.type === "type_identifier") {
    const [alias, ...others] = declarations.aliases.get(type.text) ?? [];
    return others.length > 0 ? undefined : deeper(alias);
  }
  if (type.type !== "generic_type") return undefined;
  const name = fieldOf(type, "type")?.text.split("::").at(-1) ?? "";
  const given = parts(fieldOf(type, "type_arguments") ?? type).filter(
    (one) => one.type !== "lifetime",
  );
  const [first, second] = given.map((one) =>
    one.type === "type_binding" ? fieldOf(one, "type") : one,
  );
  if (maps.test(name)) return step === "key" || step === 0 ? first : second;
  if (lists.test(name)) return listed(first);
  return wrappers.test(name) ? deeper(first) : undefined;
}

/** The steps from a pattern to a name inside of it, outermost first: `1, 0` for `b` of `(a, (b, c))`. */
export function stepsTo(name: Node, pattern: Node): number[] {
  const steps: number[] = [];
  for (let at = name; at !== pattern && at.parent !== undefined; at = at.parent)
    if (at.parent.type === "tuple_pattern") steps.unshift(parts(at.parent).indexOf(at));
  return steps;
}

/** Whether a pattern takes apart something with a name of its own on the way to a name: what that holds is declared there. */
export function isInsideOfNamed(name: Node, pattern: Node): boolean {
  for (let at = name; at !== pattern.parent && at.parent !== undefined; at = at.parent) {
    const holder = at === pattern ? undefined : at.parent;
    if (holder?.type === "struct_pattern") return true;
    const called = holder?.type === "tuple_struct_pattern" ? fieldOf(holder, "type") : undefined;
    if (called !== undefined && !/^(?:Some|Ok|Err|Reverse)$/.test(called.text)) return true;
  }
  return false;
}

/** What a method gives of what it is called on. */
export function stepOfMethod(name: string): Step | undefined {
  if (/^(?:get|get_mut|remove|entry|values|values_mut|into_values)$/.test(name)) return "value";
  return /^(?:keys|into_keys)$/.test(name) ? "key" : undefined;
}

/** What a method takes as its argument at an index, of what it is called on. */
export function stepOfArgument(name: string, index: number): Step | undefined {
  if (index === 0 && byKey.test(name)) return "key";
  if (name === "insert") return index === 0 ? "key" : "value";
  return /^push(?:_back|_front)?$/.test(name) ? "value" : undefined;
}

/** Methods that take the key of a map, or an element of a list. */
export const byKey =
  /^(?:get|get_mut|contains_key|contains|remove|entry|get_key_value|remove_entry)$/;

/** Methods whose closure gives what they give. */
export const givesClosures =
  /^(?:map\w*|filter_map|flat_map|and_then|then|fold|try_fold|scan|unwrap_or_else|or_else|or_insert_with|find_map|from_fn)$/;

/** Methods whose closure only tells, orders or acts: what it gives is nothing that they give. */
export const onlyTold =
  /^(?:filter|retain|any|all|find|position|rposition|(?:max|min)_by\w*|sort\w*|binary_search\w*|partition\w*|take_while|skip_while|for_each|inspect|is_some_and|is_none_or|is_sorted\w*|dedup_by\w*)$/;

/** Methods that give a number or a truth of their own. */
export const ofTheirOwn =
  /^(?:len|count|position|rposition|capacity|is_\w+|contains\w*|starts_with|ends_with|any|all|eq|ne|cmp|partial_cmp)$/;
