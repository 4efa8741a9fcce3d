import {
  modelLimitsDefault,
  type LanguageModel,
  type ModelMessage,
  type RepairRequest,
} from "#intent";
import { createOracle } from "../../oracle.ts";
import type { Filled, FillTools, Offline, Spent } from "../fill/index.ts";
import { briefOf } from "./brief.ts";
import { converse, pairsOf, type Ended, type Talk } from "./conversation.ts";
import type { Purse } from "./purse.ts";
import type { ModelSettings } from "./settings.ts";
import { readSaved, writeSaved, type Saved } from "./state.ts";
import { coderTools, researcherTools } from "./tool-table.ts";
import { createWorkshop, type Workshop } from "./workshop.ts";

export { createPurse, type Purse } from "./purse.ts";
export {
  modelSettingsDefault,
  readModelConfiguration,
  type ModelConfiguration,
  type ModelSettings,
} from "./settings.ts";
export { readSaved } from "./state.ts";

/** What each role is told to be: the text of its file. */
export interface Prompts {
  readonly researcher: string;
  readonly coder: string;
}

export interface ModelTools extends FillTools {
  readonly model: LanguageModel;
  readonly settings: ModelSettings;
  readonly prompts: Prompts;
  readonly purse: Purse;
  /** Absolute path of the file that keeps the conversations. */
  readonly memory: string;
}

const user = (text: string): ModelMessage => ({ role: "user", content: [{ type: "text", text }] });

/** The conversations about one service, begun or gone on with. */
interface Session {
  readonly key: string;
  readonly researcher: ModelMessage[];
  readonly coder: ModelMessage[];
  spent: Spent;
  /** What the call that is under way can cost at the most. */
  reserved?: Spent | undefined;
  /** Times that the coder asked all gates before the run was interrupted. */
  readonly cycles: number;
}

/**
 * Fills what the offline engine left: a researcher reads and writes a strategy, a coder follows it, and only a repair that
 * guards and all gates agree to comes back. An interrupted run goes on from the message lists.
 */
export async function fillByModel(
  request: RepairRequest,
  offline: Offline,
  tools: ModelTools,
): Promise<Filled> {
  const brief = briefOf(request, offline);
  const session = await openSession(tools, brief);
  const deadlineMs = tools.host.clock.monotonicMs() + request.limits.minutes * 60_000;
  const oracle = createOracle(tools.host, request, tools.runCheck, deadlineMs);
  const workshop = createWorkshop(request, offline, tools, oracle, session.cycles);
  const talk = talkOf(request, tools, session, workshop, deadlineMs);
  const left = (reason: string): Filled => ({
    outcome: "left",
    reason,
    refusals: workshop.refusals,
    cycles: workshop.cycles,
    spent: session.spent,
  });
  const strategy = await research(talk, tools, session, workshop);
  if (strategy.ended !== "said") return left(`the researcher ended: ${reasonOf(strategy)}`);
  if (session.coder.length === 0)
    session.coder.push(user(`${brief}\n\nThe researcher's strategy:\n${strategy.text}`));
  for (const { call, failed } of pairsOf(session.coder)) workshop.replay(call, failed);
  const ended = await code(talk, tools, session, workshop);
  if (workshop.whole === undefined) return left(ended);
  const model = tools.model.answersAs ?? tools.settings.coder.model;
  return {
    outcome: "filled",
    ...workshop.whole,
    cycles: workshop.cycles,
    spent: session.spent,
    note: `${model} answered ${plural(offline.holes.length, "question")} (${session.spent.tokens} tokens, $${session.spent.usd.toFixed(4)}): read its edits before you merge`,
  };
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

async function openSession(tools: ModelTools, brief: string): Promise<Session> {
  const { settings, prompts, memory, host } = tools;
  const key = host.sha256(JSON.stringify([brief, prompts, settings.researcher, settings.coder]));
  const saved = await readSaved(host, memory);
  // Another question begins anew, but what was spent stays spent.
  const same = saved?.key === key;
  return {
    key,
    researcher: same ? [...saved.researcher] : [user(brief)],
    coder: same ? [...saved.coder] : [],
    spent: saved?.spent ?? { tokens: 0, usd: 0 },
    cycles: same ? (saved.cycles ?? 0) : 0,
  };
}

function talkOf(
  request: RepairRequest,
  tools: ModelTools,
  session: Session,
  workshop: Workshop,
  deadlineMs: number,
): Talk {
  const { limits, signal, service } = request;
  const rounds = limits.rounds ?? modelLimitsDefault.rounds;
  const save = (): Promise<void> => {
    const { reserved, ...kept } = session;
    const saved: Saved = {
      v: 1,
      ...kept,
      ...(reserved === undefined ? {} : { reserved }),
      cycles: workshop.cycles,
    };
    return writeSaved(tools.host, tools.memory, saved);
  };
  const halt = (): string | undefined => {
    if (workshop.cycles >= limits.repairCycles)
      return `its ${limits.repairCycles} repair cycles are used up (:repair-cycles)`;
    return tools.host.clock.monotonicMs() > deadlineMs
      ? `the ${limits.minutes} minutes of ${service.name} are used up (:minutes)`
      : undefined;
  };
  return {
    host: tools.host,
    model: tools.model,
    settings: tools.settings,
    purse: tools.purse,
    limits,
    signal,
    save,
    told: (role, round, does) =>
      tools.emit({ type: "answered", service: service.name, role, round, does }),
    reserve: (worst) => {
      session.reserved = worst;
      return save();
    },
    paid: (cost) => {
      session.reserved = undefined;
      const { tokens, usd } = session.spent;
      session.spent = { tokens: tokens + cost.tokens, usd: usd + cost.usd };
    },
    stop: () => {
      const asked = [...session.researcher, ...session.coder].filter(
        (one) => one.role === "assistant",
      );
      if (asked.length >= rounds) return `its ${rounds} rounds are used up (:rounds)`;
      return halt();
    },
    halt,
  };
}

const research = (
  talk: Talk,
  tools: ModelTools,
  session: Session,
  workshop: Workshop,
): Promise<Ended> => {
  const names = new Set(researcherTools.map((tool) => tool.name));
  return converse(talk, {
    name: "researcher",
    settings: tools.settings.researcher,
    system: tools.prompts.researcher,
    tools: researcherTools,
    messages: session.researcher,
    perform: async (call) =>
      names.has(call.name)
        ? workshop.perform(call)
        : { text: `A researcher has no tool ${JSON.stringify(call.name)}.`, failed: true },
  });
};

/** The coder's work; gives the sentence that says why it ended without a repair. */
async function code(
  talk: Talk,
  tools: ModelTools,
  session: Session,
  workshop: Workshop,
): Promise<string> {
  const ended = await converse(talk, {
    name: "coder",
    settings: tools.settings.coder,
    system: tools.prompts.coder,
    tools: coderTools,
    messages: session.coder,
    perform: (call) => workshop.perform(call),
  });
  if (ended.ended !== "said") return `the coder ended: ${reasonOf(ended)}`;
  // Words are no work: what it made is judged as if it had said `done`.
  const judged = await workshop.finish();
  const [first, second] = judged.text.split("\n");
  const found = [first ?? "", ...(second === undefined ? [] : [second.trim()])].join(": ");
  return `the coder stopped with words (${firstLine(ended.text)}), and ${found}`;
}

const reasonOf = (ended: Ended): string => (ended.ended === "stopped" ? ended.reason : ended.ended);

const firstLine = (text: string): string => (text.split("\n")[0] ?? "").slice(0, 120);
