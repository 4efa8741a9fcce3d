import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { createDeletions, type Deletions, type Reason } from "./deletions.ts";
import { hasEffect } from "./effects.ts";
import { expectedObjects } from "./expectations.ts";
import { dropGoneErrors } from "./gone-errors.ts";
import { dropTelling } from "./gone-events.ts";
import { askFlags, settleAbsent } from "./gone-members.ts";
import { askGoneTexts } from "./gone-texts.ts";
import { dropGoneVariants } from "./gone-variants.ts";
import { happened } from "./happened.ts";
import { carriedMembers } from "./member-flow.ts";
import { readsOf } from "./rename-flow.ts";
import { propertyOf } from "./seen.ts";
import { codePath, memberName, type Stamped, type StampedName } from "./stamps.ts";
import { dropUnused } from "./unused.ts";
import { wireObjects } from "./wire-objects.ts";
import type { Snapshot } from "./workspace.ts";

/** A stamped declaration that is there no more, and the change that took it. */
export interface GoneName {
  readonly before: StampedName;
  readonly change: Change;
  /** Whether something took its place in the same change: then what becomes of its value is a decision. */
  readonly isReplaced: boolean;
  /** Whether what it was a member of is gone, too. */
  readonly isInside: boolean;
}

/** What the parts of letting go share. */
export interface Leaving {
  readonly request: RepairRequest;
  readonly before: Snapshot;
  readonly stamped: Snapshot;
  readonly gone: Deletions;
  readonly names: ReadonlyMap<ts.Node, GoneName>;
  readonly seeds: (readonly [ts.Node, Reason])[];
  /** Values that were given to what is gone, and are asked about there. */
  readonly given: (readonly [ts.Node, Reason])[];
  /** Properties of tests that tell of what is gone, and are asked about. */
  readonly told: Set<ts.Node>;
  readonly edits: EditList;
  readonly holes: HoleList;
}

/**
 * Lets go what is gone and was only passed on: a property that an object was written with, a name in an import, a branch
 * for an error that never comes, a variant in a list; and what nothing needs any more without it. Where its value is used,
 * or something took its place, that is a question, and no edit. Returns what has gone.
 */
export function dropGone(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  names: readonly GoneName[],
  edits: EditList,
  holes: HoleList,
): Deletions {
  const gone = createDeletions(request, before);
  const leaving: Leaving = {
    request,
    before,
    stamped,
    gone,
    names: new Map(names.map((one) => [one.before.name.parent, one])),
    seeds: [],
    given: [],
    told: new Set(),
    edits,
    holes,
  };
  // Whoever looks for names that are gone infers the types of all code: where none is, that is a second for nothing.
  const files = names.length === 0 ? [] : [...request.sources.keys()];
  askFlags(leaving, names);
  for (const file of files) dropProperties(leaving, file);
  const sent = names.length === 0 ? [] : wireObjects(request, before, request.stampedBefore);
  for (const { literal, type } of sent) dropFrom(leaving, literal, type);
  dropCarried(leaving, names);
  settleAbsent(leaving, names);
  for (const file of files) dropTelling(leaving, file);
  dropGoneVariants(leaving);
  dropGoneErrors(leaving);
  for (const file of files) dropBindings(leaving, file);
  dropUnused(request, before, gone, leaving.seeds, (node) => isOpen(leaving, node));
  askGoneTexts(leaving);
  gone.commit(edits);
  return gone;
}

/** Names of the old stamps that the new ones lack under any name. */
export function goneNames(
  request: RepairRequest,
  before: Stamped,
  after: Stamped,
  newPath: (path: string) => string,
): readonly GoneName[] {
  const images = new Set([...before.names.keys()].map(newPath));
  const isGone = (path: string): boolean => !after.names.has(newPath(path));
  return [...before.names.values()].flatMap((name) => {
    if (!isGone(name.path)) return [];
    const change = changeOf(request, name.path);
    if (change === undefined) return [];
    const owner = ownerOf(name.path);
    const isNew = (path: string): boolean => ownerOf(path) === newPath(owner) && !images.has(path);
    const isReplaced =
      owner === name.path
        ? isExchanged(request, change)
        : !isGone(owner) &&
          ([...after.names.keys()].some(isNew) || isReshaped(request, newPath(owner)));
    const isInside = owner !== name.path && isGone(owner);
    return [{ before: name, change, isReplaced, isInside }];
  });
}

