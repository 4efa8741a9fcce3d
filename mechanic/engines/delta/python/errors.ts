import {
  derived,
  lineStarts,
  valueName,
  type Change,
  type CodeDiagnostic,
  type RepairRequest,
  type Span,
  type SyntaxNode,
} from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { annotationsOf, partsOf } from "./retype/annotations.ts";
import { argumentsOf, calleeOf, indexed, methodOf } from "./retype/indexed.ts";
import type { Module } from "./snapshot.ts";
import { parseSymbol } from "./targets.ts";
import { childOf, nameOf, nodesOf, pathTo, statementsOf, textOf, walk } from "./tree.ts";
import { isAskedForTruth } from "./truth.ts";
import { askedBy, followers } from "./widen.ts";
import { happened } from "./words.ts";

/** An error that an rpc newly answers with, as the code of one service spells it. */
export interface NewError {
  readonly change: Change;
  /** Name of the method that asks the rpc. */
  readonly method: string;
  /** Class of the error. */
  readonly name: string;
  /** Names of what the method answered with before: its output and its old errors. */
  readonly known: readonly string[];
  /** The errors among these: stamps spell the output first. */
  readonly errors: readonly string[];
  /** Stamped module that declares the class: `generated_users`. */
  readonly module: string;
}

/** Every error that stamped methods newly answer with; `before` and `after` are the stamped modules. */
export function newErrors(
  { changes, service }: RepairRequest,
  before: ReadonlyMap<string, Module>,
  after: ReadonlyMap<string, Module>,
): readonly NewError[] {
  return changes.flatMap((change): readonly NewError[] => {
    const symbol = change.kind === "rpc-error-added" ? parseSymbol(change.symbol) : undefined;
    if (symbol === undefined || change.to === null) return [];
    const owner =
      symbol.service === service.name
        ? derived.service(service.name)
        : derived.client(symbol.service);
    const method = valueName("python", symbol.head);
    const answers = (modules: ReadonlyMap<string, Module>): readonly string[] =>
      [...modules.values()].flatMap((module) => {
        const type = annotationsOf(module).get(`${owner}.${method}->`);
        return type === undefined ? [] : partsOf(type);
      });
    const known = answers(before);
    const name = derived.error(parseSymbol(change.to)?.head ?? "");
    const file = [...after.values()].find(({ text, root }) =>
      statementsOf(root).some((each) => nameOf(text, each) === name),
    )?.file;
    if (file === undefined || known.length === 0 || !answers(after).includes(name)) return [];
    const errors = known.slice(1).filter((each) => each !== "None");
    return [{ change, method, name, known, errors, module: stemOf(file) }];
  });
}

const stemOf = (file: string): string => file.slice(file.lastIndexOf("/") + 1, -".py".length);

/** What is asked about new errors, and which errors of pyright only repeat it. */
export interface ErrorHoles {
  readonly holes: readonly HoleDraft[];
  explains(diagnostic: CodeDiagnostic): boolean;
}

/**
 * One question for each function that takes the answer apart: at the place that tells the old errors from the rest, or
 * where the rpc is asked if nothing does. A protocol that could not follow is asked about itself. Tests bring about the
 * answers that they want, so that only an error of pyright asks there.
 */
export function errorHoles(
  edited: ReadonlyMap<string, Module>,
  errors: readonly NewError[],
  diagnostics: readonly CodeDiagnostic[],
  isTest: (file: string) => boolean,
): ErrorHoles {
  const holes: HoleDraft[] = [];
  const explained = new Set<CodeDiagnostic>();
  const left = followers(edited, errors, diagnostics);
  for (const { module, error, answer } of left)
    holes.push(holeAt(module, error, answer, "does this answer with it, too?"));
  for (const error of errors) {
    const word = new RegExp(`\\b${error.name}\\b`);
    const own = diagnostics.filter(({ message }) => word.test(message));
    for (const diagnostic of own)
      if (/incompatible with protocol/.test(diagnostic.message) && left.length > 0)
        explained.add(diagnostic);
    const names = askedBy(edited, error);
    for (const module of edited.values())
      for (const asker of askers(module, error, names)) {
        const inside = diagnostics.filter(
          (each) =>
            (own.includes(each) || followsFirst(error, each)) && isIn(module, asker.scope, each),
        );
        for (const diagnostic of inside) explained.add(diagnostic);
        const apart = isTest(module.file)
          ? undefined
          : (asker.apart ?? unheard(module, asker, error));
        if (inside.length > 0 || apart !== undefined)
          holes.push(
            holeAt(
              module,
              error,
              asker.apart ?? blamedIn(module, inside) ?? apart ?? asker.call,
              "what happens on that error here?",
            ),
          );
      }
  }
  return { holes, explains: (diagnostic) => explained.has(diagnostic) };
}

