import type { MethodFact, MirroredFile } from "../mirror/facts.ts";
import { asSpelt, neutralType } from "../mirror/neutral.ts";
import { stampedType } from "./contracts.ts";
import { saidToBe } from "./families.ts";
import { inIntent, placeIn } from "./places.ts";
import type { DriftRule } from "./types.ts";
import type { ServiceView, WantedHandler } from "./view.ts";

/** A handler takes or gives something else than the contract says. */
export const handlerSignature: DriftRule = {
  code: "handler-signature",
  category: "structural-gap",
  severity: "error",
  what: "A handler's parameters or result are not those of its contract.",
  find: (view) =>
    view.isStale
      ? []
      : view.wanted.flatMap((wanted) => {
          const contract = contractOf(view, wanted);
          if (contract === undefined) return [];
          return handlersOf(view, wanted).flatMap(({ file, method }) => {
            const wrong = difference(view, file, contract, method);
            if (wrong === undefined) return [];
            return [
              {
                symbol: wanted.symbol,
                message: `\`${method.name}\` ${wrong}`,
                code: placeIn(file.path, method.at),
                intent: inIntent(view, wanted.span),
                fix: { title: "give the handler the signature that its contract declares" },
              },
            ];
          });
        }),
};

/** The method as stamped code declares it. */
const contractOf = (view: ServiceView, wanted: WantedHandler): MethodFact | undefined =>
  view.stamps
    .flatMap(({ expected }) => expected.types)
    .find((type) => type.kind === "contract" && type.scope === "" && type.name === wanted.contract)
    ?.methods.find((method) => method.name === wanted.method);

const handlersOf = (
  view: ServiceView,
  wanted: WantedHandler,
): { readonly file: MirroredFile; readonly method: MethodFact }[] =>
  saidToBe(view, wanted.contract).flatMap(({ file, one }) =>
    one.methods
      .filter((method) => method.name === wanted.method)
      .map((method) => ({ file, method })),
  );

/** What is wrong with a signature, as the end of a sentence that starts with the handler's name. */
function difference(
  view: ServiceView,
  file: MirroredFile,
  expected: MethodFact,
  found: MethodFact,
): string | undefined {
  const { language } = view.service;
  const said = (code: string): string =>
    asSpelt(language, neutralType(language, code.replace(/^(["'])(.*)\1$/, "$2")));
  // What a file imports under another name is what it imports.
  const aliases = new Map(file.facts.imports.map(({ alias, name }) => [alias, name]));
  const own = (code: string): string =>
    said(code).replaceAll(/[A-Z]\w*/g, (name) => aliases.get(name) ?? name);
  const isAwaitable = /^(?:\w+\.)?(?:Awaitable|Coroutine|Future|Task)\b/.test(found.result);
  if (found.plain === true && expected.plain !== true && !isAwaitable)
    return "is a plain `def`, and its contract is `async`";
  if (found.parameters.length > expected.parameters.length)
    return `takes ${found.parameters.length} parameters, and its contract gives it ${expected.parameters.length}`;
  for (const [index, code] of found.parameters.entries()) {
    const wanted = expected.parameters[index] ?? "";
    if (code !== "" && !fits(view, file, said(wanted), own(code)))
      return `takes \`${code}\` where its contract says \`${wanted}\``;
  }
  if (found.result === "" || fits(view, file, said(expected.result), own(found.result)))
    return undefined;
  return `gives \`${found.result}\` where its contract says \`${expected.result}\``;
}

/**
 * Whether a type is what a contract wants: the same, fewer of its alternatives (a handler may fail less often than it
 * might), or one whose names this file does not have from stamped code, so that nothing is known of it.
 */
function fits(view: ServiceView, file: MirroredFile, wanted: string, found: string): boolean {
  if (wanted === found) return true;
  const parts = (type: string): string[] => alternatives(type);
  const allowed = new Set(parts(wanted));
  const given = parts(found);
  if (view.service.language !== "rust" && given.every((part) => allowed.has(part))) return true;
  // A type that is spelt out (`{ sku: string }`) may well have the same shape.
  if (/[^\w ().]/.test(found)) return true;
  return !names(found).every((name) => isKnown(view, file, name));
}

/** The alternatives of `(either A B)`; a type without any is its only one. */
function alternatives(type: string): string[] {
  const inner = /^\(either (.*)\)$/.exec(type)?.[1];
  if (inner === undefined) return [type];
  const parts: string[] = [];
  let depth = 0;
  for (const word of inner.split(" ")) {
    if (depth === 0) parts.push(word);
    else parts.push(`${parts.pop() ?? ""} ${word}`);
    depth += word.split("(").length - word.split(")").length;
  }
  return parts;
}

const names = (type: string): string[] => type.match(/[A-Z]\w*/g) ?? [];
const everywhere = new Set(["Result", "Ctx", "Error"]);
const isKnown = (view: ServiceView, file: MirroredFile, name: string): boolean =>
  everywhere.has(name) ||
  file.facts.imports.some(
    (one) => one.name === name && stampedType(view, file, one.alias) !== undefined,
  );
