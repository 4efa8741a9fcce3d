import { typeText } from "../model/type-text.ts";
import type { Span } from "../base/span.ts";
import type { Lifecycle, Model, Service, TypeRef } from "../model/types.ts";
import { resolveType } from "../model/resolve-type.ts";
import { placed, type Report, type ServiceComparison } from "./draft.ts";
import { reportLifecycle } from "./lifecycle.ts";
import { matchNamed } from "./match.ts";
import type { DeltaKind } from "./types.ts";

type DeclaredKind =
  | "entity"
  | "enum"
  | "union"
  | "alias"
  | "error"
  | "rpc"
  | "event"
  | "tool"
  | "machine"
  | "util"
  | "engine"
  | "member"
  | "rule";

/** Names of these are on no wire: there `:was` says nothing more than that it was called so. */
const offWire: ReadonlySet<DeclaredKind> = new Set<DeclaredKind>([
  "entity",
  "enum",
  "union",
  "alias",
  "machine",
  "util",
  "engine",
  "member",
  "rule",
]);

interface Declared extends Lifecycle {
  readonly name: string;
  readonly doc?: string;
  readonly span: Span;
}

/** How one kind of declaration is compared. */
export interface Declarations<T extends Declared> {
  readonly kind: DeclaredKind;
  readonly symbol: (service: string, name: string) => string;
  /** The same in the older model, where what holds it may have had another name. */
  readonly symbolBefore?: (service: string, name: string) => string;
  /** The older symbol of what holds it, whose users an addition touches; absent where a service does. */
  readonly holder?: string;
  /** What it holds, one text a member, resolved: for guesses at renames and moves. */
  readonly members: (model: Model, item: T) => readonly string[];
  /** What else of two matched declarations may differ. */
  readonly inside: (pair: {
    readonly before: T;
    readonly after: T;
    readonly report: Report;
  }) => void;
}

/** Compares the declarations of one kind in a service: what came, went, was renamed, and what differs inside. */
export function compareDeclarations<T extends Declared>(
  at: ServiceComparison,
  { kind, symbol, symbolBefore = symbol, holder, members, inside }: Declarations<T>,
  before: readonly T[],
  after: readonly T[],
): void {
  if (before.length === 0 && after.length === 0) return;
  const service = at.now.name;
  const matched = matchNamed(before, after);
  for (const item of matched.added) {
    const likeness = {
      side: "came",
      group: kind,
      ...alike(item, members(at.after, item)),
    } as const;
    const draft = placed(at, symbol(service, item.name), `${kind}-added`, item);
    at.found({
      ...draft,
      touched: holder ?? draft.symbol,
      to: item.name,
      likeness,
    });
  }
  for (const item of matched.removed) {
    const likeness = {
      side: "gone",
      group: kind,
      ...alike(item, members(at.before, item)),
    } as const;
    const place = {
      ...placed(at, symbolBefore(service, item.name), `${kind}-removed`, item),
      file: at.old.file,
    };
    at.found({ ...place, from: item.name, likeness });
  }
  for (const { before: old, after: now } of matched.pairs) {
    const report = reporter(at, symbolBefore(service, old.name), symbol(service, now.name), now);
    if (old.name !== now.name)
      report(`${kind}-renamed`, old.name, now.name, {
        fromSymbol: symbolBefore(service, old.name),
      });
    inside({ before: old, after: now, report });
    if (old.doc !== now.doc) report(`${kind}-doc-changed`, old.doc ?? null, now.doc ?? null);
    // Names of types are not on the wire; those of errors, rpcs and events are, and then the wire tells of `:was`.
    const told = old.name !== now.name || !offWire.has(kind);
    reportLifecycle(old, now, told, report);
  }
}

/** Reports changes of one thing that stands in both models. */
export function reporter(
  at: ServiceComparison,
  touched: string,
  symbol: string,
  item: { readonly span: Span },
): Report {
  return (kind: DeltaKind, from, to, more = {}) =>
    at.found({ ...placed(at, symbol, kind, item), touched, from, to, ...more });
}

const alike = (item: Declared, members: readonly string[]) => ({
  name: item.name,
  doc: item.doc,
  members,
});

/** Names and resolved types of fields, for likeness. Types of the own service are written without it, so that a moved thing looks the same. */
export const fieldTexts = (
  model: Model,
  service: Service,
  fields: readonly { name: string; type: TypeRef }[],
): string[] =>
  fields.map(({ name, type }) => `${name} ${typeText(resolveType(model, type), service.name)}`);
