import { derived, invariantName, snakeCase, typeName, type Change } from "#intent";

import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { lastName } from "../names.ts";
import type { Reader } from "../reading.ts";
import { fieldOf, inTest, walk, type Node } from "../tree.ts";

/**
 * A handler that is missing is told at each place that hands the service on (`router(app)` in the program and in every
 * test). It is written once, where the handlers stand that there are: so it is asked once, behind the last of them.
 */
export const missingHandler: Reader = (finding, engine) => {
  if (finding.code !== "E0046" && finding.code !== "E0277") return undefined;
  const change = engine.request.changes.find((one) => wanted(one, finding));
  if (change === undefined) return undefined;
  return {
    kind: "new-handler",
    change,
    candidates: [],
    slot: undefined,
    node: lastHandler(finding, change, engine),
    question: `\`${change.symbol}\` is new. What does its handler do?`,
  };
};

function handlerOf({ kind, symbol, to }: Change): string {
  if (kind === "invariant-added") return invariantName(to ?? "") ?? "";
  if (kind === "engine-added") return derived.engineMaker(lastName(symbol));
  return kind === "listener-added" && to !== null ? to : lastName(symbol);
}

function wanted(change: Change, { words }: Finding): boolean {
  if (!/^(?:rpc|tool|listener|every|util|rule|engine|member|invariant)-added$/.test(change.kind))
    return false;
  const name = handlerOf(change);
  return (
    words.includes(`\`${snakeCase(name)}\``) ||
    new RegExp(`\\b${typeName("rust", name)}\\b`).test(words)
  );
}

/** The last handler of its kind that the type has, of any kind where it has none of this one. */
function lastHandler({ words }: Finding, change: Change, engine: Engine): Node | undefined {
  const name = /trait bound `(?:\w+::)*(\w+)[^`:]*: /.exec(words)?.[1];
  const { service, before } = engine.request;
  const known = before.services.get(service.name);
  const rpcs = [...(known?.rpcs ?? []), ...(known?.patterns.tools ?? [])].map((one) => one.name);
  const listeners = [...(known?.listeners ?? []), ...(known?.patterns.everies ?? [])].map(
    (one) => one.handler,
  );
  const utils = (known?.patterns.utils ?? []).map((one) => one.name);
  const rules = (known?.patterns.rules ?? []).map((one) => one.name);
  const kinds =
    change.kind === "util-added"
      ? [utils, rpcs, listeners, rules]
      : change.kind === "rule-added"
        ? [rules, rpcs, listeners, utils]
        : /^(?:rpc|tool)-added$/.test(change.kind)
          ? [rpcs, listeners, utils, rules]
          : [listeners, rpcs, utils, rules];
  const blocks = [...engine.files.values()]
    .flatMap((file) => [...walk(file.root)])
    .filter(
      (node) =>
        node.type === "impl_item" &&
        fieldOf(node, "type")?.text === name &&
        !inTest(node, engine.request.tests),
    );
  for (const names of kinds) {
    const traits = new Set(names.map((one) => typeName("rust", one)));
    const last = blocks.findLast((block) =>
      traits.has(fieldOf(block, "trait")?.text.split("::").at(-1) ?? ""),
    );
    if (last !== undefined) return last;
  }
  return undefined;
}
