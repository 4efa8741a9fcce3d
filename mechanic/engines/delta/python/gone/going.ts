import type { Change, RepairRequest, SyntaxNode } from "#intent";

import type { EditList } from "../../shared/index.ts";
import type { Indexed } from "../retype/types.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Cut } from "./drops.ts";
import type { IsPure } from "./pure.ts";

/** What is to be taken out of one file, and why. */
export interface Taking {
  readonly module: Indexed;
  readonly drops: Map<SyntaxNode, Reason>;
  readonly cuts: { readonly cut: Cut; readonly reason: Reason }[];
}

export interface Reason {
  readonly change: Change;
  readonly rule: string;
  readonly because: string;
}

export interface Question {
  readonly module: Indexed;
  readonly node: SyntaxNode;
  readonly change: Change;
}

export interface Going {
  readonly request: RepairRequest;
  readonly edits: EditList;
  readonly snapshot: Snapshot;
  readonly modules: ReadonlyMap<string, Indexed>;
  readonly isPure: IsPure;
  readonly takings: Map<string, Taking>;
  readonly questions: Question[];
}

/** What is taken out of a module. */
export function takingOf({ takings }: Going, module: Indexed): Taking {
  const known = takings.get(module.file);
  if (known !== undefined) return known;
  const made: Taking = { module, drops: new Map(), cuts: [] };
  takings.set(module.file, made);
  return made;
}
