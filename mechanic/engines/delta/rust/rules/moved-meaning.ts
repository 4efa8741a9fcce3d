import { typeName, valueName, type Field, type Service, type TypeRef } from "#intent";

import { checkCandidate, isStamped, type Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { ownerOf } from "../names.ts";
import { stampedFiles, standInsFor } from "../reused.ts";
import { ancestor, inTest, type Node } from "../tree.ts";

/** A field that means something else now, and the one that has its former meaning, where there is one. */
interface Moved {
  readonly owner: string;
  readonly from: string;
  readonly to: string | undefined;
  readonly change: string;
  /** What its documentation says now, where only the unit is another. */
  readonly unit?: string;
}

/**
 * A field keeps its name and its type and means something else: what it meant stands beside it under another name (its
 * documentation went there, or the new one says so), or its documentation tells another unit. Nothing stops compiling, so
 * its declaration gets another name for one check, and each use is asked about.
 */
export async function askForMovedMeanings(engine: Engine): Promise<void> {
  const moved = [...movedOf(engine), ...rescaledOf(engine)];
  if (moved.length === 0) return;
  const stamped = await stampedFiles(engine);
  engine.probes = [...stamped.values()].flatMap((file) =>
    moved.flatMap(({ owner, from }) => standInsFor(owner, from, file)),
  );
  const findings = await checkCandidate(engine, "asked");
  engine.probes = [];
  for (const finding of findings) {
    const { node, message } = finding;
    if (node === undefined || isStamped(engine, finding.file)) continue;
    const found = moved.find(
      ({ owner, from }) =>
        message.includes(`\`${from}\``) && new RegExp(`\\b${owner}\\b`).test(message),
    );
    const literal = ancestor(node, "struct_expression");
    const known = literal !== undefined && engine.asked.some((asked) => asked === literal);
    if (found === undefined || known || !/^E0(?:609|560|026)$/.test(finding.code)) continue;
    ask(node, found, finding.code, engine);
  }
}

function ask(node: Node, { from, to, change, unit }: Moved, code: string, engine: Engine): void {
  const { file, start, end } = node;
  const which = inTest(node, engine.request.tests) ? "by this test" : "here";
  const names = to === undefined ? [] : [to, from];
  addHole(engine, {
    kind: to === undefined ? "silent-miss" : "ambiguous-rename",
    node,
    delta: change,
    candidates: names,
    choices:
      code === "E0609"
        ? names.map((label) => ({
            label,
            edits: label === from ? [] : [{ file, start, end, text: label }],
          }))
        : [],
    slot: undefined,
    question:
      to === undefined
        ? `\`${from}\` has another unit now: ${unit ?? ""}. What is counted ${which}?`
        : `What \`${from}\` meant is called \`${to}\` now, and \`${from}\` means something else. Which is meant ${which}?`,
  });
}

const units =
  /\b(?:milliseconds?|ms|seconds?|minutes?|hours?|days?|weeks?|months?|years?|millimet(?:re|er)s?|mm|centimet(?:re|er)s?|cm|met(?:re|er)s?|kilomet(?:re|er)s?|km|miles?|feet|inches|grams?|kilograms?|kg|tons?|tonnes?|pounds?|cents?|euros?|dollars?|percent|per ?mille|basis points|celsius|fahrenheit|kelvin|litres?|liters?|knots?|bytes?|kilobytes?|megabytes?)\b/gi;

const unitsOf = (doc: string | undefined): string =>
  [...(doc ?? "").matchAll(units)].map(([unit]) => unit.toLowerCase()).join();

/** Fields of one type before and after whose documentation names other units than it did. */
function rescaledOf({ request }: Engine): Moved[] {
  return [...request.after.services.values()].flatMap((service) =>
    service.entities.flatMap((entity) => {
      const before = request.before.services
        .get(service.name)
        ?.entities.find((one) => one.name === entity.name);
      return entity.fields.flatMap((field): Moved[] => {
        const was = before?.fields.find((one) => one.name === field.name);
        const [old, now] = [unitsOf(was?.doc), unitsOf(field.doc)];
        if (was === undefined || old === "" || now === "" || old === now) return [];
        if (kindOf(was.type) !== kindOf(field.type)) return [];
        return [
          {
            owner: typeName("rust", entity.name),
            from: valueName("rust", field.name),
            to: undefined,
            change: `${service.name}/${entity.name}.${field.name}`,
            unit: field.doc ?? "",
          },
        ];
      });
    }),
  );
}

function movedOf({ request }: Engine): Moved[] {
  return request.changes
    .filter(({ kind }) => kind === "field-added" || kind === "parameter-added")
    .flatMap((change) => {
      const service = change.symbol.slice(0, change.symbol.indexOf("/"));
      const holder = change.symbol.slice(0, change.symbol.lastIndexOf("."));
      const [before, after] = [request.before, request.after].map((model) =>
        fieldsOf(model.services.get(service), holder),
      );
      const name = change.symbol.slice(holder.length + 1);
      const added = after?.find((field) => field.name === name);
      const owner = ownerOf(change.symbol);
      if (added === undefined || owner === undefined) return [];
      return (before ?? [])
        .filter((was) =>
          tookOver(
            added,
            was,
            after?.find((field) => field.name === was.name),
          ),
        )
        .map((was) => ({
          owner,
          from: valueName("rust", was.name),
          to: valueName("rust", name),
          change: change.symbol,
        }));
    });
}

/** Whether a new field says what another one, which is still there and says something else now, said before. */
function tookOver(added: Field, was: Field, now: Field | undefined): boolean {
  if (now === undefined || was.doc === now.doc || kindOf(added.type) !== kindOf(was.type))
    return false;
  const says = added.doc ?? "";
  const named = new RegExp(
    `\\b(?:formerly|previously|until now|used to be|was|once)\\b[^.]*\\b${was.name.replaceAll("-", "[- ]")}\\b`,
    "i",
  );
  return (
    (was.doc !== undefined && says === was.doc) ||
    says.includes(`\`${was.name}\``) ||
    named.test(says)
  );
}

const kindOf = (type: TypeRef): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));

/** Fields of the entity, event, error or input of a symbol. */
function fieldsOf(service: Service | undefined, holder: string): readonly Field[] | undefined {
  const name = holder.slice(holder.indexOf("/") + 1);
  const rpc = /^rpc:([^.]+)\.in$/.exec(name)?.[1];
  if (rpc !== undefined) return service?.rpcs.find((one) => one.name === rpc)?.input;
  const event = /^event:(.+)$/.exec(name)?.[1];
  if (event !== undefined) return service?.events.find((one) => one.name === event)?.fields;
  return service?.entities.find((one) => one.name === name)?.fields;
}
