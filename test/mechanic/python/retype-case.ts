import { expect } from "vitest";
import type { PrimitiveName, TypeRef } from "#intent";
import { change, repairCase } from "./fixture.ts";

/** Enough of the wire's types for a type checker. */
const wire = `from datetime import date, datetime, timedelta
from decimal import Decimal as Exact
from typing import Annotated, Any, TypeVar, dataclass_transform
from uuid import UUID

T = TypeVar("T")


def name(key: str) -> str:
    return key


I32 = Annotated[int, "i32"]
I64 = Annotated[int, "i64"]
Uuid = UUID
Decimal = Annotated[Exact, "decimal"]
Duration = Annotated[timedelta, "duration"]
Date = Annotated[date, "date"]
Timestamp = Annotated[datetime, "timestamp"]
Maybe = Annotated[T | None, "maybe"]


@dataclass_transform(kw_only_default=True)
class Model:
    def __init__(self, **_: Any) -> None: ...

    def model_dump(self) -> dict[str, Any]: ...
`;

const stampedNames: Partial<Record<PrimitiveName, string>> = {
  i32: "_wire.I32",
  i64: "_wire.I64",
  string: "str",
  uuid: "_wire.Uuid",
  f64: "float",
  decimal: "_wire.Decimal",
  duration: "_wire.Duration",
  date: "_wire.Date",
  timestamp: "_wire.Timestamp",
};

/** A change of type in a small service, told by one annotated text a file. */
export interface RetypeCase {
  /** The symbol that changes, and the service whose stamped module declares it. */
  readonly symbol: string;
  readonly from: PrimitiveName;
  readonly to: PrimitiveName;
  /** Stamped module with \`ID\` for the changing type, and \`BUILT\` for what a builder takes with its default. */
  readonly stamp: string;
  /**
   * Hand-written files by path below the service. \`«a→b»\` is \`a\` before and \`b\` after; \`«?kind|text»\` is a question of
   * that kind about \`text\`. Everything else stays as it is.
   */
  readonly files: Readonly<Record<string, string>>;
  /** Whether pyright is content afterwards; not where decisions are missing. */
  readonly green?: boolean;
}

const type = (name: PrimitiveName): TypeRef => ({
  kind: "primitive",
  name,
  span: { start: 0, end: 0 },
});

/** A builder writes a default out, and makes one itself where that is no literal. */
const builds = (name: PrimitiveName): string => {
  if (name === "uuid") return "ID | None = None";
  return name === "string" ? 'ID = "id"' : "ID = 1";
};

interface Told {
  readonly before: string;
  readonly after: string;
  readonly holes: readonly string[];
}

/** Reads an annotated text. */
function told(text: string): Told {
  const holes: string[] = [];
  const plain = (marked: string, side: 1 | 2): string =>
    marked.replaceAll(/«([^«»?→]*)→([^«»]*)»/g, (_, one: string, other: string) =>
      side === 1 ? one : other,
    );
  const unasked = (marked: string, collect: boolean): string => {
    const inner = /«\?([\w-]+)\|([^«»]*)»/;
    let at = marked;
    for (let found = inner.exec(at); found !== null; found = inner.exec(at)) {
      if (collect) holes.push(`${found[1]} ${found[2]?.replaceAll(/\s+/g, " ")}`);
      at = at.slice(0, found.index) + (found[2] ?? "") + at.slice(found.index + found[0].length);
    }
    return at;
  };
  const before = unasked(plain(text, 1), true);
  return { before, after: unasked(plain(text, 2), false), holes: holes.toSorted() };
}

/** Repairs a case with the real pyright and compares edits, questions and a second run. */
export async function check(given: RetypeCase): Promise<void> {
  const [service = ""] = given.symbol.split("/");
  const files = Object.entries(given.files).map(([path, text]) => [path, told(text)] as const);
  const stamp = (name: PrimitiveName): string =>
    `from typing import Annotated\n\nfrom . import generated_wire as _wire\n${given.stamp.replaceAll(/\bBUILT\b/g, builds(name)).replaceAll(/\bID\b/g, stampedNames[name] ?? name)}`;
  const stamped = (name: PrimitiveName): Record<string, string> => ({
    "__init__.py": "",
    "generated_wire.py": wire,
    [`generated_${service}.py`]: stamp(name),
  });
  const kind = given.symbol.includes("/rpc:") ? "parameter-retyped" : "field-retyped";
  const result = await repairCase({
    changes: [
      change(kind, given.symbol, {
        service,
        from: given.from,
        to: given.to,
        fromType: type(given.from),
        toType: type(given.to),
      }),
    ],
    before: stamped(given.from),
    after: stamped(given.to),
    sources: Object.fromEntries(files.map(([path, { before }]) => [path, before])),
  });
  const texts = Object.fromEntries(files.map(([path, { after }]) => [path, after]));
  expect(result.texts).toEqual(texts);
  const holes = Object.fromEntries(
    files.map(([path, { before }]) => [
      path,
      result.outcome.holes
        .filter(({ file }) => file.endsWith(`/${path}`))
        .map((hole) => `${hole.kind} ${spanOf(before, hole)}`)
        .toSorted(),
    ]),
  );
  expect(holes).toEqual(Object.fromEntries(files.map(([path, one]) => [path, one.holes])));
  expect(result.outcome.holes.every(({ delta }) => delta === given.symbol)).toBe(true);
  expect(
    result.outcome.edits.every((edit) => edit.change === given.symbol && edit.because !== ""),
  ).toBe(true);
  expect(result.again.edits).toEqual([]);
  if (given.green !== false) expect(result.errors).toEqual([]);
}

function spanOf(
  text: string,
  hole: { line: number; column: number; endLine: number; endColumn: number },
): string {
  const lines = text.split("\n");
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return text
    .slice(offset(hole.line, hole.column), offset(hole.endLine, hole.endColumn))
    .replaceAll(/\s+/g, " ");
}
