import { comesBack, isNumeric } from "./numbers.ts";
import {
  changed,
  unchanged,
  type FlowGraph,
  type FlowNode,
  type Place,
  type Retype,
  type Tag,
} from "./types.ts";

/**
 * Closes over the flows from the changed slots. Backwards: what flows into the value's places, or is compared with it, is
 * that value, unless the code also counts with it; then it stays as it is and is converted at the border. Forwards: what
 * receives the value holds it, unless it receives other values as well; such a general-purpose place stays as it is. The
 * same rules as the TypeScript engine's. What is `stored` never holds it.
 */
export function decide(
  graph: FlowGraph,
  tags: ReadonlyMap<number, Tag>,
  isTest: (file: string) => boolean,
  retype: Pick<Retype, "before" | "after"> = { before: "int", after: "str" },
  answers: Answers = new Map(),
  stored: ReadonlySet<number> = new Set(),
): ReadonlySet<number> {
  const blocked = new Set<number>(stored);
  for (;;) {
    const { members, backward } = close({ graph, tags, isTest, blocked, retype, answers });
    const shared = [...members].filter((node) => {
      const tag = tags.get(node);
      if (tag === undefined) return false;
      return tag.kind === "literal"
        ? escapes(graph, members, node) || isMixed(graph, tags, members, tag)
        : !backward.has(node) && isShared(graph, tags, members, node);
    });
    if (shared.length === 0) return members;
    for (const node of shared) blocked.add(node);
  }
}

/** Slots that are the answer of a function, with the place of the whole function. */
export type Answers = ReadonlyMap<number, Place>;

interface Closing {
  readonly answers: Answers;
  readonly graph: FlowGraph;
  readonly tags: ReadonlyMap<number, Tag>;
  readonly isTest: (file: string) => boolean;
  readonly blocked: ReadonlySet<number>;
  readonly retype: Pick<Retype, "before" | "after">;
}

interface Closure {
  readonly members: ReadonlySet<number>;
  readonly backward: ReadonlySet<number>;
}

function close(closing: Closing): Closure {
  const { graph, tags, blocked, retype } = closing;
  const numeric = isNumeric(retype);
  const back = comesBack(retype);
  // Whole numbers go with numbers of all kinds; fractions and lengths of time only with their like.
  const joins = retype.before === "float" || retype.after === "timedelta";
  const counted = (node: number): boolean =>
    counts(graph, node, numeric) && (numeric || !countsUp(closing, members, node));
  const members = new Set<number>([changed]);
  const backward = new Set<number>([changed]);
  const mayJoin = (node: FlowNode): node is number =>
    node !== undefined && node > 0 && !blocked.has(node) && tags.get(node)?.kind !== "parse";
  for (let grown = true; grown;) {
    const before = members.size + backward.size;
    for (const { from, to, kind, lookup } of graph.flows) {
      // A whole number equals its like of another kind.
      if (kind === "compare" && numeric && retype.before === "int") continue;
      if (kind === "beside" && !(joins && tags.get(from ?? changed)?.kind === "literal")) continue;
      if (to !== undefined && members.has(to) && mayJoin(from) && !counted(from)) {
        const literal = tags.get(from)?.kind === "literal" || tags.get(from)?.isMaker === true;
        if (!literal && !back && kind === "flow" && !(numeric && isInTest(closing, from))) continue;
        if (
          literal ||
          kind === "compare" ||
          lookup === true ||
          backward.has(to) ||
          passesOn(closing, members, from)
        ) {
          members.add(from);
          backward.add(from);
        }
      }
      if (from === undefined || !members.has(from) || !mayJoin(to)) continue;
      const literal = tags.get(to)?.kind === "literal";
      if (!literal && !back && !joins && works(graph, to, members)) continue;
      if ((kind === "flow" || literal) && !(literal && counted(to))) members.add(to);
    }
    grown = members.size + backward.size > before;
  }
  return { members, backward };
}

const isInTest = ({ tags, isTest }: Pick<Closing, "tags" | "isTest">, node: number): boolean =>
  isTest(tags.get(node)?.file ?? "");

/**
 * Whether a function makes the next value of those that there are: its answer is the value, however it is made now, and
 * how it is made is asked about where it counts.
 */
