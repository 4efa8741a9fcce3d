import { createHost } from "../../../cli/host/index.ts";
import { diffModels, type RepairRequest, type SyntaxNode } from "#intent";
import type { HoleDraft } from "../../../mechanic/engines/delta/shared/index.ts";
import { indexed } from "../../../mechanic/engines/delta/python/retype/indexed.ts";
import type { Indexed } from "../../../mechanic/engines/delta/python/retype/types.ts";
import { walk } from "../../../mechanic/engines/delta/python/tree.ts";
import { modelOf } from "../../support/model-of.ts";
import { requestOver } from "./fixture.ts";

const { syntax } = createHost();

/** Parses one text as a module of a service. */
export const parsed = async (text: string, file = "bakery/custom.py"): Promise<Indexed> =>
  indexed({ file, text, root: (await syntax.parse("python", text)).root });

/** The outermost node that is spelt so, and is no block. */
export function nodeNamed({ root, text }: Indexed, spelt: string): SyntaxNode {
  const found = [...walk(root)].find(
    (node) => node.type !== "block" && text.slice(node.start, node.end) === spelt,
  );
  if (found === undefined) throw new Error(`nothing is spelt ${spelt}`);
  return found;
}

/** A request over the difference of two intents of a service `bakery`; sources under `tests/` are tests. */
export function requestOf(
  before: string,
  after: string,
  sources: Readonly<Record<string, string>> = {},
): RepairRequest {
  const models = [before, after].map((forms) =>
    modelOf(`(service bakery "Bread." (language python)\n${forms})`),
  );
  const [old, now] = models;
  const service = now?.services.get("bakery");
  if (old === undefined || now === undefined || service === undefined) throw new Error("no model");
  const texts = new Map(Object.entries(sources));
  return {
    ...requestOver({ root: "/", sources: texts }),
    service,
    before: old,
    after: now,
    changes: diffModels(old, now).changes,
    tests: new Set([...texts.keys()].filter((file) => file.startsWith("tests/"))),
  };
}

/** What a question is about, on one line: its kind and the text of its place. */
export const asked = ({ kind, text, span }: HoleDraft): string =>
  `${kind} ${text.slice(span.start, span.end).replaceAll(/\s+/g, " ")}`;
