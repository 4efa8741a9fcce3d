import { pascalCase, type Field, type Model, type Service } from "#intent";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import { resolveType } from "../../reach/resolve.ts";
import type { FilePlan, LanguagePrinter, StampContext } from "../../stamp.ts";
import {
  docOf,
  isList,
  valueOf,
  type TemplateFunctions,
  type Value,
  type ValueRecord,
} from "../../template/value.ts";
import { hardline, join, type Import } from "../layout.ts";
import { assignedDoc, commentDoc, unionAlias } from "./declare.ts";
import { checkNames } from "./names.ts";
import { heldFirst } from "./order.ts";
import { scaffolds } from "./scaffold.ts";
import { settingViews } from "./settings.ts";
import { moduleName, type TypeScriptScope } from "./types.ts";
import {
  aliasView,
  entityView,
  enumView,
  errorView,
  listenerView,
  rpcView,
  topicView,
  unionView,
} from "./view.ts";

/** Declarations of one service as a file holds them. What comes first is seen by what comes later. */
function declarations(scope: TypeScriptScope, part: Foreign | Service): ValueRecord {
  return {
    aliases: part.aliases.map((alias) => aliasView(scope, alias)),
    enums: part.enums.map((declared) => enumView(scope, declared)),
    unions: part.unions.map((declared) => unionView(scope, declared)),
    entities: heldFirst(scope, part.entities).map((entity) => entityView(scope, entity)),
    errors: part.errors.map((declared) => errorView(scope, declared)),
    rpcs: part.rpcs.map((rpc) => rpcView(scope, rpc)),
    topics: part.events.map((event) => topicView(scope, event)),
  };
}

const scopeOf = (model: Model, owner: string, service: string): TypeScriptScope => ({
  owner,
  service,
  resolve: (type) => resolveType(model, type),
  declared: new Set(),
});

/** `generated.ts`: what the service itself declares, and how it is served. */
function ownFile({ model, service }: StampContext): FilePlan {
  const scope = scopeOf(model, service.name, service.name);
  return {
    path: "src/generated.ts",
    kind: "stamped",
    pattern: "service",
    scope: {
      ...declarations(scope, service),
      service: service.name,
      api: pascalCase(service.name),
      self: moduleName(service.name),
      comment: valueOf(commentDoc(service.doc)),
      serves: service.rpcs.length + service.listeners.length > 0,
      listeners: service.listeners.map((listener) => listenerView(scope, listener)),
      settings: settingViews(scope, service.config),
    },
  };
}

/** A declaration without its docs, which belong to the owner's files alone. */
function bare<T extends { readonly doc?: string }>(item: T): Omit<T, "doc"> {
  const { doc: _, ...rest } = item;
  return rest;
}

/** The same for a declaration with fields. */
function bareFields<T extends { readonly doc?: string; readonly fields: readonly Field[] }>(
  item: T,
): Omit<T, "doc"> {
  return bare(Object.assign({}, item, { fields: item.fields.map(bare) }));
}

const withoutDocs = (part: Foreign): Foreign => ({
  ...part,
  aliases: part.aliases.map(bare),
  entities: part.entities.map(bareFields),
  enums: part.enums.map(bare),
  unions: part.unions.map((one) =>
    bare(Object.assign({}, one, { cases: one.cases.map(bareFields) })),
  ),
  errors: part.errors.map(bareFields),
  rpcs: part.rpcs.map((rpc) => bare(Object.assign({}, rpc, { input: rpc.input.map(bare) }))),
  events: part.events.map(bareFields),
});

/** `generated.<service>.ts`: what is used of another service, and its client. */
function foreignFile({ model, service }: StampContext, part: Foreign): FilePlan {
  const { name } = part.service;
  const view = declarations(scopeOf(model, service.name, name), withoutDocs(part));
  // Another name for a type is all that needs nothing of the wire.
  const { aliases: _, ...coded } = view;
  return {
    path: `src/generated.${name}.ts`,
    kind: "stamped",
    pattern: "client",
    scope: {
      ...view,
      any: Object.values(view).flat(),
      coded: Object.values(coded).flat(),
      service: name,
      api: pascalCase(name),
    },
  };
}

const namespaceImports = (found: readonly Import[]): ReturnType<typeof join> =>
  join(
    hardline,
    found.map(({ from, name }) => `import * as ${name} from "${from}";`),
  );

const doc = (value: Value): NonNullable<ReturnType<typeof docOf>> => docOf(value) ?? "";

/** What the templates of this language may call: layouts that need the width of a line. */
const functions: TemplateFunctions = {
  assign: (left, right, breaksLeft) =>
    valueOf(assignedDoc(doc(left), doc(right), breaksLeft === true)),
  union: (members, last) =>
    valueOf(unionAlias([...(isList(members) ? members.map(doc) : []), doc(last)])),
};

/** TypeScript with Hono and zod, laid out as oxfmt leaves it. */
export const typescript: LanguagePrinter = {
  language: "typescript",
  comment: "//",
  layout: { width: 100, blankLinesMax: 1, openers: "{([", closers: "})]" },
  indent: 2,
  imports: namespaceImports,
  functions,
  files: (context) => [
    { path: "src/generated.wire.ts", kind: "stamped", pattern: "wire", scope: {} },
    ownFile(context),
    ...foreignOf(context.model, context.service).map((part) => foreignFile(context, part)),
    ...scaffolds(context.service),
  ],
  check: checkNames,
};
