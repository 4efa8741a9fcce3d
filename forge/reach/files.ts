import {
  fileMaxDefault,
  fileOf,
  fieldWireName,
  otherKeys,
  type Model,
  type Rpc,
  type Service,
  type TypeRef,
} from "#intent";
import type { ValueRecord } from "../template/value.ts";
import { calledRpcs } from "./foreign-rpcs.ts";

/** A file that an rpc takes: the name of its part on the wire, and the most bytes that it may hold. */
export interface FilePart {
  readonly key: string;
  readonly max: number;
}

const maxOf = (type: TypeRef): number =>
  type.kind === "file" ? (type.max ?? fileMaxDefault) : fileMaxDefault;

/** The files that an rpc takes, in the order of its parameters; one that is being renamed is taken by either name. */
export function fileParts({ input }: Pick<Rpc, "input">): FilePart[] {
  const others = otherKeys(input);
  return input.flatMap((field) => {
    const type = fileOf(field);
    if (type === undefined) return [];
    const other = others.get(field)?.other;
    const keys = [fieldWireName(field), ...(other === undefined ? [] : [other])];
    return keys.map((key) => ({ key, max: maxOf(type) }));
  });
}

/** The most bytes of the file that an rpc answers with; `undefined` where it answers with something else. */
export const fileAnswer = ({ output }: Pick<Rpc, "output">): number | undefined =>
  output?.kind === "file" ? maxOf(output) : undefined;

/** Whether an rpc takes or answers with files: the model's checks leave none anywhere else. */
export const sendsFiles = (rpc: Rpc): boolean =>
  fileAnswer(rpc) !== undefined || rpc.input.some((field) => fileOf(field) !== undefined);

/** Whether a service serves or calls rpcs that take or answer with files. */
export const hasFiles = (model: Model, service: Service): boolean =>
  [...service.rpcs, ...calledRpcs(model, service)].some(sendsFiles);

/** Whether any route of a service takes files. */
export const hasFormRoutes = ({ rpcs }: Service): boolean =>
  rpcs.some((rpc) => rpc.clauses.http !== undefined && fileParts(rpc).length > 0);

/** Whether any call that is remembered by its key takes files. */
export const hasKeyedFiles = ({ rpcs }: Service): boolean =>
  rpcs.some((rpc) => rpc.clauses.idempotent !== undefined && fileParts(rpc).length > 0);

/** What routes know of forms with files, where they take such. */
export const formScope = (service: Service): ValueRecord =>
  hasFormRoutes(service) ? { forms: true } : {};

/** What the module of files does for routes and for calls that carry keys, where there are such. */
export const fileScope = (service: Service): ValueRecord => ({
  ...formScope(service),
  ...(hasKeyedFiles(service) ? { keyed: true } : {}),
});
