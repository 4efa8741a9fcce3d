import { symbolOf } from "../graph/symbols.ts";
import { typeText } from "../model/type-text.ts";
import type { Alias, ErrorDeclaration, EventDeclaration } from "../model/types.ts";
import { resolveType } from "../model/resolve-type.ts";
import { causeOf } from "./cause.ts";
import { compareDeclarations, fieldTexts } from "./declarations.ts";
import type { Report, ServiceComparison } from "./draft.ts";
import { compareEnums, compareUnions } from "./enums.ts";
import { compareFields, holder } from "./fields.ts";
import { compareMachines } from "./machines.ts";
import { comparePatterns } from "./patterns.ts";
import { sameType } from "./resolve.ts";
import { compareRoutines } from "./routines.ts";
import { compareRpcs } from "./rpcs.ts";
import { compareSettings } from "./settings.ts";
import { wireConditions } from "./wire-form.ts";

/** Reports everything in which one service means something else than before. */
export function compareServices(at: ServiceComparison): void {
  compareSettings(at);
  compareEntities(at);
  compareEnums(at);
  compareUnions(at);
  compareAliases(at);
  compareErrors(at);
  compareRpcs(at);
  compareEvents(at);
  compareMachines(at);
  comparePatterns(at);
  compareRoutines(at);
  compareFields(
    at,
    holder("config", at.now.name, at.now.name, "/config:"),
    at.old.config,
    at.now.config,
  );
}

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
          conditions: wireConditions(at, fromType, toType),
          ...(cause === undefined ? {} : { cause }),
        });
      },
    },
    at.old.aliases,
    now.aliases,
  );
}
