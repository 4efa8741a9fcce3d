import ts from "typescript-services";

import type { Snapshot, Workspace } from "./workspace.ts";

/** An error that edits leave behind, with the place that it is asked about. */
export interface Leftover {
  readonly file: string;
  /** Where the compiler sees it, in the texts after the edits. */
  readonly start: number;
  /** The place of the question; in the same texts. */
  readonly place: ts.Node;
  /** Whether the place or the compiler spells what has changed: others may only follow from such. */
  readonly isSpelt: boolean;
  /** Whether a value may stand for what is asked about: an error that goes with it hangs on that question. */
  readonly isRoot: boolean;
  /** The code of a new error that the value may be: without it, the value is what it was. */
  readonly without?: string;
}

const roundsMax = 2;

/**
 * What hangs on an open question is not asked again: errors of one function that end as soon as another one of it is
 * settled, by whatever value (`Array.from({ length: seats })`, and all that is made of the list that nobody can name now).
 * In each function the first place that spells the change is tried first. Gives those that follow from others.
 */
export function followOns(
  workspace: Workspace,
  after: Snapshot,
  leftovers: readonly Leftover[],
): ReadonlySet<Leftover> {
  const dropped = new Set<Leftover>();
  const tried = new Set<Leftover>();
  for (let round = 0; round < roundsMax; round++) {
    const regions = Map.groupBy(
      leftovers.filter((one) => !dropped.has(one)),
      ({ place }) => regionOf(place),
    );
    const roots = [...regions.values()].flatMap((region) => {
      const open = region.filter(
        (one) =>
          !tried.has(one) &&
          isTryable(one) &&
          ![...tried].some(({ place }) => isAround(one.place, place)),
      );
      // What is around another error may only follow from that one.
      const inner = open.filter(({ place }) => !open.some((one) => isAround(place, one.place)));
      const [root] = inner.toSorted((a, b) => a.place.getStart() - b.place.getStart());
      return region.length < 2 || root === undefined ? [] : [root];
    });
    if (roots.length === 0) break;
    for (const root of roots) tried.add(root);
    const ended = endedBy(workspace, after, [...tried], leftovers);
    for (const one of ended) if (!tried.has(one)) dropped.add(one);
  }
  return dropped;
}

const isTryable = ({ isRoot, isSpelt, place }: Leftover): boolean =>
  isRoot && isSpelt && valueAt(place) !== undefined;

const isAround = (outer: ts.Node, inner: ts.Node): boolean =>
  outer !== inner && outer.kind !== inner.kind && isIn(inner, outer);

/** The outermost function around a place, else its statement. */
function regionOf(place: ts.Node): ts.Node {
  let region: ts.Node | undefined;
  for (let at = place; at.parent !== undefined; at = at.parent)
    if (ts.isFunctionLike(at) || (ts.isStatement(at) && ts.isSourceFile(at.parent))) region = at;
  return region ?? place;
}

/** The expression that a value may take the place of: what begins or fills what is blamed, and the owner of a member. */
function valueAt(place: ts.Node): ts.Expression | undefined {
  const { parent } = place;
  if (ts.isPropertyAccessExpression(parent) && parent.name === place) return parent.expression;
  const named =
    (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) && parent.name === place;
  if (named) return parent.initializer;
  if (ts.isSpreadElement(place)) return place.expression;
  if (ts.isShorthandPropertyAssignment(parent) || ts.isBindingElement(parent)) return undefined;
  return ts.isExpression(place) ? place : undefined;
}

/** A value of a type that fits everywhere. */
const anything = "(null! as any)";

/** What stands for a value: the value without a new error where it has a name, else anything. */
function standIn(value: ts.Expression, without: string | undefined): string {
  const name = value.getText();
  const isNamed = ts.isIdentifier(value) && without !== undefined;
  return isNamed ? `(${name} as Exclude<typeof ${name}, { code: "${without}" }>)` : anything;
}

/** The leftovers that are none any more where anything stands for the roots. */
function endedBy(
  workspace: Workspace,
  after: Snapshot,
  roots: readonly Leftover[],
  leftovers: readonly Leftover[],
): readonly Leftover[] {
  const texts = new Map(after.texts);
  const moved = new Map<string, readonly { value: ts.Expression; text: string }[]>();
  for (const [file, own] of Map.groupBy(roots, (root) => root.file)) {
    const values = own
      .flatMap(({ place, without }) => {
        const value = valueAt(place);
        return value === undefined ? [] : [{ value, text: standIn(value, without) }];
      })
      .toSorted((a, b) => b.value.getStart() - a.value.getStart())
      .filter(
        ({ value }, _, all) => !all.some((one) => one.value !== value && isIn(value, one.value)),
      );
    let text = texts.get(file) ?? "";
    for (const { value, text: written } of values)
      text = text.slice(0, value.getStart()) + written + text.slice(value.getEnd());
    texts.set(file, text);
    moved.set(file, values);
  }
  const tried = workspace.open(texts);
  const standing = new Map(
    [...moved.keys()].map((file) => [
      file,
      new Set(tried.errors(file).map(({ start = 0 }) => start)),
    ]),
  );
  return leftovers.filter(({ file, start }) => {
    const values = moved.get(file);
    if (values === undefined) return false;
    const shift = values
      .filter(({ value }) => value.getEnd() <= start)
      .reduce((sum, { value, text }) => sum + text.length - (value.getEnd() - value.getStart()), 0);
    return standing.get(file)?.has(start + shift) !== true;
  });
}

const isIn = (inner: ts.Node, outer: ts.Node): boolean =>
  outer.getStart() <= inner.getStart() && inner.getEnd() <= outer.getEnd();
