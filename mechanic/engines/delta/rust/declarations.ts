import { ancestor, fieldOf, parts, walk, type Node, type RustFile } from "./tree.ts";

/** A function or method that people wrote. `self` is not among the parameters. */
export interface FunctionDeclaration {
  readonly name: string;
  readonly node: Node;
  readonly parameters: readonly { readonly pattern: Node; readonly type: Node }[];
  readonly result: Node | undefined;
  readonly method: boolean;
}

/** What hand-written files declare, by name. Several things may share a name; the compiler decides between them. */
export interface Declarations {
  readonly functions: ReadonlyMap<string, readonly FunctionDeclaration[]>;
  /** Types of named fields, by field name; `owner` is the struct or variant. */
  readonly fields: ReadonlyMap<string, readonly { readonly owner: string; readonly type: Node }[]>;
  /** Payload types of tuple structs and tuple variants, by their name. */
  readonly payloads: ReadonlyMap<string, readonly (readonly Node[])[]>;
  readonly aliases: ReadonlyMap<string, readonly Node[]>;
  readonly constants: ReadonlyMap<string, readonly Node[]>;
}

/** Gathers the declarations of all files in one walk each. */
export function declarationsOf(files: Iterable<RustFile>): Declarations {
  const functions = new Map<string, FunctionDeclaration[]>();
  const fields = new Map<string, { owner: string; type: Node }[]>();
  const payloads = new Map<string, Node[][]>();
  const aliases = new Map<string, Node[]>();
  const constants = new Map<string, Node[]>();
  for (const file of files) {
    for (const node of walk(file.root)) {
      const name = fieldOf(node, "name")?.text;
      if (name === undefined) continue;
      const type = fieldOf(node, "type");
      if (node.type === "function_item" || node.type === "function_signature_item")
        push(functions, name, functionOf(name, node));
      else if (node.type === "field_declaration" && type !== undefined)
        push(fields, name, { owner: ownerName(node), type });
      else if (node.type === "type_item" && type !== undefined) push(aliases, name, type);
      else if (node.type === "const_item" || node.type === "static_item")
        push(constants, name, node);
      else if (node.type === "struct_item" || node.type === "enum_variant") {
        const body = node.children.find((child) => child.type === "ordered_field_declaration_list");
        if (body !== undefined)
          push(
            payloads,
            name,
            body.children.filter((child) => child.field === "type"),
          );
      }
    }
  }
  return { functions, fields, payloads, aliases, constants };
}

function push<T>(map: Map<string, T[]>, name: string, value: T): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [value]);
  else list.push(value);
}

function ownerName(field: Node): string {
  const owner = ancestor(field, "struct_item", "enum_variant", "union_item");
  return (owner === undefined ? undefined : fieldOf(owner, "name")?.text) ?? "";
}

function functionOf(name: string, node: Node): FunctionDeclaration {
  const list = fieldOf(node, "parameters");
  const parameters = (list === undefined ? [] : parts(list)).flatMap((parameter) => {
    const pattern = fieldOf(parameter, "pattern");
    const type = fieldOf(parameter, "type");
    return parameter.type === "parameter" && pattern !== undefined && type !== undefined
      ? [{ pattern, type }]
      : [];
  });
  const method = list?.children.some((child) => child.type === "self_parameter") ?? false;
  return { name, node, parameters, result: fieldOf(node, "return_type"), method };
}
