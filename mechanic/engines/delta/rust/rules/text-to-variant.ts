import { snakeCase, typeName, type Change, type Enum, type TypeRef } from "#intent";

import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { ancestor, fieldOf, parts, walk, type Node } from "../tree.ts";

/** A text that became one of a few: the enum, its name in Rust, and the service that declares it. */
interface Told {
  readonly change: Change;
  readonly declared: Enum;
  readonly name: string;
  readonly service: string;
}

/**
 * A text that becomes a variant loses nothing, since each enum keeps texts that it does not know; and a variant is told as
 * its text. A text that is written down and names a variant is that variant.
 */
export function textToVariantRule(finding: Finding, engine: Engine): Patch[] {
  const { node } = finding;
  if (finding.code !== "E0308" || node === undefined || !node.named) return [];
  const { expected, found } = expectation(finding.words);
  const [wanted, seen] = [plain(expected), plain(found)];
  for (const told of toldBy(engine)) {
    const text =
      seen.replace(/^&/, "") === told.name
        ? asText(node, wanted)
        : wanted === told.name
          ? asVariant(node, seen, told, engine)
          : undefined;
    if (text === undefined) continue;
    const { file, start, end } = node;
    return [
      {
        rule: "convert-to-variant",
        change: told.change.symbol,
        certainty: "certain",
        because: `\`${told.change.symbol}\` is \`${told.name}\` now, which is read from any text and told as it.`,
        edits: [{ file, start, end, text }],
      },
    ];
  }
  return [];
}

const plain = (type: string | undefined): string => (type ?? "").replaceAll(/(?:\w+::)+/g, "");

function toldBy({ request }: Engine): Told[] {
  return request.changes
    .filter(
      (change) => change.kind.endsWith("-retyped") && inner(change.fromType)?.kind === "primitive",
    )
    .flatMap((change): Told[] => {
      const [was, now] = [inner(change.fromType), inner(change.toType)];
      if (was?.kind !== "primitive" || was.name !== "string" || now?.kind !== "named") return [];
      const declared = request.after.services
        .get(now.service)
        ?.enums.find((one) => one.name === now.name);
      return declared === undefined
        ? []
        : [{ change, declared, name: typeName("rust", now.name), service: now.service }];
    });
}

const inner = (type: TypeRef | undefined): TypeRef | undefined =>
  type?.kind === "optional" ? inner(type.item) : type;

function asText(node: Node, wanted: string): string | undefined {
  const value = node.type === "reference_expression" ? (parts(node).at(-1) ?? node) : node;
  if (wanted === "String") return `${value.text}.to_string()`;
  return wanted === "&str" || wanted === "str" ? `${value.text}.as_str()` : undefined;
}

function asVariant(node: Node, seen: string, told: Told, engine: Engine): string | undefined {
  const path = pathOf(node, told, engine);
  const literal = literalOf(node);
  const variant = told.declared.variants.find(({ name }) => literal === `"${name}"`);
  if (variant !== undefined) return `${path}::${typeName("rust", variant.name)}`;
  if (seen === "String") return `${path}::from(${node.text})`;
  return /^&(?:'\w+ )?(?:str|String)$/.test(seen) && !/closure|block/.test(node.type)
    ? `${path}::from(${node.text.replace(/^&/, "")}.to_string())`
    : undefined;
}

/** The text itself of `"salt"`, `"salt".to_string()`, `String::from("salt")`. */
function literalOf(node: Node): string | undefined {
  if (node.type === "string_literal") return node.text;
  const callee = node.type === "call_expression" ? fieldOf(node, "function") : undefined;
  const owned =
    callee !== undefined &&
    /^"[^"]*"\.(?:to_string|to_owned|into)$|^String::from$/.test(callee.text);
  return owned ? [...walk(node)].find((one) => one.type === "string_literal")?.text : undefined;
}

/** The enum's name where the file brings it in, else its whole path. */
function pathOf(node: Node, { name, service }: Told, engine: Engine): string {
  const file = engine.files.get(node.file);
  const brought = [...(file === undefined ? [] : walk(file.root))].some(
    (one) =>
      one.text === name &&
      one.type === "identifier" &&
      ancestor(one, "use_declaration") !== undefined,
  );
  const module = service === engine.request.service.name ? "" : `${snakeCase(service)}::`;
  return brought ? name : `${engine.layout.pathIn(node.file, "generated")}::${module}${name}`;
}
