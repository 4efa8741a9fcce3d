import type { DeltaKind } from "../delta/types.ts";
import type { Language } from "../model/types.ts";
import type { GateStatus, HoleKind } from "./repair.ts";

/** One declaration of hand-written code that a repair changed, as text. */
export interface RepairedDeclaration {
  /** Relative to the universe's root. */
  readonly file: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** One edit of a repair and what it followed from. */
export interface RecordedEdit {
  readonly file: string;
  /** Symbol of the change that it follows from. */
  readonly change: string;
  /** Kind of that change; `null` where the delta does not hold it. */
  readonly kind: DeltaKind | null;
  readonly rule: string;
  readonly before: string;
  readonly after: string;
}

/** One question that the offline engine left, and the declaration around it before and after its answer. */
export interface RecordedAnswer {
  readonly hole: HoleKind;
  /** What the tool calls it, where the question repeats a diagnostic. */
  readonly code?: string;
  /** The function or table that was asked about, for kinds that ask about one; records of before it was kept lack it. */
  readonly meaning?: string;
  /** Symbol of the change that asked. */
  readonly change: string;
  /** Kind of that change; `null` where the delta does not hold it. */
  readonly kind: DeltaKind | null;
  /** Relative to the universe's root. */
  readonly file: string;
  /** The declaration's name. */
  readonly name: string;
  /** The declaration with the certain edits in it, as it was when the question was asked. */
  readonly before: string;
  /** The same text where the place was left alone. */
  readonly after: string;
  /** The question's place in `before`, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** A revision of one repository of the universe. */
export interface RecordedRevision {
  /** Folder relative to the universe's root; `.` for the root's own. */
  readonly repository: string;
  /** Where the code stood that was repaired. */
  readonly head: string;
  /** Where code and intent last agreed: the intents before the change. */
  readonly base: string;
}

/** What one service's repair in one cascade was: everything that is learnt comes from these. */
export interface RepairRecord {
  readonly v: 1;
  readonly type: "repair";
  /** Counts from 1 in the file. */
  readonly seq: number;
  /** Milliseconds since 1970, when the cascade began. */
  readonly at: number;
  readonly epoch: number;
  readonly run: string;
  readonly service: string;
  readonly language: Language;
  /** The intents' changes that touched the service. */
  readonly changes: readonly {
    readonly symbol: string;
    readonly kind: DeltaKind;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  /** The intents' texts as patches, in the unified format. */
  readonly intents: readonly { readonly path: string; readonly patch: string }[];
  readonly revisions: readonly RecordedRevision[];
  readonly edits: readonly RecordedEdit[];
  /** Declarations of custom code, tests left out. */
  readonly declarations: readonly RepairedDeclaration[];
  /** Questions that were answered, tests left out; absent in records that were written before answers were kept. */
  readonly answers?: readonly RecordedAnswer[];
  /** Lines of custom code that the repair added and removed, tests left out. */
  readonly lines: { readonly added: number; readonly removed: number };
  readonly engine: string;
  readonly cost: {
    readonly cycles: number;
    readonly tokens: number;
    readonly usd: number;
    readonly ms: number;
  };
  readonly verdict: {
    readonly check: GateStatus;
    readonly lint: GateStatus;
    readonly test: GateStatus;
    readonly scenarios: GateStatus;
  };
  /** Digest of the record before; empty for the first. */
  readonly previous: string;
  /** SHA-256 of this record without this member. */
  readonly digest: string;
}

/** A record before it has its place in the chain. */
export type UnchainedRecord = Omit<RepairRecord, "seq" | "previous" | "digest">;
