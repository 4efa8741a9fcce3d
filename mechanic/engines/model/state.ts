import type { Host, ModelMessage } from "#intent";
import type { Spent } from "../fill/index.ts";

/** All that a run needs to go on with the conversations about one service. */
export interface Saved {
  readonly v: 1;
  /** Digest of what was asked and by whom; another question begins anew. */
  readonly key: string;
  readonly researcher: readonly ModelMessage[];
  readonly coder: readonly ModelMessage[];
  readonly spent: Spent;
  /** What the call that is under way can cost at the most. */
  readonly reserved?: Spent;
  /** Times that all gates were asked. */
  readonly cycles?: number;
}

const isAmount = (value: unknown): boolean =>
  typeof value === "number" && Number.isFinite(value) && value >= 0;

const isSpent = (value: unknown): value is Spent =>
  typeof value === "object" &&
  value !== null &&
  "tokens" in value &&
  isAmount(value.tokens) &&
  "usd" in value &&
  isAmount(value.usd);

const isSaved = (value: unknown): value is Saved =>
  typeof value === "object" &&
  value !== null &&
  "v" in value &&
  value.v === 1 &&
  "key" in value &&
  "researcher" in value &&
  Array.isArray(value.researcher) &&
  "coder" in value &&
  Array.isArray(value.coder) &&
  "spent" in value &&
  isSpent(value.spent) &&
  (!("reserved" in value) || isSpent(value.reserved)) &&
  (!("cycles" in value) || isAmount(value.cycles));

/**
 * What an earlier process of this run left at a path; what cannot be read is as if there were nothing. A call that was
 * under way when that process was killed is spent: nobody knows what became of it, so it cost what it could.
 */
export async function readSaved(host: Host, path: string): Promise<Saved | undefined> {
  const text = await host.files.readText(path);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isSaved(value) ? settled(value) : undefined;
  } catch (error) {
    // Files are replaced whole, so this is not ours; the conversation begins anew.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function settled({ reserved, ...saved }: Saved): Saved {
  if (reserved === undefined) return saved;
  const { tokens, usd } = saved.spent;
  return { ...saved, spent: { tokens: tokens + reserved.tokens, usd: usd + reserved.usd } };
}

/** Keeps it, whole and on the disk, before it returns. */
export const writeSaved = (host: Host, path: string, saved: Saved): Promise<void> =>
  host.files.writeText(path, `${JSON.stringify(saved)}\n`, { fsync: true });
