// Stamped by Flywheel from the intent of `pooled`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=pooled digest=… templates=…

import { z } from "zod";

import type { Wire } from "./generated.wire.ts";

/** A field that its entity always has: it may be absent from a patch, and is never taken away. */
export const required = <T>(inner: Wire<T>): Wire<T | undefined> => z.optional(inner);

/** A field that its entity may lack: absent it stays as it was, and `null` takes it away. */
export const clearable = <T>(inner: Wire<T>): Wire<T | null | undefined> =>
  z.optional(z.nullable(inner));

/** A field after a patch, where its entity always has it. */
export const replaced = <T>(value: T, given: T | undefined): T =>
  given === undefined ? value : given;

/** A field after a patch, where its entity may lack it. */
export const changed = <T>(value: T | undefined, given: T | null | undefined): T | undefined =>
  given === undefined ? value : (given ?? undefined);
