import { typeName, valueName, type Change, type Field, type TypeRef } from "#intent";

import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import { lastName } from "../names.ts";
import type { Patch } from "../patches.ts";
import { ancestor, fieldOf, parts, type Node } from "../tree.ts";

/** What stands around a value since a change: a list, or a record with one field for it. */
type Holder =
  | { readonly kind: "list" }
  | {
      readonly kind: "record";
      readonly name: string;
      readonly field: string;
      /** The other fields, each with what stands there where nothing is told; undefined where one has to be told. */
      readonly rest: readonly string[] | undefined;
    };

/**
 * A value that is held by something else now is put there whole, where there is one way to do so: into a list of one, or
 * into the one field of a record that is demanded and has the very type of the value. Out of a record it is taken the same
 * way, also out of one that tells more: as the field that was declared before, or as the only text there is. What a list of
 * none or several means to who wanted one is a question, and so is what else such a record tells where it is made.
 */
export function holderRule(finding: Finding, engine: Engine): Patch[] {
  const { node } = finding;
  if (node === undefined || !/^E0(?:277|308|599|614)$/.test(finding.code)) return [];
  for (const change of engine.request.changes) {
    const holder = change.kind.endsWith("-retyped") ? holderOf(change, engine) : undefined;
    const found =
      holder === undefined
        ? undefined
        : holder.kind === "list"
          ? intoList(node, finding, change, engine)
          : aroundRecord(node, finding, holder);
    if (found === undefined) continue;
    const { file, start, end } = found.node;
    return [
      {
        rule: "convert-to-holder",
        change: change.symbol,
        certainty: "certain",
        because: `\`${change.symbol}\` is held by ${holder?.kind === "record" ? `\`${holder.name}\`` : "a list"} now; the value is the same.`,
        edits: [{ file, start, end, text: found.text }],
      },
    ];
  }
  return [];
}

interface Found {
  readonly node: Node;
  readonly text: string;
}

const kindOf = (type: TypeRef): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));

function holderOf(change: Change, engine: Engine): Holder | undefined {
  const { fromType: was, toType: now } = change;
  if (was === undefined || now === undefined) return undefined;
  const plain = was.kind === "optional" ? was.item : was;
  if (now.kind === "list" && kindOf(now.item) === kindOf(plain)) return { kind: "list" };
  const same = was.kind === now.kind && (was.kind === "optional" || was.kind === "list");
  const inner = now.kind === "optional" || now.kind === "list" ? now.item : now;
  const before = same ? was.item : was;
  return inner.kind === "named" ? recordOf(inner, before, engine) : undefined;
}

function recordOf(
  now: Extract<TypeRef, { kind: "named" }>,
  was: TypeRef,
  { request }: Engine,
): Holder | undefined {
  const entity = request.after.services
    .get(now.service)
    ?.entities.find((one) => one.name === now.name);
  const fields = entity?.fields ?? [];
  const [only, ...others] = fields.filter(({ type }) => type.kind !== "optional");
  // A bare text or number may be any part of what is told now; what is declared as that very thing is that part.
  const declared = was.kind === "named" || was.kind === "member";
  const demanded = only === undefined || others.some((one) => one.default === undefined);
  if (demanded || (others.length > 0 && !declared) || kindOf(only.type) !== kindOf(was)) {
    const field = readFrom(was, now, fields);
    return field === undefined
      ? undefined
      : { kind: "record", name: typeName("rust", now.name), field, rest: undefined };
  }
  const rest = fields.filter((one) => one !== only).map(absent);
  return rest.includes(undefined)
    ? undefined
    : {
        kind: "record",
        name: typeName("rust", now.name),
        field: valueName("rust", only.name),
        rest: rest.filter((one) => one !== undefined),
      };
}

/** The field of a record in which a value lives on that was declared as it, or that is the only text in it. */
function readFrom(
  was: TypeRef,
  now: Extract<TypeRef, { kind: "named" }>,
  fields: readonly Field[],
): string | undefined {
  if (was.kind === "member" && was.service === now.service && was.entity === now.name)
    return valueName("rust", was.field);
  if (was.kind !== "primitive" || was.name !== "string") return undefined;
  const texts = fields.filter(({ type }) => kindOf(type) === kindOf(was));
  const [only, ...others] = texts;
  return only === undefined || others.length > 0 ? undefined : valueName("rust", only.name);
}

/** The record that holds, since a change, what stood alone before: its name in code, and the field in which that lives on. */
export function heldInRecord(
  change: Change,
  engine: Engine,
): { readonly name: string; readonly field: string } | undefined {
  const holder = change.kind.endsWith("-retyped") ? holderOf(change, engine) : undefined;
  return holder?.kind === "record" ? holder : undefined;
}

/** A field where nothing is told of it. */
function absent({ name, type, default: declared }: Field): string | undefined {
  const field = valueName("rust", name);
  if (declared === undefined) return type.kind === "optional" ? `${field}: None` : undefined;
  return declared.kind === "number" && type.kind === "primitive" && type.name !== "f64"
    ? `${field}: ${declared.text}`
    : declared.kind === "bool"
      ? `${field}: ${String(declared.value)}`
      : undefined;
}

const plain = (type: string | undefined): string =>
  (type ?? "").replaceAll(/(?:\w+::)+/g, "").replaceAll(/'\w+ /g, "");

/** The value of the changed field where it is put into what holds it. */
function putAt(node: Node, change: Change, engine: Engine): Found | undefined {
  const shorthand = ancestor(node, "shorthand_field_initializer");
  const initializer = shorthand ?? ancestor(node, "field_initializer");
  const name = valueName("rust", lastName(change.symbol));
  const former = engine.renames.find((one) => one.kind === "member" && one.to === name)?.from;
  if (initializer === undefined) return undefined;
  const [called] = parts(initializer);
  const value = initializer.children.at(-1);
  if (called?.text !== name && (former === undefined || called?.text !== former)) return undefined;
  if (value === undefined || value.start > node.start) return undefined;
  return shorthand === undefined
    ? { node: value, text: value.text }
    : { node: shorthand, text: value.text };
}

function intoList(node: Node, finding: Finding, change: Change, engine: Engine): Found | undefined {
  const { expected, found } = expectation(finding.words);
  const value = putAt(node, change, engine);
  if (value === undefined || !plain(expected).startsWith("Vec<") || plain(found).startsWith("Vec<"))
    return undefined;
  const label =
    value.node.type === "shorthand_field_initializer" && !isLabelled(value.node, engine)
      ? `${value.text}: `
      : "";
  const some = givenToSome(value.node);
  const text = plain(found).startsWith("Option<")
    ? some === undefined
      ? value.text === "None"
        ? "Vec::new()"
        : `${value.text}.into_iter().collect()`
      : `vec![${some}]`
    : `vec![${value.text}]`;
  return { node: value.node, text: `${label}${text}` };
}

/** What `Some(…)` is given, where a value is that and no more is done with it. */
const givenToSome = (node: Node): string | undefined =>
  node.type === "call_expression" && fieldOf(node, "function")?.text === "Some"
    ? parts(fieldOf(node, "arguments") ?? node)[0]?.text
    : undefined;

/** Whether a rename wrote the field's name in front of a shorthand already. */
const isLabelled = ({ file, start }: Node, engine: Engine): boolean =>
  engine.patches.some((patch) =>
    patch.edits.some(
      (edit) =>
        edit.file === file &&
        edit.start === start &&
        edit.end === start &&
        edit.text.endsWith(": "),
    ),
  );

function aroundRecord(
  node: Node,
  finding: Finding,
  record: Extract<Holder, { kind: "record" }>,
): Found | undefined {
  const used = usedAt(node, finding, record);
  if (used !== undefined || /^E0(?:277|599)$/.test(finding.code)) return used;
  const { expected, found } = expectation(finding.words);
  const [wanted, seen] = [plain(expected), plain(found)];
  if (finding.code === "E0614") {
    const value = node.type === "unary_expression" ? parts(node).at(-1) : undefined;
    return value !== undefined && new RegExp(`\`(?:\\w+::)*${record.name}\``).test(finding.message)
      ? { node, text: `${value.text}.${record.field}` }
      : undefined;
  }
  if (!node.named || /pattern/.test(node.parent?.type ?? "")) return undefined;
  if (seen === record.name && !wanted.includes(record.name))
    return wanted.startsWith("&") ? undefined : { node, text: `${partOf(node, record.field)}` };
  if (seen === `&${record.name}` && wanted.startsWith("&"))
    return node.type === "reference_expression"
      ? { node, text: `${node.text}.${record.field}` }
      : { node, text: `&${node.text}.${record.field}` };
  const made = wanted === record.name && !seen.includes(record.name) && !seen.startsWith("&");
  if (!made || record.rest === undefined || /block|if_expression|match_expression/.test(node.type))
    return undefined;
  const told = node.text === record.field ? node.text : `${record.field}: ${node.text}`;
  const fields = [told, ...record.rest].join(", ");
  const label = node.parent?.type === "shorthand_field_initializer" ? `${node.text}: ` : "";
  return { node, text: `${label}${record.name} { ${fields} }` };
}

