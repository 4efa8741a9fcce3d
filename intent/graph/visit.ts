import type { Service, TypeRef } from "../model/types.ts";
import { symbolOf, typeNode, type SymbolKind, type SymbolVisitor } from "./symbols.ts";

type Called = Pick<Service["rpcs"][number], "input" | "output"> & {
  readonly errors?: Service["rpcs"][number]["errors"];
};

/** Kinds of what something that is called takes and answers: on the wire, or inside its service alone. */
const calledKinds = {
  rpc: ["parameter", "output"],
  tool: ["parameter", "output"],
  callable: ["argument", "answer"],
} as const satisfies Partial<Record<SymbolKind, readonly SymbolKind[]>>;

/** Something that is called, with its parameters, its answer and its errors. */
export function visitCalled(
  symbol: string,
  kind: keyof typeof calledKinds,
  { input, output, errors = [] }: Called,
  visitor: SymbolVisitor,
): void {
  const [parameterKind, outputKind] = calledKinds[kind];
  visitor.symbol(symbol, kind);
  for (const field of input) {
    const parameter = `${symbol}.in.${field.name}`;
    visitor.symbol(parameter, parameterKind);
    visitor.edge(symbol, parameter);
    visitType(parameter, field.type, visitor);
  }
  const answer = `${symbol}.out`;
  visitor.symbol(answer, outputKind);
  visitor.edge(symbol, answer);
  if (output !== undefined) visitType(answer, output, visitor);
  for (const error of errors) visitor.edge(symbol, symbolOf.error(error.service, error.name));
}

/** A holder of fields, with each field and its type. */
export function visitFields(
  owner: string,
  kind: SymbolKind,
  fields: Service["entities"][number]["fields"],
  visitor: SymbolVisitor,
): void {
  visitor.symbol(owner, kind);
  for (const field of fields) {
    const symbol = `${owner}.${field.name}`;
    visitor.symbol(symbol, "field");
    visitor.symbol(typeNode(symbol), "type");
    visitor.edge(owner, symbol);
    visitor.edge(symbol, typeNode(symbol));
    visitType(typeNode(symbol), field.type, visitor);
  }
}

/** Tells of an edge from `holder` to every name in a type. Iterative, since a hostile type may nest without end. */
export function visitType(holder: string, type: TypeRef, visitor: SymbolVisitor): void {
  const open: TypeRef[] = [type];
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    if (ref.kind === "named") visitor.edge(holder, symbolOf.type(ref.service, ref.name));
    else if (ref.kind === "member")
      visitor.edge(holder, typeNode(symbolOf.member(ref.service, ref.entity, ref.field)));
    else if (ref.kind === "map") open.push(ref.key, ref.value);
    else if ("item" in ref) open.push(ref.item);
  }
}
