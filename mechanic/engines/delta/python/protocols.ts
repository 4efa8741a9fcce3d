import type { CodeDiagnostic, RepairEdit } from "#intent";

import { classesOf } from "./overrides.ts";
import { renameAt } from "./rename.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Target } from "./targets.ts";
import { memberOf, nameOf } from "./tree.ts";

/**
 * Structural types are bound to stamped ones by use alone: a protocol that a stamped client satisfied, a fake in a test
 * that satisfies the protocol. Pyright names the pair once the stamped side has its new name; the hand-written side
 * follows, one link of the chain a round.
 */
export async function followProtocols(
  snapshot: Snapshot,
  targets: readonly Target[],
  diagnostics: readonly CodeDiagnostic[],
): Promise<readonly RepairEdit[]> {
  const edits: RepairEdit[] = [];
  for (const { from, className } of diagnostics.flatMap((diagnostic) =>
    missingMembers(diagnostic.message, targets),
  )) {
    for (const target of targets.filter((each) => each.from === from && each.kind === "method")) {
      for (const each of classesOf(snapshot).filter(
        (own) => nameOf(own.module.text, own.node) === className,
      )) {
        const member = memberOf(each.module.text, each.node, target.from);
        if (member === undefined) continue;
        edits.push(
          ...(await renameAt(
            snapshot,
            target,
            { file: each.module.file, offset: member.start },
            "rename-structural",
          )),
        );
      }
    }
  }
  return edits;
}

interface Missing {
  readonly from: string;
  readonly className: string;
}

/**
 * `"Client" is incompatible with protocol "Directory"` … `"get_user" is not present`: the old name is wanted by the
 * protocol, so that is renamed; the new name is missing in the class, so that one is.
 */
export function missingMembers(message: string, targets: readonly Target[]): readonly Missing[] {
  const found: Missing[] = [];
  let pair: { readonly own: string; readonly protocol: string } | undefined;
  for (const line of message.split("\n")) {
    const incompatible = /"([^"]+)" is incompatible with protocol "([^"[]+)/.exec(line);
    if (incompatible !== null)
      pair = { own: bare(incompatible[1]), protocol: bare(incompatible[2]) };
    const missing = /"([^"]+)" is not present/.exec(line)?.[1];
    if (pair === undefined || missing === undefined) continue;
    for (const { from, to } of targets) {
      if (missing === from) found.push({ from, className: pair.protocol });
      else if (missing === to) found.push({ from, className: pair.own });
    }
  }
  return found;
}

/** A class's name without its type arguments and without `type[…]`. */
const bare = (name: string | undefined): string =>
  (name ?? "").replace(/^type\[(.*)\]$/, "$1").replace(/\[.*$/, "");
