import type { NodeId } from "../syntax/tree.ts";
import { isDate } from "./check-defaults.ts";
import { checkTime } from "./check-times.ts";
import type { FileContext } from "./file-context.ts";
import type {
  AllowedBreak,
  Crud,
  Engine,
  EngineMember,
  Every,
  Example,
  Foreign,
  Hook,
  Machine,
  NamedValue,
  Patterns,
  Rule,
  Scenario,
  State,
  Step,
  Tool,
  Transition,
  Union,
  Util,
} from "./pattern-types.ts";
import { stores } from "./pattern-types.ts";
import { insideOf, readClauses, wordOf } from "./read-clauses.ts";
import { readHead, readReference, reportEmpty } from "./read-declarations.ts";
import { defined, given, readCases, readFields } from "./read-fields.ts";
import type { Reading } from "./read-form.ts";
import { reportRepeated } from "./report-repeated.ts";
import { readLiteral } from "./read-literal.ts";
import { readType } from "./read-type.ts";
import type { SymbolRef } from "./types.ts";

/** All patterns of a service, each list in written order. */
export function readPatterns(context: FileContext, service: string, reading: Reading): Patterns {
  const all = (head: string): readonly Reading[] =>
    reading.inside.filter((inner) => inner.spec.head === head);
  return {
    cruds: defined(all("crud").map((one) => readCrud(context, service, one))),
    everies: defined(all("every").map((one) => readEvery(context, one))),
    tools: defined(all("tool").map((one) => readTool(context, service, one))),
    machines: defined(all("machine").map((one) => readMachine(context, service, one))),
    utils: defined(all("util").map((one) => readUtil(context, service, one))),
    engines: defined(all("engine").map((one) => readEngine(context, service, one))),
    rules: defined(all("rule").map((one) => readRule(context, service, one))),
    scenarios: defined(all("scenario").map((one) => readScenario(context, service, one))),
  };
}

/** A union with its cases; one without cases is reported. */
export function readUnion(
  context: FileContext,
  service: string,
  reading: Reading,
): Union | undefined {
  const head = readHead(context, reading);
  if (head === undefined) return undefined;
  reportEmpty(context, head, reading);
  return { kind: "union", ...head, cases: readCases(context, service, reading.inside) };
}

function readCrud(context: FileContext, service: string, reading: Reading): Crud | undefined {
  const entity = reading.arguments[0];
  const path = wordOf(context, reading.options.get("path"));
  if (entity === undefined || path === undefined) return undefined;
  const store = wordOf(context, reading.options.get("store"));
  const crud: Crud = {
    kind: "crud",
    entity: readReference(context, service, entity),
    path,
    store: stores.find((one) => one === store) ?? "memory",
    ...given("doc", reading.doc),
    span: reading.span,
  };
  return context.remember(crud, reading.options);
}

function readEvery(context: FileContext, reading: Reading): Every | undefined {
  const cron = wordOf(context, reading.arguments[0]);
  const handler = reading.options.get("do");
  if (cron === undefined || handler === undefined) return undefined;
  checkTime(context, reading);
  return {
    kind: "every",
    cron,
    handler: context.tree.textOf(handler),
    ...given("zone", wordOf(context, reading.options.get("zone"))),
    ...given("doc", reading.doc),
    clauses: readClauses(context, reading),
    span: reading.span,
    nameSpan: context.tree.span(handler),
  };
}

const errorsOf = (context: FileContext, service: string, reading: Reading): SymbolRef[] =>
  (insideOf(reading, "errors")?.arguments ?? []).map((node) =>
    readReference(context, service, node),
  );

/** Name, parameters and answer of what is called. */
function readCallable(context: FileContext, service: string, reading: Reading) {
  const head = readHead(context, reading);
  if (head === undefined) return undefined;
  const out = insideOf(reading, "out")?.arguments[0];
  const output = out === undefined ? undefined : readType(context, service, out);
  const input = readFields(context, service, insideOf(reading, "in")?.inside ?? [], "a parameter");
  return { ...head, input, ...given("output", output) };
}

