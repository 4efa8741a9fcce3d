import type { ShapeDifference, ShapeKind } from "./shapes.ts";
import { placeIn } from "./places.ts";
import { declaredTypes, intentPlace, memberSymbol, ownerOf } from "./symbols.ts";
import type { Drift, DriftRule, DriftSeverity } from "./types.ts";
import type { ServiceView, StampState } from "./view.ts";

/** What a message may speak of. */
export interface ShapeWords extends ShapeDifference {
  readonly symbol: string;
}

/** A rule over one kind of difference in the shapes of stamped types. */
export function shapeRule(
  kind: ShapeKind,
  what: string,
  say: (words: ShapeWords) => string,
  severity: DriftSeverity = "error",
): DriftRule {
  return {
    code: kind,
    category: "structural-gap",
    severity,
    what,
    find: (view) =>
      view.stamps.flatMap((stamp) =>
        stamp.shapes
          .filter((one) => one.kind === kind)
          .map((difference) => told(view, stamp, difference, say)),
      ),
  };
}

function told(
  view: ServiceView,
  stamp: StampState,
  difference: ShapeDifference,
  say: (words: ShapeWords) => string,
): Drift {
  const { service, model } = view;
  const symbol = symbolOf(view, stamp, difference);
  const intent = intentPlace(model, symbol);
  const isStale = stamp.state === "stale";
  return {
    symbol,
    message: say({ ...difference, symbol }),
    code: placeIn(stamp.path, difference.at),
    ...(intent === undefined ? {} : { intent }),
    fix: isStale
      ? {
          title: "the intent moved on: stamp it, and repair what that breaks",
          command: "sentinel cascade",
        }
      : {
          title: "it was edited by hand: stamp it again, or put it into the intent",
          command: `forge stamp ${service.name}`,
        },
  };
}

function symbolOf(
  { model, service }: ServiceView,
  { path }: StampState,
  { scope, type, member }: ShapeDifference,
): string {
  const owner = ownerOf(model, service, path, scope) ?? service;
  const declared = declaredTypes(owner, service.language).get(type);
  if (declared === undefined) return `${owner.name}/${type}${member === "" ? "" : `.${member}`}`;
  return member === "" ? declared.symbol : memberSymbol(service.language, declared, member);
}
