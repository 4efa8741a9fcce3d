import { languages, type Universe } from "../model/types.ts";
import type { Comparison, Draft } from "./draft.ts";
import { gatesText, limitsText } from "./settings.ts";
import { compareSurroundings, repositoriesText } from "./surroundings.ts";
import type { DeltaKind } from "./types.ts";

/** Symbol of a universe. Its changes belong to no service: their `service` is empty. */
export const universeSymbol = (universe: Pick<Universe, "name">): string =>
  `universe:${universe.name}`;

/** Reports everything in which `universe.lisp` means something else than before. */
export function compareUniverses(at: Comparison): void {
  const before = at.before.universe;
  const after = at.after.universe;
  const said = (
    kind: DeltaKind,
    from: string | null,
    to: string | null,
    symbol = universeSymbol(after),
  ): void => {
    if (from === to) return;
    const { file, span } = after;
    const draft: Draft = {
      service: "",
      symbol,
      kind,
      from,
      to,
      file,
      span,
      touched: symbol,
      conditions: [],
    };
    at.found(
      kind === "universe-renamed" ? { ...draft, fromSymbol: universeSymbol(before) } : draft,
    );
  };
  said("universe-renamed", before.name, after.name);
  said("universe-doc-changed", before.doc ?? null, after.doc ?? null);
  said("universe-services-changed", globsText(before), globsText(after));
  for (const language of languages) {
    const [from, to] = [
      gatesText(before.gates[language] ?? {}),
      gatesText(after.gates[language] ?? {}),
    ];
    said("universe-gates-changed", from, to, `${universeSymbol(after)}.gates.${language}`);
  }
  said("universe-limits-changed", limitsText(before.limits), limitsText(after.limits));
  said("universe-sandbox-changed", before.sandbox, after.sandbox);
  said("universe-delivery-changed", before.delivery, after.delivery);
  const [from, to] = [before.surroundings, after.surroundings];
  said(
    "universe-repositories-changed",
    repositoriesText(from.repositories),
    repositoriesText(to.repositories),
  );
  said("universe-code-host-changed", from.codeHost ?? null, to.codeHost ?? null);
  compareSurroundings(at, universeSymbol(after));
}

/** Globs in any order name the same folders. */
const globsText = ({ services }: Universe): string =>
  [...new Set(services)]
    .sort()
    .map((glob) => JSON.stringify(glob))
    .join(" ");
