import { valueName, type Change, type HoleKind } from "#intent";

import { choicesOf } from "../shared/index.ts";

import { absence } from "./absences.ts";
import { heldAt, madeFrom } from "./bound.ts";
import {
  goneError,
  goneName,
  missingArm,
  missingInMacro,
  missingValue,
  newParameter,
  otherAnswer,
} from "./changed-names.ts";
import { isStamped, type Engine } from "./engine.ts";
import type { Finding } from "./findings.ts";
import { addHole } from "./holes.ts";
import { lastName } from "./names.ts";
import type { Mode } from "./patches.ts";
import { arithmetic, directionOf, isTextAgain, retypeOf, speaksOfOld } from "./rules/options.ts";
import { patternHome } from "./rules/patterns.ts";
import { closest, type Reader, type Reading } from "./reading.ts";
import { lacksMore } from "./rules/demanded.ts";
import { missingHandler } from "./rules/handlers.ts";
import { calleeName, operatorOf, receiverOf } from "./slots.ts";
import { inTest, ancestor, fieldOf, parts, within, type Node } from "./tree.ts";

/** Every error that no rule answers becomes a typed question at its exact place; nothing is filled with a placeholder. */
export function leftoverHoles(findings: readonly Finding[], engine: Engine, mode: Mode): void {
  for (const finding of findings) {
    if (isStamped(engine, finding.file)) {
      askForHandler(finding, engine, mode);
      continue;
    }
    if (finding.node === undefined) continue;
    if (isBranchOfAsked(finding, engine)) continue;
    if (askedAround(finding.node, engine) || (mode === "probe" && isOrder(finding.node))) continue;
    const reading = readers
      .map((reader) => reader(finding, engine, mode))
      .find((one) => one !== undefined);
    if (reading === undefined) continue;
    const { change, kind, question, candidates, node, ...answers } = reading;
    if (isDecided(finding, reading, engine)) continue;
    const delta =
      change?.symbol ?? engine.request.changes[0]?.symbol ?? engine.request.service.name;
    addHole(engine, {
      kind,
      node: node ?? elementsOf(finding, change) ?? placeOf(finding.node),
      delta,
      question,
      candidates,
      ...answers,
    });
  }
}

/**
 * Stamped tests hand the service on, too, and which of the crate's targets cargo compiles first is chance: a missing
 * handler may be told there alone. It is asked where people's handlers stand; stamped code itself is nobody's to mend.
 */
function askForHandler(finding: Finding, engine: Engine, mode: Mode): void {
  const reading = missingHandler(finding, engine, mode);
  if (reading?.node === undefined || reading.change === undefined) return;
  const { change, kind, node, question, candidates } = reading;
  addHole(engine, { kind, node, delta: change.symbol, question, candidates });
}

/** Whether the same was asked of the same name before: what becomes of a value that is bound once is decided once. */
function isDecided(finding: Finding, { change, kind }: Reading, engine: Engine): boolean {
  const { node, file, start, end } = finding;
  if (node === undefined || change === undefined) return false;
  if (!/-(?:retyped|became-optional|became-required)$/.test(change.kind)) return false;
  const spelt = engine.files.get(file)?.text.slice(start, end) ?? "";
  const name = heldAt(node, change, engine.renames, spelt);
  if (name === undefined) return false;
  const key = `${kind}|${change.symbol}|${name.file}:${name.start}`;
  if (engine.decided.has(key)) return true;
  engine.decided.add(key);
  return false;
}

/** Whether a hole already asks about the expression that an error is in. */
function askedAround(node: Node, engine: Engine): boolean {
  const around =
    ancestor(
      node,
      "binary_expression",
      "call_expression",
      "let_declaration",
      "field_initializer",
      "match_expression",
    ) ?? node;
  const wide = new Set(["struct_expression", "match_expression"]);
  return engine.asked.some(
    (asked) =>
      (within(asked, around) && !wide.has(asked.type)) ||
      (within(node, asked) && !wide.has(asked.type)),
  );
}

