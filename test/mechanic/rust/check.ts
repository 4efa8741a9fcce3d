import { expect } from "vitest";

import { play, type Script } from "./scripted.ts";

const plain = `(service kiln
  "Pots and when they are fired."
  (language rust)
  (enum Glaze plain salt ash)
  (entity Pot
    (label string :key)
    (glaze Glaze :default plain)
    (grams i32)
    (shelf i32)
    (mark (optional string))
    (thrown date "The day on which it left the wheel."))
  (entity Batch (pots (list Pot)) (next (optional string)))
  (error pot-broken :status 409 (label string))
  (rpc find-pot (in (label string) (shelf i32)) (out Pot) (errors pot-broken))
  (rpc list-pots (in (shelf i32)) (out Batch)))
`;

/** What becomes of the files that are named, and all that is asked. */
export interface Case extends Omit<Script, "intent"> {
  readonly becomes?: Readonly<Record<string, string>>;
  readonly asks?: readonly string[];
  /** Stands in the intent in place of `from`'s beginning, where the text before matters as well. */
  readonly before?: string;
  /** The change goes the other way: from `to` to `from`. */
  readonly swapped?: boolean;
}

/** Plays a script and holds its outcome to what is expected; a second run over it changes nothing. */
export async function check({
  becomes = {},
  asks = [],
  before,
  swapped,
  ...case_
}: Case): Promise<void> {
  const given = swapped === true ? { ...case_, from: case_.to, to: case_.from } : case_;
  const first = swapped === true ? given.from : before;
  const script = first === undefined ? given : { ...given, from: first };
  const intent = first === undefined ? plain : plain.replace(case_.from, () => first);
  const { texts, edits, asked } = await play({ intent, ...script });
  for (const [path, text] of Object.entries({ ...script.files, ...becomes }))
    expect(texts[path], path).toBe(text);
  expect(asked).toEqual(asks);
  for (const edit of edits) expect([edit.rule, edit.change, edit.because]).not.toContain("");
  const again = await play({ intent, ...script, files: { ...script.files, ...becomes } });
  expect(again.edits, "a second run changes nothing").toEqual([]);
}
