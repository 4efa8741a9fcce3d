import {
  derived,
  invariantName,
  typeName,
  valueName,
  type Engine,
  type Model,
  type Service,
  type Span,
} from "#intent";
import type { Facts, MirroredFile, MirroredService, RouteFact } from "../mirror/facts.ts";
import { isOwn, outgoing, type OutgoingCall, type Publication } from "../mirror/meaning.ts";
import { implementsContract } from "./contracts.ts";
import { shapeDifferences, type ShapeDifference } from "./shapes.ts";
import { declaredTypes, ownerOf } from "./symbols.ts";
import type { ExpectedFile } from "./types.ts";
import { universeOf } from "./universe.ts";

/** One file that Forge stamps: what it should be, and what stands. */
export interface StampState {
  readonly path: string;
  /**
   * `stale`: of an older intent or older templates; `edited`: its marker is right and its text is not; `unread`: it could
   * not be read, so that nothing is known of it.
   */
  readonly state: "same" | "missing" | "stale" | "edited" | "unread";
  readonly file: MirroredFile | undefined;
  /** Facts of the text that Forge would write. */
  readonly expected: Facts;
  readonly shapes: readonly ShapeDifference[];
}

/** A handler that the intent asks for. */
export interface WantedHandler {
  readonly kind: HandlerKind;
  /** Name of the rpc, tool or util, or of what `:do` names. */
  readonly name: string;
  /** Of the rpc, or of the event that is heard. */
  readonly symbol: string;
  /** Its declaration in the service's intent. */
  readonly span: Span;
  /** What custom code implements: a trait for each handler in Rust, one contract for the service elsewhere. */
  readonly contract: string;
  readonly method: string;
}

type HandlerKind =
  | "rpc"
  | "tool"
  | "listener"
  | "every"
  | "util"
  | "rule"
  | "engine"
  | "command"
  | "query"
  | "invariant";

/** One service as it is meant and as it is: what every rule looks at. */
export interface ServiceView {
  readonly model: Model;
  readonly service: Service;
  readonly mirrored: MirroredService;
  /** Hand-written files. */
  readonly own: readonly MirroredFile[];
  /** Files of this service in folders that no intent names. */
  readonly outside: readonly MirroredFile[];
  readonly stamps: readonly StampState[];
  readonly wanted: readonly WantedHandler[];
  readonly calls: readonly OutgoingCall[];
  readonly publications: readonly Publication[];
  /** Whether some stamp is older than the intent: then the intent's new shape is not expected of hand-written code yet. */
  readonly isStale: boolean;
  /**
   * Whether hand-written code may be where it is not seen: a file could not be read whole, or handlers stand in a folder
   * that no intent names. Then nothing is said to be missing.
   */
  readonly isUnsure: boolean;
}

export interface ViewParts {
  readonly model: Model;
  readonly service: Service;
  readonly mirrored: MirroredService;
  readonly expected: readonly ExpectedFile[];
  readonly outside: readonly MirroredFile[];
  /** Facts of a text that Forge would write; asked for only where another text stands. */
  readonly factsOf: (text: string) => Promise<Facts>;
}

/** Brings together what the rules look at. */
export async function viewService(parts: ViewParts): Promise<ServiceView> {
  const { model, service, mirrored, expected } = parts;
  const stamps: StampState[] = [];
  for (const file of expected) stamps.push(await stampState(parts, file));
  const own = mirrored.files.filter(isOwn);
  const isElsewhere = (file: MirroredFile): boolean =>
    isOwn(file) && file.facts.implementations.some((one) => implementsContract(service, file, one));
  return {
    model,
    service,
    mirrored,
    own,
    outside: parts.outside,
    stamps,
    wanted: wantedHandlers(service),
    ...outgoing(mirrored, universeOf(model).byType),
    isStale: stamps.some(({ state }) => state === "stale"),
    isUnsure: own.some((file) => file.unknown !== undefined) || parts.outside.some(isElsewhere),
  };
}

async function stampState(parts: ViewParts, expected: ExpectedFile): Promise<StampState> {
  const { mirrored, factsOf } = parts;
  const { path } = expected;
  const file = mirrored.files.find((one) => one.path === path);
  if (file !== undefined && file.sha256 === expected.sha256)
    return { path, state: "same", file, expected: file.facts, shapes: [] };
  const facts = await factsOf(expected.text);
  const known = { path, file, expected: facts };
  const isClosed = mirrored.files.some((one) => path.startsWith(`${one.path}/`));
  if (file === undefined && isClosed) return { ...known, state: "unread", shapes: [] };
  if (file === undefined) return { ...known, state: "missing", shapes: [] };
  if (file.sha256 === "") return { ...known, state: "unread", shapes: [] };
  const isOld = file.marker !== undefined && file.marker.digest !== expected.digest;
  const shapes = file.unknown === undefined ? shapeDifferences(facts, file.facts) : [];
  return {
    ...known,
    state: isOld ? "stale" : "edited",
    shapes: shapes.filter((one) => isTellable(parts, path, isOld, one)),
  };
}

