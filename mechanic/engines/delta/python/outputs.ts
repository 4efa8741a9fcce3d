import {
  derived,
  valueName,
  type Change,
  type RepairEdit,
  type RepairRequest,
  type SyntaxNode,
} from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { valueSlot } from "./answers.ts";
import { cutsOf, type Cut } from "./gone/drops.ts";
import type { IsPure } from "./gone/pure.ts";
import {
  annotationsOf,
  partsOf,
  typeExpression,
  type TypeExpression,
} from "./retype/annotations.ts";
import { above, indexed, methodOf } from "./retype/indexed.ts";
import { isPlain } from "./retype/numbers.ts";
import { isClosed } from "./retype/judgement.ts";
import type { Indexed } from "./retype/types.ts";
import { imported } from "./shape/builds.ts";
import type { Module } from "./snapshot.ts";
import { parseSymbol } from "./targets.ts";
import { childOf, nameOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";
import { askedAt } from "./asked.ts";

/** An rpc that answers with another thing, or with nothing. */
interface Output {
  readonly change: Change;
  readonly method: string;
  readonly known: readonly string[];
  readonly was: string;
  /** Missing where it answers with nothing now. */
  readonly is: string | undefined;
  /** Stamped module that declares the new answer. */
  readonly from: string;
}

/** Outputs that no value of the old type can become by itself: what types carry is carried elsewhere. */
function outputsOf(
  request: RepairRequest,
  before: ReadonlyMap<string, Module>,
  after: ReadonlyMap<string, Module>,
): readonly Output[] {
  return request.changes.flatMap((change): readonly Output[] => {
    const symbol = change.kind === "rpc-output-changed" ? parseSymbol(change.symbol) : undefined;
    if (symbol === undefined) return [];
    const isOwn = symbol.service === request.service.name;
    const owner = isOwn ? derived.service(symbol.service) : derived.client(symbol.service);
    const method = valueName("python", symbol.head);
    const partsIn = (modules: ReadonlyMap<string, Module>): readonly string[] =>
      [...modules.values()].flatMap((module) => {
        const type = annotationsOf(module).get(`${owner}.${method}->`);
        return type === undefined ? [] : partsOf(type);
      });
    const [known, now] = [partsIn(before), partsIn(after)];
    const was = known.find((part) => !now.includes(part));
    const is = now.find((part) => !known.includes(part));
    if (
      was === undefined ||
      (is !== undefined && is !== "None" && isPlain({ before: was, after: is }))
    )
      return [];
    const from = isOwn ? "generated" : `generated_${symbol.service.replaceAll("-", "_")}`;
    return [{ change, method, known, was, is: is === "None" ? undefined : is, from }];
  });
}

/**
 * Hand-written protocols and fakes that stand for a client spell its new answer. What only passed an answer on that is gone
 * passes nothing on; what makes one of the new kind is asked how.
 */
export function followOutputs(
  request: RepairRequest,
  stamped: {
    readonly before: ReadonlyMap<string, Module>;
    readonly after: ReadonlyMap<string, Module>;
  },
  written: Iterable<Module>,
  isPure: IsPure,
  lists: { readonly edits: EditList; readonly holes: HoleList },
): void {
  const outputs = outputsOf(request, stamped.before, stamped.after);
  if (outputs.length === 0) return;
  for (const module of [...written].map(indexed))
    for (const node of nodesOf(module.root, "function_definition"))
      for (const output of outputs) followIn(module, node, output, isPure, lists);
}

function followIn(
  module: Indexed,
  node: SyntaxNode,
  output: Output,
  isPure: IsPure,
  { edits, holes }: { readonly edits: EditList; readonly holes: HoleList },
): void {
  const { text } = module;
  const answer = childOf(node, "return_type");
  if (answer === undefined || isClosed(module.file)) return;
  const type = typeExpression(text, answer);
  const isMethod = nameOf(text, node) === output.method;
  const stands =
    isMethod && [...partsOf(type)].toSorted().join() === [...output.known].toSorted().join();
  const returns = returnsOf(module, node);
  const passes =
    !isMethod &&
    output.is === undefined &&
    partsOf(type).join() === output.was &&
    returns.length > 0 &&
    returns.every((one) => asks(text, one, output.method));
  if (!stands && !passes) return;
  const add = (cut: Cut, rule: string): void => edits.add(editOf(module, output, cut, rule));
  const leaf = leafOf(type, output.was);
  const brought = output.is === undefined ? [] : imported(module, output.from, output.is);
  if (leaf === undefined || brought === undefined) return;
  add({ start: leaf.start, end: leaf.end, text: output.is ?? "None" }, "retype-answer");
  for (const cut of brought) add(cut, "retype-import");
  for (const one of returns) {
    const value = one.children.find((child) => child.named);
    if (value === undefined || isOther(text, value, output)) continue;
    if (output.is !== undefined) holes.add(holeAt(module, output, value));
    else for (const cut of passed(module, one, value, isPure)) add(cut, "gone-answer");
  }
}

/** What is left of `return x` where nothing is answered: nothing, or what it did on its way. */
function passed(
  module: Indexed,
  statement: SyntaxNode,
  value: SyntaxNode,
  isPure: IsPure,
): readonly Cut[] {
  const dropped = isPure(module, value) ? cutsOf(module, new Set([statement])) : undefined;
  return dropped ?? [{ start: statement.start, end: value.start, text: "" }];
}

const returnsOf = (module: Indexed, node: SyntaxNode): readonly SyntaxNode[] =>
  nodesOf(node, "return_statement").filter(
    (one) =>
      [...above(module, one)].find(({ type }) => /^(?:function_definition|lambda)$/.test(type)) ===
      node,
  );

/** `return await self._accounts.notify(letter, ctx)`. */
function asks(text: string, statement: SyntaxNode, method: string): boolean {
  const value = statement.children.find((child) => child.named);
  const call = value?.type === "await" ? value.children.find((child) => child.named) : undefined;
  return call?.type === "call" && methodOf(text, call) === method;
}

/** Whether a value is one of the other answers. */
const isOther = (text: string, value: SyntaxNode, { known, was }: Output): boolean =>
  known.some((name) => name !== was && textOf(text, value).startsWith(`${name}(`));

const leafOf = (type: TypeExpression, name: string): TypeExpression | undefined =>
  type.kind === "union"
    ? type.args.map((arg) => leafOf(arg, name)).find((leaf) => leaf !== undefined)
    : type.text.split(".").at(-1) === name
      ? type
      : undefined;

const editOf = (module: Indexed, { change }: Output, cut: Cut, rule: string): RepairEdit => ({
  file: module.file,
  ...cut,
  change: change.symbol,
  rule,
  certainty: "certain",
  because: `${happened(change)}, and this stood for what it answered with before.`,
});

function holeAt(
  module: Indexed,
  { change, is }: Output,
  node: SyntaxNode,
): Parameters<HoleList["add"]>[0] {
  const { start, end } = node;
  return {
    kind: "conversion",
    ...askedAt(module, node, change),
    question: `${happened(change)}: which ${is ?? "answer"} is this?`,
    slot: valueSlot(module, start, end),
  };
}
