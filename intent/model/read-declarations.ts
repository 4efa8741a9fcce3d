import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { edited } from "./fixes.ts";
import { given, readFields, readLifecycle, readVariants } from "./read-fields.ts";
import { readClauses } from "./read-clauses.ts";
import type { Reading } from "./read-form.ts";
import { readType } from "./read-type.ts";
import type {
  Alias,
  Entity,
  Enum,
  ErrorDeclaration,
  EventDeclaration,
  Lifecycle,
  Rpc,
  SymbolRef,
} from "./types.ts";

/** Default status of a declared error. */
const statusDefault = 400;

interface Head extends Lifecycle {
  readonly name: string;
  readonly doc?: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly nameSpan: { readonly start: number; readonly end: number };
}

/** What every declaration has, or `undefined` where its name is missing (reported while its form was read). */
export function readHead(context: FileContext, reading: Reading): Head | undefined {
  const nameNode = reading.arguments[0];
  if (nameNode === undefined || context.tree.kind(nameNode) !== "symbol") return undefined;
  return {
    name: context.tree.textOf(nameNode),
    ...given("doc", reading.doc),
    ...readLifecycle(context, reading),
    span: reading.span,
    nameSpan: context.tree.span(nameNode),
  };
}

/** An entity with its fields. */
export function readEntity(
  context: FileContext,
  service: string,
  reading: Reading,
): Entity | undefined {
  const head = readHead(context, reading);
  return (
    head && {
      kind: "entity",
      ...head,
      fields: readFields(context, service, reading.inside, "a field"),
    }
  );
}

/** Reports a declaration that holds nothing and means nothing so. */
export function reportEmpty(
  context: FileContext,
  { name, nameSpan }: Pick<Head, "name" | "nameSpan">,
  { inside, spec, whole }: Reading,
): void {
  if (inside.length === 0 && whole)
    context.report("nothing-inside", nameSpan, { head: name, example: spec.example });
}

/** An enum with its variants; one without variants is reported. */
export function readEnum(context: FileContext, reading: Reading): Enum | undefined {
  const head = readHead(context, reading);
  if (head === undefined) return undefined;
  reportEmpty(context, head, reading);
  return { kind: "enum", ...head, variants: readVariants(context, reading.inside) };
}

/** An alias with the type that it stands for. */
export function readAlias(
  context: FileContext,
  service: string,
  reading: Reading,
): Alias | undefined {
  const head = readHead(context, reading);
  const typeNode = reading.arguments[1];
  const type = typeNode === undefined ? undefined : readType(context, service, typeNode);
  return head && type && { kind: "alias", ...head, type };
}

/** A declared error; its status is 400 where none is given. */
export function readError(
  context: FileContext,
  service: string,
  reading: Reading,
): ErrorDeclaration | undefined {
  const head = readHead(context, reading);
  const status = reading.options.get("status");
  return (
    head && {
      kind: "error",
      ...head,
      status: status === undefined ? statusDefault : Number(context.tree.textOf(status)),
      fields: readFields(context, service, reading.inside, "a field"),
    }
  );
}

/** An event with its fields. */
export function readEvent(
  context: FileContext,
  service: string,
  reading: Reading,
): EventDeclaration | undefined {
  const head = readHead(context, reading);
  return (
    head && {
      kind: "event",
      ...head,
      fields: readFields(context, service, reading.inside, "a field"),
    }
  );
}

/** An rpc with its parameters, answer and errors. */
export function readRpc(context: FileContext, service: string, reading: Reading): Rpc | undefined {
  const head = readHead(context, reading);
  const clause = (name: string): Reading | undefined =>
    reading.inside.find((inner) => inner.spec.head === name);
  const outNode = clause("out")?.arguments[0];
  const output = outNode === undefined ? undefined : readType(context, service, outNode);
  checkParameters(context, reading, clause("in"));
  if (head === undefined) return undefined;
  const rpc: Rpc = {
    kind: "rpc",
    ...head,
    input: readFields(context, service, clause("in")?.inside ?? [], "a parameter"),
    ...given("output", output),
    errors: (clause("errors")?.arguments ?? []).map((node) =>
      readReference(context, service, node),
    ),
    clauses: readClauses(context, reading),
  };
  const places = [
    ["http", clause("http")?.arguments[1]],
    ["retry", clause("retry")?.node],
    ["idempotent", clause("idempotent")?.node],
  ] as const;
  const said = places.flatMap(([name, node]) =>
    node === undefined ? [] : [[name, node] as const],
  );
  return context.remember(rpc, new Map(said));
}

/** `(in (id uuid) (out User))`: a clause that stands inside of `in` is read as a parameter, and most likely none. */
function checkParameters(
  context: FileContext,
  rpc: Reading,
  parameters: Reading | undefined,
): void {
  const { tree } = context;
  const last = parameters?.inside.at(-1);
  const before = parameters?.inside.at(-2);
  if (parameters === undefined || last === undefined || before === undefined) return;
  const name = tree.textOf(last.head);
  const isThere = rpc.inside.some((inner) => inner.spec.head === name);
  if (isThere || (name !== "out" && name !== "errors")) return;
  const end = parameters.span.end;
  const behind = { start: before.span.end, end: before.span.end };
  const fix = edited(context, "close `in` before it", [
    [behind, ")"],
    // Where a parenthesis is missing, it is the one that is put here.
    ...(context.unclosed ? [] : [[{ start: end - 1, end }, ""] as const]),
  ]);
  context.report("clause-as-parameter", tree.span(last.head), { name }, fix);
}

/** `Name` or `service/Name` as a symbol of this or another service; whether it exists is judged later. */
export function readReference(context: FileContext, service: string, node: NodeId): SymbolRef {
  const text = context.tree.textOf(node);
  const slash = text.indexOf("/");
  const span = context.tree.span(node);
  return slash === -1
    ? { service, name: text, span }
    : { service: text.slice(0, slash), name: text.slice(slash + 1), span };
}
