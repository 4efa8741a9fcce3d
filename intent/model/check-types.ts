import type { LoadedService } from "./build.ts";
import type { FileContext } from "./file-context.ts";
import { ownTypes } from "./own-types.ts";
import { findType } from "./find.ts";
import { edited } from "./fixes.ts";
import { patchesIn } from "./patched.ts";
import { hop, resolveType, type Services, typeDepthMax } from "./resolve-type.ts";
import { typeText } from "./type-text.ts";
import type { PrimitiveName, Service, TypeRef } from "./types.ts";

const keyPrimitives: ReadonlySet<PrimitiveName> = new Set([
  "string",
  "uuid",
  "date",
  "timestamp",
  "i32",
  "i64",
  "u32",
  "u64",
]);

/** Shapes of types that names cannot tell: keys of maps, optionals in optionals, aliases and members without end. */
export function checkTypes(all: Services, { service, context }: LoadedService): void {
  const told: Told = { circles: new Set(), deep: false };
  for (const type of ownTypes(service)) checkType(all, service, context, type, told);
  const cases = service.unions.flatMap((union) => union.cases);
  for (const { type } of [...service.entities, ...cases].flatMap(({ fields }) => fields))
    if (!patchesIn(resolveType(all, type)).next().done) context.report("patch-held", type.span, {});
}

/** What was reported of a service, so that one circle is one diagnostic however many types lead through it. */
interface Told {
  readonly circles: Set<TypeRef>;
  deep: boolean;
}

function checkType(
  all: Services,
  service: Service,
  context: FileContext,
  type: TypeRef,
  told: Told,
): void {
  if (type.kind === "named" || type.kind === "member") return checkEnd(all, context, type, told);
  if (type.kind === "patch") return checkPatch(all, service, context, type.item, told);
  if (type.kind === "list" || type.kind === "optional" || type.kind === "page") {
    checkType(all, service, context, type.item, told);
    if (type.kind === "optional" && resolveType(all, type.item).kind === "optional") {
      const inner = type.item.kind === "optional" ? type.item.span : undefined;
      const fix =
        inner === undefined
          ? {}
          : edited(context, "keep one `optional`", [
              [type.span, context.written.slice(inner.start, inner.end)],
            ]);
      context.report("optional-twice", type.span, {}, fix);
    }
  } else if (type.kind === "map") {
    checkType(all, service, context, type.key, told);
    checkType(all, service, context, type.value, told);
    if (!isKey(all, resolveType(all, type.key))) {
      context.report("map-key", type.key.span, { type: `\`${typeText(type.key, service.name)}\`` });
    }
  }
}

/** A patch is of an entity that has something to change. */
function checkPatch(
  all: Services,
  service: Service,
  context: FileContext,
  item: TypeRef,
  told: Told,
): void {
  checkType(all, service, context, item, told);
  const type = resolveType(all, item);
  if (type.kind === "named") {
    const owner = all.services.get(type.service);
    const found = owner && findType(owner, type.name);
    // A name that leads nowhere is reported as that.
    if (found === undefined || (found.kind === "entity" && found.fields.some(({ key }) => !key)))
      return;
  } else if (type.kind === "member") return;
  context.report("patch-type", item.span, { type: `\`${typeText(item, service.name)}\`` });
}

function isKey(all: Services, type: TypeRef): boolean {
  if (type.kind === "primitive") return keyPrimitives.has(type.name);
  if (type.kind !== "named") return type.kind === "member";
  const owner = all.services.get(type.service);
  // A name that leads nowhere is reported as that.
  return owner === undefined || findType(owner, type.name)?.kind !== "entity";
}

/**
 * Follows one name through aliases, members and what is inside them. Each step of the walk is bounded by
 * {@link typeDepthMax}, so that a chain of 70,000 aliases costs as little as it says.
 */
function checkEnd(all: Services, context: FileContext, start: TypeRef, told: Told): void {
  const path: Step[] = [];
  const problem = walk(all, start, path, 0);
  if (problem === "deep" && !told.deep) {
    told.deep = true;
    context.report("type-too-deep", start.span, { limit: typeDepthMax });
  }
  // Where the way into a circle is no part of it, the circle itself is reported where it stands.
  const first = path[0];
  if (
    problem !== "endless" ||
    first === undefined ||
    first.to !== path.at(-1)?.to ||
    told.circles.has(first.to)
  )
    return;
  for (const step of path) told.circles.add(step.to);
  context.report("endless-alias", start.span, {
    path: path.map((step) => typeText(step.from, "")).join(" → "),
  });
}

/** One hop: the name as it was written, and the declared type that it leads to, which is one object a declaration. */
interface Step {
  readonly from: TypeRef;
  readonly to: TypeRef;
}
type End = "endless" | "deep" | "fine";

function walk(all: Services, type: TypeRef, path: Step[], depth: number): End {
  if (depth > typeDepthMax) return "deep";
  if (type.kind === "primitive") return "fine";
  if (
    type.kind === "list" ||
    type.kind === "optional" ||
    type.kind === "page" ||
    type.kind === "patch"
  )
    return walk(all, type.item, path, depth + 1);
  if (type.kind === "map") {
    const key = walk(all, type.key, path, depth + 1);
    return key === "fine" ? walk(all, type.value, path, depth + 1) : key;
  }
  const next = hop(all, type);
  if (next === undefined) return "fine";
  const seen = path.some((step) => step.to === next.type);
  path.push({ from: type, to: next.type });
  if (seen) return "endless";
  const end = walk(all, next.type, path, depth + 1);
  if (end === "fine") path.pop();
  return end;
}
