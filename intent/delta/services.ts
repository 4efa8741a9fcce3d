import { symbolOf } from "../graph/symbols.ts";
import { rpcPath, variantWireName } from "../model/names.ts";
import type {
  Alias,
  Enum,
  ErrorDeclaration,
  EventDeclaration,
  Model,
  Rpc,
  Service,
} from "../model/types.ts";
import { causeOf } from "./cause.ts";
import { compareDeclarations, fieldTexts, reporter } from "./declarations.ts";
import { placed, type Report, type ServiceComparison } from "./draft.ts";
import { compareFields, type FieldHolder } from "./fields.ts";
import { matchNamed } from "./match.ts";
import { resolveType, sameType } from "./resolve.ts";
import { compareSettings } from "./settings.ts";
import { lifecycleText, typeText } from "./text.ts";
import { typeConditions } from "./type-change.ts";
import type { Change } from "./types.ts";

/** Reports everything in which one service means something else than before. */
export function compareServices(at: ServiceComparison): void {
  compareSettings(at);
  compareEntities(at);
  compareEnums(at);
  compareAliases(at);
  compareErrors(at);
  compareRpcs(at);
  compareEvents(at);
  compareFields(at, configHolder(at.now.name), at.old.config, at.now.config);
}

const configHolder = (service: string): FieldHolder => ({
  flavour: "config",
  touched: service,
  symbolBefore: service,
  symbolAfter: service,
  memberBefore: (name) => symbolOf.config(service, name),
  memberAfter: (name) => symbolOf.config(service, name),
});

const holder = (
  flavour: FieldHolder["flavour"],
  before: string,
  after: string,
  touched = before,
): FieldHolder => ({
  flavour,
  touched,
  symbolBefore: before,
  symbolAfter: after,
  memberBefore: (name) => `${before}.${name}`,
  memberAfter: (name) => `${after}.${name}`,
});

function compareEntities(at: ServiceComparison): void {
  const service = at.now.name;
  compareDeclarations(
    at,
    {
      kind: "entity",
      symbol: symbolOf.type,
      members: (model, entity) => fieldTexts(model, at.now, entity.fields),
      inside: ({ before, after }) => {
        const place = holder(
          "field",
          symbolOf.type(service, before.name),
          symbolOf.type(service, after.name),
        );
        compareFields(at, place, before.fields, after.fields);
      },
    },
    at.old.entities,
    at.now.entities,
  );
}

function compareErrors(at: ServiceComparison): void {
  const service = at.now.name;
  compareDeclarations<ErrorDeclaration>(
    at,
    {
      kind: "error",
      symbol: symbolOf.error,
      members: (model, error) => [String(error.status), ...fieldTexts(model, at.now, error.fields)],
      inside: ({ before, after, report }) => {
        wireName(report, "error-wire-changed", before, after);
        if (before.status !== after.status)
          report("error-status-changed", String(before.status), String(after.status));
        const place = holder(
          "field",
          symbolOf.error(service, before.name),
          symbolOf.error(service, after.name),
        );
        compareFields(at, place, before.fields, after.fields);
      },
    },
    at.old.errors,
    at.now.errors,
  );
}

function compareEvents(at: ServiceComparison): void {
  const service = at.now.name;
  compareDeclarations<EventDeclaration>(
    at,
    {
      kind: "event",
      symbol: symbolOf.event,
      members: (model, event) => fieldTexts(model, at.now, event.fields),
      inside: ({ before, after, report }) => {
        wireName(report, "event-wire-changed", before, after);
        const place = holder(
          "field",
          symbolOf.event(service, before.name),
          symbolOf.event(service, after.name),
        );
        compareFields(at, place, before.fields, after.fields);
      },
    },
    at.old.events,
    at.now.events,
  );
}

interface WireNamed {
  readonly name: string;
  readonly was?: string;
}

/** An error or event keeps its old name on the wire while `:was` stands; dropping `:was` is what changes the wire. */
function wireName(
  report: Report,
  kind: "error-wire-changed" | "event-wire-changed",
  before: WireNamed,
  after: WireNamed,
): void {
  const from = before.was ?? before.name;
  const to = after.was ?? after.name;
  if (from !== to) report(kind, from, to);
}

function compareEnums(at: ServiceComparison): void {
  compareDeclarations<Enum>(
    at,
    {
      kind: "enum",
      symbol: symbolOf.type,
      members: (_model, { variants }) => variants.map(({ name }) => name),
      inside: ({ before, after, report }) => compareVariants(at, before, after, report),
    },
    at.old.enums,
    at.now.enums,
  );
}

