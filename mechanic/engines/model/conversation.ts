import type { ModelBlock, ModelMessage, ModelTool } from "#intent";
import { ask, type Asking } from "./ask.ts";
import type { RoleSettings } from "./settings.ts";
import type { ToolCall } from "./calls.ts";
import type { Observation } from "./workshop.ts";

/** One role at work. Its message list is its whole state. */
export interface Role {
  readonly name: "researcher" | "coder";
  readonly settings: RoleSettings;
  readonly system: string;
  readonly tools: readonly ModelTool[];
  readonly messages: ModelMessage[];
  perform(call: ToolCall): Promise<Observation>;
}

export interface Talk extends Asking {
  readonly signal: AbortSignal;
  /** Keeps the message lists, so that an interrupted run goes on from here. */
  save(): Promise<void>;
  /** Told of each answer: whose, its number in the conversation, and what it calls or says. */
  told(role: Role["name"], round: number, does: string): void;
  /** Why no further answer may be asked for: rounds, or what stops a call. */
  stop(): string | undefined;
  /** Why no further call may be made: repair cycles or minutes. One answer may hold any number of calls. */
  halt(): string | undefined;
}

/** How a role's work ended: with a last word, with a tool that ends it, or because it may not go on. */
export type Ended =
  | { readonly ended: "said"; readonly text: string }
  | { readonly ended: "done" }
  | { readonly ended: "stopped"; readonly reason: string };

const repeatsMax = 4;
const cancelled = "the run was cancelled";

/**
 * The loop: ask, perform what is called, ask again, until the model has nothing to call. Saved after each step; what was
 * called and not yet performed is performed when the run goes on (after mini-swe-agent's loop).
 */
export async function converse(talk: Talk, role: Role): Promise<Ended> {
  for (;;) {
    const last = role.messages.at(-1);
    if (last?.role === "assistant") {
      const calls = last.content.filter((block) => block.type === "tool-call");
      if (calls.length === 0) return { ended: "said", text: textOf(last) };
      const made = await make(talk, role, calls);
      if ("ended" in made) return made;
      role.messages.push({ role: "user", content: made.content });
      await talk.save();
      if (made.halted !== undefined) return { ended: "stopped", reason: made.halted };
      if (isStuck(role.messages))
        return {
          ended: "stopped",
          reason: `it is stuck: the same call had the same result ${repeatsMax} times`,
        };
      continue;
    }
    const stop = talk.signal.aborted ? cancelled : talk.stop();
    if (stop !== undefined) return { ended: "stopped", reason: stop };
    const answer = await ask(talk, {
      ...role.settings,
      system: role.system,
      messages: role.messages,
      tools: role.tools,
      maxTokens: talk.settings.maxTokens,
      timeoutMs: talk.settings.timeoutSeconds * 1000,
      signal: talk.signal,
    });
    if (typeof answer === "string") {
      // What the failed calls cost is remembered, too.
      await talk.save();
      return { ended: "stopped", reason: answer };
    }
    role.messages.push({ role: "assistant", content: answer });
    await talk.save();
    const round = role.messages.filter((message) => message.role === "assistant").length;
    talk.told(role.name, round, doing(answer));
  }
}

/** What the calls of one answer came to; `halted`: why the last ones of them were not made. */
interface Made {
  readonly content: readonly ModelBlock[];
  readonly halted: string | undefined;
}

/** Makes the calls of one answer, one after the other, as long as the limits let it. */
async function make(talk: Talk, role: Role, calls: readonly ToolCall[]): Promise<Made | Ended> {
  const content: ModelBlock[] = [];
  let halted: string | undefined;
  for (const call of calls) {
    // Nothing is saved of an answer that was left in the middle: a run that goes on makes all its calls again, in a tree
    // that is as this one was.
    if (talk.signal.aborted) return { ended: "stopped", reason: cancelled };
    halted ??= talk.halt();
    const seen: Observation =
      halted === undefined
        ? await role.perform(call)
        : { text: `This call was not made: ${halted}.`, failed: true };
    if (seen.ends === true) return { ended: "done" };
    content.push({ type: "tool-result", id: call.id, text: seen.text, failed: seen.failed });
  }
  return { content, halted };
}

/** An answer in a few words, for whoever watches. */
const doing = (content: readonly ModelBlock[]): string => {
  const calls = content.flatMap((block) => (block.type === "tool-call" ? [block.name] : []));
  return calls.length === 0 ? "says what it found" : calls.join(", ");
};

const textOf = ({ content }: ModelMessage): string =>
  content
    .flatMap((block) => (block.type === "text" ? [block.text] : []))
    .join("\n")
    .trim();

/** Every call with what was seen of it, in order. */
export function pairsOf(
  messages: readonly ModelMessage[],
): { call: ToolCall; seen: string; failed: boolean }[] {
  return messages.flatMap(({ content }, at) => {
    // Results stand in the message after their calls; an id means nothing beyond these two.
    const results = new Map(
      (messages[at + 1]?.content ?? []).flatMap((block) =>
        block.type === "tool-result" ? [[block.id, block] as const] : [],
      ),
    );
    return content.flatMap((call) => {
      const result = call.type === "tool-call" ? results.get(call.id) : undefined;
      return call.type !== "tool-call" || result === undefined
        ? []
        : [{ call, seen: result.text, failed: result.failed }];
    });
  });
}

/** Whether the last four calls and their results are all the same. */
function isStuck(messages: readonly ModelMessage[]): boolean {
  const last = pairsOf(messages)
    .slice(-repeatsMax)
    .map(({ call, seen }) => JSON.stringify([call.name, call.input, seen]));
  return last.length === repeatsMax && new Set(last).size === 1;
}
