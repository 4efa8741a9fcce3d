import type { Plan, UserProfile } from "../generated.users.ts";

/** A season of the shop; its `displayName` is what the banner says. */
export interface Season {
  readonly id: number;
  readonly displayName: string;
  readonly from: number;
  readonly to: number;
}

const seasons: readonly Season[] = [
  { id: 1, displayName: "Spring sale", from: 3, to: 5 },
  { id: 2, displayName: "Summer sale", from: 6, to: 8 },
];

/** The season that a month (1 to 12) belongs to. */
export const seasonOf = (month: number): Season | undefined =>
  seasons.find(({ from, to }) => from <= month && month <= to);

/** What a plan is called on the page; plans that came later are called by their own name. */
function planLabel(plan: Plan): string {
  switch (plan) {
    case "free":
      return "";
    case "pro":
      return " (Pro)";
    case "enterprise":
      return " (Enterprise)";
    default:
      return ` (${plan})`;
  }
}

/** The first word of a name, or all of it. */
const firstWord = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

/** "Hello Ada (Pro)": the nickname where there is one, else the first word of the name. */
export function greet(profile: UserProfile): string {
  const { displayName, plan, nickname } = profile;
  const name = nickname ?? firstWord(displayName);
  return `Hello ${name || "displayName"}${planLabel(plan)}`;
}

/** The banner above the page, such as "Spring sale for Ada Lovelace". */
export function banner(profile: UserProfile, month: number): string {
  const season = seasonOf(month);
  if (season === undefined) return `Welcome, ${profile.displayName}`;
  const { displayName } = season;
  return `${displayName} for ${profile.displayName}`;
}

/** What the log says of a person; the keys are read by a script. */
export const describe = (profile: UserProfile): string =>
  JSON.stringify({ id: `user-${profile.id}`, displayName: profile.displayName });
