import type { Hole, HoleKind } from "#intent";

/** A hole, and the service whose code it is in. */
export interface Asked {
  readonly service: string;
  readonly hole: Hole;
}

/** What is asked once, however many places wait for it. */
export interface Question {
  readonly id: string;
  readonly kind: HoleKind;
  /** Symbol of the change that asks. */
  readonly delta: string;
  readonly question: string;
  /** The candidates of all its holes, each once, in the order in which they were found. */
  readonly candidates: readonly string[];
  readonly holes: readonly {
    readonly service: string;
    readonly id: string;
    readonly file: string;
    readonly line: number;
  }[];
}

/**
 * The id of the question that a hole asks: its kind, the change, and what the place means (a table, a function, an
 * expression). Holes of one id ask the same, in whichever service they stand.
 */
export const questionId = ({ kind, delta, meaning, id }: Hole): string =>
  meaning === undefined ? id : [kind, delta, meaning].filter((part) => part !== "").join(":");

/** The questions that holes ask, in the order of their first holes. What only tells a gate's words is no question. */
export function questionsOf(asked: readonly Asked[]): readonly Question[] {
  const own = asked.filter(({ hole }) => hole.settledBy === undefined);
  return [...Map.groupBy(own, ({ hole }) => questionId(hole))].flatMap(([id, members]) => {
    const [first] = members;
    if (first === undefined) return [];
    const { kind, delta, question } = first.hole;
    return [
      {
        id,
        kind,
        delta,
        question,
        candidates: [...new Set(members.flatMap(({ hole }) => hole.candidates))],
        holes: members.map(({ service, hole }) => ({
          service,
          id: hole.id,
          file: hole.file,
          line: hole.line,
        })),
      },
    ];
  });
}
