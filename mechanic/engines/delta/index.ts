import type { Emit, Host, Language, Oracle, RepairOutcome, RepairRequest } from "#intent";

/** An engine takes the delta and proposes; the oracle is its compiler. It writes nothing itself. */
export type Engine = (
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
  emit: Emit,
) => Promise<RepairOutcome>;

/** The offline engine of a language. Loaded late: a TypeScript compiler costs time that a Rust service should not pay. */
export async function deltaEngine(language: Language): Promise<Engine> {
  switch (language) {
    case "typescript":
      return (await import("./typescript/index.ts")).repairTypeScript;
    case "rust":
      return (await import("./rust/index.ts")).repairRust;
    case "python":
      return (await import("./python/index.ts")).repairPython;
  }
}
