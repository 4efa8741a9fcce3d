import { ask } from "../fleet/ask.ts";
import {
  asks,
  calls,
  known,
  refused,
  sent,
  short,
  type Asked,
  type Body,
  type Headers,
  type Step,
} from "./asking.ts";

/** Waits for lines of what was heard; gives those that came. */
async function waitsFor(
  heard: () => Promise<readonly string[]>,
  lines: readonly string[],
  seconds = 20,
): Promise<readonly string[]> {
  let found: readonly string[] = [];
  for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
    const all = await heard();
    found = lines.filter((line) => all.includes(line));
    if (found.length === lines.length) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return found;
}

const mcp = { "mcp-protocol-version": "2025-06-18", accept: "application/json, text/event-stream" };

/** Calls the tool over MCP; gives whether it refused, and what it said. */
const tells =
  (input: Body, headers: Headers = known) =>
  async ({ whole }: Asked): Promise<unknown> => {
    const params = { name: "say", arguments: input };
    const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params };
    const told = await ask(whole, sent("POST", "/mcp", call, { ...mcp, ...headers }));
    const { structuredContent, isError } = Object(Object(told.body).result);
    return [told.status, isError === true, structuredContent];
  };

/** Tells a number, and waits until the next service has heard of it what the intent says. */
const isHeard =
  (input: Body, lines: readonly string[]) =>
  async (asked: Asked): Promise<unknown> => [
    await tells(input)(asked),
    await waitsFor(asked.heardByNext, lines),
  ];

const heard19 = ["rule awake 19", "on hear 19 said 1", "rule noted 19"];
/** Tools, what they tell, and who hears it. */
export const events: readonly Step[] = [
  ["nobody knows who calls the tool", tells({ number: 1 }, {}), [401, false, undefined]],
  [
    "a tool tells an event, which is heard",
    isHeard({ number: 19, theLabel: "said" }, heard19),
    [[200, false, { result: 20 }], heard19],
  ],
  ["a rule refuses a tool", tells({ number: 13 }), [200, true, refused("too-much", { most: 9 })]],
  [
    "a rule keeps an event from its listener",
    async (asked) => {
      const told = await tells({ number: 0, title: "asleep" })(asked);
      const asleep = await waitsFor(asked.heardByNext, ["rule awake 0"]);
      // What comes behind it is heard.
      await isHeard({ number: 21 }, ["rule noted 21"])(asked);
      const all = await asked.heardByNext();
      return [told, asleep, all.filter((line) => /^(?:on hear|rule noted) 0\b/.test(line))];
    },
    [[200, false, { result: 0 }], ["rule awake 0"], []],
  ],
  [
    "what fails is tried twice",
    async (asked) => {
      const answer = await calls("fail", { text: "broken" })(asked);
      const twice = async (): Promise<readonly string[]> => {
        const tries = (await asked.heardByNext()).filter((line) => line === "on refuse broken");
        return tries.length >= 2 ? tries : [];
      };
      return [answer, await waitsFor(twice, ["on refuse broken"])];
    },
    [[200, {}], ["on refuse broken"]],
  ],
  [
    "who is pushed to hears, and keeps it in its database",
    async (asked) => {
      const rung = { name: "bob" };
      const answers: unknown[] = [];
      for (const times of [1, 2]) {
        answers.push(short(await ask(asked.teller, sent("POST", "/rpc/ring", rung))));
        const guest = async (): Promise<readonly string[]> => {
          const [, body] = await asks("side", "GET", "/guests/bob")(asked);
          return [`rung ${Object(body).rung}`];
        };
        answers.push(...(await waitsFor(guest, [`rung ${times}`])));
      }
      return answers;
    },
    [[200, {}], "rung 1", [200, {}], "rung 2"],
  ],
];

/** The step of what runs at fixed times: what an outage left out, and the next minute. */
export const timesOf = (due: readonly string[]): Step => [
  "what runs at fixed times",
  ({ heard }) => waitsFor(heard, [...due, "every beat"], 75),
  [...due, "every beat"],
];
