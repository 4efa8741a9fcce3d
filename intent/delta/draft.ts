import type { Span } from "../base/span.ts";
import type { Model, Service } from "../model/types.ts";
import type { Likeness } from "./guess.ts";
import type { Renames } from "./resolve.ts";
import type { Change, Condition, DeltaKind } from "./types.ts";

/** A change before it is judged: what happened, and the facts that choose its row of the rules. */
export interface Draft extends Omit<Change, "axes" | "breaking" | "verdicts" | "rule"> {
  readonly conditions: readonly Condition[];
  /** The older model's symbol whose users this change touches: the thing's own, or its holder's where it is new. */
  readonly touched: string;
  /** What a guess at an undeclared rename is made from, on what came or went. */
  readonly likeness?: Likeness;
}

/** What every comparison is given. */
export interface Comparison {
  readonly before: Model;
  readonly after: Model;
  readonly renames: Renames;
  /** Takes a change that was found. */
  readonly found: (draft: Draft) => void;
}

/** The comparison of one service that both models hold. */
export interface ServiceComparison extends Comparison {
  readonly old: Service;
  readonly now: Service;
}

/** Reports a change of one thing, whose symbols and place are known already. */
export type Report = (
  kind: DeltaKind,
  from: string | null,
  to: string | null,
  more?: Partial<Draft>,
) => void;

/** A draft with nothing said yet but what and where it is. */
export function placed(
  at: { readonly now: Pick<Service, "name" | "file"> },
  symbol: string,
  kind: DeltaKind,
  { span }: { readonly span: Span },
): Draft {
  const { name: service, file } = at.now;
  return {
    service,
    symbol,
    kind,
    from: null,
    to: null,
    file,
    span,
    touched: symbol,
    conditions: [],
  };
}
