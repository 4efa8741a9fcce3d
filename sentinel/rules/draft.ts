import { printRule, ruleSuffix, type Rule } from "#mechanic";
import type { Host } from "#intent";
import { draftBranch, type BranchDrafted } from "../delivery/branch.ts";
import type { LoadedUniverse } from "../universe/load.ts";
import { joinPath } from "../universe/paths.ts";
import { rulesFolder } from "./load.ts";

/** Path of a rule's file, relative to the universe's root. */
export const rulePath = (name: string): string => joinPath(rulesFolder, `${name}${ruleSuffix}`);

/**
 * Puts rules on a draft branch of the root's repository, one file each. A person merges it, edits it, or throws it away; no
 * checkout and no other branch is touched.
 */
export async function draftRules(
  context: { readonly host: Host; readonly signal: AbortSignal },
  universe: LoadedUniverse,
  rules: readonly Rule[],
  state: string,
): Promise<BranchDrafted> {
  const root = universe.rootRepository;
  if (root === undefined)
    return { reason: "no repository holds the universe's root, so a rule has nowhere to stand" };
  const [head] = await context.host.git.readHeads([root.absolute]);
  if (head === undefined) return { reason: `the repository ${root.name} has no commit` };
  const texts = new Map(rules.map((rule) => [rulePath(rule.name), printRule(rule)]));
  return draftBranch(context, universe, {
    kind: "rules",
    says: [...texts.values()].join("\n"),
    heads: new Map([[root.name, head]]),
    texts,
    message: messageOf(rules),
    state,
  });
}

function messageOf(rules: readonly Rule[]): string {
  const [first] = rules;
  const title =
    rules.length === 1 && first !== undefined
      ? `Answer as ${first.evidence.instances} times before: ${first.name}`
      : `Answer as before: ${rules.length} rules`;
  const lines = rules.map(
    ({ name, evidence: { instances, cascades, since } }) =>
      `- ${name}: ${instances} answers in ${cascades} cascades since ${since}`,
  );
  return [title, "", ...lines, ""].join("\n");
}
