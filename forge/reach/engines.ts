import { derived, invariantName, type Engine, type Model, type SymbolRef } from "#intent";
import { calledMember, type Called } from "./called.ts";
import { resolveType, type ResolvedType } from "./resolve.ts";

/** A command or query of an engine, and what may come of it. */
export interface MemberPlan {
  readonly isCommand: boolean;
  /** The name in the intent: that of a method. */
  readonly name: string;
  /** Under this name its types stand beside those of all others: `pricing-apply-coupon`. */
  readonly whole: string;
  readonly doc?: string;
  readonly called: Called;
  readonly output?: ResolvedType;
  readonly errors: readonly SymbolRef[];
}

/** A domain engine, the same in every language. */
export interface EnginePlan {
  readonly name: string;
  readonly doc?: string;
  readonly members: readonly MemberPlan[];
  readonly invariants: readonly { readonly name: string; readonly text: string }[];
}

export function enginePlan(model: Model, engine: Engine): EnginePlan {
  const { name, doc } = engine;
  return {
    name,
    ...(doc === undefined ? {} : { doc }),
    members: engine.members.map((member): MemberPlan => {
      const { output, errors } = member;
      return {
        isCommand: member.kind === "command",
        name: member.name,
        whole: derived.engineMember(name, member.name),
        ...(member.doc === undefined ? {} : { doc: member.doc }),
        called: calledMember(engine, member),
        ...(output === undefined ? {} : { output: resolveType(model, output) }),
        errors,
      };
    }),
    invariants: engine.invariants.map(({ text }) => {
      const asked = invariantName(text);
      // The model's checks refuse a sentence of which no name can be made.
      if (asked === undefined) throw new Error(`no name can be made of the invariant ${text}`);
      return { name: asked, text };
    }),
  };
}

/** What custom code says of a method that an invariant asks. */
export const invariantDoc = (text: string): string => `Whether it holds: ${text}`;
