import type { Span } from "../base/span.ts";
import type { LoadedService } from "./build.ts";
import {
  calledNow,
  declaredOf,
  isDeclared,
  kindOf,
  namesOf,
  withArticle,
} from "./declared-names.ts";
import { expansionAt } from "./expanded-tree.ts";
import { type FileContext, listed } from "./file-context.ts";
import { type Cure, deleted, edited } from "./fixes.ts";
import { typeHabits } from "./habits.ts";
import { declarationsOf, findEntity, findField } from "./find.ts";
import { checkPatternReferences } from "./check-pattern-references.ts";
import { ownTypes } from "./own-types.ts";
import type { Services } from "./resolve-type.ts";
import {
  primitiveNames,
  type SymbolRef,
  type Service,
  type TypeRef,
  type UsedKind,
} from "./types.ts";

/** What was renamed is called by its new name, behind the service that it stands with. */
function renamed(context: FileContext, span: Span, name: string, now: string): Cure {
  const text = context.written.slice(span.start, span.end);
  const at = span.start + text.lastIndexOf(name);
  const fix =
    text.includes(name) && expansionAt(span) === undefined
      ? edited(context, `write ${now}`, [[{ start: at, end: at + name.length }, now]])
      : {};
  return { cure: `\`${name}\` is called \`${now}\` now: write that here too`, ...fix };
}

const cureOf = (near: string | undefined): { cure?: string } =>
  near === undefined ? {} : { cure: `did you mean ${near}?` };

/** Resolves every name that a service says of itself or of others; what leads nowhere is reported with a guess. */
export function checkReferences(all: Services, { service, context }: LoadedService): void {
  const checker = new ReferenceChecker(all, service, context);
  for (const type of ownTypes(service)) checker.type(type);
  for (const rpc of service.rpcs) checker.errors(rpc.errors);
  checkPatternReferences(checker, service);
  checker.uses();
  checker.listeners();
}

/** Resolves the names of one service. */
export class ReferenceChecker {
  readonly #all: Services;
  readonly #service: Service;
  readonly #context: FileContext;

  constructor(all: Services, service: Service, context: FileContext) {
    this.#all = all;
    this.#service = service;
    this.#context = context;
  }

  /** Checks the names in a type; depth is bounded by the reader. */
  type(type: TypeRef): void {
    if ("item" in type) this.type(type.item);
    else if (type.kind === "map") {
      this.type(type.key);
      this.type(type.value);
    } else if (type.kind === "named") this.#named(type.service, type.name, type.span);
    else if (type.kind === "member") this.#member(type);
  }

  errors(errors: Service["rpcs"][number]["errors"]): void {
    const seen = new Set<string>();
    const spelt = new Set<string>();
    for (const { service, name, span } of errors) {
      const symbol = `${service}/${name}`;
      if (seen.has(symbol))
        this.#context.report(
          "duplicate-error",
          span,
          { name },
          deleted(this.#context, span, "delete the second one"),
        );
      else if (spelt.has(name)) {
        const parameters = {
          what: "the error",
          name,
          other: "an error of another service",
          spelling: name,
        };
        this.#context.report("name-collision", span, parameters);
      }
      seen.add(symbol);
      spelt.add(name);
      const owner = this.owner(service, span);
      if (owner !== undefined) this.declared(owner, "error", name, span);
    }
  }

