import { findRpc, type Edit } from "#intent";
import type { OutgoingCall } from "../mirror/meaning.ts";
import { inIntent, placeIn } from "./places.ts";
import type { Drift, DriftRule } from "./types.ts";
import type { ServiceView } from "./view.ts";

/** Code calls an rpc of another service that the intent does not name. */
export const undeclaredCall: DriftRule = {
  code: "undeclared-call",
  category: "architectural-drift",
  severity: "error",
  what: "Code calls an rpc of another service that no intent declares as used.",
  find: (view) =>
    view.calls.filter((call) => isUndeclared(view, call)).map((call) => told(view, call)),
};

/** A name alone may mean something else (`orders.push(…)`), unless the service has an rpc that is called so. */
function isUndeclared({ model, service }: ServiceView, call: OutgoingCall): boolean {
  const owner = model.services.get(call.service);
  if (!call.sure && (owner === undefined || findRpc(owner, call.rpc) === undefined)) return false;
  const used = service.uses.filter((uses) => uses.service === call.service);
  return !used.some((uses) =>
    uses.items.some((item) => item.kind === "rpc" && item.name === call.rpc),
  );
}

function told(view: ServiceView, call: OutgoingCall): Drift {
  const { service, model } = view;
  const symbol = `${call.service}/rpc:${call.rpc}`;
  const uses = service.uses.find((one) => one.service === call.service);
  const owner = model.services.get(call.service);
  const exists = owner !== undefined && findRpc(owner, call.rpc) !== undefined;
  return {
    symbol,
    message: exists
      ? `${symbol} is called, and the intent of ${service.name} does not say that it is used`
      : `${symbol} is called, and ${call.service} declares no such rpc`,
    code: placeIn(call.file, call.at),
    intent: inIntent(view, uses?.span ?? service.nameSpan ?? service.span),
    fix: exists
      ? {
          title: `declare the use: \`(uses ${call.service} (rpc ${call.rpc}))\`, then run the cascade`,
          command: "sentinel cascade",
          edits: [declare(view, call)],
        }
      : { title: `declare the rpc in ${call.service}, or call one that there is` },
  };
}

function declare({ service }: ServiceView, call: OutgoingCall): Edit {
  const uses = service.uses.find((one) => one.service === call.service);
  const end = (uses ?? service).span.end - 1;
  const text =
    uses === undefined ? `\n\n  (uses ${call.service} (rpc ${call.rpc}))` : ` (rpc ${call.rpc})`;
  return { file: service.file, start: end, end, text };
}