function readTool(context: FileContext, service: string, reading: Reading): Tool | undefined {
  const head = readCallable(context, service, reading);
  if (head === undefined) return undefined;
  const errors = errorsOf(context, service, reading);
  return { kind: "tool", ...head, errors, clauses: readClauses(context, reading) };
}

const stateAt = (context: FileContext, node: NodeId): State => ({
  name: context.tree.textOf(node),
  span: context.tree.span(node),
});

function readMachine(context: FileContext, service: string, reading: Reading): Machine | undefined {
  const head = readHead(context, reading);
  const initial = insideOf(reading, "initial")?.arguments[0];
  if (head === undefined || initial === undefined) return undefined;
  const field = insideOf(reading, "for")?.arguments[0];
  const of = field === undefined ? undefined : readType(context, service, field);
  if (field !== undefined && of !== undefined && of.kind !== "member")
    context.report("wrong-value", context.tree.span(field), {
      what: "a field, as ENTITY.FIELD",
      found: context.describe(field),
      example: "(for Order.status)",
    });
  const machine: Machine = {
    kind: "machine",
    ...head,
    ...given("of", of?.kind === "member" ? of : undefined),
    initial: stateAt(context, initial),
    states: (insideOf(reading, "states")?.arguments ?? []).map((node) => stateAt(context, node)),
    transitions: defined(
      reading.inside
        .filter((inner) => inner.spec.head === "transition")
        .map((inner) => readTransition(context, inner)),
    ),
  };
  if (!reading.whole || reading.inside.some(({ whole }) => !whole)) context.meetPartial(machine);
  return machine;
}

function readTransition(context: FileContext, reading: Reading): Transition | undefined {
  const name = reading.arguments[0];
  const from = reading.options.get("from");
  const to = reading.options.get("to");
  if (name === undefined || from === undefined || to === undefined) return undefined;
  const nodes = context.tree.kind(from) === "list" ? context.tree.children(from) : [from];
  return {
    name: context.tree.textOf(name),
    ...given("doc", reading.doc),
    ...given("was", wordOf(context, reading.options.get("was"))),
    from: nodes.map((node) => stateAt(context, node)),
    to: stateAt(context, to),
    ...given("guard", wordOf(context, reading.options.get("guard"))),
    span: reading.span,
    nameSpan: context.tree.span(name),
  };
}

/** The values by name inside a form; what is no value, or is said a second time, is reported and left out. */
function readValues(context: FileContext, outer: Reading | undefined): NamedValue[] {
  if (outer === undefined) return [];
  const first = new Map<string, Reading>();
  return outer.inside.flatMap((reading) => {
    const name = context.tree.textOf(reading.head);
    const before = first.get(name);
    if (before !== undefined) {
      reportRepeated(context, outer.spec, before, reading);
      return [];
    }
    first.set(name, reading);
    const node = reading.arguments[0];
    const value = node === undefined ? undefined : readLiteral(context, node);
    return value === undefined ? [] : [{ name, value, span: reading.span }];
  });
}

function readUtil(context: FileContext, service: string, reading: Reading): Util | undefined {
  const head = readCallable(context, service, reading);
  const examples = reading.inside
    .filter((inner) => inner.spec.head === "example")
    .map((inner) => readExample(context, inner));
  return head && { kind: "util", ...head, examples: defined(examples) };
}

function readExample(context: FileContext, reading: Reading): Example | undefined {
  const node = insideOf(reading, "out")?.arguments[0];
  const output = node === undefined ? undefined : readLiteral(context, node);
  const input = readValues(context, insideOf(reading, "in"));
  return node === undefined || output === undefined
    ? undefined
    : { input, output, outputSpan: context.tree.span(node), span: reading.span };
}

function readEngine(context: FileContext, service: string, reading: Reading): Engine | undefined {
  const head = readHead(context, reading);
  const member = (inner: Reading): EngineMember | undefined => {
    const callable = readCallable(context, service, inner);
    const kind = inner.spec.head === "command" ? "command" : "query";
    return callable && { kind, ...callable, errors: errorsOf(context, service, inner) };
  };
  const ofHead = (...heads: readonly string[]): readonly Reading[] =>
    reading.inside.filter((inner) => heads.includes(inner.spec.head));
  return (
    head && {
      kind: "engine",
      ...head,
      members: defined(ofHead("command", "query").map(member)),
      invariants: ofHead("invariant").map((inner) => ({
        text: wordOf(context, inner.arguments[0]) ?? "",
        span: inner.span,
      })),
    }
  );
}

