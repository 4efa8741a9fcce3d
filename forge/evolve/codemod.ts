import {
  applyEdits,
  codeDeclarations,
  sameNode,
  withoutLocalNames,
  type Edit,
  type Model,
  type Service,
  type SyntaxParser,
} from "#intent";
import type { Templates } from "../template/templates.ts";
import type { Challenger } from "./challenger.ts";
import { instancesOf, printFor, type Instance } from "./instances.ts";
import { readDeclaration } from "./cases.ts";
import { typescriptMoves } from "./move-typescript.ts";

/** A declaration that a stamped file says now, and that custom code need not say any more. */
export interface Moved {
  readonly file: string;
  readonly name: string;
  /** Whether other files take it from this one. */
  readonly exported: boolean;
  /** Span of the declaration in its file, comment included. */
  readonly start: number;
  readonly end: number;
  /** The stamped file that says it. */
  readonly from: string;
}

/** What a codemod does to a service. */
export interface Codemod {
  readonly moved: readonly Moved[];
  /** New texts by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Takes out of custom code what the challenger's block prints: a declaration goes only where a stamped file of the same
 * service says it to the letter, layout and names of parameters left out, so that the code means what it meant. `sources` are the hand-written
 * files, `tests` those among them that stay as they are. `templates` are those without the block.
 */
export async function codemodOf(
  challenger: Pick<Challenger, "pattern" | "language" | "block">,
  given: {
    readonly model: Model;
    readonly service: Service;
    readonly templates: Templates;
    readonly sources: ReadonlyMap<string, string>;
    readonly tests: ReadonlySet<string>;
  },
  syntax: SyntaxParser,
): Promise<Codemod> {
  const { service, sources, tests } = given;
  if (service.language !== challenger.language || service.language !== "typescript")
    return { moved: [], texts: new Map() };
  const instances = instancesOf(given.model, service, given.templates).filter(
    (one) => one.pattern === challenger.pattern,
  );
  const moved: Moved[] = [];
  for (const [file, text] of sources) {
    if (tests.has(file)) continue;
    moved.push(...(await movedFrom(file, text, instances, challenger, syntax)));
  }
  const edits = await typescriptMoves(moved, sources, syntax);
  return { moved, texts: textsOf(edits, sources) };
}

async function movedFrom(
  file: string,
  text: string,
  instances: readonly Instance[],
  challenger: Pick<Challenger, "language" | "block">,
  syntax: SyntaxParser,
): Promise<Moved[]> {
  const parsed = await syntax.parse(challenger.language, text);
  const declared = codeDeclarations(parsed.root, text);
  const found: Moved[] = [];
  for (const instance of instances) {
    const printed = printFor(instance, challenger.block, challenger.language);
    const node =
      printed === undefined
        ? undefined
        : await readDeclaration(syntax, challenger.language, printed);
    if (node === undefined) continue;
    const bare = withoutLocalNames(node);
    const same = declared.find((one) => sameNode(withoutLocalNames(one.node), bare));
    if (same === undefined || found.some((one) => one.name === same.name)) continue;
    const { name, exported, start, end } = same;
    found.push({ file, name, exported, start, end, from: instance.file });
  }
  return found;
}

function textsOf(
  edits: readonly Edit[],
  sources: ReadonlyMap<string, string>,
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const text = applyEdits(sources.get(file) ?? "", own);
    if (text === undefined) throw new Error(`the moves of ${file} overlap`);
    texts.set(file, text);
  }
  return texts;
}
