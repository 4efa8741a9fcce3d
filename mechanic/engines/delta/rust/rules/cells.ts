import type { Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { unreadCells } from "../orphans.ts";
import { inTest } from "../tree.ts";

const stays = "the cell stays, and is not read";

/**
 * A row that is taken apart by its places goes on having the place of what is gone, or loses it: both read, and what was
 * written before has it. It is asked about where the row is read, as it is where the row is written.
 */
export function askForCells(engine: Engine): void {
  for (const { cell, change } of unreadCells(engine)) {
    if (inTest(cell, engine.request.tests)) continue;
    const { file, start, end } = cell;
    addHole(engine, {
      kind: "wire-form",
      node: cell,
      delta: change,
      candidates: [stays],
      choices: [{ label: stays, edits: [{ file, start, end, text: "_" }] }],
      slot: undefined,
      question: `\`${change}\` is gone, and a row that is read here has a cell for it. Does the form keep it?`,
    });
  }
}
