import {
  typeName,
  type Change,
  type Entity,
  type Model,
  type PrimitiveName,
  type TypeRef,
} from "#intent";

import { checkCandidate, isStamped, type Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { lastName } from "../names.ts";
import type { PatchEdit } from "../patches.ts";
import { probePatch } from "../crate.ts";
import { stampedFiles } from "../reused.ts";
import { ancestor, fieldOf, inTest, walk, type Node } from "../tree.ts";

/**
 * Code that reads a stamped type from text by itself reads what was written before the change, too: a journal, a cache, a
 * file. Where a field is demanded that was not written then, or has another form than it had, such texts are not read any
 * more, and the compiler says nothing. For one check the type cannot be read, so each place that reads it is told.
 */
export async function askForStoredForms(engine: Engine): Promise<void> {
  const { changes, after } = engine.request;
  const breaking = changes.filter((change) => isBreaking(change, engine));
  if (breaking.length === 0 || !reads(engine)) return;
  const causes = causesByType(breaking, after);
  const stamped = await stampedFiles(engine);
  const edits = [...stamped.values()].flatMap((file) =>
    [...walk(file.root)].flatMap((node) => unread(node, causes)),
  );
  engine.probes = [probePatch("probe-unread", edits)];
  const findings = edits.length === 0 ? [] : await checkCandidate(engine, "asked");
  engine.probes = [];
  for (const { node, file, code, words } of findings) {
    if (node === undefined || code !== "E0277" || isStamped(engine, file)) continue;
    if (!/\bDeserialize(?:Owned)?\b/.test(words) || inTest(node, engine.request.tests)) continue;
    const name = [...causes.keys()].find((one) => new RegExp(`\\b${one}\\b`).test(words));
    const change = name === undefined ? undefined : causes.get(name);
    if (
      name === undefined ||
      change === undefined ||
      ancestor(node, "attribute_item") !== undefined
    )
      continue;
    addHole(engine, {
      kind: "wire-form",
      node: ancestor(node, "call_expression") ?? node,
      delta: change.symbol,
      candidates: [asItStands],
      choices: [{ label: asItStands, edits: [] }],
      slot: undefined,
      question: `\`${name}\` is read from text here, and \`${change.symbol}\` is ${whatChanged(change)}. What becomes of texts that were written before?`,
    });
  }
}

const asItStands = "none are kept: as it stands";

const whatChanged = (change: Change): string =>
  change.kind.endsWith("-added")
    ? "demanded now"
    : change.kind.endsWith("-retyped")
      ? "written otherwise now"
      : "always there now";

const reads = (engine: Engine): boolean =>
  [...engine.files.values()].some(({ text }) =>
    /\bDeserialize|\bfrom_(?:str|slice|reader|value)\b/.test(text),
  );

function isBreaking(change: Change, { request }: Engine): boolean {
  if (change.kind === "field-added")
    return (
      change.axes.source === "breaks" &&
      change.toType?.kind !== "optional" &&
      change.defaultValue === undefined
    );
  if (change.kind === "field-became-required") return true;
  if (change.kind !== "field-retyped") return false;
  const [was, now] = [
    formOf(change.fromType, request.before),
    formOf(change.toType, request.after),
  ];
  return was !== undefined && now !== undefined && was !== now;
}

const forms: Readonly<Partial<Record<PrimitiveName, string>>> = {
  bool: "bool",
  i32: "number",
  u32: "number",
  i64: "number",
  u64: "number",
  f64: "number",
  decimal: "number",
  string: "text",
  uuid: "uuid",
  timestamp: "timestamp",
  date: "date",
  duration: "duration",
};

/** What a value looks like in JSON, as far as older readers care; undefined where that is not known. */
export function formOf(type: TypeRef | undefined, model: Model): string | undefined {
  if (type === undefined) return undefined;
  if (type.kind === "primitive") return forms[type.name];
  if (type.kind === "optional") return formOf(type.item, model);
  if (type.kind === "list") return `[${formOf(type.item, model) ?? ""}]`;
  if (type.kind === "map") return `{${formOf(type.value, model) ?? ""}}`;
  if (type.kind === "page" || type.kind === "stream" || type.kind === "patch")
    return `${type.kind} ${formOf(type.item, model) ?? ""}`;
  if (type.kind === "file") return type.kind;
  const service = model.services.get(type.service);
  if (type.kind === "member") {
    const entity = service?.entities.find((one) => one.name === type.entity);
    return formOf(entity?.fields.find((one) => one.name === type.field)?.type, model);
  }
  const alias = service?.aliases.find((one) => one.name === type.name);
  if (alias !== undefined) return formOf(alias.type, model);
  return service?.enums.some((one) => one.name === type.name) === true
    ? "text"
    : `${type.service}/${type.name}`;
}

/** Rust types that are read otherwise now, directly or through what they hold, each with the change. */
function causesByType(changes: readonly Change[], model: Model): Map<string, Change> {
  const causes = new Map<string, Change>();
  const open = changes.map((change) => [entityOf(change), change] as const);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [key, change] = next;
    const name = typeName("rust", lastName(key ?? ""));
    if (key === undefined || causes.has(name)) continue;
    causes.set(name, change);
    for (const service of model.services.values())
      for (const entity of service.entities)
        if (holds(entity, key)) open.push([`${service.name}/${entity.name}`, change]);
  }
  return causes;
}

/** `harbour/Container` of `harbour/Container.tare-kg`; none for inputs, events and errors. */
const entityOf = ({ symbol }: Change): string | undefined =>
  /^[^/]+\/[A-Z]\w*(?=\.)/.exec(symbol)?.[0];

function holds(entity: Entity, key: string): boolean {
  const names = (type: TypeRef): boolean => {
    if (type.kind === "named") return `${type.service}/${type.name}` === key;
    if (type.kind === "map") return names(type.value);
    return type.kind === "list" || type.kind === "optional" ? names(type.item) : false;
  };
  return entity.fields.some((field) => names(field.type));
}

/** Takes `Deserialize` from the derives of a struct. */
function unread(node: Node, causes: ReadonlyMap<string, Change>): PatchEdit[] {
  if (node.type !== "struct_item" || !causes.has(fieldOf(node, "name")?.text ?? "")) return [];
  const siblings = node.parent?.children ?? [];
  const edits: PatchEdit[] = [];
  for (let index = siblings.indexOf(node) - 1; index >= 0; index--) {
    const before = siblings[index];
    if (before === undefined || !/^(?:attribute_item|.*comment)$/.test(before.type)) break;
    const name = [...walk(before)].find(
      (one) => one.type === "identifier" && one.text === "Deserialize",
    );
    if (name !== undefined)
      edits.push({
        file: name.file,
        start: name.start,
        end: name.end,
        text: name.text,
        probe: "",
        probeOnly: true,
      });
  }
  return edits;
}
