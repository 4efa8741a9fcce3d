import { itemPath } from "../../delta/rust/holes.ts";
import type { Node } from "../../delta/rust/tree.ts";
import type { Site } from "../site.ts";

const questions: Readonly<Record<string, string>> = {
  panic: "This ends the whole call, and a caller cannot answer it: what happens instead?",
  todo: "This is not written yet, and calling it panics: what does it do?",
  unimplemented: "This is not written, and calling it panics: what does it do?",
  unreachable: "Whoever gets here all the same panics: what happens instead?",
};

/** `panic!`, `todo!`, `unimplemented!` and `unreachable!`: always a question. Assertions state what must hold and stay. */
export function macroSite(node: Node): Site | undefined {
  // A macro whose arguments were opened up is a call, whose text is still the macro's.
  if (node.type !== "macro_invocation" && node.type !== "call_expression") return undefined;
  const name = /^(?:(?:std|core)::)?(\w+)!/.exec(node.text)?.[1];
  const question = name === undefined ? undefined : questions[name];
  if (question === undefined) return undefined;
  const span = { start: node.start, end: node.end };
  return { file: node.file, span, inside: itemPath(node), question };
}
