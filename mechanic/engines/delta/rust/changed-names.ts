import { derived, typeName, valueName, type Change } from "#intent";

import { choicesOf, mark } from "../shared/index.ts";
import { armAnswers, fieldsSlot } from "./answers.ts";
import { lastName, ownerOf } from "./names.ts";
import { valuesOf, type Reader } from "./reading.ts";
import { defaultInRust } from "./rules/declared.ts";
import { goneAt } from "./rules/drop.ts";
import { answeredOtherwise } from "./rules/output.ts";
import { missingFields, unheeded } from "./rules/fill.ts";
import { ancestor } from "./tree.ts";

/** What is made without a value that is demanded now. */
export const missingValue: Reader = (finding, engine) => {
  const found = missingFields(finding, engine);
  const open = found?.missing.filter((one) => one.declared === undefined) ?? [];
  const [first, second] = open;
  if (found === undefined || first === undefined) return undefined;
  const known = found.missing.flatMap(({ field, declared }) =>
    declared === undefined ? [] : [`${field}: ${declared}`],
  );
  const text = second === undefined ? `${first.field}: ${mark}` : mark;
  const source = engine.files.get(found.literal.file)?.text ?? "";
  const slot = fieldsSlot(found.literal, [...known, text], source);
  const hand = first.value === first.declared ? [] : [first.value ?? ""];
  const candidates = second === undefined ? [...hand, ...valuesOf(first.change)] : [];
  const names = open.map(({ field }) => `\`${field}\``);
  return {
    kind: "required-value",
    change: first.change,
    node: found.literal,
    candidates,
    slot,
    choices: slot === undefined ? [] : choicesOf(found.literal.file, slot, candidates),
    meaning: open
      .slice(1)
      .map(({ field }) => field)
      .join(),
    question:
      second === undefined
        ? `${names.join()} was added without a default. Which value has it here?`
        : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""} were added without defaults. Which values have they here?`,
  };
};

/**
 * The same in the body of a macro of the service's own, which is tokens and no expression: nobody writes there but by hand.
 */
export const missingInMacro: Reader = ({ code, message, node }, engine) => {
  if (code !== "E0063" || ancestor(node, "macro_definition") === undefined) return undefined;
  const owner = /of `([^`]+)`/.exec(message)?.[1]?.replace(/<.*/, "").split("::").at(-1);
  const missing = engine.request.changes.filter(
    ({ kind, symbol }) =>
      /^(?:field|parameter|config)-added$/.test(kind) &&
      ownerOf(symbol) === owner &&
      message.includes(`\`${valueName("rust", lastName(symbol))}\``),
  );
  const [change] = missing;
  if (change === undefined) return undefined;
  const names = missing.map(({ symbol }) => `\`${valueName("rust", lastName(symbol))}\``);
  const declared = defaultInRust(change, engine);
  return {
    kind: "required-value",
    change,
    slot: undefined,
    candidates: missing.length > 1 ? [] : declared === undefined ? valuesOf(change) : [declared],
    question: `${names.join(", ")} ${names.length === 1 ? "was" : "were"} added, and this macro makes \`${owner}\` without. What does it write there?`,
  };
};

/** Variants, or errors, that are told apart without a new one. */
export const missingArm: Reader = (finding, engine) => {
  // A pattern that was all there is (`|NoSurcharges(error)|`) is told apart as a `match` is.
  if (finding.code !== "E0004" && finding.code !== "E0005") return undefined;
  const change = engine.request.changes.find((one) => {
    const added = addedArm(one);
    return added !== undefined && new RegExp(`\\b${added.name}\\b`).test(finding.words);
  });
  const added = change === undefined ? undefined : addedArm(change);
  if (change === undefined || added === undefined) return undefined;
  const { name, owner } = added;
  const node = ancestor(finding.node, "match_expression");
  const { choices, slot } = armAnswers(node, name, engine.files.get(node?.file ?? "")?.text ?? "");
  return {
    kind: "variant-arm",
    change,
    candidates: choices.map(({ label }) => label),
    choices,
    slot,
    node,
    question: `\`${owner}::${name}\` was added. What happens for it here?`,
  };
};

/** The variant in Rust that a change adds: one of an enum, or an error of an rpc. */
function addedArm(change: Change): { readonly owner: string; readonly name: string } | undefined {
  if (change.kind === "variant-added")
    return {
      owner: ownerOf(change.symbol) ?? "",
      name: typeName("rust", lastName(change.symbol)),
    };
  return change.kind === "rpc-error-added" && change.to !== null
    ? {
        owner: derived.rpcError(lastName(change.symbol)),
        name: typeName("rust", lastName(change.to)),
      }
    : undefined;
}

/** An error that is passed on (`?`) to where it is declared no more. */
export const goneError: Reader = ({ code, message }, engine) => {
  const [, owner, error] = /`(?:\w+::)*(\w+): From<(?:\w+::)*(\w+)>`/.exec(message) ?? [];
  const change = engine.request.changes.find(
    (one) =>
      one.kind === "rpc-error-removed" &&
      one.from !== null &&
      derived.rpcError(lastName(one.symbol)) === owner &&
      typeName("rust", lastName(one.from)) === error,
  );
  return code !== "E0277" || change === undefined
    ? undefined
    : {
        kind: "removed-symbol",
        change,
        candidates: [],
        question: `\`${owner ?? ""}\` has no \`${error ?? ""}\` any more. What is said here instead?`,
      };
};

/** A name that is no more, or that may be another one now. */
export const goneName: Reader = (finding, engine) => {
  if (!/^E0(?:609|560|026|599|407|404|405|412|422|425|432|433|531|574|063|027)$/.test(finding.code))
    return undefined;
  const gone = goneAt(finding, engine);
  const change =
    gone?.change ??
    engine.request.changes.find((one) =>
      namesIn(one).some((name) => new RegExp(`\\b${name}\\b`).test(finding.message)),
    );
  if (change === undefined) return undefined;
  if (gone !== undefined)
    return {
      kind: "removed-symbol",
      change,
      candidates: [],
      question: `\`${gone.owner === undefined ? "" : `${gone.owner}.`}${gone.name}\` is gone. What takes its place here?`,
    };
  if (change.guess !== undefined) {
    return {
      kind: "ambiguous-rename",
      change,
      candidates: [change.guess.to],
      question: `\`${change.guess.from}\` is gone and \`${change.guess.to}\` is new. Is it the same thing under a new name?`,
    };
  }
  return change.kind.endsWith("-removed")
    ? {
        kind: "removed-symbol",
        change,
        candidates: [],
        question: `\`${change.symbol}\` was removed. What takes its place here?`,
      }
    : undefined;
};

function namesIn(change: Change): string[] {
  const asked =
    change.guess === undefined ? [] : [change.guess.from, change.guess.to].map(lastName);
  const gone =
    change.kind.endsWith("-removed") || change.guess !== undefined ? [lastName(change.symbol)] : [];
  const rpcs = /^(?:rpc|tool)-/.test(change.kind)
    ? [...gone, ...asked].flatMap((name) => [derived.input(name), derived.rpcError(name)])
    : [];
  return [
    ...rpcs,
    ...[...gone, ...asked].flatMap((name) => [valueName("rust", name), typeName("rust", name)]),
  ];
}

/** What a handler is asked for newly. */
export const newParameter: Reader = (finding, engine) => {
  const found = unheeded(finding, engine);
  if (found === undefined) return undefined;
  const { file, start, end, text } = found.rest;
  const ignored = "it changes nothing here";
  return {
    kind: "silent-miss",
    change: found.change,
    node: found.pattern,
    candidates: [ignored],
    choices: [{ label: ignored, edits: [{ file, start, end, text }] }],
    slot: undefined,
    question: `\`${found.change.symbol}\` is asked for now, and goes nowhere from here. What does it do?`,
  };
};

/** What a handler answers now, and what becomes of an answer that is another one. */
export const otherAnswer: Reader = (finding, engine) => {
  const found = answeredOtherwise(finding, engine);
  if (found === undefined) return undefined;
  const { change, handler } = found;
  const [rpc, to] = [lastName(change.symbol), change.to ?? "something else"];
  return {
    kind: "conversion",
    change,
    candidates: [],
    ...(handler ? { slot: undefined } : {}),
    question: handler
      ? `\`${rpc}\` answers \`${to}\` now. How is it made of what is given here?`
      : `\`${rpc}\` answers \`${to}\` now. What becomes of it here?`,
  };
};
