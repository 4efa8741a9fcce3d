import type { ImplementationFact, MethodFact, MirroredFile } from "../mirror/facts.ts";
import { kebab } from "../mirror/meaning.ts";
import { familyOf } from "./families.ts";
import { inIntent, placeIn } from "./places.ts";
import { declaredTypes } from "./symbols.ts";
import type { DriftRule } from "./types.ts";
import type { ServiceView } from "./view.ts";

/** Code answers to something that the intent does not declare (any more). */
export const undeclaredHandler: DriftRule = {
  code: "undeclared-handler",
  category: "architectural-drift",
  severity: "warning",
  what: "Code implements a handler that no intent declares.",
  find: (view) => {
    const { service } = view;
    return view.own.flatMap((file) =>
      extraMethods(view, file).map((method) => ({
        symbol: `${service.name}/rpc:${kebab(method.name)}`,
        message: `\`${method.name}\` is written like a handler, and the intent of ${service.name} declares no such rpc or listener`,
        code: placeIn(file.path, method.at),
        intent: inIntent(view, service.nameSpan ?? service.span),
        fix: { title: "declare the rpc, or take the handler out" },
      })),
    );
  },
};

function extraMethods(view: ServiceView, file: MirroredFile): MethodFact[] {
  const isRust = view.service.language === "rust";
  const contracts = new Set(view.wanted.flatMap((one) => [...familyOf(view, one.contract)]));
  const methods = new Set(view.wanted.map((one) => one.method));
  return file.facts.implementations.flatMap((one) => {
    if (isRust) return contracts.has(one.contract) ? [] : rustHandler(view, file, one);
    if (!contracts.has(one.contract)) return [];
    return one.methods.filter((method) => !methods.has(method.name) && isHandler(view, method));
  });
}

/** `impl CloseAccount for App` with the signature of handlers, of a trait that stamped code should have. */
function rustHandler(view: ServiceView, file: MirroredFile, one: ImplementationFact): MethodFact[] {
  const stamped = file.facts.imports.some(
    ({ module, name }) => name === one.contract && module.includes("generated"),
  );
  return stamped ? one.methods.filter((method) => isHandler(view, method)) : [];
}

/**
 * A handler takes its input and a context; in an object that is a contract, functions need not say so. What is private, or
 * starts with `_` or `#`, is none.
 */
function isHandler(view: ServiceView, { name, parameters, waits, hidden }: MethodFact): boolean {
  if (hidden === true || /^[_#]|^constructor$/.test(name)) return false;
  const [first = "", second = ""] = parameters;
  if (parameters.length === 2) {
    // The context is the first in Rust, the second elsewhere.
    const [input, context] = isContext(first) ? [second, first] : [first, second];
    if (context === "") return input === "";
    return isContext(context) && (input === "" || isInput(view, input));
  }
  // A function that waits and takes its input apart as handlers do; what does not say so may be anything.
  return parameters.length === 1 && (first === "" || (waits === true && isSpelt(first)));
}

const isContext = (type: string): boolean => /(?:^|\W)Ctx\b/.test(type);
const isSpelt = (type: string): boolean => /^\{|^[A-Z]\w*In$/.test(type);

/** An input or an event, also one that is declared no more; an entity or a primitive is what helpers take. */
function isInput({ model, service, own }: ServiceView, type: string): boolean {
  if (isSpelt(type)) return true;
  const name =
    type
      .replace(/^&(?:mut )?/, "")
      .split(/::|\./)
      .at(-1) ?? "";
  if (!/^[A-Z]\w*$/.test(name)) return false;
  if (own.some(({ facts }) => facts.types.some((one) => one.name === name))) return false;
  return [...model.services.values()].every((one) => {
    const declared = declaredTypes(one, service.language).get(name);
    return declared === undefined || /event:|\.in$/.test(declared.symbol);
  });
}