  uses(): void {
    const seen = new Set<string>();
    for (const use of this.#service.uses) {
      if (use.service === this.#service.name) {
        this.#context.report("uses-itself", use.span, { name: use.service });
        continue;
      }
      const owner = this.owner(use.service, use.span);
      for (const { kind, name, span } of use.items) {
        const symbol = `${use.service}/${kind}:${name}`;
        if (seen.has(symbol)) {
          const fix = deleted(this.#context, span, "delete the second one");
          this.#context.report("duplicate-use", span, { kind, name }, fix);
        }
        seen.add(symbol);
        if (owner !== undefined) this.declared(owner, kind, name, span);
      }
    }
  }

  /** An event that another service tells. */
  heard({ service, name, span }: SymbolRef): void {
    const owner = this.owner(service, span);
    if (owner !== undefined) this.declared(owner, "event", name, span);
  }

  listeners(): void {
    const seen = new Set<string>();
    for (const { service, event, span } of this.#service.listeners) {
      const symbol = `${service}/${event}`;
      if (seen.has(symbol)) this.#context.report("duplicate-listener", span, { event: symbol });
      seen.add(symbol);
      if (service === this.#service.name) {
        this.#context.report("uses-itself", span, { name: service });
        continue;
      }
      const owner = this.owner(service, span);
      if (owner !== undefined) this.declared(owner, "event", event, span);
    }
  }

  /** The service of this name; where there is none, that is reported. */
  owner(name: string, span: Span): Service | undefined {
    const owner = this.#all.services.get(name);
    if (owner !== undefined) return owner;
    if (this.#context.full) return undefined;
    const known = listed(this.#all.services.keys());
    const near = this.#context.guess(name, this.#all.services.keys());
    this.#context.report("unknown-service", span, { name, known }, cureOf(near));
    return undefined;
  }

  #named(service: string, name: string, span: Span): void {
    const owner = this.owner(service, span);
    if (owner === undefined || declarationsOf(owner).types.has(name)) return;
    if (this.#context.full) return;
    const kind = kindOf(owner, name);
    if (kind !== undefined) {
      this.#context.report("wrong-kind", span, {
        name,
        found: withArticle(kind),
        wanted: "a type",
      });
      return;
    }
    const parameters = { kind: "type", name, service };
    const now = calledNow(declarationsOf(owner).types.values(), name);
    const near = now === undefined ? this.#nearType(owner, name) : undefined;
    const cure =
      now === undefined
        ? near === undefined
          ? this.#declare(owner, "type", name)
          : cureOf(near)
        : renamed(this.#context, span, name, now);
    this.#context.report("unknown-name", span, parameters, cure);
  }

  /** The name as another service declares it, else one that is spelt nearly alike. */
  #nearType(owner: Service, name: string): string | undefined {
    const qualify = (one: string): string =>
      owner === this.#service ? one : `${owner.name}/${one}`;
    const types = declarationsOf(owner).types;
    const habit = owner === this.#service ? typeHabits.get(name.toLowerCase()) : undefined;
    if (habit !== undefined) return habit;
    const near = this.#context.guess(
      name,
      owner === this.#service ? typeNames(types) : types.keys(),
    );
    if (near !== undefined)
      return primitiveNames.some((one) => one === near) ? near : qualify(near);
    for (const other of this.#all.services.values()) {
      if (declarationsOf(other).types.has(name))
        return other === this.#service ? name : `${other.name}/${name}`;
    }
    return undefined;
  }

