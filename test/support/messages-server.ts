import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** One answer of a scripted model: words, or tools that it calls. */
export interface Reply {
  readonly text?: string;
  readonly calls?: readonly {
    readonly name: string;
    readonly input: Readonly<Record<string, unknown>>;
  }[];
  /** Instead of the stop reason that fits; `null`: none. */
  readonly stop?: string | null;
  readonly usage?: { readonly input: number; readonly output: number };
}

/** What goes wrong instead, or with a reply. */
export type Fault =
  | { readonly fault: "status"; readonly status: number; readonly retryAfter?: number }
  /** The stream ends after this share of its bytes. */
  | { readonly fault: "cut"; readonly share: number; readonly reply: Reply }
  /** Nothing comes, and the connection stays open. */
  | { readonly fault: "silence" }
  /** Words without an end. */
  | { readonly fault: "endless" }
  /** A tool call whose input is this text. */
  | { readonly fault: "input"; readonly name: string; readonly json: string }
  /** These bytes, whatever they are. */
  | {
      readonly fault: "raw";
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** A request as the server saw it. */
export interface Seen {
  readonly role: "researcher" | "coder";
  /** Answers that the conversation holds already. */
  readonly round: number;
  /** Number of this request, from 1. */
  readonly number: number;
  readonly body: string;
  readonly key: string;
  readonly headers: IncomingMessage["headers"];
}

export type Script = (seen: Omit<Seen, "body" | "key" | "headers">) => Reply | Fault;

export interface MessagesServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

/** Speaks the Messages API with streaming on a port of this machine and answers as the script says. */
export async function startMessagesServer(script: Script): Promise<MessagesServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const one = { ...placeOf(body), number: seen.length + 1 };
      seen.push({
        ...one,
        body,
        headers: request.headers,
        key: String(request.headers.authorization).replace("Bearer ", ""),
      });
      play(response, script(one));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A script by role and round; where it ends, the last reply of the role is given again. */
export const inTurns =
  (turns: Readonly<Record<Seen["role"], readonly (Reply | Fault)[]>>): Script =>
  ({ role, round }) =>
    turns[role][Math.min(round, turns[role].length - 1)] ?? { text: "" };

/** These faults first, whatever is asked; then the script. */
export const after =
  (faults: readonly Fault[], script: Script): Script =>
  (seen) =>
    faults[seen.number - 1] ?? script(seen);

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Who is spoken to can be told from the tools that they are given. */
function placeOf(body: string): Pick<Seen, "role" | "round"> {
  const { tools, messages } = JSON.parse(body);
  const is = (name: string) => (one: { name?: string; role?: string }) =>
    one.name === name || one.role === name;
  return {
    role: tools.some(is("edit")) ? "coder" : "researcher",
    round: messages.filter(is("assistant")).length,
  };
}

function play(response: ServerResponse, played: Reply | Fault): void {
  if (!("fault" in played)) return stream(response, eventsOf(played).join(""));
  switch (played.fault) {
    case "status":
      return refuse(response, played.status, played.retryAfter);
    case "cut": {
      const whole = eventsOf(played.reply).join("");
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(whole.slice(0, Math.floor(whole.length * played.share)), () =>
        response.destroy(),
      );
      return undefined;
    }
    case "silence":
      return undefined;
    case "endless":
      return endless(response);
    case "input":
      return stream(response, callEvents(played.name, played.json));
    case "raw":
      response.writeHead(played.status ?? 200, played.headers ?? eventStream);
      response.end(played.body);
  }
}

const eventStream = { "content-type": "text/event-stream" };

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, eventStream);
  response.end(text);
}

function refuse(response: ServerResponse, status: number, retryAfter: number | undefined): void {
  const type = status === 529 ? "overloaded_error" : "rate_limit_error";
  response.writeHead(status, {
    "content-type": "application/json",
    ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
  });
  response.end(JSON.stringify({ type: "error", error: { type, message: `status ${status}` } }));
}

function endless(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(start({ input: 10, output: 1 }) + blockStart(0, { type: "text", text: "" }));
  const piece = textDelta(0, "and on ".repeat(500));
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
}

const event = (data: { readonly type: string } & Readonly<Record<string, unknown>>): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;

const start = ({ input, output }: { input: number; output: number }): string =>
  event({
    type: "message_start",
    message: {
      id: "msg_scripted",
      type: "message",
      role: "assistant",
      model: "scripted",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: input, output_tokens: output },
    },
  });
const blockStart = (index: number, block: Readonly<Record<string, unknown>>): string =>
  event({ type: "content_block_start", index, content_block: block });
const textDelta = (index: number, text: string): string =>
  event({ type: "content_block_delta", index, delta: { type: "text_delta", text } });

/** Ids of calls are never given twice. */
let callsMade = 0;

function callBlock(index: number, name: string, json: string): string[] {
  const half = Math.floor(json.length / 2);
  const delta = (partial: string): string =>
    event({
      type: "content_block_delta",
      index,
      delta: { type: "input_json_delta", partial_json: partial },
    });
  return [
    blockStart(index, { type: "tool_use", id: `toolu_${(callsMade += 1)}`, name, input: {} }),
    delta(json.slice(0, half)),
    delta(json.slice(half)),
    event({ type: "content_block_stop", index }),
  ];
}

const end = (stop: string | null, output: number): string[] => [
  event({
    type: "message_delta",
    delta: { stop_reason: stop, stop_sequence: null },
    usage: { output_tokens: output },
  }),
  event({ type: "message_stop" }),
];

const callEvents = (name: string, json: string): string =>
  [start({ input: 100, output: 1 }), ...callBlock(0, name, json), ...end("tool_use", 20)].join("");

function eventsOf({ text, calls = [], stop, usage = { input: 100, output: 20 } }: Reply): string[] {
  const events = [start({ input: usage.input, output: 1 })];
  let index = 0;
  if (text !== undefined) {
    events.push(blockStart(index, { type: "text", text: "" }), textDelta(index, text));
    events.push(event({ type: "content_block_stop", index }));
    index += 1;
  }
  for (const { name, input } of calls)
    events.push(...callBlock(index++, name, JSON.stringify(input)));
  const fitting = calls.length > 0 ? "tool_use" : "end_turn";
  return [...events, ...end(stop === undefined ? fitting : stop, usage.output)];
}
