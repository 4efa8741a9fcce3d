import { valueName, type Field, type Service, type TypeRef } from "#intent";

import { checkCandidate, isStamped, type Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { ownerOf } from "../names.ts";
import { stampedFiles, standInsFor } from "../reused.ts";
import { ancestor, inTest } from "../tree.ts";

/** A field whose former meaning another one has now. */
interface Moved {
  readonly owner: string;
  readonly from: string;
  readonly to: string;
  readonly change: string;
}

/**
 * A field keeps its name and its type and means something else, since what it meant stands beside it under another name:
 * its documentation went there, or the new one says so. Nothing stops compiling, so its declaration gets another name for
 * one check, and each use is asked about.
 */
export async function askForMovedMeanings(engine: Engine): Promise<void> {
  const moved = movedOf(engine);
  if (moved.length === 0) return;
  const stamped = await stampedFiles(engine);
  engine.probes = [...stamped.values()].flatMap((file) =>
    moved.flatMap(({ owner, from }) => standInsFor(owner, from, file)),
  );
  const findings = await checkCandidate(engine, "probe");
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
    const { file, start, end } = node;
    addHole(engine, {
      kind: "ambiguous-rename",
      node,
      delta: found.change,
      candidates: [found.to, found.from],
      ...(finding.code === "E0609"
        ? {
            choices: [found.to, found.from].map((label) => ({
              label,
              edits: label === found.from ? [] : [{ file, start, end, text: label }],
            })),
          }
        : {}),
      slot: undefined,
      question: `What \`${found.from}\` meant is called \`${found.to}\` now, and \`${found.from}\` means something else. Which is meant ${inTest(node, engine.request.tests) ? "by this test" : "here"}?`,
    });
  }
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
  return (was.doc !== undefined && says === was.doc) || says.includes(`\`${was.name}\``);
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
