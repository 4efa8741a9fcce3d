import type { Price } from "./prices.ts";

/** How models are asked. `flywheel/model.json` of a universe overrides each of these. */
export interface ModelSettings {
  readonly researcher: RoleSettings;
  readonly coder: RoleSettings;
  /** Prices that are not published, or differ: by the beginning of a model's id. */
  readonly prices: Readonly<Record<string, Price>>;
  /** Tokens of one answer at the most. */
  readonly maxTokens: number;
  /** Seconds for one whole answer. */
  readonly timeoutSeconds: number;
  /** Calls for one answer, the first included. */
  readonly attemptsMax: number;
  /** Milliseconds before the second call; each further wait is twice as long. */
  readonly backoffMs: number;
}

export interface RoleSettings {
  readonly model: string;
  readonly effort?: string;
}

export const modelSettingsDefault: ModelSettings = {
  researcher: { model: "claude-sonnet-5-5" },
  coder: { model: "claude-opus-5-5" },
  prices: {},
  // What a model thinks counts, too.
  maxTokens: 16_384,
  timeoutSeconds: 300,
  attemptsMax: 4,
  backoffMs: 1000,
};

/** What `flywheel/model.json` says beside the models: an agent program of the user's. */
export interface CommandSettings {
  readonly argv: readonly string[];
  /** Names of environment variables that the program gets beside what tools get. */
  readonly environment: readonly string[];
}

export interface ModelConfiguration {
  readonly settings: ModelSettings;
  readonly command?: CommandSettings;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);
const isAmount = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0;

const amounts = {
  maxTokens: [256, 128_000],
  timeoutSeconds: [0.1, 3600],
  attemptsMax: [1, 10],
  backoffMs: [0, 60_000],
} as const;
const efforts: ReadonlySet<unknown> = new Set(["low", "medium", "high", "xhigh", "max"]);

/**
 * Reads `flywheel/model.json` (`undefined`: there is none). Returns the configuration and one sentence for each thing that
 * does not fit; a word that is not known is told, never passed over.
 */
export function readModelConfiguration(value: unknown): [ModelConfiguration, readonly string[]] {
  if (value === undefined) return [{ settings: modelSettingsDefault }, []];
  if (!isObject(value)) return [{ settings: modelSettingsDefault }, ["it is no JSON object"]];
  const problems: string[] = [];
  const found: { -readonly [K in keyof ModelSettings]?: ModelSettings[K] } = {};
  let command: CommandSettings | undefined;
  for (const [name, given] of Object.entries(value)) {
    if (name === "researcher" || name === "coder") {
      const role = readRole(name, given, problems);
      if (role !== undefined) found[name] = role;
    } else if (name === "prices") found.prices = readPrices(given, problems);
    else if (name === "command") command = readCommand(given, problems);
    else if (isAmountName(name)) {
      const [least, most] = amounts[name];
      if (isAmount(given) && given >= least && given <= most) found[name] = given;
      else problems.push(`\`${name}\` is a number from ${least} to ${most}`);
    } else
      problems.push(
        `\`${name}\` is no setting; there are researcher, coder, prices, command, ${Object.keys(amounts).join(", ")}`,
      );
  }
  const settings = { ...modelSettingsDefault, ...found };
  return [{ settings, ...(command === undefined ? {} : { command }) }, problems];
}

const isAmountName = (name: string): name is keyof typeof amounts => Object.hasOwn(amounts, name);

function readRole(name: string, given: unknown, problems: string[]): RoleSettings | undefined {
  if (!isObject(given) || !isText(given["model"])) {
    problems.push(`\`${name}\` is an object with a \`model\``);
    return undefined;
  }
  const { model, effort } = given;
  if (effort === undefined) return { model };
  if (isText(effort) && efforts.has(effort)) return { model, effort };
  problems.push(`\`${name}.effort\` is one of ${[...efforts].join(", ")}`);
  return undefined;
}

function readPrices(given: unknown, problems: string[]): Readonly<Record<string, Price>> {
  if (!isObject(given)) {
    problems.push("`prices` is an object of prices by model");
    return {};
  }
  const found: Record<string, Price> = {};
  for (const [model, one] of Object.entries(given)) {
    const price = isObject(one) ? readPrice(one) : undefined;
    if (price === undefined)
      problems.push(
        `\`prices.${model}\` holds input and output, US dollars for a million tokens (and perhaps cacheRead and cacheWrite)`,
      );
    else found[model] = price;
  }
  return found;
}

function readPrice(given: Readonly<Record<string, unknown>>): Price | undefined {
  const { input, output, cacheRead = input, cacheWrite = input } = given;
  return isAmount(input) && isAmount(output) && isAmount(cacheRead) && isAmount(cacheWrite)
    ? { input, output, cacheRead, cacheWrite }
    : undefined;
}

function readCommand(given: unknown, problems: string[]): CommandSettings | undefined {
  const { argv, environment = [] } = isObject(given) ? given : {};
  if (isTexts(argv) && argv.length > 0 && isTexts(environment)) return { argv, environment };
  problems.push(
    "`command` holds argv, a list of words, and perhaps environment, names of variables",
  );
  return undefined;
}