/** An rpc that never failed before answers with a model, too: whoever goes through its answer finds pairs of names and values. */
const followsFirst = ({ errors }: NewError, { message }: CodeDiagnostic): boolean =>
  errors.length === 0 && /"tuple\[str, Any\]"/.test(message);

/**
 * Where nothing is made of the answer of an rpc that never failed before, or only its truth: an error is as true as any
 * record, and nobody complains.
 */
function unheard(plain: Module, { scope, call }: Asker, { errors }: NewError): Span | undefined {
  if (errors.length > 0) return undefined;
  const module = indexed(plain);
  const awaited = module.parents.get(call);
  if (awaited?.type !== "await") return undefined;
  const outer = module.parents.get(awaited);
  if (outer?.type === "expression_statement" || isAskedForTruth(module, awaited)) return awaited;
  const left = outer?.type === "assignment" ? childOf(outer, "left") : undefined;
  if (left?.type !== "identifier") return undefined;
  const name = textOf(module.text, left);
  return nodesOf(scope, "identifier").find(
    (one) => one !== left && textOf(module.text, one) === name && isAskedForTruth(module, one),
  );
}

/** The first place that has no use for the answer as it is. */
function blamedIn(
  { file, text }: Module,
  diagnostics: readonly CodeDiagnostic[],
): Span | undefined {
  const starts = lineStarts(text);
  const offsets = diagnostics
    .filter((one) => one.file === file)
    .map(({ line, column, endLine, endColumn }) => ({
      start: (starts[line - 1] ?? 0) + column - 1,
      end: (starts[endLine - 1] ?? 0) + endColumn - 1,
    }));
  return offsets.toSorted((one, other) => one.start - other.start)[0];
}

interface Asker {
  readonly scope: SyntaxNode;
  readonly call: SyntaxNode;
  /** Where one of the old errors is told from the rest. */
  readonly apart: SyntaxNode | undefined;
}

/** Functions that ask the rpc, by itself or by one of some names. */
function askers(module: Module, error: NewError, names: ReadonlySet<string>): readonly Asker[] {
  const { text } = module;
  return nodesOf(module.root, "function_definition").flatMap((scope): readonly Asker[] => {
    const body = childOf(scope, "body");
    const calls = body === undefined ? [] : nodesOf(body, "call");
    const call = calls.find(
      (node) =>
        (methodOf(text, node) === error.method && node.children[0]?.type === "attribute") ||
        names.has(methodOf(text, node)) ||
        isCallback(text, scope, calleeOf(text, node), error),
    );
    if (body === undefined || call === undefined) return [];
    return [{ scope, call, apart: [...walk(body)].find((node) => tellsApart(text, node, error)) }];
  });
}

/** Whether a name is a parameter of a function that answers with the new error. */
const isCallback = (text: string, scope: SyntaxNode, name: string, error: NewError): boolean =>
  (childOf(scope, "parameters")?.children ?? []).some((one) => {
    const type = childOf(one, "type");
    const declared = childOf(one, "name") ?? one.children[0];
    return (
      type !== undefined &&
      declared !== undefined &&
      textOf(text, declared) === name &&
      new RegExp(`\\bCallable\\[.*\\b${error.name}\\b`, "s").test(textOf(text, type))
    );
  });

/** `isinstance(found, NotFound)` and `case NotFound():` name an old error. */
function tellsApart(text: string, node: SyntaxNode, { errors }: NewError): boolean {
  const named = (where: SyntaxNode | undefined): boolean =>
    where !== undefined &&
    errors.some((name) => new RegExp(`\\b${name}\\b`).test(textOf(text, where)));
  if (node.type === "call")
    return calleeOf(text, node) === "isinstance" && named(argumentsOf(node)[1]);
  return node.type === "case_pattern" && named(node);
}

function isIn({ file, text }: Module, scope: Span, diagnostic: CodeDiagnostic): boolean {
  const start = (lineStarts(text)[diagnostic.line - 1] ?? 0) + diagnostic.column - 1;
  return diagnostic.file === file && scope.start <= start && start < scope.end;
}

const holeAt = (
  { file, text, root }: Module,
  { change }: NewError,
  { start, end }: Span,
  asks: string,
): HoleDraft => ({
  kind: "variant-arm",
  file,
  text,
  span: { start, end },
  delta: change.symbol,
  inside: pathTo(text, root, start),
  question: `${happened(change)}: ${asks}`,
  candidates: [],
});
