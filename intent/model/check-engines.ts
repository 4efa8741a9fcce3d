import type { Span } from "../base/span.ts";
import type { FileContext } from "./file-context.ts";
import { camelCase, derived, invariantName } from "./names.ts";
import type { Engine } from "./pattern-types.ts";
import { takenMethods, takenRpcs } from "./taken-names.ts";
import type { Service } from "./types.ts";

/** What becomes a method, under the name that it is told by. */
interface Method {
  readonly name: string;
  readonly what: string;
  readonly span: Span;
}

/** Engines hold something, and what they hold has names that stand side by side in code. */
export function checkEngines(context: FileContext, service: Service): void {
  const { engines } = service.patterns;
  for (const engine of engines) {
    if (engine.members.length === 0)
      context.report("nothing-inside", engine.nameSpan, {
        head: engine.name,
        example: "(engine pricing (query quote (in (order uuid)) (out decimal)))",
      });
    for (const { text, span } of engine.invariants)
      if (invariantName(text) === undefined)
        context.report("invariant-unnamed", span, { text: shown(text) });
    const methods = methodsOf(engine);
    for (const { name, what, span } of methods)
      if (takenMethods.has(name) || takenRpcs.has(name))
        context.report("name-taken", span, { what, name, because: everyValue });
    checkMethods(context, methods);
  }
  if (engines.length > 0) checkMethods(context, madeBy(service));
}

const everyValue = "values have a method of that name in one of the languages";
const shownMax = 70;
const shown = (text: string): string =>
  text.length > shownMax ? `${text.slice(0, shownMax)}…` : text;

/** What custom code implements of an engine: commands, queries and what invariants ask. */
const methodsOf = ({ members, invariants }: Engine): Method[] => [
  ...members.map(({ kind, name, nameSpan }) => ({
    name,
    what: kind === "command" ? "a command" : "a query",
    span: nameSpan,
  })),
  ...invariants.flatMap(({ text, span }) => {
    const name = invariantName(text);
    return name === undefined ? [] : [{ name, what: "an invariant", span }];
  }),
];

/** What a service implements: an engine is made by a method of its name. */
function madeBy({ rpcs, listeners, patterns }: Service): Method[] {
  const named =
    (what: string) =>
    ({ name, nameSpan: span }: { readonly name: string; readonly nameSpan: Span }): Method => ({
      name,
      what,
      span,
    });
  return [
    ...rpcs.map(named("an rpc")),
    ...patterns.tools.map(named("a tool")),
    ...listeners.map(({ handler, span }) => ({ name: handler, what: "a handler", span })),
    ...patterns.everies.map(({ handler, nameSpan }) => ({
      name: handler,
      what: "a handler",
      span: nameSpan,
    })),
    ...patterns.utils.map(named("a util")),
    ...patterns.rules.map(named("a rule")),
    ...patterns.engines.map(named("an engine")),
  ];
}

const members: ReadonlySet<string> = new Set(["a command", "a query"]);

/** Two of one name that are told of as that: by the check of unique names, or as one sentence said twice. */
const isDuplicate = (one: Method, other: Method): boolean =>
  one.name === other.name &&
  one.what !== "an invariant" &&
  (one.what === other.what || (members.has(one.what) && members.has(other.what)));

/** Two methods of one name; what has a check of its own that it stands once is left to that. */
function checkMethods(context: FileContext, methods: readonly Method[]): void {
  const first = new Map<string, Method>();
  for (const method of methods) {
    const spelling = camelCase(method.name);
    const other = first.get(spelling);
    if (other === undefined) first.set(spelling, method);
    else if (!isDuplicate(method, other)) report(context, method, other, spelling);
  }
}

function report(context: FileContext, one: Method, other: Method, spelling: string): void {
  const isEngine = one.what === "an engine" || other.what === "an engine";
  const isInside = members.has(one.what) || one.what === "an invariant";
  // What is told of rpcs, tools, handlers and utils among themselves is told of their types.
  if (!isEngine && !isInside) return;
  context.report(
    "name-collision",
    one.span,
    {
      what: one.what,
      name: one.name,
      other: `${other.what} \`${other.name}\``,
      spelling,
    },
    { notes: [{ message: "the other one is here", span: other.span }] },
  );
}

/** The types that stamped code declares for an engine. */
export function* engineSpellings({ name, members }: Engine): Generator<string> {
  for (const spell of [derived.engine, derived.engineMaker, derived.engineStep]) yield spell(name);
  for (const member of members) {
    const whole = derived.engineMember(name, member.name);
    yield derived.input(whole);
    yield derived.rpcError(whole);
  }
}
