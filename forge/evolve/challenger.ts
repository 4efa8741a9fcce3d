import { applyEdits, localNames, sameNode, withoutLocalNames, type SyntaxParser } from "#intent";
import type { Templates } from "../template/templates.ts";
import type { CaseSide, EvolveCase } from "./cases.ts";
import { readDeclaration } from "./cases.ts";
import { printFor } from "./instances.ts";
import { templateText } from "./sketch.ts";
import { synthesise, type Example } from "./synthesise.ts";

/** A change of a template that would make a kind of repair unnecessary. */
export interface Challenger {
  readonly pattern: string;
  readonly language: EvolveCase["language"];
  /** What the pattern's template prints in addition. */
  readonly block: string;
  /** Cases that the block was made from, and those among them that it prints to the letter, before and after. */
  readonly trained: readonly EvolveCase[];
  readonly printed: readonly EvolveCase[];
}

/** Why a cluster gives no challenger, as a sentence. */
export interface NoChallenger {
  readonly reason: string;
}

/** How many of the cases that a block is made from it must print to the letter. */
const printedMin = 0.8;
/** Pairs of cases that are tried as the examples of a block. */
const pairsMax = 28;

const exampleOf = ({ node, text, instance }: CaseSide): Example => ({
  node,
  text,
  environment: environmentOf(instance),
});

const environments = new WeakMap<CaseSide["instance"], Example["environment"]>();

function environmentOf(instance: CaseSide["instance"]): Example["environment"] {
  const known = environments.get(instance);
  if (known !== undefined) return known;
  const made = [{ name: instance.pattern, value: instance.view }];
  environments.set(instance, made);
  return made;
}

/**
 * The block that prints most of the cases of one shape, made from two of them at a time so that one odd case spoils
 * nothing. A block counts only with what it prints to the letter: tree by tree, for the model before and after.
 */
export async function challengerOf(
  trained: readonly EvolveCase[],
  syntax: SyntaxParser,
): Promise<Challenger | NoChallenger> {
  const [first] = trained;
  const pairs = pairsOf(trained);
  if (first === undefined || pairs.length === 0)
    return { reason: "all its repairs were made for one and the same thing of the model" };
  const tried = new Set<string>();
  let best: Challenger | undefined;
  let open: readonly string[] = [];
  for (const pair of pairs) {
    const examples = pair.flatMap(({ before, after }) => [exampleOf(before), exampleOf(after)]);
    const asTheyAre = synthesise(examples);
    const made =
      "sketch" in asTheyAre
        ? asTheyAre
        : synthesise(await likeNamed(examples, first.language, syntax));
    if (!("sketch" in made)) {
      open = made.unexplained.texts;
      continue;
    }
    const block = templateText(made.sketch, exportWord[first.language]);
    if (block === undefined || tried.has(block)) continue;
    tried.add(block);
    const printed = await printedBy(block, trained, syntax);
    if (printed.length > (best?.printed.length ?? 0))
      best = { pattern: first.pattern, language: first.language, block, trained, printed };
    if (printed.length === trained.length) break;
  }
  if (best === undefined)
    return {
      reason: `no name, type or default of the model explains where its code differs: ${open.map(quote).join(", ")}`,
    };
  return best.printed.length >= Math.max(3, trained.length * printedMin)
    ? best
    : {
        reason: `its structure is not one: the best template prints ${best.printed.length} of ${trained.length} repairs`,
      };
}

/** The examples with the parameters of the first: whoever wrote them chose names freely, and the template needs one. */
async function likeNamed(
  examples: readonly Example[],
  language: EvolveCase["language"],
  syntax: SyntaxParser,
): Promise<Example[]> {
  const names = examples[0] === undefined ? [] : localNames(examples[0].node);
  return Promise.all(
    examples.map(async (example) => {
      const own = localNames(example.node);
      if (own.length !== names.length) return example;
      const edits = own.flatMap(({ places }, index) =>
        places.map((place) => ({ file: "", ...place, text: names[index]?.name ?? "" })),
      );
      const text = applyEdits(example.text, edits) ?? example.text;
      const node = await readDeclaration(syntax, language, text);
      return node === undefined ? example : { ...example, text, node };
    }),
  );
}

const quote = (text: string): string => `\`${text.replaceAll(/\s+/g, " ").slice(0, 60)}\``;

const exportWord: Readonly<Record<EvolveCase["language"], string>> = {
  typescript: "export ",
  rust: "",
  python: "",
};

/** Pairs of cases of different things of the model: from one thing alone nothing general follows. */
function pairsOf(cases: readonly EvolveCase[]): (readonly [EvolveCase, EvolveCase])[] {
  const pairs = cases.flatMap((one, index) =>
    cases
      .slice(index + 1)
      .flatMap((other): (readonly [EvolveCase, EvolveCase])[] =>
        one.after.instance.name === other.after.instance.name ? [] : [[one, other]],
      ),
  );
  return pairs.slice(0, pairsMax);
}

async function printedBy(
  block: string,
  cases: readonly EvolveCase[],
  syntax: SyntaxParser,
): Promise<EvolveCase[]> {
  const printed: EvolveCase[] = [];
  for (const one of cases) {
    const same = await Promise.all(
      [one.before, one.after].map((side) => prints(block, side, one.language, syntax)),
    );
    if (same.every((equal) => equal)) printed.push(one);
  }
  return printed;
}

/** Whether a block prints this code, layout and names of parameters left out. */
async function prints(
  block: string,
  side: CaseSide,
  language: EvolveCase["language"],
  syntax: SyntaxParser,
): Promise<boolean> {
  const text = printFor(side.instance, block, language);
  const node = text === undefined ? undefined : await readDeclaration(syntax, language, text);
  return node !== undefined && sameNode(withoutLocalNames(node), withoutLocalNames(side.node));
}

/** The templates with a challenger's block at the end of its pattern's; `file` is where the changed one will stand. */
export function challenged(
  templates: Templates,
  challenger: Pick<Challenger, "pattern" | "language" | "block">,
): { readonly templates: Templates; readonly file: string; readonly text: string } {
  const name = `${challenger.pattern}/${challenger.language}`;
  const standing = templates.get(name);
  if (standing === undefined) throw new Error(`no template ${name} is there to be changed`);
  const text = `${standing.text.trimEnd()}\n\n${challenger.block}\n`;
  const inside = standing.file.replace(/^.*templates\//, "");
  const file = `flywheel/templates/${inside}`;
  return { templates: new Map([...templates, [name, { text, file }]]), file, text };
}
