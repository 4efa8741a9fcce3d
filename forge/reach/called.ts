import {
  derived,
  type Engine,
  type EngineMember,
  type Field,
  type Rule,
  type Service,
  type Span,
  type SymbolRef,
  type TypeRef,
  type Util,
} from "#intent";

import type { Foreign } from "./foreign.ts";

/** What code calls within a service, without a wire: it has an input type as an rpc has, and answers at once. */
export interface Called {
  readonly name: string;
  /** What it is, as diagnostics name it: `util slugify`. */
  readonly what: string;
  readonly doc?: string;
  /** The type that holds its parameters. */
  readonly takes: string;
  readonly input: readonly Field[];
  readonly output?: TypeRef;
  /** What it may answer besides; nothing of what knows no errors. */
  readonly errors: readonly SymbolRef[];
  /** Whether its input is for stamped code alone to make, so that it is never read or written: that of a rule. */
  readonly isGiven?: boolean;
  readonly span: Span;
}

/** A util as what is called. */
export const calledUtil = (util: Util): Called => ({
  ...util,
  what: `util ${util.name}`,
  takes: derived.input(util.name),
  errors: [],
});

/** A command or query of an engine as what is called. */
export const calledMember = (engine: Engine, member: EngineMember): Called => {
  const { name, kind, ...called } = member;
  return {
    ...called,
    name: `${engine.name}.${name}`,
    what: `${kind} ${name} of ${engine.name}`,
    takes: derived.input(derived.engineMember(engine.name, name)),
  };
};

/** A rule as what is called: by the stamped code, around what it hooks into. */
const calledRule = (rule: Rule): Called => ({
  ...rule,
  what: `rule ${rule.name}`,
  takes: derived.input(rule.name),
  isGiven: true,
});

/** All that code calls within a service. */
export const calledOf = ({ patterns }: Service): readonly Called[] => [
  ...patterns.utils.map(calledUtil),
  // Their order says when they are asked, and nothing of where their types stand.
  ...patterns.rules.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(calledRule),
  ...patterns.engines.flatMap((engine) =>
    engine.members.map((member) => calledMember(engine, member)),
  ),
];

/** Those whose input can be read and written: in TypeScript it is an interface and no more. */
export const codedInputs = (part: Service | Foreign): readonly Called[] =>
  "patterns" in part && part.language !== "typescript"
    ? calledOf(part).filter(({ isGiven }) => isGiven !== true)
    : [];
