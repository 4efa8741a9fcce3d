import type { Emit, GateReport, GateResult, Hole, Host, RepairEdit, RepairRequest } from "#intent";
import type { RunCheck } from "../../oracle.ts";
import type { Refused } from "./judge.ts";

/** What the offline engine left: its certain edits, the texts that they give, and what it asks. */
export interface Offline {
  readonly edits: readonly RepairEdit[];
  readonly texts: ReadonlyMap<string, string>;
  readonly holes: readonly Hole[];
}

/** What gates said of texts, and the files that were rewritten while they ran: then nothing that they said counts. */
export interface GateRun {
  readonly report: GateReport;
  readonly disturbed: readonly string[];
}

/** What an engine for holes works with. */
export interface FillTools {
  readonly host: Host;
  readonly emit: Emit;
  /** The check gate over the run tree as it lies there. */
  readonly runCheck: RunCheck;
  /** All gates over the run tree with these texts in it; afterwards the tree is as it was. */
  readonly runGates: (texts: ReadonlyMap<string, string>, cycle: number) => Promise<GateRun>;
  /** The test gate alone over the run tree as it lies there, whatever the others say of it. */
  readonly runTests: () => Promise<GateResult>;
  /** Ids of the tests that ran before the repair. */
  readonly knownTests: readonly string[];
}

/** What it cost. */
export interface Spent {
  readonly tokens: number;
  readonly usd: number;
}

/** How filling the holes ended. Only a whole, green, guarded repair is `filled`; all else leaves the service as stamped. */
export type Filled =
  | {
      readonly outcome: "filled";
      /** All edits against the stamped service's sources, the offline engine's among them. */
      readonly edits: readonly RepairEdit[];
      readonly texts: ReadonlyMap<string, string>;
      /** Paths among `texts` that are new tests. */
      readonly newTests: readonly string[];
      readonly report: GateReport;
      readonly cycles: number;
      readonly spent: Spent;
      /** One sentence for the report. */
      readonly note: string;
    }
  | {
      readonly outcome: "left";
      readonly reason: string;
      /** What guards have refused on the way, each once. */
      readonly refusals: readonly Refused[];
      readonly cycles: number;
      readonly spent: Spent;
    };

/** The sources as the offline engine's certain edits make them: where an engine for holes begins. */
export const offlineTexts = (
  request: Pick<RepairRequest, "sources">,
  offline: Pick<Offline, "texts">,
): ReadonlyMap<string, string> => new Map([...request.sources, ...offline.texts]);
