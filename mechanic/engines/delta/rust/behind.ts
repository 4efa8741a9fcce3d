import { add, checkCandidate, isStamped, remove, type Engine, type Mask } from "./engine.ts";
import type { Finding } from "./findings.ts";
import { leftoverHoles } from "./leftovers.ts";
import { bodyAround, covers } from "./masks.ts";
import type { Patch } from "./patches.ts";
import type { Rule } from "./propagate.ts";
import { operatorOf } from "./slots.ts";
import { within, type Node } from "./tree.ts";

/**
 * The compiler asks who owns what only in bodies whose types fit, so an open question hides what follows for ownership
 * around it, and an answer would bring those errors to whoever gives it. So what is asked about is replaced, while
 * judging, by a value of any type, and the rest of its body is repaired by the rules of ownership alone. Where the types
 * do not fit even so, a larger piece is replaced, and then nothing is concluded.
 */
export async function ownBehind(
  left: readonly Finding[],
  engine: Engine,
  rules: readonly Rule[],
): Promise<void> {
  if (!engine.retypes.some(({ to }) => owned.test(to))) return;
  const standing = engine.masks;
  let gaps = left.flatMap((finding) => gapFor(finding, engine));
  for (const widen of [false, true]) {
    if (gaps.length === 0) return;
    gaps = widen ? gaps.map(widened) : gaps;
    engine.masks = [...standing, ...outermost(gaps)];
    const findings = await checkCandidate(engine, "real");
    const open = gaps.map(({ body }) => body).filter((body) => !spoilt(body, findings));
    await settleOwners(engine, rules, findings, open);
    gaps = gaps.filter(({ body }) => !open.includes(body));
  }
  engine.masks = standing;
}

/** Types of which a value has one owner. */
const owned = /^(?:String|Value)$/;

/** A piece of a body that waits for a decision. */
interface Gap {
  readonly body: Mask;
  readonly node: Node;
}

/** A value of any type, or of the one that a comparison has. */
function anything(node: Node): string {
  const tells =
    node.type === "binary_expression" && /^(?:[=!]=|[<>]=?|&&|\|\|)$/.test(operatorOf(node));
  return `::std::option::Option::${tells ? "<bool>::" : ""}None.unwrap()`;
}

function gapFor({ node, file }: Finding, engine: Engine): Gap[] {
  if (node === undefined || isStamped(engine, file)) return [];
  const body = bodyAround(node);
  const asked = engine.asked.find((one) => within(node, one) && one.type !== "match_expression");
  const value = expressionAround(asked ?? node);
  if (body === undefined || value === undefined) return [];
  const known = engine.masks.some((one) => one.file === file && covers(one, body));
  return known ? [] : [{ body, node: value }];
}

/** The smallest whole value around a place: no name of a method, no pattern and no type. */
function expressionAround(node: Node): Node | undefined {
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    if (/^(?:block|function_item|.*pattern|.*_type)$/.test(at.type)) return undefined;
    const called = at.parent?.type === "call_expression" && at.field === "function";
    if (/(?:_expression|^identifier|_literal)$/.test(at.type) && !called) return at;
  }
  return undefined;
}

/** The value of the statement, the arm or the closure around. */
function widened(gap: Gap): Gap {
  let { node } = gap;
  while (node.parent !== undefined && !wholes.test(node.parent.type)) node = node.parent;
  return { ...gap, node };
}

const wholes = /^(?:expression_statement|let_declaration|block|match_arm|closure_expression)$/;

function outermost(gaps: readonly Gap[]): Mask[] {
  const masks = gaps.map(({ node }): Mask => {
    const { file, start, end } = node;
    return { file, start, end, text: anything(node) };
  });
  return masks.filter(
    (one, index) =>
      !masks.some(
        (other, at) => other !== one && covers(other, one) && (!covers(one, other) || at < index),
      ),
  );
}

const ofOwnership = /^E0(?:38[124]|499|50[2-9]|515|521|596|597|716)$/;
const lies = (body: Mask, { file, start, end }: Finding): boolean =>
  body.file === file && body.start <= start && end <= body.end;

/** Whether something else than ownership is wrong in a body. */
const spoilt = (body: Mask, findings: readonly Finding[]): boolean =>
  findings.some((one) => lies(body, one) && !ofOwnership.test(one.code));

const roundsMax = 6;

/**
 * Repairs bodies until nothing is left in them that a rule knows, and asks about the rest. Where types do not fit
 * afterwards, all that was done in a body is taken back.
 */
async function settleOwners(
  engine: Engine,
  rules: readonly Rule[],
  first: readonly Finding[],
  bodies: readonly Mask[],
): Promise<void> {
  const done: Patch[] = [];
  const inside = (findings: readonly Finding[]): Finding[] =>
    findings.filter((one) => bodies.some((body) => lies(body, one)));
  let findings = inside(first);
  for (let round = 0; round < roundsMax && findings.length > 0; round++) {
    const added = findings.flatMap((finding) => follow(finding, engine, rules));
    if (added.length === 0) break;
    done.push(...added);
    findings = inside(await checkCandidate(engine, "real"));
  }
  const bad = bodies.filter((body) => spoilt(body, findings));
  const touches = (patch: Patch, body: Mask): boolean =>
    patch.edits.some(
      (edit) => edit.file === body.file && body.start <= edit.start && edit.end <= body.end,
    );
  remove(
    engine,
    done.filter((patch) => bad.some((body) => touches(patch, body))),
  );
  const open = findings.filter((one) => !bad.some((body) => lies(body, one)));
  leftoverHoles(open, engine, "real");
}

function follow(finding: Finding, engine: Engine, rules: readonly Rule[]): Patch[] {
  for (const rule of rules) {
    const patches = add(engine, rule(finding, engine));
    if (patches.length > 0) return patches;
  }
  return [];
}
