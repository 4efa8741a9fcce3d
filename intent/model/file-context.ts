import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean } from "../base/did-you-mean.ts";
import type { MessageExtras } from "../base/messages.ts";
import type { Span } from "../base/span.ts";
import type { NodeId, Tree } from "../syntax/tree.ts";
import { expansionAt, type Expansion } from "./expanded-tree.ts";
import { modelProblem } from "./messages.ts";
import type { Unstamped } from "./pattern-types.ts";

type Problem = typeof modelProblem;
export type ModelCode = Parameters<Problem>[0];

/** Errors of meaning that one file may report; a hostile megabyte must not become 100,000 diagnostics. */
export const modelErrorsMax = 200;

/** Comparisons of names that the guesses of one file may cost: enough for 100 misspelt names among 200. */
const comparisonsMax = 20_000;

/** Names for a message: all, or the first ten. */
export function listed(names: Iterable<string>): string {
  const shown: string[] = [];
  for (const name of names) {
    if (shown.length === 10) return `${shown.join(", ")}, …`;
    shown.push(name);
  }
  return shown.join(", ");
}

/** What is wrong in an expansion shows its template; no fix is offered, since what it would change stands nowhere. */
function inExpansion(
  { name, definition, text }: Expansion,
  extras: MessageExtras = {},
): MessageExtras {
  const { fix: _fix, ...rest } = extras;
  const short = text.length > 80 ? `${text.slice(0, 80)}…`.toWellFormed() : text;
  const note = { message: `\`${name}\` becomes \`${short}\` by this`, ...definition };
  return { ...rest, notes: [...(extras.notes ?? []), note] };
}

