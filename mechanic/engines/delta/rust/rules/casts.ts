import { checkCandidate, layProbe, type Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
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
  const widened = engine.retypes.filter((retype) => retype.widening);
  if (
    widened.length === 0 ||
    ![...engine.files.values()].some((file) => file.text.includes(" as "))
  )
    return;
  layProbe(engine, widened, true);
  for (const finding of await checkCandidate(engine, "strict")) {
    const retype = widened.find((one) => finding.words.includes(one.brand));
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
