import { pascalCase, wordsOf } from "#intent";
import type { MirroredFile, MirroredService, Place } from "./facts.ts";

/** `getUser`, `get_user` and `GetUser` are `get-user` in an intent. */
export const kebab = (name: string): string => wordsOf(name).join("-");

/** Whether people wrote the file. */
export const isOwn = (file: MirroredFile): boolean => file.role !== "stamped";

export interface OutgoingCall {
  /** Name of the service that is called, as an intent would say it. */
  readonly service: string;
  readonly rpc: string;
  readonly file: string;
  readonly at: Place;
  /** Whether the file itself says what it is called on; else only a name tells, which may mean something else here. */
  readonly sure: boolean;
}
export interface Publication {
  readonly event: string;
  readonly file: string;
  readonly at: Place;
  readonly sure: boolean;
}

/** Calls that every value has, whatever it is. */
const ordinary = new Set([
  "new",
  "clone",
  "to",
  "from_env",
  "fromEnv",
  "bind",
  "close",
  "aclose",
  "as_ref",
  "borrow",
  "with_key",
  ..."lock unwrap expect into into_inner then catch finally toString valueOf call apply".split(" "),
]);

/** What a name holds: a service that is called, or `""` for whoever publishes this service's events. */
interface Holding {
  readonly held: string;
  readonly sure: boolean;
}
type Holdings = ReadonlyMap<string, Holding>;

/** `UsersClient`, `UsersApi` → `users`; `Publisher`, `OrdersEvents` (of `orders` itself) → `""`; else nothing. */
function heldBy(
  type: string,
  own: string,
  services: ReadonlyMap<string, string>,
): string | undefined {
  if (type === "Publisher" || type === `${pascalCase(own)}Events`) return "";
  return services.get(type.replace(/(?:Client|Api)$/, ""));
}

function holdingsOf(
  files: readonly MirroredFile[],
  holds: (type: string) => string | undefined,
): Holdings {
  const found = new Map<string, Holding>();
  for (const file of files)
    for (const { name, type, unsure } of file.facts.bindings) {
      const held = holds(type);
      if (held === undefined) continue;
      const before = found.get(name);
      const isOne = before === undefined || (before.sure && before.held === held);
      found.set(name, { held, sure: unsure !== true && isOne });
    }
  return found;
}

/**
 * Calls of other services and events that are published, by hand-written code: a method of something that holds a client
 * or the publisher. A name is looked up in its own file first, then in all files of the service; one that is called like a
 * service counts as its client, and is not sure. `services` are the names of all services, by
 * themselves in PascalCase.
 */
export function outgoing(
  mirrored: MirroredService,
  services: ReadonlyMap<string, string>,
): { readonly calls: readonly OutgoingCall[]; readonly publications: readonly Publication[] } {
  const calls: OutgoingCall[] = [];
  const publications: Publication[] = [];
  const own = mirrored.files.filter(isOwn);
  const written = new Set(own.flatMap((file) => file.facts.types.map((type) => type.name)));
  // A client that people wrote themselves has the methods that they gave it.
  const holds = (type: string): string | undefined =>
    written.has(type) ? undefined : heldBy(type, mirrored.name, services);
  const anywhere = holdingsOf(own, holds);
  for (const file of own) {
    const here = holdingsOf([file], holds);
    for (const { receiver, on = "", name, at } of file.facts.calls) {
      if (ordinary.has(name) || /^[A-Z]|^__/.test(name)) continue;
      const onType = holds(on);
      const sure = onType !== undefined || here.get(receiver)?.sure === true;
      const held =
        onType ??
        here.get(receiver)?.held ??
        anywhere.get(receiver)?.held ??
        holds(receiver) ??
        services.get(pascalCase(receiver));
      if (held === undefined) continue;
      if (held === "") publications.push({ event: kebab(name), file: file.path, at, sure });
      else if (held !== mirrored.name)
        calls.push({ service: held, rpc: kebab(name), file: file.path, at, sure });
    }
  }
  return { calls, publications };
}
