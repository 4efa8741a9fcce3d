import type { ImplementationFact, MethodFact, MirroredFile } from "../mirror/facts.ts";
import { kebab } from "../mirror/meaning.ts";
import { familyOf } from "./families.ts";
import { inIntent, placeIn } from "./places.ts";
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
    if (isRust) return contracts.has(one.contract) ? [] : rustHandler(file, one);
    if (!contracts.has(one.contract)) return [];
    return one.methods.filter((method) => !methods.has(method.name) && isHandler(method));
  });
}

/** `impl CloseAccount for App` with the signature of handlers, of a trait that stamped code should have. */
function rustHandler(file: MirroredFile, one: ImplementationFact): MethodFact[] {
  const stamped = file.facts.imports.some(
    ({ module, name }) => name === one.contract && module.includes("generated"),
  );
  return stamped ? one.methods.filter(isHandler) : [];
}

/**
 * A handler takes its input and a context; in an object that is a contract, functions need not say so. What starts with
 * `_` or `#` is private.
 */
function isHandler({ name, parameters }: MethodFact): boolean {
  if (/^[_#]|^constructor$/.test(name)) return false;
  if (parameters.length > 2) return false;
  const isContext = (type: string): boolean => /(?:^|\W)Ctx\b/.test(type);
  return parameters.length === 2
    ? parameters.some(isContext) || parameters.every((type) => type === "")
    : parameters.length === 1 && parameters[0] === "";
}