/** Whether branches differ only as long as nobody has said what one of them gives. */
function isBranchOfAsked({ node, message }: Finding, engine: Engine): boolean {
  if (!/`(?:match` arms|if` and `else`) have incompatible types/.test(message)) return false;
  const whole = ancestor(node?.parent, "match_expression", "if_expression");
  return whole !== undefined && engine.asked.some((asked) => within(asked, whole));
}

/** Comparisons by size are asked about with the strict stand-in, which sees all of them. */
function isOrder(node: Node): boolean {
  const comparison = ancestor(node, "binary_expression");
  return comparison !== undefined && /^[<>]=?$/.test(operatorOf(comparison));
}

/**
 * Where a list is built of what does not fit, the place is what makes its elements: of the steps of its chain the one
 * that takes the changed field, else the last.
 */
function elementsOf({ node, words }: Finding, change: Change | undefined): Node | undefined {
  if (!/cannot be (?:built|made) (?:from|by)/.test(words)) return undefined;
  const bodies: Node[] = [];
  let call = ancestor(node, "call_expression");
  while (call !== undefined) {
    const callee = fieldOf(call, "function");
    const [made] = parts(fieldOf(call, "arguments") ?? call);
    const makes = callee !== undefined && /^(?:map|filter_map|flat_map)$/.test(calleeName(callee));
    const body = makes && made?.type === "closure_expression" ? fieldOf(made, "body") : undefined;
    if (body !== undefined) bodies.push(body);
    const receiver = receiverOf(call);
    call = receiver?.type === "call_expression" ? receiver : undefined;
  }
  const field = change === undefined ? "" : valueName("rust", lastName(change.symbol));
  return bodies.find(({ text }) => new RegExp(`\\b${field}\\b`).test(text)) ?? bodies[0];
}

/** An operator stands for its whole operation. */
const placeOf = (node: Node): Node => (node.named ? node : (node.parent ?? node));

const mismatch: Reader = (finding, engine, mode) => {
  const retype = retypeOf(finding, engine, mode === "probe");
  if (retype === undefined || !(speaksOfOld(finding, retype) || arithmetic(finding)))
    return undefined;
  const change = engine.request.changes.find((one) => one.symbol === retype.change);
  const say = (kind: HoleKind, question: string, candidates: readonly string[] = []): Reading => ({
    kind,
    change,
    question,
    candidates,
  });
  const literal = finding.node !== undefined && /literal|pattern/.test(finding.node.type);
  if (/\bFromStr\b/.test(finding.words))
    return say("validation", `Which texts are a valid \`${retype.change}\` now?`);
  if (/\bOrd\b|binary operation `[<>]=?`/.test(finding.words))
    return say(
      finding.code === "E0369" && rangeCheck(finding) ? "validation" : "ordering",
      `\`${retype.change}\` is compared by size here; it is \`${retype.to}\` now. What is meant?`,
    );
  if (arithmetic(finding))
    return say(
      "conversion",
      `This calculates with \`${retype.change}\`, which is \`${retype.to}\` now. What takes its place?`,
    );
  const { node } = finding;
  if (literal && node !== undefined && inTest(node, engine.request.tests))
    return patternHome(node, engine) === undefined
      ? say("expected-value", `Which \`${retype.to}\` does this test mean by \`${node.text}\`?`)
      : {
          ...say(
            "expected-value",
            `A pattern holds no \`${retype.to}\`. What does this test match instead of \`${node.text}\`?`,
          ),
          slot: undefined,
        };
  if (literal && node !== undefined)
    return {
      ...say("conversion", `Which \`${retype.to}\` is meant by \`${node.text}\`?`),
      ...asText(node, retype.to),
    };
  if (node !== undefined && isTextAgain(node, retype, engine))
    return say("validation", `Which texts are a valid \`${retype.change}\` now?`);
  const lossy = directionOf(finding, retype, mode === "probe") === "forward";
  return lossy
    ? say(
        retype.numeric && retype.to !== "Decimal" ? "narrowing" : "conversion",
        `A \`${retype.to}\` meets a place that holds only \`${retype.from}\`. How does it fit?`,
      )
    : say(
        retype.numeric && !retype.widening && retype.to !== "Decimal" ? "narrowing" : "conversion",
        `Here a \`${retype.from}\` becomes \`${retype.change}\`, which is \`${retype.to}\` now. How?`,
      );
};

/** A number as the text that it may have become; in a comparison that is all that has to be written. */
function asText(node: Node, to: string): Pick<Reading, "candidates" | "choices"> {
  if (to !== "String") return { candidates: [] };
  const text = `"${node.text}"`;
  const compares =
    node.parent?.type === "binary_expression" && /^[!=]=$/.test(operatorOf(node.parent));
  const { start, end } = node;
  return {
    candidates: [text],
    choices: compares ? choicesOf(node.file, { start, end }, [text]) : [],
  };
}

/** A comparison with a literal is a rule about valid values, not an order. */
const rangeCheck = (finding: Finding): boolean =>
  /literal/.test(
    (ancestor(finding.node, "binary_expression")?.children ?? [])
      .map((child) => child.type)
      .join(" "),
  );

/** A type that changed into something of another shape. */
const reshaped: Reader = (finding, engine) => {
  if (!/^E0(?:282|283|308|277|368|369|599|600|604|605|606|608|609|614|618|624)$/.test(finding.code))
    return undefined;
  const change = closest(finding, engine, /-retyped$/);
  const made = change && finding.node && madeFrom(finding.node, change);
  return change === undefined
    ? undefined
    : {
        ...(made === undefined ? {} : { node: made }),
        kind: lacksMore(finding, change, engine) ? "required-value" : "conversion",
        change,
        candidates: [],
        question: `\`${change.symbol}\` was \`${change.from ?? "?"}\` and is \`${change.to ?? "?"}\` now. What becomes of it here?`,
      };
};

const unexplained: Reader = (finding) => ({
  kind: "unresolved-diagnostic",
  change: undefined,
  candidates: [],
  question: `${finding.code}: ${finding.message}`,
});

const readers: readonly Reader[] = [
  missingValue,
  missingInMacro,
  missingArm,
  missingHandler,
  newParameter,
  goneError,
  goneName,
  absence,
  mismatch,
  reshaped,
  otherAnswer,
  unexplained,
];
