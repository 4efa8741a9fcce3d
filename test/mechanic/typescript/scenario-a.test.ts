import { join } from "node:path";

import { expect, test } from "vitest";

import { applyAll } from "../../../mechanic/engines/delta/shared/index.ts";
import { createWorkspace } from "../../../mechanic/engines/delta/typescript/workspace.ts";
import { editLine, host, propose, requestOf } from "./case.ts";

const request = requestOf(
  join(import.meta.dirname, "../../cases/scenario-a/typescript.txt"),
  "shop",
);
const file = "services/shop/src/custom.ts";

/** Errors of the hand-written file under given stamps and sources. */
async function errors(
  stamped: ReadonlyMap<string, string>,
  sources: ReadonlyMap<string, string>,
): Promise<readonly number[]> {
  const workspace = await createWorkspace(request, host);
  return workspace
    .open(new Map([...sources, ...stamped]))
    .errors(file)
    .map((error) => error.code);
}

test("an id from i32 to string breaks exactly two places and is repaired by exactly three edits", async () => {
  expect(await errors(request.stampedBefore, request.sources)).toEqual([]);
  expect(await errors(request.stampedAfter, request.sources)).toEqual([2322, 2345]);

  const { edits, holes } = await propose(request);
  expect(holes).toEqual([]);
  expect(edits.map((edit) => editLine(request, edit))).toEqual([
    'src/custom.ts:11:31 retype-slot "number" → "string" [users/UserProfile.id]',
    'src/custom.ts:18:23 retype-slot "number" → "string" [users/UserProfile.id]',
    'src/custom.ts:29:16 retype-slot "number" → "string" [users/UserProfile.id]',
  ]);
  const applied = applyAll(request.sources, edits);
  expect(
    "texts" in applied
      ? await errors(request.stampedAfter, new Map([...request.sources, ...applied.texts]))
      : undefined,
  ).toEqual([]);
}, 60_000);
