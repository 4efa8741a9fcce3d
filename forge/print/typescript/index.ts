import { pascalCase, type Model, type Service } from "#intent";
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
import { entityView, enumView, errorView, listenerView, rpcView, topicView } from "./view.ts";

/** Declarations of one service as a file holds them. What comes first is seen by what comes later. */
function declarations(scope: TypeScriptScope, part: Foreign | Service): ValueRecord {
  return {
    enums: part.enums.map((declared) => enumView(scope, declared)),
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

/** The same without docs, which belong to the owner's files alone. */
function withoutDocs(part: Foreign): Foreign {
  const bare = <T extends { readonly doc?: string }>({ doc: _, ...rest }: T): Omit<T, "doc"> =>
    rest;
  const fields = <T extends { readonly fields: Foreign["entities"][number]["fields"] }>(
    item: T,
  ): T => ({ ...item, fields: item.fields.map(bare) });
  return {
    ...part,
    entities: part.entities.map(bare).map(fields),
    enums: part.enums.map(bare),
    errors: part.errors.map(bare).map(fields),
    rpcs: part.rpcs.map(bare).map((rpc) => ({ ...rpc, input: rpc.input.map(bare) })),
    events: part.events.map(bare).map(fields),
  };
}

/** `generated.<service>.ts`: what is used of another service, and its client. */
function foreignFile({ model, service }: StampContext, part: Foreign): FilePlan {
  const { name } = part.service;
  const view = declarations(scopeOf(model, service.name, name), withoutDocs(part));
  return {
    path: `src/generated.${name}.ts`,
    kind: "stamped",
    pattern: "client",
    scope: { ...view, any: Object.values(view).flat(), service: name, api: pascalCase(name) },
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
