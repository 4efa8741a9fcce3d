import type { FunctionDeclaration } from "../declarations.ts";
import type { Engine } from "../engine.ts";
import { ancestor, fieldOf, parts, walk, within, type Node } from "../tree.ts";

/**
 * A type that an implementation names for its trait (`type Key = u32;`) and the signatures in which the trait says
 * `Self::Key` are one slot: they move together. So are a type that the trait itself is given (`impl Index<u32> for Shelf`)
 * and the parameters that are of it. Gives the other places of the slot that a place belongs to.
 */
export function associatedWith(slot: Node, engine: Engine): Node[] {
  const block = ancestor(slot, "impl_item");
  const trait = block === undefined ? undefined : fieldOf(block, "trait");
  if (block === undefined || trait === undefined) return [];
  const name = trait.text.replace(/<.*/s, "").split("::").at(-1) ?? "";
  const places = [...placesOf(block, name, engine), ...givenTo(trait, block, name, engine)];
  const mine = places.find(({ node }) => node.start === slot.start && node.end === slot.end);
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
    const declared = declaredBy(trait, member, engine);
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

/**
 * The types that a trait is given, part by part, and where signatures repeat them. Of a trait of the service's own its
 * declaration says which places are of them; of any other those parameters are that spell the same type.
 */
function givenTo(trait: Node, block: Node, name: string, engine: Engine): Place[] {
  const list = fieldOf(trait, "type_arguments");
  const given = list === undefined ? [] : parts(list).filter(({ type }) => type !== "lifetime");
  const methods = [...walk(block)].filter(
    (one) =>
      one.type === "function_item" && ancestor(one.parent, "impl_item", "function_item") === block,
  );
  return given.flatMap((type, index) => {
    const repeated = methods.flatMap((method) => repeats(method, type, { index, name }, engine));
    return [type, ...repeated].flatMap((place) =>
      [...walk(place)].map((node) => ({
        called: `${index}:${node.start - place.start}:${node.end - place.start}`,
        node,
      })),
    );
  });
}

/** Where the signature of a method spells a type that its trait is given. */
function repeats(
  method: Node,
  type: Node,
  trait: { readonly index: number; readonly name: string },
  engine: Engine,
): Node[] {
  const same = ["type_parameters", "parameters", "return_type"].flatMap((field) =>
    [...walk(fieldOf(method, field) ?? type)].filter(
      (one) => one.text === type.text && one.type === type.type && within(one, method),
    ),
  );
  const declared = declaredBy(trait.name, method, engine);
  if (declared === undefined) {
    // What a method of somebody else's trait gives is often named by the trait otherwise.
    const result = fieldOf(method, "return_type");
    return same.filter((one) => result === undefined || !within(one, result));
  }
  const home = ancestor(declared.node, "trait_item");
  const called = home === undefined ? undefined : parameterAt(home, trait.index);
  const saysSo = (wanted: Node | undefined): boolean =>
    called !== undefined && wanted !== undefined && walksName(wanted, called);
  const written = parametersOf(method).filter((_, at) => saysSo(declared.parameters[at]?.type));
  const result = saysSo(declared.result) ? fieldOf(method, "return_type") : undefined;
  return same.filter((one) =>
    [...written, ...(result === undefined ? [] : [result])].some((place) => within(one, place)),
  );
}

const walksName = (type: Node, name: string): boolean =>
  [...walk(type)].some((one) => one.type === "type_identifier" && one.text === name);

/** The method of a trait of the service's own that one of an implementation stands for. */
const declaredBy = (trait: string, method: Node, engine: Engine): FunctionDeclaration | undefined =>
  (engine.declarations.functions.get(fieldOf(method, "name")?.text ?? "") ?? []).find(
    ({ node }) => {
      const home = ancestor(node, "trait_item");
      return home !== undefined && fieldOf(home, "name")?.text === trait;
    },
  );

/** The name of the type parameter of a trait at an index. */
function parameterAt(trait: Node, index: number): string | undefined {
  const list = fieldOf(trait, "type_parameters");
  const named = list === undefined ? [] : parts(list).filter(({ type }) => !/lifetime/.test(type));
  const one = named[index];
  return one === undefined ? undefined : (fieldOf(one, "name") ?? fieldOf(one, "left") ?? one).text;
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
