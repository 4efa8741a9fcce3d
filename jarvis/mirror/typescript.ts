import type { SyntaxNode } from "#intent";
import {
  child,
  keepBinding,
  keepLiteral,
  lastName,
  named,
  ofType,
  walk,
  type Reader,
} from "./reader.ts";
import { call, create, returned, satisfied, unsaid, variable } from "./typescript-code.ts";
import { valueOf } from "./receivers.ts";
import { annotation, declare, nameOf, stringText } from "./typescript-shapes.ts";

/** Facts of a TypeScript file. */
export function readTypeScript(reader: Reader, root: SyntaxNode): void {
  walk(root, (node, parent) => {
    readNode(reader, node, parent);
    return true;
  });
  for (const join of reader.later) join();
}

function readNode(reader: Reader, node: SyntaxNode, parent: SyntaxNode | undefined): void {
  switch (node.type) {
    case "interface_declaration":
    case "class_declaration":
    case "abstract_class_declaration":
    case "type_alias_declaration":
      return declare(reader, node);
    case "import_statement":
      return imports(reader, node);
    case "export_statement":
      return offer(reader, node);
    case "call_expression":
      return call(reader, node);
    case "new_expression":
      return create(reader, node);
    case "variable_declarator":
      return variable(reader, node);
    case "satisfies_expression":
      return satisfied(reader, named(node)[0], named(node)[1]);
    case "arrow_function":
    case "function_declaration":
    case "function_expression":
    case "method_definition":
      return returned(reader, node);
    case "required_parameter":
    case "optional_parameter":
      return hold(reader, node, "pattern");
    case "property_signature":
    case "public_field_definition":
      return hold(reader, node, "name");
    case "pair":
      return hold(reader, node, "key");
    case "object":
      return unsaid(reader, node);
    case "string":
    case "template_string":
      if (parent?.type !== "import_statement" && parent?.type !== "literal_type")
        keepLiteral(reader, node, stringText(reader, node));
      return;
    default:
  }
}

/** A parameter, field or property: what it is said to be, or is given. */
function hold(reader: Reader, node: SyntaxNode, field: string): void {
  const type = annotation(reader, node);
  const value = valueOf(reader, child(node, "value"));
  keepBinding(reader, node, nameOf(reader, node, field), { type, ...value });
}

function offer(reader: Reader, node: SyntaxNode): void {
  const inner = child(node, "declaration");
  const clause = ofType(node, "export_clause");
  const declared =
    inner?.type === "lexical_declaration" ? named(inner) : inner === undefined ? [] : [inner];
  for (const one of [...declared, ...named(clause)]) {
    const name = child(one, "alias") ?? child(one, "name");
    if (name !== undefined) reader.facts.names.push(reader.textOf(name));
  }
}

function imports(reader: Reader, node: SyntaxNode): void {
  const source = child(node, "source");
  const module = stringText(reader, source ?? node)
    .replace(/^.*\//, "")
    .replace(/\.[cm]?[jt]s$/, "");
  const clause = ofType(node, "import_clause");
  const space = ofType(clause, "namespace_import");
  if (space !== undefined)
    reader.facts.imports.push({
      module,
      name: "*",
      alias: lastName(reader.textOf(space)),
      at: reader.at(space),
    });
  for (const one of named(ofType(clause, "named_imports"))) {
    const name = reader.textOf(child(one, "name"));
    const alias = child(one, "alias");
    reader.facts.imports.push({
      module,
      name,
      alias: alias === undefined ? name : reader.textOf(alias),
      at: reader.at(one),
    });
  }
}
