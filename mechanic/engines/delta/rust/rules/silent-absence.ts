import { valueName } from "#intent";

import { checkCandidate, isStamped, type Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { lastName, ownerOf } from "../names.ts";
import { stampedFiles, standInsFor } from "../reused.ts";
import { calleeName } from "../slots.ts";
import { ancestor, fieldOf, inTest, within, type Node } from "../tree.ts";

const orders =
  /^(?:sort\w*|min\w*|max\w*|cmp|partial_cmp|then|then_with|binary_search\w*|is_sorted\w*)$/;

/**
 * What may be absent now has an order of its own in Rust: the absent comes first, and code that sorts by the value goes
 * on compiling. Each such place is found by the types, with another name for the field during one check.
 */
export async function askForSilentAbsences(engine: Engine): Promise<void> {
  const changes = engine.request.changes.filter(({ kind }) => kind === "field-became-optional");
  if (changes.length === 0) return;
  const stamped = await stampedFiles(engine);
  engine.probes = [...stamped.values()].flatMap((file) =>
    changes.flatMap(({ symbol }) =>
      standInsFor(ownerOf(symbol) ?? "", valueName("rust", lastName(symbol)), file),
    ),
  );
  const findings = await checkCandidate(engine, "asked");
  engine.probes = [];
  for (const { node, file, code, message } of findings) {
    if (node === undefined || code !== "E0609" || isStamped(engine, file)) continue;
    const change = changes.find(
      ({ symbol }) =>
        message.includes(`\`${valueName("rust", lastName(symbol))}\``) &&
        new RegExp(`\\b${ownerOf(symbol)}\\b`).test(message),
    );
    const place = orderingAround(node);
    if (change === undefined || place === undefined || inTest(node, engine.request.tests)) continue;
    if (engine.asked.some((asked) => within(asked, place) || within(node, asked))) continue;
    addHole(engine, {
      kind: "ordering",
      node,
      delta: change.symbol,
      candidates: [first],
      choices: [{ label: first, edits: [] }],
      question: `This orders by \`${change.symbol}\`, which may be absent now. Where does it stand without it?`,
    });
  }
}

const first = "before all others: as it stands";

/** The call that orders by a value, through the closure that gives it. */
function orderingAround(node: Node): Node | undefined {
  for (
    let call = ancestor(node, "call_expression");
    call !== undefined;
    call = ancestor(call.parent, "call_expression")
  ) {
    const callee = fieldOf(call, "function");
    if (callee !== undefined && orders.test(calleeName(callee))) return call;
    if (
      ancestor(call.parent, "function_item", "expression_statement", "let_declaration") ===
      call.parent
    )
      return undefined;
  }
  return undefined;
}