/** The declaration that a path belongs to: `…|Order` of `…|Order.note`. */
const ownerOf = (path: string): string => {
  const bar = path.indexOf("|");
  const dot = path.indexOf(".", bar);
  return dot === -1 ? path : path.slice(0, dot);
};

const leaves = /-(?:removed|output-changed)$/;

/** The change that took a name: the one about it, else about what it belongs to. */
function changeOf(request: RepairRequest, path: string): Change | undefined {
  const own = path.slice(path.indexOf("|") + 1);
  const [declared = ""] = own.split(".");
  const changes = request.changes.filter(({ kind }) => leaves.test(kind));
  const spelt = (change: Change): string => codePath(change.fromSymbol ?? change.symbol);
  return (
    changes.find((change) => spelt(change) === own) ??
    changes.find(
      (change) =>
        own !== declared && memberName(change.symbol) === own.slice(own.lastIndexOf(".") + 1),
    ) ??
    changes.find((change) => {
      const name = spelt(change);
      return name === declared || new RegExp(`^(?:an?)?${name}(?:In)?$`, "i").test(declared);
    })
  );
}

/** Whether an error gave way to another one of the same rpc. */
const isExchanged = (request: RepairRequest, { kind, symbol }: Change): boolean =>
  kind === "error-removed" &&
  request.changes.some(
    (left) =>
      left.kind === "rpc-error-removed" &&
      (left.from ?? "").endsWith(symbol.slice(symbol.lastIndexOf(":") + 1)) &&
      request.changes.some(
        (come) => come.kind === "rpc-error-added" && come.symbol === left.symbol,
      ),
  );

/** Whether another member of a declaration became something else in the same change: it may have taken the value in. */
const isReshaped = (request: RepairRequest, owner: string): boolean =>
  request.changes.some(
    ({ kind, symbol }) =>
      /-(?:retyped|became-optional)$/.test(kind) &&
      codePath(symbol).startsWith(`${owner.slice(owner.indexOf("|") + 1)}.`),
  );

/** Properties of objects that become the stamped type, in code and in what tests expect. */
function dropProperties(leaving: Leaving, file: string): void {
  const { before } = leaving;
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const wanted = before.checker.getContextualType(node);
      if (wanted !== undefined) dropFrom(leaving, node, wanted);
    }
    if (ts.isCallExpression(node))
      for (const { literal, type } of expectedObjects(before, node))
        dropFrom(leaving, literal, type);
    ts.forEachChild(node, visit);
  };
  const tree = before.file(file);
  if (tree !== undefined) visit(tree);
}

function dropFrom(leaving: Leaving, literal: ts.ObjectLiteralExpression, wanted: ts.Type): void {
  const { before, names, gone, seeds, given } = leaving;
  for (const property of literal.properties) {
    const { name } = property;
    if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) continue;
    const declared = propertyOf(before.checker, wanted, name.text)?.declarations ?? [];
    const [first] = declared;
    const found = first === undefined ? undefined : names.get(first);
    if (found === undefined || found.isReplaced || declared.some((one) => !names.has(one)))
      continue;
    const value = ts.isPropertyAssignment(property) ? property.initializer : undefined;
    const isCode =
      value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
    if (value !== undefined && !isCode && hasEffect(before, value)) continue;
    if (leaving.told.has(property)) continue;
    const reason = reasonOf(found, name.text);
    if (found.isInside) {
      given.push([property, reason]);
      continue;
    }
    gone.element(property, reason);
    seeds.push([property, reason]);
  }
}

