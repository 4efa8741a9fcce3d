import { add, checkCandidate, originalText, remove, type Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { wholeLines } from "../lists.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { fieldOf, parts, walk, type Node } from "../tree.ts";

/** A conversion to the new type that may have become one of a type to itself. */
interface Conversion {
  readonly node: Node;
  readonly value: Node;
  readonly retype: Retype;
}

const helper = "flywheel_same";

/**
 * A conversion that was needed while a number was narrower converts its type to itself now, and linters say so. Each
 * conversion to the new type is tried as a function that takes that very type: where the compiler is content, the
 * conversion goes. A literal has every type, and tells nothing. A refusal in the library keeps cargo from looking at what
 * is built on it (tests, programs), so conversions there are tried again without those that were refused.
 */
export async function dropSameConversions(engine: Engine): Promise<void> {
  let found = conversionsOf(engine).filter(({ node }) => !isMasked(node, engine));
  while (found.length > 0) {
    const trial = add(engine, [definition(engine), ...found.map((one) => asked(one, engine))]);
    const findings = await checkCandidate(engine, "real");
    remove(engine, trial);
    const content = found.filter(
      ({ node }) => !findings.some((finding) => isWithin(finding, node)),
    );
    const isLooked = content.length === found.length || content.every(isInLibrary(engine));
    found = content;
    if (isLooked) break;
  }
  for (const one of found) add(engine, [dropped(one, originalText(engine, one.node.file))]);
}

const isInLibrary =
  ({ layout }: Engine) =>
  ({ node }: Conversion): boolean =>
    layout.pathIn(node.file, helper).startsWith("crate::");

const isMasked = (node: Node, engine: Engine): boolean =>
  engine.masks.some(
    (mask) => mask.file === node.file && mask.start <= node.start && node.end <= mask.end,
  );

const isWithin = (finding: Finding, { file, start, end }: Node): boolean =>
  finding.file === file && finding.start >= start && finding.end <= end;

function conversionsOf(engine: Engine): Conversion[] {
  const numeric = engine.retypes.filter((retype) => retype.numeric || retype.to === "Decimal");
  if (numeric.length === 0) return [];
  return [...engine.files.values()].flatMap((file) =>
    [...walk(file.root)].flatMap((node) => conversionAt(node, numeric)),
  );
}

function conversionAt(node: Node, retypes: readonly Retype[]): Conversion[] {
  const tried = triedAt(node, retypes);
  if (tried !== undefined) return [tried];
  const cast = node.type === "type_cast_expression";
  const callee = node.type === "call_expression" ? fieldOf(node, "function") : undefined;
  const type = cast ? fieldOf(node, "type")?.text : /^(\w+)::from$/.exec(callee?.text ?? "")?.[1];
  const given = parts(fieldOf(node, "arguments") ?? node);
  const value = cast ? fieldOf(node, "value") : given.length === 1 ? given[0] : undefined;
  const retype = retypes.find((one) => one.to === type);
  if (retype === undefined || value === undefined || value.type.endsWith("literal")) return [];
  return [{ node, value, retype }];
}

/** `Decimal::try_from(value)` with what is done where it fails, which it does no more. */
function triedAt(node: Node, retypes: readonly Retype[]): Conversion | undefined {
  const callee = node.type === "call_expression" ? fieldOf(node, "function") : undefined;
  const type = /^(\w+)::try_from$/.exec(callee?.text ?? "")?.[1];
  const [value, ...others] = parts(fieldOf(node, "arguments") ?? node);
  const retype = retypes.find((one) => one.to === type);
  if (retype === undefined || value === undefined || others.length > 0) return undefined;
  let at = node;
  for (;;) {
    const { parent } = at;
    if (parent?.type === "try_expression") return { node: parent, value, retype };
    const call = parent?.type === "field_expression" ? parent.parent : undefined;
    const method = parent === undefined ? "" : (fieldOf(parent, "field")?.text ?? "");
    if (
      call?.type !== "call_expression" ||
      !/^(?:unwrap\w*|expect|map_err|context|with_context)$/.test(method)
    )
      return undefined;
    if (!/^(?:map_err|context|with_context)$/.test(method)) return { node: call, value, retype };
    at = call;
  }
}

/** `crate::flywheel_same::<i64>(value)` in place of the conversion. */
function asked({ node, value, retype }: Conversion, engine: Engine): Patch {
  const { file } = node;
  const call = `${engine.layout.pathIn(file, helper)}::<${retype.to}>(`;
  return patchOf(retype, [
    { file, start: node.start, end: value.start, text: call },
    { file, start: value.end, end: node.end, text: ")" },
  ]);
}

function definition(engine: Engine): Patch {
  const edits = engine.layout.roots.map((file): PatchEdit => {
    const end = engine.request.sources.get(file)?.length ?? 0;
    return { file, start: end, end, text: `\npub fn ${helper}<T>(value: T) -> T { value }\n` };
  });
  return { rule: "trial", change: "", certainty: "certain", because: "Only while judging.", edits };
}

const tight =
  /^(?:binary_expression|unary_expression|field_expression|try_expression|await_expression|type_cast_expression|index_expression)$/;
const loose =
  /^(?:binary_expression|unary_expression|type_cast_expression|closure_expression|range_expression|if_expression|match_expression)$/;

function dropped({ node, value, retype }: Conversion, source: string): Patch {
  const { file, parent } = node;
  const named = parent?.type === "let_declaration" ? fieldOf(parent, "pattern")?.text : undefined;
  const lines = parent === undefined ? undefined : wholeLines(parent.start, parent.end, source);
  // `let fee = fee;` says nothing.
  if (named === value.text && lines !== undefined)
    return patchOf(retype, [{ file, ...lines, text: "" }]);
  const grouped = loose.test(value.type) && tight.test(node.parent?.type ?? "");
  return patchOf(retype, [
    { file, start: node.start, end: value.start, text: grouped ? "(" : "" },
    { file, start: value.end, end: node.end, text: grouped ? ")" : "" },
  ]);
}

const patchOf = (retype: Retype, edits: readonly PatchEdit[]): Patch => ({
  rule: "convert-no-more",
  change: retype.change,
  certainty: "certain",
  because: `This is \`${retype.to}\` by itself now: \`${retype.change}\` is.`,
  edits,
});
