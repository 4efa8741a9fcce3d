import type { Model, Service, Span } from "#intent";

/** A form of an intent: its file, relative to the root, and where it stands in it. */
export interface Origin {
  readonly file: string;
  readonly span: Span;
}

const origins = new WeakMap<object, Origin>();

/** The form that a declaration of a traced model is, or that something was made of; `undefined` where nobody knows. */
export const originOf = (thing: object): Origin | undefined => origins.get(thing);

/** Says of what was made from `item` that it comes from its form, unless something nearer is known. */
function follow(made: unknown, item: unknown): void {
  if (typeof item !== "object" || item === null) return;
  const origin = origins.get(item);
  if (origin === undefined) return;
  for (const one of Array.isArray(made) ? made : [made])
    if (isPlain(one) && !origins.has(one)) origins.set(one, origin);
}

/**
 * A list of declarations that remembers, of whatever is made from each, which one it was: so views need not know that
 * somebody asks. What is made by other means than these counts as made from the form around.
 */
class TracedList<T> extends Array<T> {
  override map<U>(change: (item: T, index: number, all: T[]) => U): U[] {
    return super.map((item, index, all) => {
      const made = change(item, index, all);
      follow(made, item);
      return made;
    });
  }

  override flatMap<U, This = undefined>(
    change: (this: This, item: T, index: number, all: T[]) => U | readonly U[],
    given?: This,
  ): U[] {
    return super.flatMap(function (this: This, item: T, index: number, all: T[]) {
      const made = change.call(this, item, index, all);
      follow(made, item);
      return made;
    }, given);
  }

  override toSorted(compare?: (a: T, b: T) => number): T[] {
    return traced(super.toSorted(compare));
  }
}

/** A list as a traced one. */
function traced<T>(items: readonly T[]): T[] {
  const list = new TracedList<T>();
  for (const item of items) list.push(item);
  return list;
}

/** A list that holds items of `list` in another order, or what was made of them, traced where `list` is. */
export const likewise = <T>(list: readonly unknown[], items: T[]): T[] =>
  list instanceof TracedList ? traced(items) : items;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isSpan = (value: unknown): value is Span =>
  isPlain(value) && typeof value["start"] === "number" && typeof value["end"] === "number";

/** A copy of plain data in which every list is traced and every thing with a place is known by it. */
function copied(value: unknown, file: string): unknown {
  if (Array.isArray(value)) return traced(value.map((item) => copied(item, file)));
  if (!isPlain(value) || isSpan(value)) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, copied(inner, file)]),
  );
  const { span } = value;
  if (isSpan(span)) origins.set(copy, { file, span });
  return copy;
}

const isService = (value: unknown, like: Service): value is Service =>
  isPlain(value) && Object.keys(like).every((name) => Object.hasOwn(value, name));

/** A model that says the same and knows where each of its declarations is written. */
export function tracedModel({ universe, services }: Model): Model {
  const copies = new Map<string, Service>();
  for (const [name, service] of services) {
    const copy = copied(service, service.file);
    if (!isService(copy, service)) throw new Error(`${name} is no plain data`);
    copies.set(name, copy);
  }
  return { universe, services: copies };
}
