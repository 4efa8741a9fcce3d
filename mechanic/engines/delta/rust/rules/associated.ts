import type { Engine } from "../engine.ts";
import { ancestor, fieldOf, parts, walk, within, type Node } from "../tree.ts";

/**
 * A type that an implementation names for its trait (`type Key = u32;`) and the signatures in which the trait says
 * `Self::Key` are one slot: they move together. Gives the other places of the slot that a place belongs to.
 */
export function associatedWith(slot: Node, engine: Engine): Node[] {
  const block = ancestor(slot, "impl_item");
  const trait = block === undefined ? undefined : fieldOf(block, "trait");
  if (block === undefined || trait === undefined) return [];
  const name = trait.text.replace(/<.*/s, "").split("::").at(-1) ?? "";
  const places = placesOf(block, name, engine);
  const mine = places.find((one) => one.node.start === slot.start);
  return mine === undefined
    ? []
    : places.filter((one) => one.called === mine.called && one !== mine).map(({ node }) => node);
}

interface Place {
  /** The name of the associated type. */
  readonly called: string;
  readonly node: Node;
}

/** Where an implementation spells the types that it names: in their declarations and in signatures. */
function placesOf(block: Node, trait: string, engine: Engine): Place[] {
  const members = [...walk(block)].filter(
    (one) => ancestor(one.parent, "impl_item", "function_item") === block,
  );
  return members.flatMap((member): Place[] => {
    const name = fieldOf(member, "name")?.text;
    const type = fieldOf(member, "type");
    if (member.type === "type_item" && name !== undefined && type !== undefined)
      return [{ called: name, node: type }];
    if (member.type !== "function_item") return [];
    const declared = (engine.declarations.functions.get(name ?? "") ?? []).find(({ node }) => {
      const home = ancestor(node, "trait_item");
      return home !== undefined && fieldOf(home, "name")?.text === trait;
    });
    return declared === undefined
      ? []
      : [
          ...pair(declared.result, fieldOf(member, "return_type")),
          ...declared.parameters.flatMap(({ type: wanted }, index) =>
            pair(wanted, parametersOf(member)[index]),
          ),
        ];
  });
}

const parametersOf = (item: Node): Node[] =>
  parts(fieldOf(item, "parameters") ?? item)
    .filter(({ type }) => type === "parameter")
    .flatMap((one) => fieldOf(one, "type") ?? []);

/** The place of `Self::Key` in a signature of an implementation: behind as many borrows as in the trait. */
function pair(wanted: Node | undefined, written: Node | undefined): Place[] {
  if (wanted === undefined || written === undefined) return [];
  const called = /^Self::(\w+)$/.exec(wanted.text)?.[1];
  if (called !== undefined) return [{ called, node: written }];
  if (wanted.type !== "reference_type" || written.type !== "reference_type") return [];
  const [inner, own] = [fieldOf(wanted, "type"), fieldOf(written, "type")];
  return own !== undefined && within(own, written) ? pair(inner, own) : [];
}
