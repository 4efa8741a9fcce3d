import type { DeltaKind, HoleKind, Language, RepairRecord } from "#intent";

/** One answered question, in as few words as a test needs. */
export interface Answered {
  readonly seq: number;
  /** Number of the cascade; the record's own where nothing is said. */
  readonly cascade?: number;
  readonly language?: Language;
  readonly kind?: DeltaKind;
  readonly change?: string;
  readonly to?: string;
  readonly hole?: HoleKind;
  readonly code?: string;
  /** What the question was about. */
  readonly meaning?: string;
  /** The declaration before and after; the question's place stands between `⟦` and `⟧`. */
  readonly before: string;
  readonly after: string;
}

/** The record of a cascade in which one question was answered. */
export function answeredRecord(given: Answered): RepairRecord {
  const { seq, cascade = seq, language = "typescript", kind = "field-added" } = given;
  const { change = `things/Thing${seq}.mood`, to = "string", hole = "required-value" } = given;
  const start = given.before.indexOf("⟦");
  const end = given.before.indexOf("⟧") - 1;
  const file = `services/s${seq}/src/custom/own`;
  const code = given.code === undefined ? {} : { code: given.code };
  const meaning = given.meaning === undefined ? {} : { meaning: given.meaning };
  const before = given.before.replaceAll(/[⟦⟧]/g, "");
  return {
    v: 1,
    type: "repair",
    seq,
    at: Date.UTC(2026, 0, seq),
    epoch: cascade,
    run: `run-${cascade}`,
    service: `s${seq}`,
    language,
    changes: [{ symbol: change, kind, from: null, to }],
    intents: [],
    revisions: [],
    edits: [],
    declarations: [],
    answers: [
      {
        hole,
        ...code,
        ...meaning,
        change,
        kind,
        file,
        name: "own",
        before,
        after: given.after,
        start,
        end,
      },
    ],
    lines: { added: 1, removed: 1 },
    engine: "person",
    cost: { cycles: 1, tokens: 0, usd: 0, ms: 1 },
    verdict: { check: "passed", lint: "passed", test: "passed", scenarios: "skipped" },
    previous: "",
    digest: "",
  };
}
