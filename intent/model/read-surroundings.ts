import { checkTime } from "./check-times.ts";
import type { FileContext } from "./file-context.ts";
import { durationOf, insideOf, wordOf } from "./read-clauses.ts";
import { defined, given } from "./read-fields.ts";
import type { Reading } from "./read-form.ts";
import { readAllowed } from "./read-patterns.ts";
import { readUses } from "./read-service.ts";
import type {
  Boundary,
  OutsideConsumer,
  Repositories,
  RuleOverride,
  Surroundings,
  UniverseSchedule,
} from "./universe-types.ts";

const verdicts = ["breaks", "compatible", "unknown"] as const;
const verbs = ["evolve", "audit", "cascade"] as const;
const codeHosts = ["github", "gitlab", "none"] as const;

/** What surrounds the services: repositories, hosts, times, outside consumers, and what the universe overrides. */
export function readSurroundings(context: FileContext, reading: Reading): Surroundings {
  const all = (head: string): readonly Reading[] =>
    reading.inside.filter((inner) => inner.spec.head === head);
  const codeHost = wordOf(context, insideOf(reading, "code-host")?.arguments[0]);
  return {
    repositories: all("repositories").flatMap((one) =>
      defined(one.inside.map((inner) => readRepositories(context, inner))),
    ),
    ...given(
      "codeHost",
      codeHosts.find((one) => one === codeHost),
    ),
    schedules: defined(all("schedule").map((one) => readSchedule(context, one))),
    consumers: defined(all("consumer").map((one) => readConsumer(context, one))),
    allowed: readAllowed(context, reading),
    overrides: defined(all("conflict-rule").map((one) => readOverride(context, one))),
    boundaries: defined(all("boundary").map((one) => readBoundary(context, one))),
  };
}

const optionOf = (context: FileContext, reading: Reading, name: string): string | undefined =>
  wordOf(context, reading.options.get(name));

function readRepositories(context: FileContext, reading: Reading): Repositories | undefined {
  const name = wordOf(context, reading.arguments[0]);
  if (name === undefined) return undefined;
  const host = reading.spec.head === "gitlab" ? ("gitlab" as const) : ("github" as const);
  return { host, name, ...given("topic", optionOf(context, reading, "topic")), span: reading.span };
}

function readSchedule(context: FileContext, reading: Reading): UniverseSchedule | undefined {
  const cron = wordOf(context, reading.arguments[0]);
  const word = optionOf(context, reading, "do");
  const verb = verbs.find((one) => one === word);
  if (cron === undefined || verb === undefined) return undefined;
  checkTime(context, reading);
  return { cron, verb, ...given("zone", optionOf(context, reading, "zone")), span: reading.span };
}

function readConsumer(context: FileContext, reading: Reading): OutsideConsumer | undefined {
  const name = reading.arguments[0];
  if (name === undefined) return undefined;
  const uses = reading.inside.filter((inner) => inner.spec.head === "uses");
  return {
    name: context.tree.textOf(name),
    ...given("doc", reading.doc),
    ...given("lag", durationOf(context, reading.options.get("lag"))),
    uses: defined(uses.map((one) => readUses(context, one))),
    span: reading.span,
    nameSpan: context.tree.span(name),
  };
}

function readOverride(context: FileContext, reading: Reading): RuleOverride | undefined {
  const kind = wordOf(context, reading.arguments[0]);
  const because = optionOf(context, reading, "because");
  if (kind === undefined || because === undefined) return undefined;
  const verdict = (name: string): RuleOverride["source"] => {
    const word = optionOf(context, reading, name);
    return verdicts.find((one) => one === word);
  };
  return {
    kind,
    ...given("use", optionOf(context, reading, "use")),
    ...given("language", optionOf(context, reading, "language")),
    ...given("source", verdict("source")),
    ...given("wire", verdict("wire")),
    ...given("stored", verdict("stored")),
    because,
    span: reading.span,
  };
}

function readBoundary(context: FileContext, reading: Reading): Boundary | undefined {
  const from = wordOf(context, reading.arguments[0]);
  const to = optionOf(context, reading, "never-uses");
  if (from === undefined || to === undefined) return undefined;
  const because = given("because", optionOf(context, reading, "because"));
  return { from, to, ...because, span: reading.span };
}
