import ts from "typescript-services";

import type { Change, RepairRequest, Span } from "#intent";

import type { EditList } from "../shared/index.ts";
import type { Snapshot } from "./workspace.ts";

/** Why something goes: the change, the rule, and the sentence for people. */
export interface Reason {
  readonly change: Change;
  readonly rule: string;
  readonly because: string;
}

/** What goes of the sources: elements of lists with their commas, statements with their lines, and bare stretches. */
export interface Deletions {
  /** An element of a literal, a pattern, a parameter list, an import, arguments. */
  element(node: ts.Node, reason: Reason): void;
  /** A statement, a clause of a switch, a member of a class. */
  whole(node: ts.Node, reason: Reason): void;
  /** A stretch of a file. */
  stretch(file: ts.SourceFile, span: Span, reason: Reason): void;
  /** Whether a node goes, itself or with something around it. */
  covers(node: ts.Node): boolean;
  /** What is left of a node's text. */
  rest(node: ts.Node): string;
  /** Writes all of it down as edits; stretches that touch are one. */
  commit(edits: EditList): void;
}

interface Gone extends Span {
  readonly file: ts.SourceFile;
  readonly reason: Reason;
}

/** Nothing, to begin with. */
export function createDeletions(request: RepairRequest, snapshot: Snapshot): Deletions {
  const elements = new Map<ts.Node, Reason>();
  const stretches: Gone[] = [];
  const all = (): readonly Gone[] => [
    ...stretches,
    ...[...elements].map(([node, reason]) => ({
      ...elementSpan(node, (other) => elements.has(other)),
      file: node.getSourceFile(),
      reason,
    })),
  ];
  return {
    element: (node, reason) => void (elements.has(node) || elements.set(node, reason)),
    whole: (node, reason) =>
      void stretches.push({ ...wholeSpan(node), file: node.getSourceFile(), reason }),
    stretch: (file, span, reason) => void stretches.push({ ...span, file, reason }),
    covers: (node) => {
      for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent)
        if (elements.has(at)) return true;
      return stretches.some(
        ({ file, start, end }) =>
          file === node.getSourceFile() && start <= node.getStart() && node.getEnd() <= end,
      );
    },
    rest: (node) => {
      const own = merged(all().filter(({ file }) => file === node.getSourceFile()));
      let text = node.getSourceFile().text.slice(0, node.getEnd());
      let shift = 0;
      for (const { start, end } of own.toReversed()) {
        if (end <= node.getStart() || node.getEnd() <= start) continue;
        const [from, to] = [Math.max(start, node.getStart()), Math.min(end, node.getEnd())];
        text = text.slice(0, from) + text.slice(to);
        shift += to - from;
      }
      return text.slice(node.getStart(), node.getEnd() - shift);
    },
    commit: (edits) => {
      for (const [file, own] of Map.groupBy(all(), (gone) => gone.file)) {
        const path = snapshot.pathOf(file);
        if (!request.sources.has(path)) continue;
        for (const { start, end, reason } of merged(own))
          edits.add({
            file: path,
            start,
            end,
            text: "",
            change: reason.change.symbol,
            rule: reason.rule,
            certainty: "certain",
            because: reason.because,
          });
      }
    },
  };
}

/** Stretches of one file, sorted, those that touch put together. */
function merged(gone: readonly Gone[]): readonly Gone[] {
  const result: Gone[] = [];
  for (const one of gone.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last !== undefined && one.start <= last.end)
      result[result.length - 1] = { ...last, end: Math.max(last.end, one.end) };
    else result.push(one);
  }
  return result;
}

/** An element with the comma that it needs no more: the one before it, or, at the head of its list, the one behind. */
function elementSpan(node: ts.Node, goes: (node: ts.Node) => boolean): Span {
  const siblings = listOf(node);
  const at = siblings.indexOf(node);
  const before = siblings.slice(0, at);
  const previous = before.at(-1);
  if (previous !== undefined && before.some((one) => !goes(one)))
    return { start: previous.getEnd(), end: node.getEnd() };
  const next = siblings[at + 1];
  if (next !== undefined) return { start: node.getStart(), end: next.getStart() };
  const [comma = ""] = /^\s*,/.exec(node.getSourceFile().text.slice(node.getEnd())) ?? [];
  return { start: node.getStart(), end: node.getEnd() + comma.length };
}

/** The elements that a node stands among. */
function listOf(node: ts.Node): readonly ts.Node[] {
  const { parent } = node;
  if (ts.isObjectLiteralExpression(parent)) return parent.properties;
  if (
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectBindingPattern(parent) ||
    ts.isArrayBindingPattern(parent) ||
    ts.isNamedImports(parent) ||
    ts.isNamedExports(parent)
  )
    return parent.elements;
  if (ts.isParameter(node) && ts.isFunctionLike(parent)) return [...parent.parameters];
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.arguments ?? [];
  return [node];
}

/** A statement with the lines and comments that belong to it; what stands behind the line before stays. */
function wholeSpan(node: ts.Node): Span {
  const { text } = node.getSourceFile();
  const from = node.getFullStart();
  const trailing = ts.getTrailingCommentRanges(text, from) ?? [];
  return { start: trailing.at(-1)?.end ?? from, end: node.getEnd() };
}
