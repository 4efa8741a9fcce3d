import { pathTo } from "../../delta/python/tree.ts";
import type { Site } from "../site.ts";
import type { Module } from "./index.ts";
import { parts, type Node } from "./tree.ts";

/**
 * `except:` becomes `except Exception:`, so that an exit, an interrupt and a cancelled task pass. One that raises again at
 * its end swallows nothing and stays.
 */
export function bareExceptSite({ file, text, tree }: Module, node: Node): Site | undefined {
  const [body, ...more] = parts(node);
  if (body?.type !== "block" || more.length > 0) return undefined;
  if (parts(body).at(-1)?.type === "raise_statement") return undefined;
  const end = node.start + "except".length;
  const span = { start: node.start, end };
  const because =
    "A bare `except` also takes exits, interrupts and cancelled tasks, which are no errors of this block.";
  return {
    file,
    span,
    inside: pathTo(text, tree, node.start),
    question: "This takes exits and interrupts, too: which exceptions are meant?",
    candidates: ["except Exception"],
    fix: { rule: "except-exception", edits: [{ start: end, end, text: " Exception" }], because },
  };
}
