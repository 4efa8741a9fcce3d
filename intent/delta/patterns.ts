import { symbolOf } from "../graph/symbols.ts";
import type {
  Engine,
  EngineMember,
  Example,
  Hook,
  Rule,
  Tool,
  Util,
} from "../model/pattern-types.ts";
import { askedAt } from "../model/hooks.ts";
import { literalText } from "../model/type-text.ts";
import type { Model } from "../model/types.ts";
import { compareClauses } from "./clauses.ts";
import { answerText, compareCallable, type Callable } from "./callables.ts";
import { compareDeclarations, fieldTexts, reporter } from "./declarations.ts";
import type { Report, ServiceComparison } from "./draft.ts";
import { compareKeyed } from "./keyed.ts";
import { matchNamed } from "./match.ts";

/** Compares what a service is made of beside its rpcs and events and that is called: tools, utils, engines and rules. */
export function comparePatterns(at: ServiceComparison): void {
  compareTools(at);
  compareUtils(at);
  compareEngines(at);
  compareRules(at);
}

/** What a callable takes and answers, for likeness. */
const callableTexts =
  (at: ServiceComparison) =>
  (model: Model, { input, output }: Callable): string[] => [
    ...fieldTexts(model, at.now, input),
    `out ${answerText(model, at.now.name, output)}`,
  ];

function compareTools(at: ServiceComparison): void {
  const { name: service } = at.now;
  compareDeclarations<Tool>(
    at,
    {
      kind: "tool",
      symbol: symbolOf.tool,
      members: callableTexts(at),
      inside: ({ before, after, report }) => {
        const [from, to] = [before.was ?? before.name, after.was ?? after.name];
        if (from !== to) report("tool-wire-changed", from, to);
        const symbolBefore = symbolOf.tool(service, before.name);
        const symbolAfter = symbolOf.tool(service, after.name);
        compareCallable(at, { flavour: "other", symbolBefore, symbolAfter, before, after, report });
        compareClauses(before.clauses, after.clauses, report);
      },
    },
    at.old.patterns.tools,
    at.now.patterns.tools,
  );
}

/** An example as intent text; arguments come in any order. */
function exampleText({ input, output }: Example): string {
  const given = input.map(({ name, value }) => `(${name} ${literalText(value)})`).sort();
  return `(example (${["in", ...given].join(" ")}) (out ${literalText(output)}))`;
}

function compareUtils(at: ServiceComparison): void {
  const { name: service } = at.now;
  compareDeclarations<Util>(
    at,
    {
      kind: "util",
      symbol: symbolOf.util,
      members: callableTexts(at),
      inside: ({ before, after, report }) => {
        const symbolBefore = symbolOf.util(service, before.name);
        const symbolAfter = symbolOf.util(service, after.name);
        compareCallable(at, { flavour: "other", symbolBefore, symbolAfter, before, after, report });
        const examples = {
          added: "example-added",
          removed: "example-removed",
          key: exampleText,
          symbol: () => symbolAfter,
          touched: symbolBefore,
        } as const;
        compareKeyed(at, examples, before.examples, after.examples);
      },
    },
    at.old.patterns.utils,
    at.now.patterns.utils,
  );
}

function compareEngines(at: ServiceComparison): void {
  const { name: service } = at.now;
  compareDeclarations<Engine>(
    at,
    {
      kind: "engine",
      symbol: symbolOf.engine,
      members: (model, { members }) =>
        members.flatMap((member) =>
          callableTexts(at)(model, member).map((text) => `${member.name} ${text}`),
        ),
      inside: ({ before, after }) => {
        const symbolBefore = symbolOf.engine(service, before.name);
        const symbolAfter = symbolOf.engine(service, after.name);
        compareMembers(at, symbolBefore, symbolAfter, before, after);
        const invariants = {
          added: "invariant-added",
          removed: "invariant-removed",
          key: ({ text }: Engine["invariants"][number]) => text,
          symbol: () => symbolAfter,
          touched: symbolBefore,
        } as const;
        compareKeyed(at, invariants, before.invariants, after.invariants);
      },
    },
    at.old.patterns.engines,
    at.now.patterns.engines,
  );
}

