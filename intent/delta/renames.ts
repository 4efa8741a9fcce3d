import { symbolOf } from "../graph/symbols.ts";
import type { Model, Service } from "../model/types.ts";
import { matchNamed } from "./match.ts";
import type { Renames } from "./resolve.ts";

/**
 * Every declared rename between two models, symbols before → symbols after, members of renamed owners included. Known
 * before anything is compared, so that a field whose type was merely renamed is not taken for retyped.
 */
export function declaredRenames(before: Model, after: Model): Renames {
  const renames = new Map<string, string>();
  for (const [name, service] of after.services) {
    const old = before.services.get(name);
    if (old === undefined) continue;
    for (const [from, to] of serviceRenames(old, service)) renames.set(from, to);
  }
  return renames;
}

/** A service never changes, and is compared with the same older one again and again while another one is edited. */
const known = new WeakMap<Service, { readonly before: Service; readonly renames: Renames }>();

function serviceRenames(before: Service, after: Service): Renames {
  const found = known.get(after);
  if (found?.before === before) return found.renames;
  const renames = renamesBetween(before, after);
  known.set(after, { before, renames });
  return renames;
}

function renamesBetween(before: Service, after: Service): Renames {
  const renames = new Map<string, string>();
  const { name } = after;
  const note = (from: string, to: string): void => {
    if (from !== to) renames.set(from, to);
  };
  for (const entity of matchNamed(before.entities, after.entities).pairs) {
    note(symbolOf.type(name, entity.before.name), symbolOf.type(name, entity.after.name));
    for (const field of matchNamed(entity.before.fields, entity.after.fields).pairs) {
      note(
        symbolOf.member(name, entity.before.name, field.before.name),
        symbolOf.member(name, entity.after.name, field.after.name),
      );
    }
  }
  for (const one of matchNamed(before.enums, after.enums).pairs) {
    note(symbolOf.type(name, one.before.name), symbolOf.type(name, one.after.name));
    for (const variant of matchNamed(one.before.variants, one.after.variants).pairs) {
      note(
        symbolOf.member(name, one.before.name, variant.before.name),
        symbolOf.member(name, one.after.name, variant.after.name),
      );
    }
  }
  for (const one of matchNamed(before.unions, after.unions).pairs) {
    note(symbolOf.type(name, one.before.name), symbolOf.type(name, one.after.name));
    for (const each of matchNamed(one.before.cases, one.after.cases).pairs) {
      const from = symbolOf.member(name, one.before.name, each.before.name);
      const to = symbolOf.member(name, one.after.name, each.after.name);
      note(from, to);
      for (const field of matchNamed(each.before.fields, each.after.fields).pairs)
        note(`${from}.${field.before.name}`, `${to}.${field.after.name}`);
    }
  }
  for (const alias of matchNamed(before.aliases, after.aliases).pairs) {
    note(symbolOf.type(name, alias.before.name), symbolOf.type(name, alias.after.name));
  }
  for (const kind of ["error", "rpc", "event"] as const) {
    const lists = { error: "errors", rpc: "rpcs", event: "events" } as const;
    for (const pair of matchNamed<Declared>(before[lists[kind]], after[lists[kind]]).pairs) {
      note(symbolOf[kind](name, pair.before.name), symbolOf[kind](name, pair.after.name));
    }
  }
  for (const kind of ["tool", "rule"] as const) {
    const lists = { tool: "tools", rule: "rules" } as const;
    const [old, now] = [before.patterns[lists[kind]], after.patterns[lists[kind]]];
    for (const pair of matchNamed<Declared>(old, now).pairs)
      note(symbolOf[kind](name, pair.before.name), symbolOf[kind](name, pair.after.name));
  }
  return renames;
}

interface Declared {
  readonly name: string;
  readonly was?: string;
}
