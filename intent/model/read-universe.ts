import { defaultLimits } from "../base/limits.ts";
import type { FileContext } from "./file-context.ts";
import { given } from "./read-fields.ts";
import type { Reading } from "./read-form.ts";
import { readGates, readLimits } from "./read-service.ts";
import { readSurroundings } from "./read-surroundings.ts";
import { type GateCommands, type Language, languages, type Universe } from "./types.ts";

const sandboxes: readonly Universe["sandbox"][] = ["none", "bwrap", "docker"];
const deliveries: readonly Universe["delivery"][] = ["draft-branch", "land"];

/** A universe from its form, or `undefined` where it has no name. A universe without `services` is reported. */
export function readUniverseForm(context: FileContext, reading: Reading): Universe | undefined {
  const nameNode = reading.arguments[0];
  if (nameNode === undefined) return undefined;
  const name = context.tree.textOf(nameNode);
  const one = (head: string): Reading | undefined =>
    reading.inside.find((inner) => inner.spec.head === head);
  const word = (head: string): string | undefined => {
    const node = one(head)?.arguments[0];
    return node === undefined ? undefined : context.tree.textOf(node);
  };
  return {
    name,
    ...given("doc", reading.doc),
    file: context.tree.path,
    services: readGlobs(context, name, reading, one("services")),
    gates: readLanguageGates(context, reading),
    limits: { ...defaultLimits, ...readLimits(context, one("limits")) },
    sandbox: sandboxes.find((kind) => kind === word("sandbox")) ?? "none",
    delivery: deliveries.find((kind) => kind === word("delivery")) ?? "draft-branch",
    surroundings: readSurroundings(context, reading),
    span: reading.span,
  };
}

function readGlobs(
  context: FileContext,
  name: string,
  universe: Reading,
  services: Reading | undefined,
): string[] {
  const nodes = services?.arguments ?? [];
  // Folders that are said in a wrong way are reported as that.
  if (nodes.length === 0 && services?.whole !== false) {
    const span = services?.span ?? context.tree.span(universe.arguments[0] ?? universe.node);
    context.report("universe-without-services", span, { name });
  }
  const globs: string[] = [];
  for (const node of nodes) {
    const path = context.tree.stringValue(node);
    // Our own reads and writes stay inside the root, so a glob that leaves it is refused before anything is opened.
    const outside =
      path.startsWith("/") ||
      path.includes("\\") ||
      /^[A-Za-z]:/.test(path) ||
      path.split("/").includes("..");
    if (outside) context.report("path-outside", context.tree.span(node), { path });
    else globs.push(path);
  }
  return globs;
}

function readLanguageGates(
  context: FileContext,
  universe: Reading,
): Partial<Record<Language, GateCommands>> {
  const gates: Partial<Record<Language, GateCommands>> = {};
  for (const reading of universe.inside) {
    const node = reading.spec.head === "gates" ? reading.arguments[0] : undefined;
    const language =
      node === undefined ? undefined : languages.find((word) => word === context.tree.textOf(node));
    if (node === undefined || language === undefined) continue;
    if (gates[language] !== undefined) {
      context.report("duplicate-form", context.tree.span(node), {
        head: `gates ${language}`,
        place: "`universe`",
      });
    }
    gates[language] = readGates(context, reading);
  }
  return gates;
}
