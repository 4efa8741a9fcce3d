import type { LanguageModel, ModelBlock, ModelRequest } from "#intent";

const ledger = "services/billing/src/custom/ledger.ts";

const says = (text: string): ModelBlock => ({ type: "text", text });
const calls = (name: string, input: Readonly<Record<string, unknown>>): ModelBlock => ({
  type: "tool-call",
  id: `scripted-${name}`,
  name,
  input,
});

/** What a researcher and a coder answered to `demo --change field-without-default`, turn by turn. */
export const demoScript: Readonly<Record<"researcher" | "coder", readonly ModelBlock[]>> = {
  researcher: [
    calls("view", { file: ledger, line: 1 }),
    says(
      `The ledger opens every invoice in one place, \`open\` in ${ledger}. What a customer's bank prints has to lead them back to the purchase, and the order's id is the one thing that both sides know: the reference is \`ORDER-\` and that id. Nothing else builds an invoice, and no test has to change.`,
    ),
  ],
  coder: [
    calls("edit", {
      replacements: [
        {
          file: ledger,
          old: "      cents: order.totalCents,\n",
          new: "      cents: order.totalCents,\n      reference: `ORDER-${order.id}`,\n",
        },
      ],
    }),
    calls("done", { summary: "An invoice's reference is ORDER- and the id of its order." }),
  ],
};

/** Who is spoken to can be told from the tools that they are given. */
const turnOf = ({ tools, messages }: ModelRequest): ModelBlock | undefined =>
  demoScript[tools.some((tool) => tool.name === "edit") ? "coder" : "researcher"][
    messages.filter((message) => message.role === "assistant").length
  ];

/** The demo's script in a model's place: it costs nothing and asks nobody. What it answers is judged like any answer. */
export const scriptedModel: LanguageModel = {
  answersAs: "a script",
  ask: async (request) => {
    const usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    const block = turnOf(request);
    if (block === undefined)
      return { kind: "failed", reason: "the script has no answer left", retry: false, usage };
    const stop = block.type === "tool-call" ? "tool_use" : "end_turn";
    return { kind: "complete", stop, content: [block], usage };
  },
};
