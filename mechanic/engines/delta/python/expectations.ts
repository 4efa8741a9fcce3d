import {
  lineStarts,
  type Change,
  type Hole,
  type RepairEdit,
  type RepairRequest,
  type SyntaxNode,
} from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { askedAt } from "./asked.ts";
import { answerHoles } from "./expected-answers.ts";
import { isInWriter } from "./forms/codecs.ts";
import { guardedBy, noneHoles } from "./expected-none.ts";
import { leftOutHoles } from "./left-out.ts";
import { above, indexed, methodOf, nodeAt, plainString } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { childOf, nameOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/** What a repair has come to so far, over the sources as they are. */
export interface SoFar {
  readonly written: ReadonlyMap<string, Module>;
  readonly holes: readonly Hole[];
  readonly edits: readonly RepairEdit[];
}

/**
 * What tests expect of code that is asked about hangs on the answer: the text of a value that is gone or means something
 * else now, where the test gives that value; what a rule refuses, where the rule is to be set anew; the answer of a branch
 * that never comes any more. Such a test compiles and is content today, and the answer is not complete without it.
 */
export function expectationHoles(request: RepairRequest, soFar: SoFar): readonly HoleDraft[] {
  const modules = [...soFar.written.values()].map(indexed);
  const tests = modules.filter(({ file }) => request.tests.has(file));
  const production = modules.filter(({ file }) => !request.tests.has(file));
  const asked = soFar.holes.flatMap((hole) => askedIn(request, production, hole));
  const given = givenTo(request, tests, soFar);
  const told = toldTexts({ tests, production, asked }, given);
  const without = asked.filter(({ hole }) => hole.kind === "removed-symbol");
  return [
    ...told,
    ...answerHoles(tests, without, given),
    ...refusals(tests, asked),
    ...leftOutHoles(request, tests, (member) => guardedBy(production, member)),
    ...noneHoles(request, production, tests),
    ...lostAnswers(request, production, tests, soFar.edits),
    ...madeTexts(request, tests, soFar.holes),
  ];
}

/** A function of production code in which something is asked. */
interface Asked {
  readonly hole: Hole;
  readonly change: Change;
  readonly module: Indexed;
  readonly scope: SyntaxNode;
  readonly name: string;
}

function askedIn(
  { changes }: RepairRequest,
  production: readonly Indexed[],
  hole: Hole,
): readonly Asked[] {
  const module = production.find(({ file }) => file === hole.file);
  const change = changes.find(({ symbol }) => symbol === hole.delta);
  if (module === undefined || change === undefined) return [];
  const at = (lineStarts(module.text)[hole.line - 1] ?? 0) + hole.column - 1;
  const scope = scopeOf(module, nodeAt(module.root, at, at));
  return scope === undefined
    ? []
    : [{ hole, change, module, scope, name: nameOf(module.text, scope) }];
}

const scopeOf = (module: Indexed, node: SyntaxNode): SyntaxNode | undefined =>
  node.type === "function_definition"
    ? node
    : [...above(module, node)].find(({ type }) => type === "function_definition");

/** A value that a test gives to a field which is gone, or which means something else. */
interface Given {
  readonly delta: string;
  readonly file: string;
  readonly scope: SyntaxNode | undefined;
  /** What it says, where it is a text. */
  readonly word: string | undefined;
}

function givenTo(
  request: RepairRequest,
  tests: readonly Indexed[],
  { holes, edits }: SoFar,
): readonly Given[] {
  const places = [
    ...holes
      .filter(({ kind, file }) => kind === "ambiguous-rename" && request.tests.has(file))
      .map(({ file, line, column, delta }) => ({ file, delta, line, column })),
    ...edits.filter(({ rule, file }) => rule === "gone-dropped" && request.tests.has(file)),
  ];
  return places.flatMap((place) => {
    const module = tests.find(({ file }) => file === place.file);
    if (module === undefined) return [];
    const [start, end] =
      "start" in place
        ? [place.start, place.end]
        : [0, 0].map(() => (lineStarts(module.text)[place.line - 1] ?? 0) + place.column - 1);
    const keyword = nodesOf(module.root, "keyword_argument").find(
      (node) => node.start <= (end ?? 0) && (start ?? 0) <= node.start && node.start <= (end ?? 0),
    );
    const value = keyword === undefined ? undefined : childOf(keyword, "value");
    if (keyword === undefined || value === undefined) return [];
    return [
      {
        delta: "delta" in place ? place.delta : place.change,
        file: module.file,
        scope: scopeOf(module, keyword),
        word: plainString(module.text, value),
      },
    ];
  });
}

/** Texts that tests expect and in which such a value is told. */
function toldTexts(
  {
    tests,
    production,
    asked,
  }: {
    readonly tests: readonly Indexed[];
    readonly production: readonly Indexed[];
    readonly asked: readonly Asked[];
  },
  given: readonly Given[],
): readonly HoleDraft[] {
  const telling = asked.filter(
    ({ hole, module, scope }) =>
      /^(?:removed-symbol|ambiguous-rename)$/.test(hole.kind) &&
      /\bstr\b/.test(textOf(module.text, childOf(scope, "return_type") ?? scope)),
  );
  return telling.flatMap(({ hole, change, name, module: { file }, scope }) => {
    const own = given.filter(({ delta }) => delta === hole.delta);
    const isKept = isInWriter(production, file, scope);
    return tests.flatMap((module) =>
      expectedIn(module).flatMap(({ node, test, assertion }) => {
        const calls = (where: SyntaxNode): boolean =>
          nodesOf(where, "call").some((call) => methodOf(module.text, call) === name);
        const isCalled = calls(test);
        const said = unescaped(textOf(module.text, node));
        const tells = own.some(({ file: from, scope: around, word }) => {
          const isHere = isCalled && from === module.file && around === test;
          if (word === undefined) return isHere && calls(assertion);
          const isWord = tellsWord(said, word);
          return isWord && (isHere || (word.length > 2 && (isCalled || isKept)));
        });
        return tells
          ? [holeAt(module, node, change, `\`${name}\` is asked about, and this is what it said`)]
          : [];
      }),
    );
  });
}

/** Whether a text that is said has a word in it. */
export const tellsWord = (said: string, word: string): boolean =>
  word.trim() !== "" && new RegExp(`(?<!\\w)${escaped(word.trim())}(?!\\w)`).test(said);

const escaped = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
/** A text as it is said: an escape stands for white space here. */
const unescaped = (text: string): string => text.replaceAll(/\\[tnr]/g, " ");

/** Texts that a test compares with what it tries: beside `==`, or given to `startswith` and its like in an assertion. */
function expectedIn(module: Indexed): readonly {
  readonly node: SyntaxNode;
  readonly test: SyntaxNode;
  readonly assertion: SyntaxNode;
}[] {
  const { text } = module;
  return nodesOf(module.root, "string").flatMap((node) => {
    const test = scopeOf(module, node);
    if (test === undefined || textOf(text, node).length < shortest) return [];
    for (const outer of above(module, node)) {
      if (outer.type === "assert_statement") return [{ node, test, assertion: outer }];
      if (outer.type === "assignment") {
        const left = childOf(outer, "left");
        const assertion = nodesOf(test, "assert_statement").find(
          (one) =>
            left !== undefined &&
            nodesOf(one, "identifier").some((name) => textOf(text, name) === textOf(text, left)),
        );
        return assertion !== undefined && childOf(outer, "right") === node
          ? [{ node, test, assertion }]
          : [];
      }
      if (outer.type.endsWith("_statement")) return [];
    }
    return [];
  });
}

/** Shorter than any text that tells of something, with its quotes. */
const shortest = 6;

/** Values that tests give to a rule that is to be set anew, in order to see them refused. */
function refusals(tests: readonly Indexed[], asked: readonly Asked[]): readonly HoleDraft[] {
  const rules = asked.filter(({ hole }) => hole.kind === "validation");
  return rules.flatMap(({ name, change }) =>
    tests.flatMap((module) =>
      nodesOf(module.root, "call").flatMap((call) => {
        if (methodOf(module.text, call) !== name) return [];
        const around = [...above(module, call)];
        const refused = around.find(
          (outer) =>
            outer.type === "with_statement" &&
            /\braises\(/.test(textOf(module.text, outer).split("\n")[0] ?? ""),
        );
        if (refused === undefined) return [];
        const loop = around.find(({ type }) => type === "for_statement");
        const place = (loop === undefined ? undefined : childOf(loop, "right")) ?? call;
        return [holeAt(module, place, change, `\`${name}\` is asked what it refuses`)];
      }),
    ),
  );
}

/** Texts that tests expect and that a helper of theirs makes, at a place that is asked about: `"SLOT-1"` of `f"SLOT-{count}"`. */
function madeTexts(
  { changes }: RepairRequest,
  tests: readonly Indexed[],
  holes: readonly Hole[],
): readonly HoleDraft[] {
  return holes.flatMap((hole) => {
    const maker = tests.find(({ file }) => file === hole.file);
    const change = changes.find(({ symbol }) => symbol === hole.delta);
    if (maker === undefined || change === undefined || hole.kind === "removed-symbol") return [];
    const at = (lineStarts(maker.text)[hole.line - 1] ?? 0) + hole.column - 1;
    const made = nodesOf(maker.root, "string").find(
      (node) => node.start <= at && at < node.end && nodesOf(node, "interpolation").length > 0,
    );
    const said = made?.children
      .filter(({ type }) => type === "string_content" || type === "interpolation")
      .map((part) => (part.type === "interpolation" ? ".+" : escaped(textOf(maker.text, part))));
    const words = said?.filter((part) => part !== ".+").join("") ?? "";
    if (said === undefined || words.length < 2) return [];
    const pattern = new RegExp(`^${said.join("")}$`);
    return tests.flatMap((module) =>
      expectedIn(module)
        .filter(({ node }) => pattern.test(plainString(module.text, node) ?? ""))
        .map(({ node }) => holeAt(module, node, change, "a helper is asked which one it makes")),
    );
  });
}

/** Answers of branches that are gone, where a test expects them of the function that gave them. */
function lostAnswers(
  request: RepairRequest,
  production: readonly Indexed[],
  tests: readonly Indexed[],
  edits: readonly RepairEdit[],
): readonly HoleDraft[] {
  const cuts = edits.filter(({ rule }) => rule === "gone-decided");
  return cuts.flatMap((cut) => {
    const module = production.find(({ file }) => file === cut.file);
    const change = request.changes.find(({ symbol }) => symbol === cut.change);
    if (module === undefined || change === undefined) return [];
    const isCut = ({ start, end }: SyntaxNode): boolean => cut.start <= start && end <= cut.end;
    return nodesOf(module.root, "return_statement").flatMap((statement) => {
      const value = statement.children.find(({ named }) => named);
      const scope = scopeOf(module, statement);
      const made = value?.type === "call" ? methodOf(module.text, value) : "";
      if (!isCut(statement) || scope === undefined || !/^[A-Z]/.test(made)) return [];
      const isStillMade = nodesOf(scope, "call").some(
        (call) => methodOf(module.text, call) === made && !isCut(call),
      );
      return isStillMade
        ? []
        : expectingAnswers(tests, nameOf(module.text, scope), made).map((found) =>
            holeAt(found.module, found.node, change, `\`${made}\` is not answered here any more`),
          );
    });
  });
}

function expectingAnswers(
  tests: readonly Indexed[],
  name: string,
  made: string,
): readonly { readonly module: Indexed; readonly node: SyntaxNode }[] {
  return tests.flatMap((module) =>
    nodesOf(module.root, "assert_statement").flatMap((node) => {
      const calls = nodesOf(node, "call").map((call) => methodOf(module.text, call));
      return calls.includes(name) && new RegExp(`\\b${made}\\b`).test(textOf(module.text, node))
        ? [{ module, node }]
        : [];
    }),
  );
}

const holeAt = (module: Indexed, node: SyntaxNode, change: Change, because: string): HoleDraft => ({
  kind: "expected-value",
  ...askedAt(module, node, change),
  question: `${happened(change)}; ${because}: what does the test expect now?`,
});