function compareMembers(
  at: ServiceComparison,
  engineBefore: string,
  engineAfter: string,
  old: Engine,
  now: Engine,
): void {
  compareDeclarations<EngineMember>(
    at,
    {
      kind: "member",
      symbol: (_service, name) => `${engineAfter}.${name}`,
      symbolBefore: (_service, name) => `${engineBefore}.${name}`,
      holder: engineBefore,
      members: callableTexts(at),
      inside: ({ before, after, report }) => {
        if (before.kind !== after.kind) report("member-kind-changed", before.kind, after.kind);
        const symbolBefore = `${engineBefore}.${before.name}`;
        const symbolAfter = `${engineAfter}.${after.name}`;
        compareCallable(at, { flavour: "other", symbolBefore, symbolAfter, before, after, report });
      },
    },
    old.members,
    now.members,
  );
}

function compareRules(at: ServiceComparison): void {
  const { name: service } = at.now;
  compareDeclarations<Rule>(
    at,
    {
      kind: "rule",
      symbol: symbolOf.rule,
      members: callableTexts(at),
      inside: ({ before, after, report }) => {
        const symbolBefore = symbolOf.rule(service, before.name);
        const symbolAfter = symbolOf.rule(service, after.name);
        compareCallable(at, { flavour: "other", symbolBefore, symbolAfter, before, after, report });
        // A parameter that has another name now is told as such, and still gets the answer.
        const parameters = matchNamed(before.input, after.input).pairs;
        const calledNow = ({ as }: Hook): Pick<Hook, "as"> => {
          const name = parameters.find((pair) => pair.before.name === as)?.after.name ?? as;
          return name === undefined ? {} : { as: name };
        };
        const hooks = {
          added: "hook-added",
          removed: "hook-removed",
          key: (hook: Hook) => `${hook.when} ${hookedSymbol(hook)}`,
          keyBefore: (hook: Hook) => {
            const symbol = hookedSymbol(hook);
            return `${hook.when} ${at.renames.get(symbol) ?? symbol}`;
          },
          text: (hook: Hook) => hookText(hook, hookedSymbol(hook)),
          inside: (old: Hook, hook: Hook, tell: Report) => {
            const symbol = hookedSymbol(hook);
            const [from, to] = [
              hookText({ ...old, ...calledNow(old) }, symbol),
              hookText(hook, symbol),
            ];
            if (from !== to) tell("hook-answer-changed", from, to);
          },
          symbol: () => symbolAfter,
          touched: symbolBefore,
        } as const;
        compareKeyed(at, hooks, before.hooks, after.hooks);
      },
    },
    at.old.patterns.rules,
    at.now.patterns.rules,
  );
  compareRuleOrders(at);
}

/** The order in which rules are declared is that in which they are asked: it tells where two are asked at one place. */
function compareRuleOrders(at: ServiceComparison): void {
  const { old, now, renames } = at;
  const calledNow = (symbol: string): string => renames.get(symbol) ?? symbol;
  const before = askedAt(
    old.patterns.rules,
    ({ when, ...hook }) => `${when} ${calledNow(hookedSymbol(hook))}`,
  );
  const after = askedAt(now.patterns.rules, ({ when, ...hook }) => `${when} ${hookedSymbol(hook)}`);
  for (const [place, asked] of after) {
    const symbols = asked.map(({ rule }) => symbolOf.rule(now.name, rule.name));
    const was = (before.get(place) ?? []).map(({ rule }) => {
      const symbol = symbolOf.rule(old.name, rule.name);
      return { rule, symbol, now: calledNow(symbol) };
    });
    const stayed = was.filter((one) => symbols.includes(one.now));
    const from = stayed.map((one) => one.now);
    const to = symbols.filter((symbol) => from.includes(symbol));
    const [first] = asked;
    const [touched] = stayed;
    if (from.join(" ") === to.join(" ") || first === undefined || touched === undefined) continue;
    const report = reporter(at, touched.symbol, to[0] ?? "", first.rule);
    report("rule-order-changed", `${place}: ${from.join(" ")}`, `${place}: ${to.join(" ")}`);
  }
}

const hookedSymbol = ({
  into,
  target: { service, name },
}: Pick<Hook, "into" | "target">): string => {
  if (into === "on") return symbolOf.event(service, name);
  return into === "rpc" ? symbolOf.rpc(service, name) : symbolOf.tool(service, name);
};

const hookText = ({ when, as }: Hook, symbol: string): string =>
  as === undefined ? `${when} ${symbol}` : `${when} ${symbol} :as ${as}`;
