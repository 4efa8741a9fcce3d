import type { Span } from "../base/span.ts";
import { symbolOf } from "../graph/symbols.ts";
import type { Machine, State, Transition } from "../model/pattern-types.ts";
import { resolveType } from "../model/resolve-type.ts";
import { typeText } from "../model/type-text.ts";
import { compareDeclarations, reporter } from "./declarations.ts";
import { placed, type Report, type ServiceComparison } from "./draft.ts";
import { matchNamed } from "./match.ts";
import { sameType } from "./resolve.ts";

/** Compares the state machines of a service: states, what leads from one to the other, and the field that they are of. */
export function compareMachines(at: ServiceComparison): void {
  compareDeclarations<Machine>(
    at,
    {
      kind: "machine",
      symbol: symbolOf.machine,
      members: (_model, { states, transitions }) =>
        [...states, ...transitions].map(({ name }) => name),
      inside: ({ before, after, report }) => compareMachine(at, before, after, report),
    },
    at.old.patterns.machines,
    at.now.patterns.machines,
  );
}

function compareMachine(
  at: ServiceComparison,
  before: Machine,
  after: Machine,
  report: Report,
): void {
  compareField(at, before, after, report);
  const called = statesCalledNow(at, before);
  if (called(before.initial) !== after.initial.name)
    report("machine-initial-changed", before.initial.name, after.initial.name);
  compareStates(at, before, after, called, report);
  compareTransitions(at, before, after, called);
}

function compareField(
  { renames, old, now }: ServiceComparison,
  before: Machine,
  after: Machine,
  report: Report,
): void {
  const same =
    before.of === undefined || after.of === undefined
      ? before.of === after.of
      : sameType(before.of, after.of, renames);
  if (same) return;
  const from = before.of === undefined ? null : typeText(before.of, old.name);
  report("machine-field-changed", from, after.of ? typeText(after.of, now.name) : null);
}

/** What a state is called now: as the variant that it is, where that was renamed. */
function statesCalledNow(at: ServiceComparison, machine: Machine): (state: State) => string {
  const type = machine.of === undefined ? undefined : resolveType(at.before, machine.of);
  if (type?.kind !== "named") return ({ name }) => name;
  return ({ name }) => {
    const symbol = at.renames.get(symbolOf.member(type.service, type.name, name));
    return symbol === undefined ? name : symbol.slice(symbol.lastIndexOf(".") + 1);
  };
}

function compareStates(
  at: ServiceComparison,
  before: Machine,
  after: Machine,
  called: (state: State) => string,
  report: Report,
): void {
  const touched = symbolOf.machine(at.old.name, before.name);
  const old = new Map(before.states.map((state) => [called(state), state]));
  const now = new Map(after.states.map((state) => [state.name, state]));
  for (const [name, state] of now) {
    const symbol = symbolOf.state(at.now.name, after.name, name);
    if (!old.has(name))
      at.found({ ...placed(at, symbol, "state-added", state), touched, to: name });
  }
  for (const [name, state] of old) {
    if (now.has(name)) continue;
    const symbol = symbolOf.state(at.now.name, before.name, state.name);
    const gone = { ...placed(at, symbol, "state-removed", state), file: at.old.file };
    at.found({ ...gone, touched, from: state.name });
  }
  const from = [...old.keys()].filter((name) => now.has(name)).join(" ");
  const to = [...now.keys()].filter((name) => old.has(name)).join(" ");
  if (from !== to) report("state-order-changed", from, to);
}

/** All ways of one name: a transition may be written in several forms. */
interface Ways {
  readonly name: string;
  readonly was?: string;
  readonly doc: string | null;
  readonly ways: string;
  readonly guard: string | null;
  readonly span: Span;
}

function waysOf(machine: Machine, called: (state: State) => string): Ways[] {
  const wayOf = ({ from, to }: Transition): string =>
    `${from.map(called).sort().join(" ")} -> ${called(to)}`;
  return [...Map.groupBy(machine.transitions, ({ name }) => name)].flatMap(([name, all]) => {
    const forms = all.toSorted((a, b) => (wayOf(a) < wayOf(b) ? -1 : 1));
    // The same form in any order of the forms.
    const [first] = forms;
    if (first === undefined) return [];
    const was = all.find((one) => one.was !== undefined)?.was;
    const joined = (texts: readonly (string | undefined)[]): string | null =>
      texts.every((text) => text === undefined) ? null : texts.map((text) => text ?? "").join("; ");
    return [
      {
        name,
        ...(was === undefined ? {} : { was }),
        doc: joined(forms.map(({ doc }) => doc)),
        ways: forms.map(wayOf).join("; "),
        guard: joined(forms.map(({ guard }) => guard)),
        span: first.span,
      },
    ];
  });
}

function compareTransitions(
  at: ServiceComparison,
  before: Machine,
  after: Machine,
  called: (state: State) => string,
): void {
  const touched = symbolOf.machine(at.old.name, before.name);
  const symbol = (machine: Machine, name: string): string =>
    symbolOf.transition(at.now.name, machine.name, name);
  const matched = matchNamed(
    waysOf(before, called),
    waysOf(after, ({ name }) => name),
  );
  for (const one of matched.added) {
    const came = placed(at, symbol(after, one.name), "transition-added", one);
    at.found({ ...came, touched, to: one.ways });
  }
  for (const one of matched.removed) {
    const gone = placed(at, symbol(before, one.name), "transition-removed", one);
    at.found({ ...gone, file: at.old.file, touched, from: one.ways });
  }
  for (const { before: old, after: now } of matched.pairs) {
    const report = reporter(at, touched, symbol(after, now.name), now);
    if (old.name !== now.name)
      report("transition-renamed", old.name, now.name, { fromSymbol: symbol(before, old.name) });
    if (old.ways !== now.ways) report("transition-ways-changed", old.ways, now.ways);
    if (old.guard !== now.guard) report("transition-guard-changed", old.guard, now.guard);
    if (old.doc !== now.doc) report("transition-doc-changed", old.doc, now.doc);
    if (old.name === now.name && old.was !== now.was)
      report("lifecycle-changed", wasText(old), wasText(now));
  }
}

const wasText = ({ was }: Ways): string | null => (was === undefined ? null : `:was ${was}`);