  #member(type: Extract<TypeRef, { kind: "member" }>): void {
    const owner = this.owner(type.service, type.span);
    if (owner === undefined) return;
    const entity = findEntity(owner, type.entity);
    if (entity === undefined) {
      const declared = declarationsOf(owner).types.get(type.entity);
      const other = this.#all.services.get(type.entity);
      if (declared === undefined && other !== undefined && owner === this.#service) {
        const parameters = { kind: "type", name: type.entity, service: owner.name };
        const cure = cureOf(`${type.entity}/${type.field}`);
        this.#context.report("unknown-name", type.span, parameters, cure);
      } else if (declared === undefined) this.#named(type.service, type.entity, type.span);
      else {
        const parameters = {
          name: type.entity,
          found: withArticle(declared.kind),
          wanted: "an entity",
        };
        this.#context.report("wrong-kind", type.span, parameters);
      }
      return;
    }
    if (findField(entity, type.field) !== undefined) return;
    const near = this.#context.guess(
      type.field,
      entity.fields.map((field) => field.name),
    );
    if (this.#context.full) return;
    const known = listed(entity.fields.map((field) => field.name));
    const parameters = { entity: type.entity, field: type.field, known };
    const now = calledNow(entity.fields, type.field);
    const cure =
      now === undefined
        ? cureOf(near && `${type.entity}.${near}`)
        : renamed(this.#context, type.span, type.field, now);
    this.#context.report("unknown-member", type.span, parameters, cure);
  }

  /** Reports a name that a service does not declare as what it should be. */
  declared(owner: Service, kind: UsedKind, name: string, span: Span): void {
    if (isDeclared(owner, kind, name)) return;
    const found = kindOf(owner, name);
    if (found === undefined) {
      const parameters = { kind, name, service: owner.name };
      const now = calledNow(declaredOf(owner, kind), name);
      const near = now === undefined ? this.#near(owner, kind, name) : undefined;
      const cure =
        now === undefined
          ? near === undefined
            ? this.#declare(owner, kind, name)
            : cureOf(near)
          : renamed(this.#context, span, name, now);
      this.#context.report("unknown-name", span, parameters, cure);
    } else this.#wrongKind(kind, found, name, span);
  }

  /** A name of the service that is spelt nearly alike, else the same name in another service. */
  #near(owner: Service, kind: UsedKind, name: string): string | undefined {
    const near = this.#context.guess(name, namesOf(owner, kind));
    if (near !== undefined || owner !== this.#service || kind !== "error") return near;
    // A dot in place of the slash.
    const [, service = "", inside = ""] = /^([^.]+)\.(.+)$/.exec(name) ?? [];
    const named = this.#all.services.get(service);
    if (named !== undefined && isDeclared(named, kind, inside)) return `${service}/${inside}`;
    for (const other of this.#all.services.values())
      if (isDeclared(other, kind, name)) return `${other.name}/${name}`;
    return undefined;
  }

  /** How to declare what this service does not, or what another one declares. */
  #declare(owner: Service, kind: UsedKind | "type", name: string): Cure {
    const service = `\`${owner.name}\``;
    if (owner === this.#service) {
      if (kind === "error" && /^[a-z][a-z0-9-]*$/.test(name))
        return { cure: `declare it: (error ${name} :status 404)` };
      const other = this.#all.services.get(name);
      return other === undefined
        ? { cure: `declare it in ${service}, or correct the name` }
        : { cure: `\`${name}\` is a service: write ${name}/NAME for a type of it` };
    }
    const known =
      kind === "type" ? [...declarationsOf(owner).types.keys()] : [...namesOf(owner, kind)];
    return known.length === 0
      ? { cure: `${service} declares none: declare it there, or take this out` }
      : { cure: `${service} declares ${listed(known)}: name one of them, or declare it there` };
  }

  /** In \`uses\` the kind is the head of the clause. */
  #wrongKind(kind: UsedKind, found: UsedKind, name: string, span: Span): void {
    const { tree } = this.#context;
    const before = this.#context.written.slice(0, span.start);
    const clause = /\(([a-z]+)[ \t]+$/.exec(before.slice(-20));
    const isAlone = this.#context.written.charAt(span.end) === ")";
    const start = span.start - (clause?.[0].length ?? 0) + 1;
    const extras =
      clause?.[1] === kind && isAlone && expansionAt(span) === undefined
        ? {
            cure: `write (${found} ${name})`,
            fix: {
              title: `write (${found} ${name})`,
              edits: [{ file: tree.path, start, end: start + kind.length, text: found }],
            },
          }
        : {};
    const parameters = { name, found: withArticle(found), wanted: withArticle(kind) };
    this.#context.report("wrong-kind", span, parameters, extras);
  }
}

/** What may stand as a type in its own service, without copying thousands of names for one guess. */
function* typeNames(types: ReadonlyMap<string, unknown>): Generator<string> {
  yield* types.keys();
  yield* primitiveNames;
}
