import type { ShapeDifference, ShapeKind } from "./shapes.ts";
import { followsFrom } from "./follows.ts";
import { placeIn } from "./places.ts";
import { declaredTypes, intentPlace, memberSymbol, ownerOf } from "./symbols.ts";
import type { Drift, DriftRule } from "./types.ts";
import type { ServiceView, StampState } from "./view.ts";

/** What a message may speak of. */
export interface ShapeWords extends ShapeDifference {
  readonly symbol: string;
}

/**
 * A rule over one kind of difference in the shapes of stamped types. Where an intent moved, what follows from a field by
 * reference is not told beside that field.
 */
export function shapeRule(
  kind: ShapeKind,
  what: string,
  say: (words: ShapeWords) => string,
): DriftRule {
  return {
    code: kind,
    category: "structural-gap",
    severity: "error",
    what,
    find: (view) => {
      const found = view.stamps.flatMap((stamp) =>
        stamp.shapes
          .filter((one) => one.kind === kind)
          .map((one) => ({ stamp, one, symbol: symbolOf(view, stamp, one) })),
      );
      const symbols = new Set(found.map(({ symbol }) => symbol));
      return found
        .filter(
          ({ stamp, symbol }) =>
            stamp.state !== "stale" || !followsFrom(view.model, symbol, symbols),
        )
        .map(({ stamp, one, symbol }) => told(view, stamp, { ...one, symbol }, say));
    },
  };
}

function told(
  view: ServiceView,
  stamp: StampState,
  words: ShapeWords,
  say: (words: ShapeWords) => string,
): Drift {
  const { service, model } = view;
  const { symbol } = words;
  const intent = intentPlace(model, symbol);
  const isStale = stamp.state === "stale";
  return {
    symbol,
    message: say(words),
    code: placeIn(stamp.path, words.at),
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
