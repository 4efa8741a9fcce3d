import {
  typeName,
  type Change,
  type Model,
  type RepairRequest,
  type SyntaxNode,
  type TypeRef,
} from "#intent";

import type { HoleDraft } from "../../shared/index.ts";
import { calleeOf } from "../retype/indexed.ts";
import type { Module } from "../snapshot.ts";
import { parseSymbol } from "../targets.ts";
import { nodesOf, textOf } from "../tree.ts";
import { happened } from "../words.ts";
import { askedAt } from "../asked.ts";
import { readsAsVariant } from "../worded.ts";

const reads = /^(?:[\w.]+\.)?(\w+)\.model_validate_json$/;
const adapts = /^TypeAdapter\(([\w[\], .|]+)\)\.validate_json$/;
const writes = /\bmodel_dump_json\(|\bmodel_dump\([^)]*mode="json"|\bdump_json\(/;

/**
 * A service that keeps rows as JSON reads rows of before, too. Where a change makes those unreadable, or leaves in them what
 * means nothing any more, somebody has to say how an old row is read: one question at each place that reads such a row.
 */
export function storedHoles(
  request: RepairRequest,
  production: readonly Module[],
): readonly HoleDraft[] {
  const breaking = request.changes.filter(
    (change) =>
      /^(?:field|variant|entity)-/.test(change.kind) &&
      !readsAsVariant(request.after, change) &&
      (change.axes.stored !== "compatible" || hasOtherShape(change)),
  );
  if (breaking.length === 0 || !production.some(({ text }) => writes.test(text))) return [];
  return production.flatMap((module) =>
    nodesOf(module.root, "call").flatMap((call): readonly HoleDraft[] => {
      const callee = calleeOf(module.text, call);
      const named = (reads.exec(callee) ?? adapts.exec(callee))?.[1] ?? "";
      const found = breaking.find((change) =>
        named.split(/\W+/).some((name) => isPartOf(request, name, change)),
      );
      return found === undefined ? [] : [holeAt(module, call, named, found)];
    }),
  );
}

/** Whether JSON of another shape stands for a value: an object where a text was, a list where an object was. */
const hasOtherShape = ({ fromType, toType }: Change): boolean =>
  fromType !== undefined && toType !== undefined && shapeOf(fromType) !== shapeOf(toType);

const shapeOf = (type: TypeRef): string => {
  switch (type.kind) {
    case "list":
      return `[${shapeOf(type.item)}]`;
    case "map":
      return `{${shapeOf(type.value)}}`;
    case "optional":
      return shapeOf(type.item);
    default:
      return type.kind === "named" ? "named" : "plain";
  }
};

function holeAt(module: Module, call: SyntaxNode, name: string, change: Change): HoleDraft {
  return {
    kind: "wire-form",
    ...askedAt(module, call, change),
    question: `${happened(change)}: what becomes of a ${name} that was kept before, when \`${textOf(module.text, call)}\` reads it?`,
  };
}

/** Whether a row of an entity that code calls by this name holds what a change is about. */
function isPartOf(request: RepairRequest, name: string, change: Change): boolean {
  const symbol = parseSymbol(change.symbol);
  if (symbol === undefined || name === "") return false;
  const seen = new Set<string>();
  const holds = (model: Model, service: string, owner: string): boolean => {
    const key = `${service}/${owner}`;
    if (seen.has(key)) return false;
    seen.add(key);
    if (service === symbol.service && owner === symbol.head) return true;
    const entity = model.services.get(service)?.entities.find((one) => one.name === owner);
    return (entity?.fields ?? []).some(({ type }) =>
      namedIn(model, type).some((one) => holds(model, one.service, one.name)),
    );
  };
  return [request.before, request.after].some((model) =>
    [...model.services.values()].some((service) =>
      service.entities.some(
        (entity) =>
          typeName("python", entity.name) === name && holds(model, service.name, entity.name),
      ),
    ),
  );
}

interface Named {
  readonly service: string;
  readonly name: string;
}

/** Entities and enums that values of a type are made of. */
export function namedIn(model: Model, type: TypeRef, depth = 0): readonly Named[] {
  if (depth > depthMax) return [];
  const inside = (other: TypeRef): readonly Named[] => namedIn(model, other, depth + 1);
  switch (type.kind) {
    case "list":
    case "optional":
      return inside(type.item);
    case "map":
      return [...inside(type.key), ...inside(type.value)];
    case "named": {
      const service = model.services.get(type.service);
      const alias = service?.aliases.find(({ name }) => name === type.name);
      return alias === undefined ? [type] : inside(alias.type);
    }
    case "member": {
      const entity = model.services
        .get(type.service)
        ?.entities.find(({ name }) => name === type.entity);
      const field = entity?.fields.find(({ name }) => name === type.field);
      return field === undefined ? [] : inside(field.type);
    }
    case "page":
    case "stream":
    case "patch":
      return inside(type.item);
    case "primitive":
    case "file":
      return [];
    default:
      return type satisfies never;
  }
}

/** Aliases of aliases end long before. */
const depthMax = 16;
