import type { RepairEdit, RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isClosed } from "./retype/judgement.ts";

/**
 * Edits without those of files that are closed to engines (`conftest.py`): these stay with people, who are asked once a file
 * and change, however many places it has. The rest of the repair is as if they had done so.
 */
export function openEdits(
  { sources }: RepairRequest,
  edits: readonly RepairEdit[],
  holes: HoleList,
): readonly RepairEdit[] {
  const closed = edits.filter(({ file }) => isClosed(file));
  for (const own of Map.groupBy(closed, ({ file, change }) => `${file} ${change}`).values()) {
    const [first] = own.toSorted((a, b) => a.start - b.start);
    const text = first === undefined ? undefined : sources.get(first.file);
    if (first === undefined || text === undefined) continue;
    const { file, start, end, change, because } = first;
    const more = own.length === 1 ? "" : ` ${own.length} places of it change alike.`;
    holes.add({
      kind: "expected-value",
      file,
      text,
      span: { start, end },
      delta: change,
      inside: "",
      question: `${because} Fixtures of this file are edited by people.${more}`,
      candidates: own.length === 1 ? [first.text] : [],
      slot: undefined,
    });
  }
  return edits.filter(({ file }) => !isClosed(file));
}
