import {
  formsIn,
  memberOf,
  primitiveNames,
  readTree,
  typeForms,
  type ArgumentSpec,
  type FormSpec,
  type NodeId,
  type Tree,
} from "#intent";

/**
 * What the table of forms holds is counted in units: a form in a place (`timeout in rpc`), its text, an option of it
 * (`retry :backoff`), a value that an argument or an option may have where there are few (`overlap skip`), and a type.
 */
export type Unit = string;

const inPlace = (form: FormSpec, place: string): Unit => `${form.id} in ${place}`;
const textOf = (form: FormSpec): Unit => `text of ${form.id}`;
const optionOf = (form: FormSpec, option: string): Unit => `${form.id} :${option}`;
const choiceOf = (form: FormSpec, value: string): Unit => `${form.id} ${value}`;
const optionChoice = (form: FormSpec, option: string, value: string): Unit =>
  `${form.id} :${option} ${value}`;
const typeOf = (type: string): Unit => `type ${type}`;

const isStampedIn = (form: FormSpec, place: string): boolean =>
  form.status === "built" || form.builtIn?.includes(place) === true;

/** The rows that stand in a place: forms by their heads, and what is named by its own head. */
function rowsIn(place: string): readonly FormSpec[] {
  const member = memberOf.get(place);
  return [...formsIn(place).values(), ...(member === undefined ? [] : [member])];
}

/** Every unit of the table that Forge stamps or reads where a file of this name is the outermost place. */
export function unitsOfTable(file: "intent.lisp" | "universe.lisp"): Set<Unit> {
  const units = new Set<Unit>();
  const seen = new Set<string>();
  const pending: string[] = [file];
  for (const place of pending) {
    if (seen.has(place)) continue;
    seen.add(place);
    for (const form of rowsIn(place).filter((row) => isStampedIn(row, place))) {
      units.add(inPlace(form, place));
      for (const unit of unitsOf(form)) units.add(unit);
      pending.push(form.id);
    }
  }
  if (file === "intent.lisp") {
    for (const name of [...primitiveNames, ...Object.keys(typeForms)]) units.add(typeOf(name));
  }
  return units;
}

function unitsOf(form: FormSpec): Unit[] {
  return [
    ...(form.docstring ? [textOf(form)] : []),
    ...form.arguments.flatMap(({ oneOf = [] }) => oneOf.map((value) => choiceOf(form, value))),
    ...form.options.flatMap(({ name, oneOf = [] }) => [
      optionOf(form, name),
      ...oneOf.map((value) => optionChoice(form, name, value)),
    ]),
  ];
}

/** Every unit that an intent, or what is said of a universe, says. */
export function unitsSaid(path: string, text: string): Set<Unit> {
  const [tree, diagnostics] = readTree({ path, text });
  if (diagnostics.length > 0) throw new Error(`${path}: ${diagnostics[0]?.message}`);
  const said = new Said(tree);
  const file = path.endsWith("universe.lisp") ? "universe.lisp" : "intent.lisp";
  for (const node of tree.children(0)) said.form(node, file);
  return said.units;
}

class Said {
  readonly units = new Set<Unit>();
  readonly #tree: Tree;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** What stands in a place; a call of a form of one's own says what its template says elsewhere, and nothing here. */
  form(node: NodeId, place: string): void {
    const head = this.#tree.head(node);
    const form = head === undefined ? undefined : (formsIn(place).get(head) ?? memberOf.get(place));
    if (form === undefined) return;
    this.units.add(inPlace(form, place));
    let rest = this.#arguments(form, this.#tree.children(node).slice(1));
    const [first] = rest;
    if (form.docstring && first !== undefined && this.#tree.kind(first) === "string") {
      this.units.add(textOf(form));
      rest = rest.slice(1);
    }
    this.#inside(form, rest);
  }

  /** Reads the arguments; gives what stands behind them. */
  #arguments(form: FormSpec, nodes: readonly NodeId[]): readonly NodeId[] {
    let at = 0;
    for (const argument of form.arguments) {
      const end = argument.many === "rest" ? nodes.length : at + 1;
      for (; at < end; at++) {
        const node = nodes[at];
        if (node === undefined || this.#tree.kind(node) === "keyword") break;
        this.#argument(form, argument, node);
      }
    }
    return nodes.slice(at);
  }

  #argument(form: FormSpec, { kind, oneOf }: ArgumentSpec, node: NodeId): void {
    const text = this.#tree.textOf(node);
    if (oneOf?.includes(text) === true) this.units.add(choiceOf(form, text));
    if (kind === "type") this.#type(node);
  }

  /** The word of a value, or those of a list of them. */
  #words(node: NodeId): string[] {
    const tree = this.#tree;
    const words = tree.kind(node) === "list" ? tree.children(node) : [node];
    return words.map((word) => tree.textOf(word));
  }

  #type(node: NodeId): void {
    const tree = this.#tree;
    const [head, ...items] = tree.kind(node) === "list" ? tree.children(node) : [node];
    if (head !== undefined) this.units.add(typeOf(tree.textOf(head)));
    for (const item of items) this.#type(item);
  }

  /** Options, and the forms that stand inside. */
  #inside(form: FormSpec, nodes: readonly NodeId[]): void {
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at] ?? 0;
      if (this.#tree.kind(node) === "keyword") {
        const option = form.options.find(({ name }) => name === this.#tree.keywordName(node));
        if (option === undefined) continue;
        this.units.add(optionOf(form, option.name));
        if (option.value === "flag") continue;
        at += 1;
        for (const value of this.#words(nodes[at] ?? 0))
          if (option.oneOf?.includes(value) === true)
            this.units.add(optionChoice(form, option.name, value));
      } else if (form.holds !== "templates") this.form(node, form.id);
    }
  }
}