function compareVariants(
  at: ServiceComparison,
  before: Enum,
  after: Enum,
  reportEnum: Report,
): void {
  const old = symbolOf.type(at.now.name, before.name);
  const now = symbolOf.type(at.now.name, after.name);
  const matched = matchNamed(before.variants, after.variants);
  for (const variant of matched.added) {
    const likeness = {
      side: "came",
      group: now,
      name: variant.name,
      position: after.variants.indexOf(variant),
      doc: variant.doc,
    } as const;
    at.found({
      ...placed(at, `${now}.${variant.name}`, "variant-added", variant),
      touched: old,
      to: variant.name,
      likeness,
    });
  }
  for (const variant of matched.removed) {
    const likeness = {
      side: "gone",
      group: now,
      name: variant.name,
      position: before.variants.indexOf(variant),
      doc: variant.doc,
    } as const;
    const place = {
      ...placed(at, `${old}.${variant.name}`, "variant-removed", variant),
      file: at.old.file,
    };
    at.found({ ...place, touched: old, from: variant.name, likeness });
  }
  for (const { before: from, after: to } of matched.pairs) {
    const report = reporter(at, old, `${now}.${to.name}`, to);
    if (from.name !== to.name)
      report("variant-renamed", from.name, to.name, { fromSymbol: `${old}.${from.name}` });
    const [wireFrom, wireTo] = [variantWireName(from), variantWireName(to)];
    if (wireFrom !== wireTo) report("variant-wire-changed", wireFrom, wireTo);
    if (from.doc !== to.doc) report("variant-doc-changed", from.doc ?? null, to.doc ?? null);
    if (lifecycleText(from) !== lifecycleText(to))
      report("lifecycle-changed", lifecycleText(from), lifecycleText(to));
  }
  // The first variant is the one that test builders take: who stands first matters, the rest of the order does not.
  const first = matched.pairs.find((pair) => pair.before === before.variants[0]);
  const leader = after.variants[0];
  if (
    first !== undefined &&
    leader !== undefined &&
    first.after !== leader &&
    matched.pairs.some((pair) => pair.after === leader)
  ) {
    reportEnum("variant-order-changed", first.before.name, leader.name);
  }
}

function compareAliases(at: ServiceComparison): void {
  const { before, after, renames, now } = at;
  compareDeclarations<Alias>(
    at,
    {
      kind: "alias",
      symbol: symbolOf.type,
      members: (model, { type }) => [typeText(resolveType(model, type), now.name)],
      inside: (pair) => {
        const fromType = resolveType(before, pair.before.type);
        const toType = resolveType(after, pair.after.type);
        if (sameType(fromType, toType, renames)) return;
        const cause = causeOf(before, after, renames, pair.before.type, pair.after.type);
        const [from, to] =
          cause === undefined ? [pair.before.type, pair.after.type] : [fromType, toType];
        pair.report("alias-retyped", typeText(from, now.name), typeText(to, now.name), {
          fromType,
          toType,
          conditions: typeConditions(fromType, toType, renames),
          ...(cause === undefined ? {} : { cause }),
        });
      },
    },
    at.old.aliases,
    now.aliases,
  );
}

function compareRpcs(at: ServiceComparison): void {
  const service = at.now.name;
  compareDeclarations<Rpc>(
    at,
    {
      kind: "rpc",
      symbol: symbolOf.rpc,
      members: (model, rpc) => [
        ...fieldTexts(model, at.now, rpc.input),
        `out ${outputText(model, at.now, rpc)}`,
      ],
      inside: ({ before, after, report }) => {
        const [wireFrom, wireTo] = [rpcPath(before), rpcPath(after)];
        if (wireFrom !== wireTo) report("rpc-wire-changed", wireFrom, wireTo);
        const [old, now] = [symbolOf.rpc(service, before.name), symbolOf.rpc(service, after.name)];
        compareFields(
          at,
          holder("parameter", `${old}.in`, `${now}.in`, old),
          before.input,
          after.input,
        );
        compareOutput(at, before, after);
        compareErrorLists(at, before, after, report);
      },
    },
    at.old.rpcs,
    at.now.rpcs,
  );
}

const outputText = (model: Model, service: Service, rpc: Rpc): string =>
  rpc.output === undefined ? "" : typeText(resolveType(model, rpc.output), service.name);

function compareOutput(at: ServiceComparison, old: Rpc, now: Rpc): void {
  const { before, after, renames } = at;
  const service = at.now.name;
  const report = reporter(
    at,
    symbolOf.output(service, old.name),
    symbolOf.output(service, now.name),
    now,
  );
  if (old.output === undefined || now.output === undefined) {
    if (old.output === now.output) return;
    const from = old.output === undefined ? null : typeText(old.output, service);
    const to = now.output === undefined ? null : typeText(now.output, service);
    report("rpc-output-changed", from, to, {
      conditions: [to === null ? "output-removed" : "output-added"],
    });
    return;
  }
  const fromType = resolveType(before, old.output);
  const toType = resolveType(after, now.output);
  if (sameType(fromType, toType, renames)) return;
  const cause = causeOf(before, after, renames, old.output, now.output);
  const [from, to] = cause === undefined ? [old.output, now.output] : [fromType, toType];
  const follows: Pick<Change, "cause"> = cause === undefined ? {} : { cause };
  const conditions = typeConditions(fromType, toType, renames);
  report("rpc-output-changed", typeText(from, service), typeText(to, service), {
    fromType,
    toType,
    conditions,
    ...follows,
  });
}

/** Errors that an rpc may answer with, compared as a set. */
function compareErrorLists(at: ServiceComparison, old: Rpc, now: Rpc, report: Report): void {
  const before = new Set(old.errors.map(({ service, name }) => renamedError(at, service, name)));
  const after = new Set(now.errors.map(({ service, name }) => symbolOf.error(service, name)));
  for (const error of after.difference(before)) report("rpc-error-added", null, error);
  for (const error of before.difference(after)) report("rpc-error-removed", error, null);
}

function renamedError(at: ServiceComparison, service: string, name: string): string {
  const symbol = symbolOf.error(service, name);
  return at.renames.get(symbol) ?? symbol;
}
