import { typeName, type Field, type Model, type Service } from "#intent";
import { areToolsClosed, asksCallers, showsItself, toolsAsk } from "../../reach/auth.ts";
import { isGuarded, isKeyed } from "../../reach/calls.ts";
import { someField } from "../../reach/bounded.ts";
import { hasBroker, hasDeliveries } from "../../reach/deliveries.ts";
import type { Foreign } from "../../reach/foreign.ts";
import { hasRoutes } from "../../reach/routes.ts";
import { patchedEntities, patchedFields } from "../../reach/partial.ts";
import { resolveType } from "../../reach/resolve.ts";
import {
  fileAnswer,
  fileParts,
  hasFiles,
  hasFormRoutes,
  hasKeyedFiles,
  sendsFiles,
} from "../../reach/files.ts";
import { isStream } from "../../reach/streams.ts";
import type { ValueRecord } from "../../template/value.ts";
import { codecOf, fieldCodecOf, patchedCodecOf, type Owner } from "./codecs.ts";
import { formFlags } from "./forms.ts";
import { ownersOf } from "./owners.ts";
import { settingCodec, settingFlags } from "./settings.ts";

/** Which parts of the `wire` module a service needs: what nobody uses is not stamped. */
export function wireView(model: Model, service: Service, foreign: readonly Foreign[]): ValueRecord {
  const serves = service.rpcs.length > 0;
  const delivers = hasDeliveries(service);
  const hears = service.listeners.length > 0 && !delivers;
  const publishes = service.events.length > 0;
  const broker = hasBroker(service);
  const called = foreign.flatMap((part) => part.rpcs);
  const guarded = isGuarded(model, service);
  const asks = called.some((rpc) => !isStream(rpc));
  const parses = serves || service.listeners.length > 0 || called.length > 0;
  const forms = formFlags(model, service);
  const codecs = codecFlags(model, service, foreign);
  const apart = parses && [forms["unions"], forms["twoForms"]].includes(true);
  return {
    service: service.name,
    guarded,
    again: guarded && asks,
    streams: service.rpcs.some(isStream),
    readsStreams: called.some(isStream),
    asks,
    files: hasFiles(model, service),
    takesFiles: service.rpcs.some((rpc) => fileParts(rpc).length > 0),
    answersFiles: service.rpcs.some((rpc) => fileAnswer(rpc) !== undefined),
    formRoutes: hasFormRoutes(service),
    keyedFiles: hasKeyedFiles(service),
    sendsFiles: called.some(sendsFiles),
    asksPlainly: called.some((rpc) => !isStream(rpc) && !sendsFiles(rpc)),
    keyed: isKeyed(service),
    authed: asksCallers(service),
    askedTools: toolsAsk(service),
    closedTools: areToolsClosed(service),
    shown: showsItself(model, service),
    serves: serves || service.listeners.length > 0,
    reads: serves || hears,
    delivers,
    broker,
    pushes: publishes && !broker,
    posts: publishes || broker,
    answers: service.rpcs.some((rpc) => !isStream(rpc)),
    routed: hasRoutes(service),
    hears,
    tools: service.patterns.tools.length > 0,
    declared: service.rpcs.some((rpc) => rpc.errors.length > 0),
    publishes,
    uses: called.length > 0,
    calls: called.length > 0 || publishes || broker,
    recalls: called.some((rpc) => rpc.errors.length > 0),
    parses,
    apart,
    rekeyed: apart && [forms["newer"], forms["older"]].includes(true),
    parted: apart || (parses && codecs["table"] === true),
    ...forms,
    ...codecs,
  };
}

/** Codecs by where they are needed: in fields, in outputs that are written or read, in settings. */
function codecFlags(model: Model, service: Service, foreign: readonly Foreign[]): ValueRecord {
  const parts = [service, ...foreign];
  const held = (owner: Owner, fields: readonly Field[]): string[] =>
    fields.flatMap((field) => fieldCodecOf(owner, field, resolveType(model, field.type)) ?? []);
  const inFields = parts.flatMap((part) =>
    ownersOf(part).flatMap(({ owner, fields }) => held(owner, fields)),
  );
  const inPatches = parts.flatMap((part) =>
    patchedEntities(model, service, part).flatMap((entity) =>
      patchedFields(model, entity).map((one) =>
        patchedCodecOf({ type: typeName("rust", entity.name) }, one),
      ),
    ),
  );
  const inSettings = service.config.flatMap((field) => settingCodec(model, field) ?? []);
  const outputs = (list: readonly { readonly rpcs: Service["rpcs"] }[]): string[] =>
    list.flatMap((part) =>
      part.rpcs.map((rpc) =>
        rpc.output === undefined
          ? "wire::Nothing"
          : (codecOf(resolveType(model, rpc.output)) ?? ""),
      ),
    );
  const written = outputs([service]).filter((codec) => codec !== "");
  const read = outputs(foreign).filter((codec) => codec !== "");
  const all = [...inFields, ...inPatches, ...inSettings, ...written, ...read].join(" ");
  const paged = all.includes("wire::Paged");
  const changed = all.includes("wire::Changed");
  const nested =
    paged || ["Option<", "Vec<", "wire::Values<", "wire::Table<"].some((one) => all.includes(one));
  const readWrapped = nested || changed || read.length > 0 || inSettings.length > 0;
  return {
    coded: all !== "",
    codedFields: inFields.length + inPatches.length > 0,
    codedSettings: inSettings.length > 0,
    codedOutputs: written.length > 0,
    codedRead: readWrapped,
    wrapped: readWrapped || written.length > 0,
    nested,
    optional: all.includes("Option<"),
    list: all.includes("Vec<"),
    map: all.includes("wire::Values<"),
    table: all.includes("wire::Table<"),
    paged,
    given: all.includes("wire::Given"),
    changed,
    plain: inPatches.length > 0 || all.includes("wire::Within") || all.includes("wire::Table<"),
    text: all.includes("wire::Text"),
    finite: all.includes("wire::Finite"),
    seconds: all.includes("wire::Seconds"),
    bytes: all.includes("wire::Base64"),
    day: all.includes("wire::Day"),
    moment: all.includes("wire::Moment"),
    exact: all.includes("wire::Exact"),
    nothing: all.includes("wire::Nothing"),
    bounded: all.includes("wire::Within"),
    secret: someField(model, service, ({ constraints }) => constraints.secret === true),
    matched: someField(model, service, ({ constraints }) => constraints.pattern !== undefined),
    ...settingFlags(model, service.config),
  };
}