function countsUp(
  { graph, answers }: Closing,
  members: ReadonlySet<number>,
  node: number,
): boolean {
  const scope = answers.get(node);
  return (
    scope !== undefined &&
    graph.evidence.some(
      (each) =>
        each.kind === "arithmetic" &&
        each.file === scope.file &&
        scope.start <= each.start &&
        each.end <= scope.end &&
        members.has(each.node),
    )
  );
}

/**
 * Whether a literal becomes the value only together with what stays as it is: `kwh` of `kwh = 0.0` that another branch
 * counts. What arrives is converted as a whole, and the literal belongs to the rest.
 */
function isMixed(
  { flows }: FlowGraph,
  tags: ReadonlyMap<number, Tag>,
  members: ReadonlySet<number>,
  { tag, ...place }: Tag,
): boolean {
  const at = (one: Place, other: Place): boolean =>
    one.file === other.file && one.start === other.start && one.end === other.end;
  return flows.some(
    (flow) =>
      flow.from === tag &&
      flow.kind === "flow" &&
      flow.direct &&
      !at(flow, place) &&
      flows.some(
        (other) =>
          other.kind === "flow" &&
          other.direct &&
          at(other, flow) &&
          other.to === flow.to &&
          (other.from === undefined || (!members.has(other.from) && !isSpelt(tags, other.from))),
      ),
  );
}

/**
 * Whether a place that only passes its value on to members is one itself, though no value of the change arrives there in
 * this code. A parameter of production code may take any number the same way, so its name has to say it; whatever else is
 * annotated, and every helper of a test that is called with nothing but literals, has nothing but what the code shows.
 */
function passesOn(
  { graph, tags, isTest }: Closing,
  members: ReadonlySet<number>,
  node: number,
): boolean {
  const tag = tags.get(node);
  if (tag === undefined) return false;
  const namesake =
    tag.name !== "" &&
    [...members].some((other) => other !== node && tags.get(other)?.name === tag.name);
  if (tag.isParameter === true && !namesake && !isTest(tag.file)) return false;
  return graph.flows.every(({ from, to, kind }) => {
    if (kind !== "flow") return true;
    if (from === node)
      return to !== undefined && (members.has(to) || (namesake && tags.get(to)?.name === tag.name));
    if (to !== node) return true;
    return from !== undefined && (members.has(from) || isSpelt(tags, from));
  });
}

const isSpelt = (tags: ReadonlyMap<number, Tag>, node: number): boolean =>
  tags.get(node)?.kind === "literal" ||
  tags.get(node)?.kind === "parse" ||
  tags.get(node)?.isMaker === true;

/** Whether the code treats a node as a number by nature: it counts with it, or gives it to something that wants a number. */
function counts(graph: FlowGraph, node: number, numeric: boolean): boolean {
  const nature = numeric ? /^(?:method|index)$/ : /^(?:arithmetic|method|index)$/;
  return (
    graph.evidence.some((each) => each.node === node && nature.test(each.kind)) ||
    graph.flows.some(
      ({ from, to, kind, direct }) =>
        kind === "flow" &&
        ((from === node && to === unchanged) ||
          (to === node && direct && (from === undefined || from === unchanged))),
    )
  );
}

/**
 * Whether a place does something with its value that only the old type can: moments and lengths of time that are added, cut
 * or compared with their like. Such a place goes on doing it, and what comes to it is converted there.
 */
const works = (graph: FlowGraph, node: number, members: ReadonlySet<number>): boolean =>
  graph.evidence.some(
    (each) =>
      each.node === node &&
      (/^(?:arithmetic|added|method)$/.test(each.kind) ||
        (each.kind === "order" &&
          each.beside !== undefined &&
          !each.beside.some((other) => other === node || members.has(other)))),
  );

/** Whether a place that receives the value receives others, too: a helper for any number, a column of mixed things. */
function isShared(
  graph: FlowGraph,
  tags: ReadonlyMap<number, Tag>,
  members: ReadonlySet<number>,
  node: number,
): boolean {
  return graph.flows.some(({ from, to, kind, lookup }) => {
    if (to !== node || kind !== "flow" || lookup === true) return false;
    return from === undefined || (!members.has(from) && !isSpelt(tags, from));
  });
}

/** Whether a literal also goes where the old type is wanted. */
const escapes = (graph: FlowGraph, members: ReadonlySet<number>, node: number): boolean =>
  graph.flows.some(
    ({ from, to, kind }) =>
      from === node && kind === "flow" && to !== undefined && !members.has(to),
  );
