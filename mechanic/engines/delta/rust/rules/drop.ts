import { isPure } from "../effects.ts";
import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Gone } from "../gone.ts";
import { importTakenOut, itemTakenOut, takenOut, wholeLines } from "../lists.ts";
import { fits, type Patch, type PatchEdit } from "../patches.ts";
import { ancestor, fieldOf, inTest, parts, testAround, walk, within, type Node } from "../tree.ts";

/** Errors that say "this name is not there", by what they can be about. */
const codes: Readonly<Record<string, readonly Gone["kind"][]>> = {
  E0560: ["member"],
  E0559: ["member"],
  E0026: ["member"],
  E0609: ["member"],
  E0610: ["member"],
  E0599: ["variant", "type"],
  E0432: ["type", "function"],
  E0433: ["type"],
  E0412: ["type"],
  E0422: ["type"],
  E0425: ["type", "function"],
  E0405: ["type"],
  E0531: ["type", "variant"],
};

/** What a finding says is no more, where the delta says so as well. */
export function goneAt(finding: Finding, engine: Engine): Gone | undefined {
  const kinds = codes[finding.code] ?? [];
  return engine.gone.find(
    (one) =>
      kinds.includes(one.kind) &&
      finding.message.includes(`${one.name}\``) &&
      (one.owner === undefined || new RegExp(`\\b${one.owner}\\b`).test(finding.message)),
  );
}

/**
 * What is gone and was only passed on is left out: a field that is given a value, a name that is taken out of a pattern,
 * an import, an assignment, and in a `match` the arm of what never comes any more. Nothing hangs on the value there. Where
 * a value is used, something happens while it is made, or a test told a thing from others by it, that is a question.
 */
export function dropRule(finding: Finding, engine: Engine): Patch[] {
  const { node } = finding;
  const gone = node === undefined ? undefined : goneAt(finding, engine);
  if (node === undefined || gone === undefined) return [];
  const edits = editsFor(finding, node, gone, engine);
  return edits.length === 0
    ? []
    : [
        {
          rule: ruleOf(finding),
          change: gone.change.symbol,
          certainty: "certain",
          because: `\`${gone.name}\` is gone, and here it was only ${wayOf(finding)}.`,
          edits,
        },
      ];
}

const ruleOf = ({ code }: Finding): string =>
  code === "E0432"
    ? "drop-import"
    : code === "E0405"
      ? "drop-handler"
      : code === "E0599"
        ? "drop-arm"
        : "drop-member";

const wayOf = ({ code }: Finding): string =>
  code === "E0432"
    ? "brought in"
    : code === "E0405"
      ? "implemented"
      : code === "E0599"
        ? "told apart from others"
        : "passed on";

function editsFor(finding: Finding, node: Node, gone: Gone, engine: Engine): PatchEdit[] {
  const source = engine.files.get(node.file)?.text ?? "";
  if (finding.code === "E0432") return imports(node, gone, source, engine);
  if (finding.code === "E0405") return implementation(node, engine, source);
  if (finding.code === "E0560" || finding.code === "E0559") {
    const field = ancestor(node, "field_initializer", "shorthand_field_initializer");
    const value = field === undefined ? undefined : (fieldOf(field, "value") ?? field);
    return field === undefined ||
      value === undefined ||
      !isPure(value, engine.declarations) ||
      isAllThatDiffers(field)
      ? []
      : [takenOut(field, source)];
  }
  if (finding.code === "E0026") {
    const field = ancestor(node, "field_pattern");
    return field === undefined ? [] : [takenOut(field, source)];
  }
  if (finding.code === "E0609" || finding.code === "E0610")
    return assignments(node, source, engine);
  return finding.code === "E0599" ? arms(node, source, engine) : [];
}

/**
 * Whether a test told a value from another one by nothing but this field: `Pot { shelf: 4, ..a_pot() }` beside `a_pot()`.
 * Without it they are the same, and what the test shows by them is no more.
 */
function isAllThatDiffers(field: Node): boolean {
  const [only, base, ...others] = parts(field.parent ?? field);
  const test = testAround(field);
  if (only !== field || base?.type !== "base_field_initializer" || others.length > 0) return false;
  const made = parts(base)[0]?.text ?? "";
  return test !== undefined && test.text.split(made).length > 2;
}

function imports(node: Node, gone: Gone, source: string, engine: Engine): PatchEdit[] {
  const use = ancestor(node, "use_declaration");
  const name =
    use === undefined
      ? undefined
      : [...walk(use)].findLast((one) => one.type === "identifier" && one.text === gone.name);
  const renamed = name !== undefined && ancestor(name, "use_as_clause") !== undefined;
  const edit = name === undefined || renamed ? undefined : importTakenOut(name, source);
  if (name === undefined || edit === undefined) return [];
  // The last of a list goes with the comma before it, which went already with a name before that is gone as well.
  const patch = { rule: "", change: "", certainty: "certain", because: "", edits: [edit] } as const;
  const { file, start, end } = name;
  return fits(engine.patches, patch) ? [edit] : [{ file, start, end, text: "" }];
}

/** What implements a trait that is gone: nobody can call it by that any more. What a test stands in for is asked about. */
function implementation(node: Node, engine: Engine, source: string): PatchEdit[] {
  const block = ancestor(node, "impl_item");
  const trait = block === undefined ? undefined : fieldOf(block, "trait");
  if (block === undefined || trait === undefined || !within(node, trait)) return [];
  return inTest(block, engine.request.tests) ? [] : [itemTakenOut(block, source)];
}

