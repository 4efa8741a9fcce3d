import {
  neutralNode,
  type CodeNode,
  type CodePattern,
  type Language,
  type SyntaxParser,
} from "#intent";
import {
  changedNames,
  type ChangedName,
  type Fragment,
  type FragmentKind,
  type HoleType,
  type RuleHole,
  type Slot,
} from "./types.ts";

/** What stands around a fragment so that a parser takes it for what it is. */
type Around = readonly [before: string, after: string];

const around: Readonly<Record<Language, Readonly<Record<FragmentKind, Around>>>> = {
  typescript: {
    expression: ["(", ");"],
    statement: ["async function* f() {\n", "\n}"],
    member: ["({ ", " });"],
    arm: ["switch (x) { ", " }"],
    declaration: ["", ""],
  },
  rust: {
    expression: ["fn f() { let x = ", "; }"],
    statement: ["fn f() {\n", "\n}"],
    member: ["fn f() { let x = X { ", " }; }"],
    arm: ["fn f() { match x { ", " } }"],
    declaration: ["", ""],
  },
  python: {
    expression: ["(", ")"],
    statement: ["", "\n"],
    member: ["f(", ")"],
    arm: ["match x:\n ", "\n"],
    declaration: ["", "\n"],
  },
};

/** A name of the change is the text of a leaf in a pattern until the change is known. */
export const changedMark = (name: ChangedName): string => `«${name}»`;

/** What a hole is spelt as while its fragment is parsed. */
const spelt = (name: string): string => `fwhole_${name.replaceAll("-", "_")}`;

const holeMark = /«([a-z][a-z0-9-]*)»/g;

/** Names of the holes in a fragment's text, each once, in written order. */
export const holesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(holeMark)].map(([, name]) => name ?? "")),
];

/** A name of the change stands for itself: nobody declares it. */
export const isChanged = (name: string): name is ChangedName =>
  changedNames.some((one) => one === name);

/**
 * Reads a fragment's text, in which holes stand as `«name»`. `undefined` where it is no fragment of that kind. A hole's
 * number in the pattern is its place in `holes`.
 */
export async function readFragment(
  syntax: SyntaxParser,
  language: Language,
  kind: FragmentKind,
  text: string,
  holes: readonly RuleHole[],
): Promise<Fragment | undefined> {
  const [before, after] = around[language][kind];
  const plain = text.trim().replaceAll(holeMark, (_, name: string) => spelt(name));
  const whole = before + plain + after;
  const parsed = await syntax.parse(language, whole);
  if (parsed.hasError || plain === "") return undefined;
  const root = neutralNode(parsed.root, whole);
  const node = spanning(root, before.length, before.length + plain.length);
  if (node === undefined) return undefined;
  const known = new Map(
    holesIn(text).map((name): [string, Spelt] => {
      const id = holes.findIndex((hole) => hole.name === name);
      const type = isChanged(name) ? name : (holes[id]?.type ?? "code");
      return [spelt(name), { name, id, type }];
    }),
  );
  const slots: Slot[] = [];
  const pattern = holed(node, known, slots);
  const moved = slots.map(({ hole, start, end }) => ({
    hole,
    start: start - before.length,
    end: end - before.length,
  }));
  return { pattern, text: plain, slots: moved };
}

/** A hole as it stands in a parsed text. */
interface Spelt {
  readonly name: string;
  readonly id: number;
  readonly type: HoleType | ChangedName;
}

/** The outermost node of exactly this span, below the file's own. */
function spanning(root: CodeNode, start: number, end: number): CodeNode | undefined {
  const around = root.children.find((child) => child.start <= start && end <= child.end);
  if (around === undefined) return undefined;
  return around.start === start && around.end === end ? around : spanning(around, start, end);
}

function holed(node: CodeNode, holes: ReadonlyMap<string, Spelt>, slots: Slot[]): CodePattern {
  const own = holeAt(node, holes);
  if (own === undefined)
    return {
      form: "node",
      kind: node.kind,
      text: node.text,
      children: node.children.map((child) => holed(child, holes, slots)),
    };
  slots.push({ hole: own.name, start: node.start, end: node.end });
  if (isChanged(own.type))
    return { form: "node", kind: node.kind, text: changedMark(own.type), children: [] };
  return { form: own.type === "list" ? "run" : "hole", id: own.id };
}

/** Nodes that are a hole where they hold nothing else: a statement, an arm or a field that is only `«a»`. */
const shells =
  /^(?:expression_statement|match_arm|match_pattern|switch_case|case_clause|case_pattern|dotted_name|shorthand_field_initializer)$/;

/** The hole that a node is: a leaf that spells one, or what holds one alone. A name of the change is always a leaf. */
function holeAt(node: CodeNode, holes: ReadonlyMap<string, Spelt>): Spelt | undefined {
  if (node.children.length === 0) return holes.get(node.text);
  if (!shells.test(node.kind)) return undefined;
  const words = leavesOf(node).filter(({ text }) => /[\p{L}\p{N}]/u.test(text) && text !== "case");
  const [first] = words;
  const hole = first === undefined ? undefined : holes.get(first.text);
  if (hole === undefined || isChanged(hole.type)) return undefined;
  return words.every((one) => one.text === first?.text) ? hole : undefined;
}

/** A pattern as a text would be read: a statement, a pattern or a field that is only a hole is that hole. */
export function withoutShells(pattern: CodePattern): CodePattern {
  if (pattern.form !== "node") return pattern;
  const children = pattern.children.map(withoutShells);
  const [only] = children;
  const hollow = children.length === 1 && only?.form === "hole" && shells.test(pattern.kind);
  return hollow ? only : { ...pattern, children };
}

/** Leaves below a node, in written order. */
export const leavesOf = (node: CodeNode): readonly CodeNode[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);
