import { derived, type Field, type Service, type Span, type TypeRef, type Util } from "#intent";

import type { Foreign } from "./foreign.ts";

/** What code calls within a service, without a wire: it has an input type as an rpc has, and answers at once. */
export interface Called {
  readonly name: string;
  readonly doc?: string;
  /** The type that holds its parameters. */
  readonly takes: string;
  readonly input: readonly Field[];
  readonly output?: TypeRef;
  readonly span: Span;
}

/** A util as what is called. */
export const calledUtil = (util: Util): Called => ({ ...util, takes: derived.input(util.name) });

/** All that code calls within a service. */
export const calledOf = ({ patterns }: Service): readonly Called[] =>
  patterns.utils.map(calledUtil);

/** Those whose input can be read and written: in TypeScript it is an interface and no more. */
export const codedInputs = (part: Service | Foreign): readonly Called[] =>
  "patterns" in part && part.language !== "typescript" ? calledOf(part) : [];
