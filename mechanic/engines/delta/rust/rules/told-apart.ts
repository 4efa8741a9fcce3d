import { derived, typeName, type Change } from "#intent";

import type { Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { lastName, ownerOf } from "../names.ts";
import { operatorOf } from "../slots.ts";
import { fieldOf, inTest, parts, walk, type Node } from "../tree.ts";
import { covers } from "./covering.ts";

/** An enum that has a new variant, and its former variants as code and as text. */
interface Widened {
  readonly change: Change;
  readonly enumName: string;
  readonly variant: string;
  readonly paths: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

/**
 * A `match` that forgets a new variant does not compile. What compiles, and was written when there were fewer, is found
 * here: comparisons and `matches!`, a `match` with a branch for all others, lists and tables of variants by their paths or
 * by their texts. Only somebody who knows the business knows whether the new one belongs there. Tests tell what they
 * tell, and code that only knows `Unknown` tells no variants apart.
 */
export function askWhereToldApart(engine: Engine): void {
  for (const widened of widenedOf(engine)) {
    for (const file of engine.files.values()) {
      for (const node of walk(file.root)) {
        const place = placeOf(node, widened);
        if (place === undefined || inTest(node, engine.request.tests)) continue;
        if (engine.asked.some((asked) => asked.file === place.file && asked.start === place.start))
          continue;
        ask(place, widened, engine);
      }
    }
  }
}

function ask(node: Node, { change, enumName, variant }: Widened, engine: Engine): void {
  addHole(engine, {
    kind: "variant-arm",
    node,
    delta: change.symbol,
    candidates: [asItStands],
    choices: [{ label: asItStands, edits: [] }],
    slot: undefined,
    question: `\`${enumName}::${variant}\` was added, and variants are told apart here. Does this hold of it as well?`,
  });
}

const asItStands = "as it stands";

function widenedOf(engine: Engine): Widened[] {
  const { changes, before } = engine.request;
  const renamed = (name: string): string =>
    changes.find((one) => one.kind === "variant-renamed" && lastName(one.fromSymbol ?? "") === name)
      ?.symbol ?? name;
  return changes.flatMap((change): Widened[] => {
    const [service = ""] = change.symbol.split("/");
    if (change.kind === "variant-added") {
      const enumName = ownerOf(change.symbol) ?? "";
      const known = before.services
        .get(service)
        ?.enums.find((one) => typeName("rust", one.name) === enumName);
      const names = (known?.variants ?? []).map((one) => one.name);
      const paths = new Set(
        [...names, ...names.map(renamed).map(lastName)].map((name) => typeName("rust", name)),
      );
      return [
        {
          change,
          enumName,
          variant: typeName("rust", lastName(change.symbol)),
          paths,
          texts: new Set(names),
        },
      ];
    }
    if (change.kind !== "rpc-error-added" || change.to === null) return [];
    const rpc = before.services
      .get(service)
      ?.rpcs.find((one) => one.name === lastName(change.symbol));
    const paths = new Set((rpc?.errors ?? []).map((error) => typeName("rust", error.name)));
    const variant = typeName("rust", lastName(change.to));
    return [
      {
        change,
        enumName: derived.rpcError(lastName(change.symbol)),
        variant,
        paths,
        texts: new Set(),
      },
    ];
  });
}

/** The variant that a path names. */
function variantOf(node: Node, { enumName, paths }: Widened): string | undefined {
  if (node.type !== "scoped_identifier") return undefined;
  const [owner, name = ""] = node.text.split("::").slice(-2);
  return owner === enumName && paths.has(name) ? name : undefined;
}

const namesOf = (node: Node, widened: Widened): string[] =>
  [...walk(node)].flatMap((one) => variantOf(one, widened) ?? []);

/** What is asked about where a node tells variants apart. */
function placeOf(node: Node, widened: Widened): Node | undefined {
  if (node.type === "binary_expression") return comparison(node, widened);
  if (node.type === "call_expression" || node.type === "macro_invocation") {
    const name = (fieldOf(node, "function") ?? fieldOf(node, "macro"))?.text.trim();
    return name === "matches" && spells(node, widened) ? node : undefined;
  }
  if (node.type === "match_expression") return matched(node, widened);
  if (
    node.type === "let_condition" ||
    (node.type === "let_declaration" && fieldOf(node, "alternative") !== undefined)
  ) {
    const pattern = fieldOf(node, "pattern");
    return pattern !== undefined && namesOf(pattern, widened).length > 0 ? pattern : undefined;
  }
  return node.type === "array_expression" ? table(node, widened) : undefined;
}

const spells = (node: Node, { enumName, paths }: Widened): boolean =>
  [...node.text.matchAll(/\b(\w+)::(\w+)/g)].some(
    ([, owner, name = ""]) => owner === enumName && paths.has(name),
  );

/** `a == E::A`, and all of `a == E::A || a == E::B`. */
function comparison(node: Node, widened: Widened): Node | undefined {
  const compares = (one: Node | undefined): boolean =>
    one?.type === "binary_expression" &&
    (/^[!=]=$/.test(operatorOf(one))
      ? parts(one).some((side) => variantOf(side, widened) !== undefined)
      : /^(?:\|\||&&)$/.test(operatorOf(one)) && parts(one).every(compares));
  return compares(node) && !compares(node.parent) && !guards(node) ? node : undefined;
}

/**
 * Whether a comparison only guards what is done for that one variant, or what is refused but for it: a new one goes the
 * way of all others. Where an `else` says what the others do, or the `if` has a value, variants are told apart.
 */
function guards(node: Node): boolean {
  const { parent } = node;
  if (parent === undefined) return false;
  if (/^(?:binary|unary|parenthesized)_expression$|^let_chain$/.test(parent.type))
    return guards(parent);
  return (
    parent.type === "if_expression" &&
    fieldOf(parent, "condition") === node &&
    fieldOf(parent, "alternative") === undefined
  );
}

/** A `match` in which some branch takes in the new variant. Where all variants are named, the compiler asks. */
function matched(node: Node, widened: Widened): Node | undefined {
  const arms = (fieldOf(node, "body")?.children ?? []).filter((one) => one.type === "match_arm");
  const patterns = arms.flatMap((arm) => fieldOf(arm, "pattern") ?? []);
  const names = (one: Node): boolean => variantOf(one, widened) !== undefined;
  const naming = patterns.filter((pattern) => namesOf(pattern, widened).length > 0);
  if (naming.some((named) => patterns.some((each) => covers(each, named, names)))) return node;
  const others = patterns.some(({ text }) => /^(?:_|[a-z]\w*)(?:\s+if\b.*)?$/.test(text));
  if (!others) return undefined;
  const told = patterns.flatMap((pattern) => textsOf(pattern, widened));
  return new Set(told).size > 1 ? node : undefined;
}

const textsOf = (node: Node, { texts }: Widened): string[] =>
  [...walk(node)].flatMap((one) => {
    const text = one.type === "string_literal" ? one.text.slice(1, -1) : "";
    return texts.has(text) ? [text] : [];
  });

/** A list of variants, or a table whose rows begin with one, or which gives each of them a row of its own. */
function table(list: Node, widened: Widened): Node | undefined {
  if (columnOf(list, widened)) return list;
  const keys = parts(list).map((row) => keyOf(row));
  const told = keys.flatMap((key) =>
    key === undefined ? [] : (variantOf(key, widened) ?? textsOf(key, widened)[0] ?? []),
  );
  const paths = keys.some((key) => key !== undefined && variantOf(key, widened) !== undefined);
  // One path alone is a list of variants as well; one text alone may be anything.
  return told.length === keys.length && new Set(told).size > (paths ? 0 : 1) ? list : undefined;
}

/** Whether each row of a table has one variant at the same place, and each another one: `[("s", E::A), ("w", E::B)]`. */
function columnOf(list: Node, widened: Widened): boolean {
  const rows = parts(list).map((row) => (row.type === "tuple_expression" ? parts(row) : []));
  const [first = []] = rows;
  return first.some((_, column) => {
    const told = rows.flatMap((row) => {
      const cell = row[column];
      return cell === undefined ? [] : (variantOf(cell, widened) ?? []);
    });
    return told.length === rows.length && told.length > 1 && new Set(told).size === told.length;
  });
}

/** `E::A` of `E::A`, `(E::A, 3)`, `E::A.clone()`; texts likewise. */
function keyOf(row: Node): Node | undefined {
  if (/^(?:tuple_expression|reference_expression|parenthesized_expression)$/.test(row.type)) {
    const [first] = parts(row);
    return first === undefined ? undefined : keyOf(first);
  }
  return /^(?:scoped_identifier|string_literal)$/.test(row.type) ? row : undefined;
}
