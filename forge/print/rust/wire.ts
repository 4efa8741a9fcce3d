import type { Model, Service } from "#intent";
import type { Foreign } from "../../reach/foreign.ts";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import type { ValueRecord } from "../../template/value.ts";
import { codecOf } from "./codecs.ts";

/** Which parts of the `wire` module a service needs: what nobody uses is not stamped. */
export function wireView(model: Model, service: Service, foreign: readonly Foreign[]): ValueRecord {
  const serves = service.rpcs.length > 0;
  const hears = service.listeners.length > 0;
  const publishes = service.events.length > 0;
  const called = foreign.flatMap((part) => part.rpcs);
  return {
    serves: serves || hears,
    answers: serves,
    hears,
    declared: service.rpcs.some((rpc) => rpc.errors.length > 0),
    publishes,
    uses: called.length > 0,
    calls: called.length > 0 || publishes,
    recalls: called.some((rpc) => rpc.errors.length > 0),
    ...codecFlags(model, service, foreign),
  };
}

/** Codecs by where they are needed: in fields, in outputs that are written or read, in settings. */
function codecFlags(model: Model, service: Service, foreign: readonly Foreign[]): ValueRecord {
  const parts = [service, ...foreign];
  const fields = parts
    .flatMap((part) =>
      [...part.entities, ...part.errors, ...part.events]
        .flatMap((one) => one.fields)
        .concat(part.unions.flatMap(({ cases }) => cases.flatMap((one) => one.fields)))
        .concat(part.rpcs.flatMap((rpc) => rpc.input)),
    )
    .map((field) => resolveType(model, field.type));
  const settings = service.config
    .filter((field) => field.name !== "port")
    .map((field) => unwrapped(resolveType(model, field.type)));
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
  const inFields = codecs(fields);
  const inSettings = codecs(settings);
  const all = [...inFields, ...inSettings, ...written, ...read].join(" ");
  const nested = all.includes("Option<") || all.includes("Vec<") || all.includes("Values<");
  const readWrapped = nested || read.length > 0 || inSettings.length > 0;
  return {
    coded: all !== "",
    codedFields: inFields.length > 0,
    codedSettings: inSettings.length > 0,
    codedOutputs: written.length > 0,
    codedRead: readWrapped,
    wrapped: readWrapped || written.length > 0,
    nested,
    optional: all.includes("Option<"),
    list: all.includes("Vec<"),
    map: all.includes("Values<"),
    text: all.includes("Text"),
    finite: all.includes("Finite"),
    seconds: all.includes("Seconds"),
    bytes: all.includes("Base64"),
    day: all.includes("Day"),
    exact: all.includes("Exact"),
    nothing: all.includes("Nothing"),
  };
}

const codecs = (types: readonly ResolvedType[]): string[] =>
  types.flatMap((type) => codecOf(type) ?? []);
const unwrapped = (type: ResolvedType): ResolvedType =>
  type.kind === "optional" ? type.item : type;