/**
 * What a pattern takes out of a thing that lacks it now, and gives to nothing but what goes as well: nobody misses it. A name
 * that stands alone in its pattern stays, and is asked about.
 */
function dropBindings({ before, names, gone }: Leaving, file: string): void {
  const { checker } = before;
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return;
    const { name, parent } = node;
    if (!ts.isIdentifier(name) || node.initializer !== undefined || parent.elements.length < 2)
      return;
    // Where the rest of the thing goes on, a name that is left out of the pattern goes on with it.
    if (parent.elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return;
    const key = (node.propertyName ?? name).getText();
    const declared = checker.getTypeAtLocation(parent).getProperty(key)?.declarations ?? [];
    const [first] = declared;
    const found = first === undefined ? undefined : names.get(first);
    const uses = found === undefined ? [] : usesIn(before, parent, name);
    if (found === undefined || found.isReplaced || uses.length === 0) return;
    if (declared.every((one) => names.has(one)) && uses.every((use) => gone.covers(use)))
      gone.element(node, reasonOf(found, key));
  };
  const tree = before.file(file);
  if (tree !== undefined) visit(tree);
}

/** Where a name of a pattern is used. */
function usesIn({ checker }: Snapshot, pattern: ts.Node, name: ts.Identifier): readonly ts.Node[] {
  const local = checker.getSymbolAtLocation(name);
  const scope = ts.findAncestor(pattern, (at) => ts.isFunctionLike(at) || ts.isSourceFile(at));
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      if (symbol === local) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  if (scope !== undefined && local !== undefined) visit(scope);
  return found;
}

/** Properties of objects that become the stamped type further on, where no compiler minds one too many. */
function dropCarried(leaving: Leaving, names: readonly GoneName[]): void {
  const { request, before, gone, seeds } = leaving;
  const members = names.filter(
    (one) => ts.isPropertySignature(one.before.name.parent) && !one.isReplaced && !one.isInside,
  );
  if (members.length === 0) return;
  const named = new Map(
    members.map((one) => {
      const name = one.before.name.getText();
      return [{ before: one.before, oldName: name, newName: name, change: one.change }, one];
    }),
  );
  const carried = carriedMembers(request, before, [...named.keys()]);
  const reads = readsOf(request, before, carried);
  for (const { declaration, renamed, isKept } of carried.values()) {
    const found = named.get(renamed);
    if (found === undefined || isKept || ts.isPropertySignature(declaration)) continue;
    if (gone.covers(declaration)) continue;
    const value = ts.isPropertyAssignment(declaration) ? declaration.initializer : undefined;
    if (value !== undefined && hasEffect(before, value)) continue;
    if (reads.some(({ declarations }) => declarations.includes(declaration))) continue;
    const reason = reasonOf(found, renamed.oldName);
    gone.element(declaration, reason);
    seeds.push([declaration, reason]);
  }
}

/** Whether the function around a declaration still names what is gone: an answer there may want what is at hand. */
function isOpen({ before, names, gone }: Leaving, node: ts.Node): boolean {
  const around = ts.findAncestor(node.parent, ts.isFunctionLike);
  if (around === undefined) return false;
  const namesIt = (at: ts.Node): boolean => {
    if (ts.isIdentifier(at) && !gone.covers(at)) {
      const isBound = ts.isBindingElement(at.parent) && (at.parent.propertyName ?? at) === at;
      const symbol = isBound
        ? before.checker.getTypeAtLocation(at.parent.parent).getProperty(at.text)
        : before.checker.getSymbolAtLocation(at);
      if ((symbol?.declarations ?? []).some((one) => names.has(one))) return true;
    }
    return ts.forEachChild(at, (child) => namesIt(child) || undefined) ?? false;
  };
  return namesIt(around);
}

/** Why something that named a gone declaration goes with it. */
export const reasonOf = ({ change }: GoneName, name: string): Reason => ({
  change,
  rule: "drop-gone",
  because: `${happened(change)}: \`${name}\` was only passed on here.`,
});
