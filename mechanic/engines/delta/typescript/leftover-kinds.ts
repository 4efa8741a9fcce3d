import ts from "typescript-services";

import type { Change, HoleKind, RepairRequest } from "#intent";

import { isReadBack } from "./fill-places.ts";
import { isAnything } from "./json-forms.ts";
import { isStore } from "./stored-forms.ts";
import type { Snapshot } from "./workspace.ts";

/** What an error says about the decision behind it. The first row that fits decides. */
const meanings: readonly (readonly [RegExp, RegExp, HoleKind])[] = [
  [/^(?:2322|2345)$/, /(?:to|of) (?:type|parameter of type) 'never'/, "variant-arm"],
  [/^(?:2366|7030)$/, /./, "variant-arm"],
  [/^(?:2420|2416|2515)$/, /./, "new-handler"],
  [
    /^(?:2741|2739|2740|2345|2322|1360)$/,
    /is missing|are missing|missing the following/,
    "required-value",
  ],
  [/^(?:2339|2551|2305|2724|2614|2304|2552|2353|2561|2678)$/, /./, "removed-symbol"],
  [/^(?:2531|2532|2533|18047|18048|18049)$/, /./, "absent-value"],
  [/^(?:2322|2345|2769)$/, /undefined|null/, "absent-value"],
  [/^(?:2367)$/, /./, "silent-miss"],
  [/^(?:2322|2345|2362|2363|2365|2769|7053|2538)$/, /string|number|bigint/, "conversion"],
];

/** TS7053: the key is none of the table's. */
export const missingKey = 7053;

/** Kinds of changes by which a value has another type. */
export const isReshaping = /-(?:retyped|output-changed)$/;
const fitting: ReadonlySet<HoleKind> = new Set<HoleKind>([
  "removed-symbol",
  "unresolved-diagnostic",
  "absent-value",
  "required-value",
]);
/** TS2531 to TS2533, TS18047 to TS18049: the value may be missing, and nothing else is wrong with it. */
const absent: ReadonlySet<number> = new Set([2531, 2532, 2533, 18047, 18048, 18049]);

/** What an error of a number asks, in these words and after this change. */
export function kindOf(code: number, message: string, change: Change): HoleKind {
  if (/^(?:rpc|tool|listener|every|util|rule|engine|member|invariant)-added$/.test(change.kind))
    return "new-handler";
  if (code === missingKey && change.kind === "variant-added") return "required-value";
  const [, , kind = "unresolved-diagnostic"] =
    meanings.find(([codes, words]) => codes.test(String(code)) && words.test(message)) ?? [];
  // What could be left out and is something else now has no value there that could be converted.
  const isLeftOut = kind === "required-value" && change.fromType?.kind === "optional";
  if (isLeftOut && change.toType?.kind !== "optional") return kind;
  // What became something else is converted, whatever the compiler misses of it.
  if (isReshaping.test(change.kind) && fitting.has(kind) && !absent.has(code)) return "conversion";
  // What may not be there any more is missing where it was left out.
  if (change.kind.endsWith("-became-required") && kind === "conversion") return "absent-value";
  // Who makes such a value, or goes on with what is gone, is asked what to do instead.
  if (leaves.test(change.kind) && follows.has(kind)) return "removed-symbol";
  return kind;
}

/** Whether a place is in an object that is written as JSON or put together from it, by a file that does both. */
export function isInCodec(
  request: RepairRequest,
  after: Snapshot,
  file: string,
  place: ts.Node,
): boolean {
  const object = ts.findAncestor(place, ts.isObjectLiteralExpression);
  if (object === undefined || !isStore(request.sources.get(file) ?? "")) return false;
  const isWritten = isAnything(after.checker.getContextualType(object));
  return isWritten || isReadBack(request, after, file, object);
}

/** Whether what a test writes out does not fit: which value stands for it now is what the test means. */
export const isFixture = (kind: HoleKind, change: Change, place: ts.Node): boolean =>
  /-(?:retyped|became-required)$/.test(change.kind) &&
  (kind === "unresolved-diagnostic" || (kind === "conversion" && isPlain(valueOf(place))));

/** The value of a property by whose name an error is told; any other place itself. */
export const valueOf = (place: ts.Node): ts.Node =>
  ts.isPropertyAssignment(place.parent) && place.parent.name === place
    ? place.parent.initializer
    : place;

/** Whether a value is written out: a literal, or a list of them. */
const isPlain = (node: ts.Node): boolean =>
  ts.isLiteralExpression(node) ||
  (ts.isArrayLiteralExpression(node) && node.elements.every((one) => isPlain(one)));

/** Changes that take something away. */
const leaves = /^(?:variant|field|parameter|rpc|event|error|rpc-error|entity|enum)-removed$/;
const follows: ReadonlySet<HoleKind> = new Set<HoleKind>([
  "unresolved-diagnostic",
  "absent-value",
  "conversion",
]);
