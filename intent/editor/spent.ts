import type { Diagnostic, Fix } from "../base/diagnostic.ts";
import type { Span } from "../base/span.ts";
import { deltaProblem } from "../delta/messages.ts";
import { expansionAt } from "../model/expanded-tree.ts";
import { fieldWireName, variantWireName } from "../model/names.ts";
import { type Found, lookup, symbolsOf } from "../model/symbols.ts";
import type { Model, Service } from "../model/types.ts";
import type { NodeId, Tree } from "../syntax/tree.ts";
import { formAround } from "./navigate.ts";

/**
 * Names of a service whose `:was` has done its work: the base calls them so already, and all that `:was` still does is to
 * keep the old name on the wire, where the thing has one. An information each, with the edit that says the same without it
 * where there is one. `tree` is the service's file as it is written.
 */
export const spentNames = (
  before: Model,
  after: Model,
  service: Service,
  tree: Tree,
): Diagnostic[] =>
  symbolsOf(service).flatMap(({ symbol, span }) => {
    const found = lookup(after, symbol);
    const was = found !== undefined && "was" in found.value ? found.value.was : undefined;
    if (found === undefined || was === undefined || expansionAt(span) !== undefined) return [];
    const said = lookup(before, symbol) === undefined ? undefined : wasIn(tree, span);
    if (said === undefined) return [];
    const name = tree.text.slice(span.start, span.end);
    const { does, ...cure } = meaningOf(found, said, service.file);
    return [deltaProblem("was-spent", service.file, said.span, { name, was, does }, cure)];
  });

/** `:was old` in a declaration, and what else is said there of the wire. */
interface Said {
  readonly span: Span;
  /** End of what stands before it. */
  readonly after: number;
  readonly takesWire: boolean;
  readonly hasWire: boolean;
}

function wasIn(tree: Tree, name: Span): Said | undefined {
  const around = formAround(tree, name);
  if (around === undefined) return undefined;
  const children = tree.children(around.node);
  const at = (option: string): number =>
    children.findIndex(
      (child: NodeId) => tree.kind(child) === "keyword" && tree.keywordName(child) === option,
    );
  const key = children[at("was")];
  const value = children[at("was") + 1];
  const former = children[at("was") - 1];
  if (key === undefined || value === undefined || former === undefined) return undefined;
  return {
    span: { start: tree.start(key), end: tree.end(value) },
    after: tree.end(former),
    takesWire: around.spec.options.some((option) => option.name === "wire"),
    hasWire: at("wire") !== -1,
  };
}

/** Things whose name travels and that have no `:wire`. */
const travelling: ReadonlySet<Found["kind"]> = new Set(["rpc", "error", "event", "case"]);

interface Meaning {
  readonly does: string;
  readonly cure: string;
  readonly fix?: Fix;
}

function wireNameOf(found: Found): string | undefined {
  if (found.kind === "variant") return variantWireName(found.value);
  const isField = found.kind === "field" || found.kind === "parameter" || found.kind === "setting";
  return isField ? fieldWireName(found.value) : undefined;
}

/** What a spent `:was` still does, and what says the same without it. */
function meaningOf(found: Found, said: Said, file: string): Meaning {
  const wire = said.takesWire && !said.hasWire ? wireNameOf(found) : undefined;
  if (wire !== undefined) {
    const text = `:wire ${JSON.stringify(wire)}`;
    return {
      does: `only keeps \`${wire}\` on the wire`,
      cure: `write ${text} in its place to keep it there, or take it out to write the new name`,
      fix: { title: `write ${text} in its place`, edits: [{ file, ...said.span, text }] },
    };
  }
  if (travelling.has(found.kind))
    return {
      does: "only keeps the old name on the wire",
      cure: "take it out once nobody calls it by its old name",
    };
  const edit = { file, start: said.after, end: said.span.end, text: "" };
  return {
    does: "does nothing any more",
    cure: "take it out",
    fix: { title: "take it out", edits: [edit] },
  };
}
