import { findRpc, type Model, type Rpc, type Service } from "#intent";

/** The rpcs of others that a service calls. */
export const calledRpcs = (model: Model, service: Service): Rpc[] =>
  service.uses.flatMap(({ service: owner, items }) => {
    const used = model.services.get(owner);
    return items.flatMap(({ kind, name }) => {
      const rpc = kind === "rpc" && used !== undefined ? findRpc(used, name) : undefined;
      return rpc === undefined ? [] : [rpc];
    });
  });