/** `title.text.clone()` of `title.clone()`: of what is cloned, only the part. */
const partOf = ({ text }: Node, field: string): string =>
  /^[\w.]+\.clone\(\)$/.test(text)
    ? text.replace(/\.clone\(\)$/, () => `.${field}.clone()`)
    : `${text}.${field}`;

/** A record where what it holds is called, laid out as text, or compared. */
function usedAt(
  node: Node,
  { code, message, words }: Finding,
  { name, field }: Extract<Holder, { kind: "record" }>,
): Found | undefined {
  const named = new RegExp(`\`(?:&\\s*)*(?:\\w+::)*${name}\``);
  if (code === "E0599" && named.test(message) && node.type === "field_identifier") {
    const value = node.parent === undefined ? undefined : fieldOf(node.parent, "value");
    return value === undefined ? undefined : { node: value, text: `${value.text}.${field}` };
  }
  if (code === "E0277" && /\bDisplay\b/.test(words) && named.test(message))
    return node.type === "field_expression" || node.type === "identifier"
      ? { node, text: `${node.text}.${field}` }
      : undefined;
  const comparison = node.parent?.type === "binary_expression" ? node.parent : undefined;
  if (code !== "E0308" || comparison === undefined || !/found `&?str`|found `&str`/.test(words))
    return undefined;
  const [left, right] = parts(comparison);
  return right === node && left !== undefined
    ? { node: left, text: `${left.text}.${field}` }
    : undefined;
}
