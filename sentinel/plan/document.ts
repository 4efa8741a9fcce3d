import { rollout, type Axes, type ChangeVerdict, type PairRollout, type Phase } from "#intent";
import { twoForms } from "./two-forms.ts";
import type { Compared } from "../sense/sense.ts";

/** `flywheel.plan/1`: what `sentinel plan --json` prints. */
export interface PlanDocument {
  readonly schema: "flywheel.plan/1";
  readonly base: readonly { readonly repository: string; readonly revision: string | null }[];
  readonly delta: readonly {
    readonly service: string;
    readonly symbol: string;
    readonly kind: string;
    readonly axes: Axes;
    readonly breaking: boolean;
    readonly from: string | null;
    readonly to: string | null;
    readonly verdicts: readonly ChangeVerdict[];
    readonly cause?: string;
    /** The universe's own rule that decided in place of a row. */
    readonly rule?: string;
    /** Where the intents accept the break: the last day on which they do, and why. */
    readonly allowed?: { readonly until: string; readonly because?: string };
    readonly guess?: { readonly from: string; readonly to: string; readonly confidence: number };
    /** Where a changed type breaks the wire and could be read in two forms: the field as it is to say so, in both steps. */
    readonly forms?: { readonly accept: string; readonly switch: string };
  }[];
  readonly services: readonly {
    readonly name: string;
    readonly wave: number;
    readonly expect: "breaks" | "compatible" | "unknown";
    readonly reasons: readonly {
      readonly symbol: string;
      readonly via: string;
      readonly use: string;
    }[];
  }[];
  readonly waves: readonly (readonly string[])[];
  readonly cycles: readonly (readonly string[])[];
  /** Pairs of services that talk over what changed: the mixed corners of their square, and the order that follows. */
  readonly pairs: readonly PairRollout[];
  /** Services in the order of deployment, those of one step in any order; empty where any order will do. */
  readonly steps: readonly (readonly string[])[];
  /** Where no order will do: within a phase every service can be deployed and rolled back alone. */
  readonly phases: readonly Phase[];
}

/** The plan as data. Services come in wave order, then by name. */
export function planDocument(sensed: Compared): PlanDocument {
  const wave = new Map(
    sensed.waves.flatMap((names, index) => names.map((name) => [name, index] as const)),
  );
  const services = sensed.reached.map((one) => ({
    name: one.service,
    wave: wave.get(one.service) ?? 0,
    expect: one.expect,
    reasons: one.reasons.map(({ symbol, via, use }) => ({ symbol, via, use })),
  }));
  const { pairs, steps, phases } = rollout(sensed.delta);
  return {
    schema: "flywheel.plan/1",
    base: sensed.bases.map((base) => ({
      repository: base.repository.name,
      revision: base.revision ?? null,
    })),
    delta: sensed.delta.changes.map((change) => ({
      service: change.service,
      symbol: change.symbol,
      kind: change.kind,
      axes: change.axes,
      breaking: change.breaking,
      from: change.from,
      to: change.to,
      verdicts: change.verdicts.map(({ consumer, use, verdict, rule, outside }) => ({
        consumer,
        use,
        verdict,
        rule,
        ...(outside === undefined ? {} : { outside }),
      })),
      ...(change.cause === undefined ? {} : { cause: change.cause }),
      ...(change.rule === undefined || change.corners === undefined ? {} : { rule: change.rule }),
      ...(change.allowed === undefined ? {} : { allowed: change.allowed }),
      ...(change.guess === undefined ? {} : { guess: change.guess }),
      ...twoForms(change),
    })),
    services: services.sort((a, b) => a.wave - b.wave || (a.name < b.name ? -1 : 1)),
    waves: sensed.waves,
    cycles: sensed.cycles,
    pairs,
    steps,
    phases,
  };
}