/** `call.priority = 0;` */
function assignments(node: Node, source: string, engine: Engine): PatchEdit[] {
  const access = ancestor(node, "field_expression");
  const assignment = access?.parent;
  const statement = assignment?.parent;
  if (
    assignment === undefined ||
    !/^(?:assignment_expression|compound_assignment_expr)$/.test(assignment.type) ||
    assignment.children[0] !== access ||
    statement?.type !== "expression_statement"
  )
    return [];
  const value = fieldOf(assignment, "right");
  const whole = withCondition(statement, engine);
  const lines = whole && wholeLines(whole.start, whole.end, source);
  return value === undefined || lines === undefined || !isPure(value, engine.declarations)
    ? []
    : [{ file: node.file, ...lines, text: "" }];
}

/**
 * A statement with the `if` around it, where nothing else is done there: an empty branch says nothing. Undefined where
 * what is asked by the `if` does something itself, or where an `else` hangs on it.
 */
function withCondition(statement: Node, engine: Engine): Node | undefined {
  const block = statement.parent;
  const choice = block?.parent;
  if (
    block === undefined ||
    choice?.type !== "if_expression" ||
    block.children.filter(({ named }) => named).length > 1
  )
    return statement;
  const condition = fieldOf(choice, "condition");
  return fieldOf(choice, "alternative") === undefined &&
    choice.parent?.type === "expression_statement" &&
    condition !== undefined &&
    isPure(condition, engine.declarations)
    ? choice.parent
    : undefined;
}

/** Alternatives and arms that never come any more; a test that waits for them asks what it waits for now. */
function arms(node: Node, source: string, engine: Engine): PatchEdit[] {
  if (inTest(node, engine.request.tests)) return elements(node, source);
  const told = matchesAround(node);
  if (told !== undefined) return told;
  const pattern = ancestor(node, "match_pattern");
  if (pattern === undefined || node.start >= (fieldOf(pattern, "condition")?.start ?? Infinity))
    return elements(node, source);
  const whole = parts(pattern)[0];
  const alternative = alternativeAround(node);
  if (alternative !== undefined) return [alternative];
  const arm = pattern.parent;
  const others = arm?.parent?.children.filter((one) => one.type === "match_arm") ?? [];
  if (whole === undefined || arm === undefined || others.length < 2) return [];
  const lines = wholeLines(arm.start, arm.end, source);
  return lines === undefined ? [] : [{ file: node.file, ...lines, text: "" }];
}

/** An alternative of `matches!(value, A | B)`. */
function matchesAround(node: Node): PatchEdit[] | undefined {
  const call = ancestor(node, "call_expression");
  if (call === undefined || fieldOf(call, "function")?.text.trim() !== "matches") return undefined;
  const [, pattern] = parts(fieldOf(call, "arguments") ?? call);
  const edit = pattern !== undefined && within(node, pattern) ? alternativeAround(node) : undefined;
  return edit === undefined ? undefined : [edit];
}

/** `A | ` of `A | B`. */
function alternativeAround(node: Node): PatchEdit | undefined {
  for (let at = node; at.parent !== undefined && at.type !== "match_pattern"; at = at.parent) {
    const { parent } = at;
    const alternatives =
      parent.type === "or_pattern" ||
      (parent.type === "binary_expression" && fieldOf(parent, "operator")?.text === "|");
    if (!alternatives) continue;
    const index = parent.children.indexOf(at);
    const [before, behind] = [parent.children[index - 2], parent.children[index + 2]];
    if (behind !== undefined)
      return { file: at.file, start: at.start, end: behind.start, text: "" };
    if (before === undefined) return undefined;
    return { file: at.file, start: before.end, end: at.end, text: "" };
  }
  return undefined;
}

/**
 * What is gone in a list of variants, `[Phase::Open, Phase::Gone]`, or in a table whose rows are made of them; a list whose
 * length is written down gets shorter.
 */
function elements(node: Node, source: string): PatchEdit[] {
  const path = ancestor(node, "scoped_identifier");
  const list = ancestor(path?.parent, "array_expression");
  if (path === undefined || list === undefined) return [];
  const rows = parts(list);
  const gone = rows.filter((row) => row.text === path.text || isRowOf(row, path.text));
  const length = lengthOf(list);
  const stands = gone.some((row) => within(path, row));
  if (!stands || gone.length === rows.length || length === "unknown") return [];
  const shorter =
    length === undefined
      ? []
      : [
          {
            file: length.file,
            start: length.start,
            end: length.end,
            text: `${Number(length.text) - gone.length}`,
          },
        ];
  return [...gone.map((row) => takenOut(row, source)), ...shorter];
}

/** A tuple that begins with what is gone, or that is made of variants alone. */
function isRowOf(row: Node, path: string): boolean {
  const cells = row.type === "tuple_expression" ? parts(row) : [];
  const paths = cells.every(({ type }) => type === "scoped_identifier");
  return (
    cells.length > 0 &&
    (cells[0]?.text === path || (paths && cells.some(({ text }) => text === path)))
  );
}

/** The `3` of `const ALL: [Phase; 3] = [ … ]`; undefined where no length is written. */
function lengthOf(list: Node): Node | "unknown" | undefined {
  const holder = list.parent?.type === "reference_expression" ? list.parent.parent : list.parent;
  if (holder?.type === "for_expression") return undefined;
  if (holder === undefined || !/^(?:const_item|static_item|let_declaration)$/.test(holder.type))
    return "unknown";
  const type = fieldOf(holder, "type");
  if (type === undefined) return holder.type === "let_declaration" ? undefined : "unknown";
  const array = [...walk(type)].find((one) => one.type === "array_type");
  if (array === undefined) return undefined;
  const length = fieldOf(array, "length");
  // A slice has none.
  if (length === undefined) return undefined;
  return length?.type === "integer_literal" ? length : "unknown";
}
