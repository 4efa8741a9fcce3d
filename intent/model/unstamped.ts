import type { Diagnostic } from "../base/diagnostic.ts";
import { findRpc } from "./find.ts";
import { modelProblem } from "./messages.ts";
import { ownTypes } from "./own-types.ts";
import { reachedTypes } from "./reached-types.ts";
import type { Services } from "./resolve-type.ts";
import type { Service, TypeRef } from "./types.ts";

/**
 * Why no stamp can be made of a service yet: forms of its own intent that only later versions stamp, and types of others
 * that it reaches and that hold such. Empty where it can be stamped.
 */
export function unstampedOf(model: Services, service: Service): Diagnostic[] {
  const own = service.unstamped.map(({ head, span }) =>
    modelProblem("form-not-supported-yet", service.file, span, { head }),
  );
  if (own.length > 0) return own;
  const found: Diagnostic[] = [];
  for (const use of service.uses) {
    const owner = model.services.get(use.service);
    for (const { kind, name, span } of owner === undefined ? [] : use.items) {
      const rpc = kind === "rpc" && owner !== undefined ? findRpc(owner, name) : undefined;
      const types: TypeRef[] =
        rpc === undefined
          ? [{ kind: "named", service: use.service, name, span }]
          : [
              ...rpc.input.map((one) => one.type),
              ...(rpc.output === undefined ? [] : [rpc.output]),
            ];
      const head = laterIn(model, types);
      if (head !== undefined)
        found.push(modelProblem("form-not-supported-yet", service.file, span, { head }));
    }
  }
  const foreign = found.length > 0 ? undefined : laterIn(model, ownTypes(service));
  if (foreign !== undefined)
    found.push(
      modelProblem("form-not-supported-yet", service.file, service.nameSpan ?? service.span, {
        head: foreign,
      }),
    );
  return found;
}

/** The head of the first thing that types reach and that no stamp is made of yet. */
function laterIn(model: Services, types: readonly TypeRef[]): string | undefined {
  const reached = reachedTypes(model, types);
  const inner = reached.flatMap(({ declaration }) => {
    if (declaration.kind === "entity") return declaration.fields.map((one) => one.type);
    if (declaration.kind === "union")
      return declaration.cases.flatMap((one) => one.fields.map((field) => field.type));
    return declaration.kind === "alias" ? [declaration.type] : [];
  });
  for (const type of [...types, ...inner]) {
    const head = headIn(type);
    if (head !== undefined) return head;
  }
  return undefined;
}

function headIn(type: TypeRef): string | undefined {
  switch (type.kind) {
    case "file":
      return type.kind;
    case "stream":
    case "page":
    case "list":
    case "optional":
      return headIn(type.item);
    case "map":
      return headIn(type.key) ?? headIn(type.value);
    default:
      return undefined;
  }
}
