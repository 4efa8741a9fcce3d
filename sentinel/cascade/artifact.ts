import type { GateStatus, Hole, Host, RecordedAnswer, RepairEdit } from "#intent";
import { parseJson } from "../journal/json.ts";
import { joinPath } from "../universe/paths.ts";
import type { Answered } from "./answers.ts";
import type { RunPlaces } from "./run.ts";

export type ServiceOutcome = "untouched" | "stamped" | "repaired" | "held";

/** One file that a run changes, relative to the universe's root. */
export interface ChangedFile {
  readonly path: string;
  readonly kind: "intent" | "stamped" | "scaffold" | "repaired" | "test";
  readonly before: string | null;
  readonly after: string | null;
}

/** What preparing a service came to: all that the decision and the report need, kept as JSON. */
export interface ServiceArtifact {
  readonly name: string;
  readonly outcome: ServiceOutcome;
  readonly engine: string | null;
  readonly cycles: number;
  readonly edits: readonly (RepairEdit & { readonly before: string })[];
  readonly files: readonly ChangedFile[];
  /** Whether the scene of a held service holds the stamp already; one that was red before the change does not. */
  readonly stamped?: boolean;
  /** Its repair has begun anew, with answers: what lies in its scene is ours, and whoever goes on begins again. */
  readonly anew?: true;
  /** Edits of a held service that are certain and were not made, because a decision is missing. */
  readonly withheld?: readonly (RepairEdit & { readonly before: string })[];
  /** Absolute path of the patch that holds the withheld edits. */
  readonly patch?: string;
  readonly holes: readonly Hole[];
  /** What was asked at first, where a person works on the scene. */
  readonly asked?: readonly Hole[];
  /** How holes were answered that the offline engine had left, by whomever but a learned rule. */
  readonly taught?: readonly RecordedAnswer[];
  /** Answers of people that the edits (or, where it is held, the withheld edits) hold. */
  readonly answered?: readonly Answered[];
  /** Answers of people, in their words, to holes that are open all the same: refused, or red. They are not tried again. */
  readonly vain?: readonly string[];
  /** Absolute path of the patch that shows what each candidate of the holes makes of the code. */
  readonly choices?: string;
  readonly gates: {
    readonly check: GateStatus;
    readonly lint: GateStatus;
    readonly test: GateStatus;
    readonly scenarios: GateStatus;
  };
  /** Sentences for the report: why it is held, what was noticed. */
  readonly notes: readonly string[];
  /** What this machine lacks (a tool), where that is why the service is held. */
  readonly lacks?: string;
  /** What models cost, where one was asked: tokens, and US dollars. */
  readonly tokens?: number;
  readonly usd?: number;
  readonly ms: number;
}

const pathOf = (places: RunPlaces, service: string): string =>
  joinPath(places.artifacts, `${service}.json`);

export async function writeArtifact(
  host: Host,
  places: RunPlaces,
  artifact: ServiceArtifact,
): Promise<{ ref: string; digest: string }> {
  const text = `${JSON.stringify(artifact)}\n`;
  const ref = pathOf(places, artifact.name);
  await host.files.writeText(ref, text, { fsync: true });
  return { ref, digest: host.sha256(text) };
}

const isArtifact = (value: unknown): value is ServiceArtifact =>
  typeof value === "object" &&
  value !== null &&
  "outcome" in value &&
  "files" in value &&
  "gates" in value;

export async function readArtifact(
  host: Host,
  places: RunPlaces,
  service: string,
): Promise<ServiceArtifact | undefined> {
  const text = await host.files.readText(pathOf(places, service));
  if (text === undefined) return undefined;
  const value = parseJson(text);
  return isArtifact(value) ? value : undefined;
}