function readRule(context: FileContext, service: string, reading: Reading): Rule | undefined {
  const head = readCallable(context, service, reading);
  const hooks = reading.inside.flatMap((outer) => {
    const when = outer.spec.head;
    if (when !== "before" && when !== "after") return [];
    return defined(outer.inside.map((inner) => readHook(context, service, when, inner)));
  });
  if (head !== undefined && hooks.length === 0 && reading.whole)
    context.report("nothing-inside", head.nameSpan, {
      head: head.name,
      example: reading.spec.example,
    });
  return head && { kind: "rule", ...head, errors: errorsOf(context, service, reading), hooks };
}

function readHook(
  context: FileContext,
  service: string,
  when: Hook["when"],
  { spec, arguments: [node], options, span }: Reading,
): Hook | undefined {
  if (node === undefined) return undefined;
  const into = spec.head === "rpc" ? "rpc" : spec.head === "tool" ? "tool" : "on";
  const target = readReference(context, service, node);
  const as = wordOf(context, options.get("as"));
  const hook: Hook = { when, into, target, ...given("as", as), span };
  return context.remember(hook, options);
}

function readScenario(
  context: FileContext,
  service: string,
  reading: Reading,
): Scenario | undefined {
  const text = wordOf(context, reading.arguments[0]);
  if (text === undefined) return undefined;
  const steps = reading.inside.flatMap((inner): Step[] => {
    const values = readValues(context, inner);
    const { span } = inner;
    if (inner.spec.head === "expect") {
      const node = inner.options.get("error");
      const error = node === undefined ? undefined : readReference(context, service, node);
      return [{ kind: "expect", values, ...given("error", error), span }];
    }
    const node = inner.arguments[0];
    if (node === undefined) return [];
    const as = wordOf(context, inner.options.get("as"));
    return [
      {
        kind: "call",
        rpc: readReference(context, service, node),
        values,
        ...given("as", as),
        span,
      },
    ];
  });
  if (steps.length === 0 && reading.whole)
    context.report("nothing-inside", reading.span, {
      head: "scenario",
      example: reading.spec.example,
    });
  return { kind: "scenario", text, steps, span: reading.span };
}

/** The breaks that a form accepts until a date. */
export function readAllowed(context: FileContext, reading: Reading): AllowedBreak[] {
  return reading.inside.flatMap((inner) => {
    const symbol = inner.spec.head === "allow-break" ? inner.arguments[0] : undefined;
    const until = inner.options.get("until");
    if (symbol === undefined || until === undefined) return [];
    const text = context.tree.stringValue(until);
    if (!isDate(text)) context.report("bad-date", context.tree.span(until), { text });
    return [
      {
        symbol: context.tree.textOf(symbol),
        until: text,
        ...given("because", wordOf(context, inner.options.get("because"))),
        span: context.tree.span(symbol),
        untilSpan: context.tree.span(until),
      },
    ];
  });
}

/** Where another generator owns a service's code; `undefined` where Forge does. */
export function readForeign(context: FileContext, reading: Reading): Foreign | undefined {
  const words = (one: Reading | undefined): string[] =>
    (one?.arguments ?? []).map((node) => context.tree.stringValue(node));
  const contract = insideOf(reading, "contract");
  const stamp = insideOf(reading, "stamp");
  const code = insideOf(reading, "code");
  if (contract === undefined && stamp === undefined && code === undefined) return undefined;
  const [run] = words(stamp === undefined ? undefined : insideOf(stamp, "run"));
  const outputs = words(stamp === undefined ? undefined : insideOf(stamp, "outputs"));
  return {
    contracts: words(contract),
    ...given("stamp", run === undefined ? undefined : { run, outputs }),
    code: words(code),
    ...given("except", wordOf(context, code?.options.get("except"))),
  };
}
