import { checkCandidate, layProbe, type Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { addHole } from "../holes.ts";
import type { Retype } from "../retypes.ts";
import { ancestor, fieldOf, inTest } from "../tree.ts";

/** Targets that held every value of the old type and do not hold every value of the new one. */
const narrow: Readonly<Record<string, readonly string[]>> = {
  i64: ["i32", "u32"],
  u64: ["u32", "i32"],
  f64: ["i32", "u32", "i64", "u64", "isize", "usize"],
};

/**
 * A widened value that is cast (`id as u32`) compiles as before and cuts values off. With a stand-in that cannot be cast,
 * each such place is an error, and those whose target is too narrow become questions.
 */
export async function askForNarrowCasts(engine: Engine): Promise<void> {
  const widened = engine.retypes.filter((retype) => retype.widening || isFraction(retype));
  if (
    widened.length === 0 ||
    ![...engine.files.values()].some((file) => / as |\bparse\b|\bfrom_str\b/.test(file.text))
  )
    return;
  layProbe(engine, widened, true);
  for (const finding of await checkCandidate(engine, "strict")) {
    const retype = widened.find((one) => finding.words.includes(one.brand));
    if (retype !== undefined && isFraction(retype) && /\bFromStr\b/.test(finding.words))
      askForOddFractions(finding, retype, engine);
    const cast = ["E0604", "E0605", "E0606"].includes(finding.code)
      ? ancestor(finding.node, "type_cast_expression")
      : undefined;
    const target = cast === undefined ? undefined : fieldOf(cast, "type")?.text;
    if (
      retype === undefined ||
      cast === undefined ||
      !narrow[retype.to]?.includes(target ?? "") ||
      inTest(cast, engine.request.tests)
    )
      continue;
    addHole(engine, {
      kind: "narrowing",
      node: cast,
      delta: retype.change,
      candidates: ["refuse what does not fit", "widen what it feeds"],
      question: `\`${retype.change}\` is \`${retype.to}\` now and is cut off to \`${target ?? ""}\` here. What happens to values that do not fit?`,
    });
  }
  engine.probes = [];
}

/** Whether a whole number became a fraction. */
const isFraction = ({ from, to }: Retype): boolean => to === "f64" && /^[iu](?:32|64)$/.test(from);

/** A text that is no number and infinite ones parse as fractions, and never did as whole numbers. */
function askForOddFractions({ node }: Finding, retype: Retype, engine: Engine): void {
  if (node === undefined || inTest(node, engine.request.tests)) return;
  addHole(engine, {
    kind: "validation",
    node: ancestor(node, "call_expression") ?? node,
    delta: retype.change,
    candidates: ["refuse what is not finite", "as it stands"],
    question: `This reads \`${retype.change}\`, which is \`f64\` now: \`NaN\` and \`inf\` are read as well. Which texts are valid?`,
  });
}
