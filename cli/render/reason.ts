import type { PlanDocument } from "#sentinel";

type Row = PlanDocument["delta"][number];
type Reason = PlanDocument["services"][number]["reasons"][number];

/** What one thing may have several of, none of which has a symbol of its own: which one went, its text alone says. */
const manyOfOne: ReadonlySet<string> = new Set([
  "answer-error-removed",
  "example-removed",
  "hook-removed",
  "invariant-removed",
  "rpc-error-removed",
]);

/** `users/UserProfile.id: field retyped, i32 → string`. */
export function changeWords({ symbol, kind, from, to }: Row): string {
  const what = kind.replaceAll("-", " ");
  if (from !== null && to !== null) return `${symbol}: ${what}, ${from} → ${to}`;
  const which = to ?? (manyOfOne.has(kind) ? from : null);
  return `${symbol}: ${what}${which === null ? "" : `, ${which}`}`;
}

const units = [
  [86_400, "d"],
  [3600, "h"],
  [60, "m"],
  [1, "s"],
] as const;

/** How long old versions of somebody outside live on, from seconds (`15552000s`) to `180d`; nothing where it is not said. */
export function lagWords({ lag }: { readonly lag?: string }): string {
  if (lag === undefined) return "";
  const seconds = Number.parseFloat(lag);
  const [size, unit] = units.find(([one]) => seconds % one === 0) ?? [1, "s"];
  return ` for ${seconds / size}${unit}`;
}

/** Changes that nothing else caused: what a person edited. */
export const rootsOf = (plan: PlanDocument): Row[] =>
  plan.delta.filter((row) => row.cause === undefined);

/**
 * Why a service is reached, as the most telling of its reasons: `stores users/UserProfile.id in Order.user-id` rather
 * than the first of twenty uses. One sentence for each change that reaches it, two at the most.
 */
export function whyReached(plan: PlanDocument, name: string): string {
  const service = plan.services.find((one) => one.name === name);
  const reasons = service?.reasons ?? [];
  const symbols = [...new Set(reasons.map((reason) => reason.symbol))];
  const sentences = symbols.map((symbol) =>
    whyOf(
      plan,
      name,
      symbol,
      reasons.filter((reason) => reason.symbol === symbol),
    ),
  );
  if (sentences.length === 0) return "its own intent changed";
  const [first = "", second, ...more] = [...new Set(sentences)];
  const rest = more.length === 0 ? "" : `; and ${more.length} more`;
  return second === undefined ? first : `${first}; ${second}${rest}`;
}

function whyOf(
  plan: PlanDocument,
  name: string,
  symbol: string,
  reasons: readonly Reason[],
): string {
  if (symbol.startsWith(`${name}/`)) return `owns ${symbol}`;
  const own = plan.delta.filter((row) => row.service === name && row.cause === symbol);
  const ways = [...own.map((row) => ownWay(row.symbol, symbol)), ...reasons.map(foreignWay)];
  // A stable sort: among equals the order of the intents holds.
  const [best] = ways.sort((a, b) => a.rank - b.rank);
  return best?.words ?? `uses ${symbol}`;
}

interface Way {
  /** 0 tells the most. */
  readonly rank: number;
  readonly words: string;
}

/** How a service carries what changed in a symbol of its own. */
function ownWay(own: string, symbol: string): Way {
  const [, kind = "", place = ""] = /^[^/]+\/(?:(rpc|event|error):)?(.*)$/.exec(own) ?? [];
  const thing = place.split(".")[0] ?? place;
  if (kind === "") return { rank: 0, words: `stores ${symbol} in ${place}` };
  if (kind === "event") return { rank: 1, words: `tells others ${symbol} in its event ${thing}` };
  const verb = place.includes(".in.") ? "takes" : "answers";
  return { rank: 2, words: `${verb} ${symbol} in its ${kind} ${thing}` };
}

/** How a service gets at what changed through something that it uses. */
function foreignWay({ symbol, via, use }: Reason): Way {
  const [, owner = "", kind = "", thing = ""] =
    /^([^/]+)\/(?:(rpc|event|error):)?(.*)$/.exec(via) ?? [];
  if (kind === "rpc") {
    if (via === symbol) return { rank: 3, words: `calls ${symbol}` };
    if (use === "calls" || use === "constructs")
      return { rank: 4, words: `sends ${symbol} to ${owner} (${thing})` };
    return { rank: 3, words: `reads ${symbol} in what ${owner} answers (${thing})` };
  }
  if (kind === "event") return { rank: 5, words: `hears ${symbol} from ${owner} (${thing})` };
  return { rank: 6, words: via === symbol ? `${use} ${symbol}` : `${use} ${symbol} in ${via}` };
}
