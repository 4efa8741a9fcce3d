import {
  changedDeclarations,
  codeDeclarations,
  diffModels,
  type DeltaKind,
  type Model,
} from "#intent";
import type { History } from "#forge";
import { realSyntax } from "../../cli/host/syntax.ts";

/** A repair as a record and the models around it, without a universe: for what is pure. */
export async function historyOf(given: {
  readonly seq: number;
  readonly service: string;
  readonly before: Model;
  readonly after: Model;
  /** The hand-written file before and after its repair. */
  readonly code: readonly [string, string];
}): Promise<History> {
  const { seq, service, before, after, code } = given;
  const [old, now] = await Promise.all(
    code.map(async (text) =>
      codeDeclarations((await realSyntax.parse("typescript", text)).root, text),
    ),
  );
  const file = `services/${service}/src/custom.ts`;
  const delta = diffModels(before, after).changes;
  const [change] = delta;
  const kind: DeltaKind | null = change?.kind ?? null;
  const slice = (text: string, node: { readonly start: number; readonly end: number }): string =>
    text.slice(node.start, node.end);
  return {
    before,
    after,
    record: {
      v: 1,
      type: "repair",
      seq,
      at: seq,
      epoch: seq,
      run: `shop-${seq}`,
      service,
      language: "typescript",
      changes: delta.map(({ symbol, kind, from, to }) => ({ symbol, kind, from, to })),
      intents: [],
      revisions: [],
      edits: [{ file, change: change?.symbol ?? "", kind, rule: "any", before: "", after: "" }],
      declarations: changedDeclarations(old ?? [], now ?? []).map((one) => ({
        file,
        name: one.name,
        before: slice(code[0], one.before.node),
        after: slice(code[1], one.after.node),
      })),
      lines: { added: 1, removed: 1 },
      engine: "offline",
      cost: { cycles: 1, tokens: 0, usd: 0, ms: 1 },
      verdict: { check: "passed", lint: "passed", test: "passed", scenarios: "skipped" },
      previous: "",
      digest: "",
    },
  };
}
