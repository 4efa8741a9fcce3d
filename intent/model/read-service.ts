import { withCruds } from "./derive-crud.ts";
import type { Limits } from "../base/limits.ts";
import type { FileContext } from "./file-context.ts";
import { written } from "./fixes.ts";
import { defined, given, readFields, readLifecycle } from "./read-fields.ts";
import type { Reading } from "./read-form.ts";
import {
  readAlias,
  readEntity,
  readEnum,
  readError,
  readEvent,
  readReference,
  readRpc,
} from "./read-declarations.ts";
import { readClauses } from "./read-clauses.ts";
import { readAllowed, readForeign, readPatterns, readUnion } from "./read-patterns.ts";
import {
  brokers,
  type GateCommands,
  type Governance,
  governances,
  type Language,
  languages,
  type Listener,
  type Service,
  type Tier,
  tiers,
  type UsedKind,
  type Uses,
} from "./types.ts";

/** What a tier allows an engine where `governance` does not say. */
const governanceOf: Readonly<Record<Tier, Governance>> = {
  frontier: "cartography",
  blueprint: "strict-codegen",
  behemoth: "self-distillation",
};

const usedKinds: readonly UsedKind[] = [
  "rpc",
  "entity",
  "enum",
  "union",
  "alias",
  "error",
  "event",
];

/** Readings of a form by head, so that a service of a thousand declarations is walked once. */
function byHead(readings: readonly Reading[]): (head: string) => readonly Reading[] {
  const found = new Map<string, Reading[]>();
  for (const reading of readings) {
    const same = found.get(reading.spec.head);
    if (same === undefined) found.set(reading.spec.head, [reading]);
    else same.push(reading);
  }
  return (head) => found.get(head) ?? [];
}

/** The first argument of a form that takes one of a list of words, checked while the form was read. */
function choice<Word extends string>(
  context: FileContext,
  reading: Reading | undefined,
  words: readonly Word[],
): Word | undefined {
  const node = reading?.arguments[0];
  const text = node === undefined ? undefined : context.tree.textOf(node);
  return words.find((word) => word === text);
}

/** Folder of a path with `/`; the root is `.`. */
const folderOf = (path: string): string =>
  path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";

/**
 * A service from its form. `undefined` without a name. One without a language (reported) is read as Rust, so that what
 * refers to it still resolves.
 */
export function readService(context: FileContext, reading: Reading): Service | undefined {
  const nameNode = reading.arguments[0];
  if (nameNode === undefined) return undefined;
  const name = context.tree.textOf(nameNode);
  const all = byHead(reading.inside);
  const tier = choice(context, all("tier")[0], tiers) ?? "blueprint";
  const config = all("bootstrap")[0]?.inside.find((inner) => inner.spec.head === "config");
  const broker = all("bootstrap")[0]?.inside.find((inner) => inner.spec.head === "broker");
  const lifecycle = readLifecycle(context, reading);
  const service: Service = {
    name,
    ...given("doc", reading.doc),
    ...given("since", lifecycle.since),
    ...given("until", lifecycle.until),
    language: choice<Language>(context, all("language")[0], languages) ?? "rust",
    governance: choice(context, all("governance")[0], governances) ?? governanceOf[tier],
    tier,
    directory: folderOf(context.tree.path),
    file: context.tree.path,
    entities: defined(all("entity").map((one) => readEntity(context, name, one))),
    enums: defined(all("enum").map((one) => readEnum(context, one))),
    aliases: defined(all("alias").map((one) => readAlias(context, name, one))),
    unions: defined(all("union").map((one) => readUnion(context, name, one))),
    errors: defined(all("error").map((one) => readError(context, name, one))),
    rpcs: defined(all("rpc").map((one) => readRpc(context, name, one))),
    events: defined(all("event").map((one) => readEvent(context, name, one))),
    uses: defined(all("uses").map((one) => readUses(context, one))),
    listeners: defined(all("on").map((one) => readListener(context, one))),
    config: readFields(context, name, config?.inside ?? [], "a setting"),
    ...given("broker", choice(context, broker, brokers)),
    gaps: all("gap").map((one) => ({ text: textOf(context, one), span: one.span })),
    gates: readGates(context, all("gates")[0]),
    limits: readLimits(context, all("limits")[0]),
    patterns: readPatterns(context, name, reading),
    allowed: readAllowed(context, reading),
    ...given("foreign", readForeign(context, reading)),
    bench: (all("bench")[0]?.arguments ?? []).map((node) => context.tree.stringValue(node)),
    unstamped: context.unstamped,
    span: reading.span,
    nameSpan: context.tree.span(nameNode),
  };
  return withCruds(context, service, all("crud"));
}

const textOf = (context: FileContext, reading: Reading): string => {
  const node = reading.arguments[0];
  return node === undefined ? "" : context.tree.stringValue(node);
};

/** What is used of another service; a `uses` without anything is reported. */
export function readUses(context: FileContext, reading: Reading): Uses | undefined {
  const serviceNode = reading.arguments[0];
  if (serviceNode === undefined) return undefined;
  const service = context.tree.textOf(serviceNode);
  if (reading.inside.length === 0 && reading.whole)
    context.report("nothing-inside", reading.span, { head: "uses", example: reading.spec.example });
  const items = reading.inside.flatMap((clause) => {
    const kind = usedKinds.find((word) => word === clause.spec.head) ?? "rpc";
    if (clause.arguments.length === 0 && clause.whole)
      context.report("nothing-inside", clause.span, { head: kind, example: clause.spec.example });
    return clause.arguments.map((node) => ({
      kind,
      name: context.tree.textOf(node),
      span: context.tree.span(node),
    }));
  });
  return { service, items, span: context.tree.span(serviceNode) };
}

function readListener(context: FileContext, reading: Reading): Listener | undefined {
  const eventNode = reading.arguments[0];
  const handlerNode = reading.options.get("do");
  if (eventNode === undefined || handlerNode === undefined) return undefined;
  const { service, name, span } = readReference(context, "", eventNode);
  if (service === "") {
    // A dot in place of the slash.
    const [, owner, event] = /^([a-z][a-z0-9-]*)\.([a-z][a-z0-9-]*)$/.exec(name) ?? [];
    const cure = owner === undefined ? {} : written(context, span, `${owner}/${event}`);
    context.report("service-needed", span, { name }, cure);
    return undefined;
  }
  return {
    service,
    event: name,
    handler: context.tree.textOf(handlerNode),
    clauses: readClauses(context, reading),
    span,
  };
}

/** The gates that a form overrides. A gate without a command (`(lint)`) is declared away, which is not the default. */
export function readGates(context: FileContext, reading: Reading | undefined): GateCommands {
  const commands = (head: string): string[] | undefined =>
    reading?.inside
      .find((inner) => inner.spec.head === head)
      ?.arguments.map((node) => context.tree.stringValue(node));
  return {
    ...given("setup", commands("setup")),
    ...given("check", commands("check")),
    ...given("lint", commands("lint")),
    ...given("test", commands("test")),
  };
}

/** The limits that a form sets. */
export function readLimits(context: FileContext, reading: Reading | undefined): Partial<Limits> {
  const number = (name: string): number | undefined => {
    const node = reading?.options.get(name);
    return node === undefined ? undefined : Number(context.tree.textOf(node));
  };
  return {
    ...given("repairCycles", number("repair-cycles")),
    ...given("minutes", number("minutes")),
    ...given("usd", number("usd")),
    ...given("rounds", number("rounds")),
    ...given("tokens", number("tokens")),
  };
}
