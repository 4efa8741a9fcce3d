import { compareText } from "../graph/compare.ts";
import type { Model, Service } from "../model/types.ts";
import type { Comparison, Draft } from "./draft.ts";
import { withGuesses, type Likeness } from "./guess.ts";
import { declaredRenames } from "./renames.ts";
import type { Renames } from "./resolve.ts";
import { compareServices } from "./services.ts";
import { deltaKinds, type DeltaKind } from "./types.ts";
import { compareUniverses } from "./universe.ts";

/** Every difference in meaning between two models, not judged yet, sorted by service, then by place, then by kind. */
export function compareModels(before: Model, after: Model): Draft[] {
  const drafts: Draft[] = [];
  const renames = declaredRenames(before, after);
  const at: Comparison = { before, after, renames, found: (draft) => void drafts.push(draft) };
  compareUniverses(at);
  for (const [name, now] of after.services) {
    const old = before.services.get(name);
    if (old === undefined) at.found(wholeService("service-added", now));
    else compareServices({ ...at, old, now });
  }
  for (const [name, old] of before.services) {
    if (!after.services.has(name)) at.found(wholeService("service-removed", old));
  }
  return withGuesses(drafts, renames).sort(inOrder);
}

/**
 * Every difference of one service that both models hold, in no order and without a guess at what was renamed; a change
 * that only follows from another one carries its cause. `renames` are all that are declared between the models.
 */
export function compareOne(
  before: Model,
  after: Model,
  name: string,
  renames: Renames = declaredRenames(before, after),
): Draft[] {
  const old = before.services.get(name);
  const now = after.services.get(name);
  const drafts: Draft[] = [];
  if (now !== undefined && old === undefined) drafts.push(wholeService("service-added", now));
  if (now === undefined || old === undefined) return drafts;
  compareServices({ before, after, renames, old, now, found: (draft) => void drafts.push(draft) });
  return drafts;
}

const rank = new Map<DeltaKind, number>(deltaKinds.map((kind, index) => [kind, index]));

const inOrder = (a: Draft, b: Draft): number =>
  compareText(a.service, b.service) ||
  a.span.start - b.span.start ||
  (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) ||
  compareText(a.symbol, b.symbol) ||
  compareText(a.to ?? a.from ?? "", b.to ?? b.from ?? "");

/** A service that came or went is one change: what it declares came or went with it. */
function wholeService(kind: "service-added" | "service-removed", service: Service): Draft {
  const { name, file, span } = service;
  const came = kind === "service-added";
  const likeness: Likeness = {
    side: came ? "came" : "gone",
    group: "service",
    name,
    doc: service.doc,
    members: [
      ...service.entities.flatMap((entity) =>
        entity.fields.map((field) => `${entity.name}.${field.name}`),
      ),
      ...[
        ...service.rpcs,
        ...service.events,
        ...service.errors,
        ...service.enums,
        ...service.unions,
      ].map((item) => `${item.kind} ${item.name}`),
    ],
  };
  return {
    service: name,
    symbol: name,
    kind,
    from: came ? null : name,
    to: came ? name : null,
    file,
    span,
    touched: name,
    conditions: [],
    likeness,
  };
}
