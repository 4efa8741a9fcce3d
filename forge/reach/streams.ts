import type { Model, Rpc, Service } from "#intent";
import { calledRpcs } from "./foreign-rpcs.ts";

/** Whether an rpc answers with a stream: the model's checks leave none anywhere else, so that no type is one. */
export const isStream = ({ output }: Rpc): boolean => output?.kind === "stream";

/** Whether a service serves streams, or calls rpcs that answer with them. */
export const hasStreams = (model: Model, service: Service): boolean =>
  [...service.rpcs, ...calledRpcs(model, service)].some(isStream);