/**
 * Differences that say something in an intent's words: those of declared types. That whole types come and go with a stamp
 * that is stale goes without saying, and what follows from an rpc is told of the rpc.
 */
function isTellable(
  { model, service }: ViewParts,
  path: string,
  isOld: boolean,
  { kind, scope, type }: ShapeDifference,
): boolean {
  const isWhole = kind === "missing-type" || kind === "extra-type";
  const isRust = service.language === "rust";
  if (isOld && isWhole) return false;
  const owner = ownerOf(model, service, path, scope);
  if (owner === undefined) return false;
  const declared = declaredTypes(owner, service.language).get(type);
  if (kind === "extra-type") return !isRust || !scope.includes("::");
  return declared !== undefined && !(isWhole && declared.symbol.endsWith(".in"));
}

function wantedHandlers(service: Service): WantedHandler[] {
  const { language } = service;
  const isRust = language === "rust";
  const contract = derived.service(service.name);
  const found = new Map<string, WantedHandler>();
  // What a crud stands for is answered by stamped code, once that compiles.
  const rpcs = service.rpcs.filter(({ crud }) => crud === undefined);
  for (const { kind, name, nameSpan } of [...rpcs, ...service.patterns.tools])
    found.set(name, {
      kind,
      name,
      symbol: `${service.name}/${kind}:${name}`,
      span: nameSpan,
      contract: isRust ? typeName("rust", derived.rpcTrait(name)) : contract,
      method: valueName(language, name),
    });
  for (const { service: of, event, handler, span } of service.listeners)
    found.set(handler, {
      kind: "listener",
      name: handler,
      symbol: `${of}/event:${event}`,
      span,
      contract: isRust ? typeName("rust", derived.listenerTrait(handler)) : contract,
      method: valueName(language, handler),
    });
  for (const { handler, nameSpan } of service.patterns.everies)
    found.set(handler, {
      kind: "every",
      name: handler,
      symbol: `${service.name}/every:${handler}`,
      span: nameSpan,
      contract: isRust ? typeName("rust", derived.everyTrait(handler)) : contract,
      method: valueName(language, handler),
    });
  for (const { kind, name, nameSpan } of [...service.patterns.utils, ...service.patterns.rules])
    found.set(name, {
      kind,
      name,
      symbol: `${service.name}/${kind}:${name}`,
      span: nameSpan,
      contract: isRust ? typeName("rust", derived.rpcTrait(name)) : contract,
      method: valueName(language, name),
    });
  for (const engine of service.patterns.engines)
    for (const one of engineHandlers(service, engine)) found.set(one.name, one);
  return [...found.values()];
}

/** What an engine asks of custom code: that one can be made, what it answers, and what its invariants ask. */
function engineHandlers(
  { name: owner, language }: Service,
  { name, nameSpan, members, invariants }: Engine,
): WantedHandler[] {
  const symbol = `${owner}/engine:${name}`;
  const contract = derived.engine(name);
  const isRust = language === "rust";
  return [
    {
      kind: "engine",
      name,
      symbol,
      span: nameSpan,
      contract: isRust ? derived.engineMaker(name) : derived.service(owner),
      method: valueName(language, name),
    },
    ...members.map((member): WantedHandler => ({
      kind: member.kind,
      name: `${name}.${member.name}`,
      symbol: `${symbol}.${member.name}`,
      span: member.nameSpan,
      contract,
      method: valueName(language, member.name),
    })),
    ...invariants.map(({ text, span }): WantedHandler => ({
      kind: "invariant",
      name: `of ${name} that ${text}`,
      symbol,
      span,
      contract,
      method: valueName(language, invariantName(text) ?? ""),
    })),
  ];
}

/** Routes of the service's own stamped file: those it should have, and those it has where it can be read. */
export function stampedRoutes(view: ServiceView): {
  readonly expected: readonly RouteFact[];
  readonly found: readonly RouteFact[];
  readonly path: string;
  readonly state: StampState["state"];
} {
  const main = view.stamps.find(({ path }) => /\/generated\.(?:rs|ts|py)$/.test(path));
  return {
    expected: main?.expected.routes ?? [],
    found: main?.file?.facts.routes ?? [],
    path: main?.path ?? view.service.directory,
    // Of a file that was not read whole, no route is said to be missing.
    state: main?.file?.unknown === undefined ? (main?.state ?? "missing") : "unread",
  };
}
