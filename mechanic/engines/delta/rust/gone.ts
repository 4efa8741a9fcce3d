import { derived, snakeCase, typeName, valueName, type Change, type RepairRequest } from "#intent";

import { lastName, ownerOf, renamesOf, swappedEvents } from "./names.ts";

/** One name of stamped code that is no more. `owner` is the Rust type that a member or variant belonged to. */
export interface Gone {
  readonly kind: "member" | "variant" | "type" | "function";
  readonly owner: string | undefined;
  readonly name: string;
  readonly change: Change;
}

const types: ReadonlySet<string> = new Set([
  "entity-removed",
  "enum-removed",
  "alias-removed",
  "error-removed",
  "event-removed",
]);

/** Every name that the removals among the changes take away. What may be a rename is left out: it is asked about. */
export function goneOf(request: RepairRequest): Gone[] {
  const { changes } = request;
  const named = changes.filter((change) => change.guess === undefined).flatMap(namesOf);
  return [...named, ...outputsOf(request), ...swappedOf(request), ...vanished(request, named)];
}

function namesOf(change: Change): Gone[] {
  const last = lastName(change.symbol);
  const gone = (kind: Gone["kind"], name: string, owner?: string): Gone => ({
    kind,
    owner,
    name,
    change,
  });
  if (/^(?:field|parameter|config)-removed$/.test(change.kind))
    return [gone("member", valueName("rust", last), ownerOf(change.symbol))];
  if (change.kind === "variant-removed")
    return [gone("variant", typeName("rust", last), ownerOf(change.symbol))];
  if (change.kind === "rpc-error-removed" && change.from !== null)
    return [gone("variant", typeName("rust", lastName(change.from)), derived.rpcError(last))];
  if (!types.has(change.kind)) return [];
  const built = `a_${snakeCase(last)}`;
  return [gone("type", typeName("rust", last)), gone("function", built)];
}

/** Members of what an rpc gave before, where it gives something else now: `page.next` of a page that is a list. */
function outputsOf({ changes, before }: RepairRequest): Gone[] {
  return changes
    .filter((change) => change.kind === "rpc-output-changed" && change.from !== null)
    .flatMap((change) => {
      const service = change.symbol.split("/")[0] ?? "";
      const entity = before.services
        .get(service)
        ?.entities.find((one) => one.name === change.from?.split("/").at(-1));
      return (entity?.fields ?? []).map((field): Gone => ({
        kind: "member",
        owner: undefined,
        name: valueName("rust", field.name),
        change,
      }));
    });
}

/** What the event told that was listened to before, and the one that takes its place does not. */
function swappedOf({ changes, before, after }: RepairRequest): Gone[] {
  return swappedEvents(changes).flatMap(({ service, from, to, change }) => {
    const fields = (model: typeof before, name: string) =>
      model.services.get(service)?.events.find((one) => one.name === name)?.fields ?? [];
    const told = new Set(fields(after, to).map((field) => field.name));
    return fields(before, from)
      .filter((field) => !told.has(field.name))
      .map((field): Gone => ({
        kind: "member",
        owner: typeName("rust", to),
        name: valueName("rust", field.name),
        change,
      }));
  });
}

const declared = /\bpub (?:struct|enum|type|trait) (\w+)|\bpub fn (a_\w+)/g;

/** Names that are stamped no more, since nothing that the service uses has them any longer. */
function vanished(
  { stampedBefore, stampedAfter, changes }: RepairRequest,
  known: readonly Gone[],
): Gone[] {
  const namesIn = (texts: Iterable<string>): Set<string> =>
    new Set(
      [...texts].flatMap((text) => [...text.matchAll(declared)].map(([, a, b]) => a ?? b ?? "")),
    );
  const after = namesIn(stampedAfter.values());
  const [first] = changes;
  if (first === undefined) return [];
  return [...namesIn(stampedBefore.values())]
    .filter((name) => !after.has(name) && !known.some((one) => one.name === name))
    .filter((name) => !livesOn(name, changes))
    .map((name) => {
      const change = changes.find((one) => mentions(one, name)) ?? first;
      return { kind: name.startsWith("a_") ? "function" : "type", owner: undefined, name, change };
    });
}

/** Whether a name goes on under another one, or may do so: that is no matter of leaving it out. */
const livesOn = (name: string, changes: readonly Change[]): boolean =>
  renamesOf(changes).some((one) => one.from === name) ||
  changes.some(({ guess }) =>
    [guess?.from, guess?.to].some((symbol) => {
      const word = symbol === undefined ? "" : lastName(symbol);
      return new RegExp(`^(?:${typeName("rust", word)}(?:In|Error)?|a_${snakeCase(word)})$`).test(
        name,
      );
    }),
  );

const mentions = ({ symbol, from }: Change, name: string): boolean =>
  [symbol, from ?? ""].some((text) =>
    text
      .split(/[^\w-]+/)
      .some((word) =>
        [
          typeName("rust", word),
          `a_${snakeCase(word)}`,
          derived.input(word),
          derived.rpcError(word),
        ].includes(name),
      ),
  );
