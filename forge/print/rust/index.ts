import { derived, screamingCase, type Service } from "#intent";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import type { FilePlan, LanguagePrinter, StampContext } from "../../stamp.ts";
import type { ValueRecord } from "../../template/value.ts";
import { commaList, hardline, join, type Doc, type Import } from "../layout.ts";
import { checkNames } from "./check.ts";
import { docLines } from "./literals.ts";
import { scaffolds } from "./scaffold.ts";
import { settingViews } from "./settings.ts";
import { moduleOf } from "./types.ts";
import { listenerViews, typesView } from "./view.ts";
import { wireView } from "./wire.ts";

/** `use a::{B, C};`, one line for each path, as rustfmt sorts them: what lies above comes first. */
function layoutImports(list: readonly Import[]): Doc {
  const byPath = Map.groupBy(list, (item) => item.from);
  const paths = [...byPath].sort(
    ([a], [b]) => rank(a) - rank(b) || (keyOf(a, byPath) < keyOf(b, byPath) ? -1 : 1),
  );
  return join(
    hardline,
    paths.map(([path, items]) =>
      useOf(
        path,
        items.map((item) => item.name),
      ),
    ),
  );
}

/** What rustfmt sorts a line by: braces come behind every name. */
function keyOf(path: string, byPath: ReadonlyMap<string, readonly Import[]>): string {
  const [only, ...others] = byPath.get(path) ?? [];
  return `${path}::${others.length === 0 ? (only?.name ?? "") : "{"}`;
}

const rank = (path: string): number => (path.startsWith("super") ? 0 : 1);

function useOf(path: string, names: readonly string[]): Doc {
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return `use ${path}::${only};`;
  return [`use ${path}::`, commaList("{", "}", [...names].sort(), 4), ";"];
}

function clientView(context: StampContext, part: Foreign): ValueRecord {
  const { service } = part;
  const place = { root: context.service.name, part: service.name, builders: false };
  return {
    ...typesView({ model: context.model, place, docs: false }, part),
    service: service.name,
    module: moduleOf(service.name),
    name: derived.client(service.name),
    variable: `${screamingCase(service.name)}_URL`,
  };
}

/** What the template of `src/generated.rs` is given. */
function serviceView(context: StampContext): ValueRecord {
  const { model, service } = context;
  const foreign = foreignOf(model, service);
  const place = { root: service.name, part: service.name, builders: false };
  const listeners = listenerViews(model, service);
  const types = typesView({ model, place, docs: true }, service);
  return {
    ...types,
    innerDoc: docLines(service.doc, "//!").join("\n"),
    trait: derived.service(service.name),
    wireName: service.name,
    listeners,
    parts: partsOf(service),
    settings: settingViews(model, place, service.config),
    clients: foreign.filter(hasContent).map((part) => clientView(context, part)),
  };
}

/** Whether anything of another service is named here; an alias only where `uses` names it. */
const hasContent = ({ rpcs, events, aliases, entities, enums, unions, errors }: Foreign): boolean =>
  [rpcs, events, aliases, entities, enums, unions, errors].some((list) => list.length > 0);

const partsOf = (service: Service): string[] => [
  ...service.rpcs.map((rpc) => derived.rpcTrait(rpc.name)),
  ...service.listeners.map((listener) => derived.listenerTrait(listener.handler)),
];

function files(context: StampContext): FilePlan[] {
  const service = serviceView(context);
  const wire = wireView(context.model, context.service, foreignOf(context.model, context.service));
  const scope = { service, wire };
  return [
    { path: "src/generated.rs", kind: "stamped", pattern: "file", scope },
    ...scaffolds(context, scope),
  ];
}

/** Rust: axum, serde, tokio; laid out as rustfmt of edition 2024 leaves it. */
export const rust: LanguagePrinter = {
  language: "rust",
  comment: "//",
  layout: { width: 100, blankLinesMax: 1, openers: "{([", closers: "})]" },
  indent: 4,
  imports: layoutImports,
  functions: {},
  files,
  check: checkNames,
};
