import type { Change } from "#intent";

import { probePatch } from "../crate.ts";
import { checkCandidate, isStamped, type Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { addHole } from "../holes.ts";
import { ownerOf } from "../names.ts";
import type { PatchEdit } from "../patches.ts";
import { stampedFiles } from "../reused.ts";
import { calleeName, operatorOf } from "../slots.ts";
import { ancestor, attributesAbove, fieldOf, inTest, walk, type Node } from "../tree.ts";

/**
 * Stamped enums are ordered as their variants are declared, so that a new one takes a place in each order by it (the most
 * urgent first), and the compiler says nothing. For one check the enum has no order: each place that sorts or compares by
 * it is told, and asked about.
 */
export async function askForVariantOrder(engine: Engine): Promise<void> {
  const added = new Map<string, Change>();
  for (const change of engine.request.changes)
    if (change.kind === "variant-added") added.set(ownerOf(change.symbol) ?? "", change);
  if (added.size === 0 || !comparesAtAll(engine)) return;
  const stamped = await stampedFiles(engine);
  const edits = [...stamped.values()].flatMap((file) =>
    [...walk(file.root)].flatMap((node) => unordered(node, added, file.text)),
  );
  if (edits.length === 0) return;
  engine.probes = [probePatch("probe-unordered", edits)];
  const findings = await checkCandidate(engine, "asked");
  engine.probes = [];
  for (const finding of findings) {
    const place = placeOf(finding);
    const name = [...added.keys()].find((one) => new RegExp(`\\b${one}\\b`).test(finding.words));
    const change = name === undefined ? undefined : added.get(name);
    if (place === undefined || change === undefined || isStamped(engine, finding.file)) continue;
    if (inTest(place, engine.request.tests)) continue;
    addHole(engine, {
      kind: "ordering",
      node: place,
      delta: change.symbol,
      candidates: [asItStands],
      choices: [{ label: asItStands, edits: [] }],
      slot: undefined,
      question: `This orders by \`${name ?? ""}\`, whose variants are ordered as they are declared, and \`${change.symbol}\` is new. Is its place there the right one?`,
    });
  }
}

const asItStands = "as it is declared: as it stands";

const compares =
  /^(?:sort\w*|min\w*|max\w*|cmp|partial_cmp|clamp|binary_search\w*|is_sorted\w*|[lg][te])$/;

const comparesAtAll = (engine: Engine): boolean =>
  [...engine.files.values()].some(({ text }) =>
    /\b(?:sort\w*|min\w*|max\w*|cmp|partial_cmp|clamp|binary_search\w*|is_sorted\w*|PartialOrd|[lg][te])\b|[<>]=? /.test(
      text,
    ),
  );

/** The place that compares, or the field by which a type of the service's own is ordered. */
function placeOf({ node, code }: Finding): Node | undefined {
  if (!/^E0(?:277|369|599)$/.test(code)) return undefined;
  const field = ancestor(node, "field_declaration");
  if (field !== undefined) return field;
  const comparison = ancestor(node, "binary_expression");
  if (code === "E0369" && comparison !== undefined)
    return /^[<>]=?$/.test(operatorOf(comparison)) ? comparison : undefined;
  const call = ancestor(node, "call_expression");
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  return callee !== undefined && compares.test(calleeName(callee)) ? node : undefined;
}

/** Takes the order from the derives of an enum. */
function unordered(node: Node, added: ReadonlyMap<string, Change>, source: string): PatchEdit[] {
  if (node.type !== "enum_item" || !added.has(fieldOf(node, "name")?.text ?? "")) return [];
  for (const attribute of attributesAbove(node)) {
    const order = /\bPartialOrd, Ord(?:, )?/.exec(source.slice(attribute.start, attribute.end));
    if (order === null) continue;
    const start = attribute.start + order.index;
    const end = start + order[0].length;
    return [{ file: node.file, start, end, text: order[0], probe: "", probeOnly: true }];
  }
  return [];
}