/** The word in "did you mean X?", in whatever it is quoted. */
const guessed = /^(?:did you mean|write) [`(]?([^\s`()?]+)(?: …)?[`)]*\??$/;

function hasHoles(tree: Tree): boolean {
  for (let node = 1; node < tree.size; node++) {
    const kind = tree.kind(node);
    if (kind === "unquote" || kind === "splice") return true;
  }
  return false;
}

/** One file while it becomes a model: its tree, and what is wrong with it. */
export class FileContext {
  readonly tree: Tree;
  /** Value nodes of the options of what was declared with some, so that a check can point at the very value. */
  readonly #options = new Map<object, ReadonlyMap<string, NodeId>>();
  /** Names of the forms that the universe and the file define. */
  readonly definedForms: readonly string[];
  /** Whether there is a comma anywhere but in strings and comments. */
  readonly hasCommas: boolean;
  /** The file's text as it was written. */
  readonly written: string;
  /** Where the file could not be read: what is said of such a place again only follows from that. */
  readonly #broken: readonly Diagnostic[];
  /** Names of forms that the file defines in a way that is wrong: calls of them are not reported as well. */
  readonly brokenForms: Set<string>;
  /** Whether a parenthesis is missing somewhere in the file. */
  readonly unclosed: boolean;
  readonly #partial = new WeakSet<object>();
  readonly #unstamped: Unstamped[] = [];
  #found: Diagnostic[];
  #limit: number;
  #comparisons = 0;

  /** `written` is the file's text, where the tree is one of an expanded text. */
  constructor(
    tree: Tree,
    found: Diagnostic[],
    written: string = tree.text,
    definedForms: readonly string[] = [],
    brokenForms: Set<string> = new Set(),
  ) {
    this.definedForms = definedForms;
    this.brokenForms = brokenForms;
    this.tree = tree;
    this.written = written;
    this.hasCommas = written.includes(",") && hasHoles(tree);
    this.unclosed = found.some((one) => one.file === tree.path && one.code === "unclosed-form");
    this.#broken = found.filter((one) => one.file === tree.path);
    this.#found = found;
    this.#limit = found.length + modelErrorsMax;
  }

  /** Lets what is found from now on go to another list: an editor checks a file again that it has read once. */
  reportTo(found: Diagnostic[]): void {
    this.#found = found;
    this.#limit = found.length + modelErrorsMax;
    this.#comparisons = 0;
  }

  /** Whether further errors of this file are dropped. */
  get full(): boolean {
    return this.#found.length >= this.#limit;
  }

  /** Adds a diagnostic at a span; past {@link modelErrorsMax} it is dropped, since the file is wrong anyway. */
  report<Code extends ModelCode>(
    code: Code,
    span: Span,
    parameters: Parameters<typeof modelProblem<Code>>[3],
    extras?: MessageExtras,
  ): void {
    if (this.full) return;
    const made = expansionAt(span);
    if (made === undefined && this.#broken.length > 0 && this.isBroken(span)) return;
    const told = made === undefined ? this.#withFix(span, extras) : inExpansion(made, extras);
    this.#found.push(modelProblem(code, this.tree.path, span, parameters, told));
  }

  /** Notes a declaration of which something could not be read: what is missing in it may be just that. */
  meetPartial(declared: object): void {
    this.#partial.add(declared);
  }

  isPartial = (declared: object): boolean => this.#partial.has(declared);

  /** Whether a place on one line holds what could not be read, or touches a string that should not touch it. */
  isBroken({ start, end }: Span): boolean {
    return (
      this.#broken.some(({ code, span }) =>
        code === "missing-space"
          ? start <= span.end && span.start <= end
          : start <= span.start && span.start < end && span.end <= end,
      ) && !this.written.slice(start, end).includes("\n")
    );
  }

  /**
   * The name that `word` most likely meant. Nothing is guessed any more once the file has more errors than are shown, or
   * once guessing has cost {@link comparisonsMax}: 20,000 misspelt names among 20,000 are 400,000,000 comparisons.
   */
  guess(word: string, candidates: Iterable<string>): string | undefined {
    if (this.full || this.#comparisons >= comparisonsMax) return undefined;
    const counted = Iterator.from(candidates).take(comparisonsMax - this.#comparisons);
    return didYouMean(
      word,
      counted.map((candidate) => this.#count(candidate)),
    );
  }

  #count(candidate: string): string {
    this.#comparisons++;
    return candidate;
  }

  /** A guess at what one word meant is a fix as well: that word in its place. */
  #withFix(span: Span, extras: MessageExtras = {}): MessageExtras {
    const meant = guessed.exec(extras.cure ?? "")?.[1];
    const written = this.written.slice(span.start, span.end);
    if (meant === undefined || extras.fix !== undefined || !/^[^\s()";]+$/.test(written))
      return extras;
    // Only the name was misspelt: the service before it stays.
    const owner = meant.includes("/") ? "" : written.slice(0, written.indexOf("/") + 1);
    const text = owner + meant;
    const edit = { file: this.tree.path, ...span, text };
    return { ...extras, fix: { title: `write ${text}`, edits: [edit] } };
  }

  /** Notes a form of the language that no stamp is made from yet. */
  meetUnstamped(head: string, span: Span): void {
    this.#unstamped.push({ head, span });
  }

  /** What of the file no stamp is made from yet, in written order. */
  get unstamped(): readonly Unstamped[] {
    return this.#unstamped;
  }

  /** Remembers where the options of a declaration, field or variant stand. */
  remember<Declared extends object>(
    declared: Declared,
    options: ReadonlyMap<string, NodeId>,
  ): Declared {
    if (options.size > 0) this.#options.set(declared, options);
    return declared;
  }

  /** Place of the value of an option (of the flag itself), or `otherwise`. */
  optionSpan(declared: object, option: string, otherwise: Span): Span {
    const node = this.#options.get(declared)?.get(option);
    return node === undefined ? otherwise : this.tree.span(node);
  }

  /** What stands at a node, for a message: "the string "a"", "a list". */
  describe(node: NodeId): string {
    const kind = this.tree.kind(node);
    if (kind === "list") {
      if (this.tree.head(node) !== undefined) return "a form";
      return this.tree.after(node) === node + 1 ? "an empty list" : "a list without a name";
    }
    const text = this.tree.textOf(node);
    const short = text.length > 40 ? `${text.slice(0, 40)}…`.toWellFormed() : text;
    return kind === "string" ? `the string ${short.replaceAll("\n", "\\n")}` : `\`${short}\``;
  }
}
