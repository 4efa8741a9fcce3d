import { probePatch } from "../crate.ts";
import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { addHole } from "../holes.ts";
import type { Patch } from "../patches.ts";
import { inTest, walk } from "../tree.ts";
import { retypeOf } from "./options.ts";

/** A width without an alignment, leading zeros or a sign: numbers are laid out by them otherwise than text is. */
const numeric = /\{([^{}:]*):((?:\+|0\d|\d|\+?0?\w+\$)[^{}?xXobeE]*)\}/g;

/**
 * While probing, each placeholder that lays numbers out asks for hexadecimal digits, which numbers have and stand-ins have
 * not: so the compiler names those that get a changed value.
 */
export function formatProbes(engine: Engine): Patch[] {
  const probes: Patch[] = [];
  for (const file of engine.files.values()) {
    for (const node of walk(file.root)) {
      if (node.type !== "string_literal" || !node.text.includes(":")) continue;
      for (const match of node.text.matchAll(numeric)) {
        const at = node.start + match.index + match[0].length - 1;
        probes.push(
          probePatch("probe-format", [
            { file: file.path, start: at, end: at, text: "", probe: "x", probeOnly: true },
          ]),
        );
      }
    }
  }
  return probes;
}

const plain = "without a width";

/** A question for each placeholder that laid a number out and now gets something else. */
export function formatHole(finding: Finding, engine: Engine): void {
  const retype = retypeOf(finding, engine, true);
  const { node } = finding;
  if (retype === undefined || node === undefined || inTest(node, engine.request.tests)) return;
  const { file, start, end, text } = node;
  const bare = text.replaceAll(numeric, "{$1}");
  addHole(engine, {
    kind: "silent-miss",
    node,
    delta: retype.change,
    candidates: [plain, "with a width of its own for the new type"],
    choices: bare === text ? [] : [{ label: plain, edits: [{ file, start, end, text: bare }] }],
    question: `This lays \`${retype.change}\` out as a number (width, zeros or sign). How is it written now that it is \`${retype.to}\`?`,
  });
}
