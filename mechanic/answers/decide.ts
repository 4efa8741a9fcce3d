import type { Hole, Host, RepairEdit, RepairOutcome, RepairRequest } from "#intent";

import type { Offline } from "../engines/fill/index.ts";
import { guardEdits, type Refusal } from "../guards/index.ts";
import { composed } from "./compose.ts";
import { choiceWords, readChoice } from "./grammar.ts";
import { resolveAnswers, type Misfit, type Resolved } from "./resolve.ts";

/** What people have said about the holes of a service. */
export interface Answers {
  /** `ID=CHOICE`, in the order in which they were given. */
  readonly given: readonly string[];
  /** Ids of holes whose code is right as it stands. */
  readonly accepted: readonly string[];
  /** Whether no other service asks: then the candidates of a question have their numbers. */
  readonly whole: boolean;
  /** The holes of a proposal with the candidates that others than its engine know; asked for only where there are answers. */
  readonly offered?: (offline: Offline) => Promise<readonly Hole[]>;
}

/** The edits that were allowed, as the guards gave them. */
interface Allowed {
  readonly texts: ReadonlyMap<string, string>;
  readonly testEdits: readonly RepairEdit[];
}

/** A proposal with the answers in it. */
export interface Decided {
  /** Certain edits and those of the answers; the holes that are still open. */
  readonly proposal: RepairOutcome;
  readonly allowed: Allowed;
  readonly answered: readonly Resolved[];
  /** Holes whose code was said to be right. */
  readonly accepted: readonly Hole[];
  /** What was made of each answer that was given in vain. */
  readonly notes: readonly string[];
  readonly misfits: readonly Misfit[];
}

/**
 * Puts the answers of people to a proposal. They are held to the guards as every edit is; one that a guard refuses leaves
 * its hole open, and the others stand.
 */
export async function decideHoles(
  host: Host,
  request: RepairRequest,
  proposal: RepairOutcome,
  allowed: Allowed,
  answers: Answers,
): Promise<Decided> {
  const service = request.service.name;
  const { texts } = allowed;
  const holes =
    answers.given.length === 0
      ? proposal.holes
      : await answers.offered?.({ edits: proposal.edits, texts, holes: proposal.holes });
  const { resolved, misfits } = resolveAnswers(
    answers.given,
    (holes ?? proposal.holes).map((hole) => ({ service, hole })),
    { languageOf: () => request.service.language, whole: answers.whole },
  );
  const judged = await judge(host, request, proposal.edits, resolved);
  const accepted = proposal.holes.filter(
    ({ id }) => answers.accepted.includes(id) && !judged.answered.some((one) => one.hole.id === id),
  );
  const closed = new Set(
    [...judged.answered.map(({ hole }) => hole), ...accepted].map(({ id }) => id),
  );
  return {
    proposal: {
      ...proposal,
      edits: judged.edits,
      holes: proposal.holes.filter((hole) => !closed.has(hole.id)),
    },
    allowed: judged.allowed ?? allowed,
    answered: judged.answered,
    accepted,
    notes: [
      ...judged.notes,
      ...misfits
        .filter(({ stray }) => stray !== true)
        .map(({ message, cure }) => `${message}; ${cure}`),
    ],
    misfits,
  };
}

interface Judged {
  readonly edits: readonly RepairEdit[];
  readonly answered: readonly Resolved[];
  readonly notes: readonly string[];
  /** Absent where no answer is left. */
  readonly allowed?: Allowed;
}

/** Leaves out what the guards refuse, until they allow the rest. */
async function judge(
  host: Host,
  request: RepairRequest,
  certain: readonly RepairEdit[],
  resolved: readonly Resolved[],
): Promise<Judged> {
  const notes: string[] = [];
  let left = resolved;
  while (left.length > 0) {
    const edits = composed(request.sources, certain, left);
    const guarded = await guardEdits(host, request, edits);
    if (!("refusals" in guarded)) return { edits, answered: left, notes, allowed: guarded };
    const refused = refusedBy(left, guarded.refusals);
    notes.push(...refused.map(({ answer, refusal }) => refusalNote(answer, refusal)));
    left = left.filter((one) => !refused.some(({ answer }) => answer === one));
  }
  return { edits: certain, answered: [], notes };
}

/** The answers that refusals are about. Where none can be told, none of them stands. */
function refusedBy(
  answers: readonly Resolved[],
  refusals: readonly Refusal[],
): readonly { readonly answer: Resolved; readonly refusal: Refusal }[] {
  const found = answers.flatMap((answer) => {
    const refusal = refusals.find(({ edit }) =>
      answer.edits.some(
        (own) => own.file === edit.file && own.start <= edit.end && edit.start <= own.end,
      ),
    );
    return refusal === undefined ? [] : [{ answer, refusal }];
  });
  const [first] = refusals;
  if (found.length > 0 || first === undefined) return found;
  return answers.map((answer) => ({ answer, refusal: first }));
}

const refusalNote = (answer: Resolved, { guard, reason }: Refusal): string =>
  `${guard} refused the answer ${JSON.stringify(answer.choice)} at ${answer.hole.file}:${answer.hole.line}: ${reason}`;

/** An answer as it is given on a command line. */
export const answerWords = ({ hole, choice, own }: Resolved): string => {
  // A candidate that is spelt as a number, or like a text of one's own, is told from one by the space before it.
  const isPlain = own || readChoice(choice).kind === "label";
  const words = own ? choiceWords({ kind: "text", text: choice }) : isPlain ? choice : ` ${choice}`;
  return `${hole.id}=${words}`;
};
