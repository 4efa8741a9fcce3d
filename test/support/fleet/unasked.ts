/** What a request to `/mcp` says beside what every client does, and why it is refused: its status and JSON-RPC's code. */
interface Unasked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}
const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
const says = (more: string): Unasked => ({ body: `{"jsonrpc":"2.0",${more}}` });
export const unasked: readonly (readonly [
  what: string,
  asked: Unasked,
  status: number,
  code: number,
])[] = [
  ["no body", { body: "" }, 400, -32_700],
  ["no JSON", { body: "{" }, 400, -32_700],
  [
    "bytes that are no UTF-8",
    { body: Buffer.from(`${ping.slice(0, -1)},"x":"\xff"}`, "latin1") },
    400,
    -32_700,
  ],
  [
    "half a character",
    says(String.raw`"id":1,"method":"ping","params":{"a":"\ud800"}`),
    400,
    -32_700,
  ],
  ["what is no number", says('"id":1,"method":"ping","params":{"a":NaN}'), 400, -32_700],
  ["null", { body: "null" }, 400, -32_600],
  ["a number", { body: "7" }, 400, -32_600],
  ["an empty list", { body: "[]" }, 400, -32_600],
  ["a list of messages, which are sent one by one", { body: `[${ping}]` }, 400, -32_600],
  ["an empty object", { body: "{}" }, 400, -32_600],
  ["another version", { body: ping.replace("2.0", "1.0") }, 400, -32_600],
  ["no method", says('"id":1'), 400, -32_600],
  ["a method that is no text", says('"id":1,"method":7'), 400, -32_600],
  ["an id that is null", says('"id":null,"method":"ping"'), 400, -32_600],
  ["an id that is an object", says('"id":{},"method":"ping"'), 400, -32_600],
  ["an id that is a fraction", says('"id":1.5,"method":"ping"'), 400, -32_600],
  ["an id that is true", says('"id":true,"method":"ping"'), 400, -32_600],
  ["parameters that are a number", says('"id":1,"method":"ping","params":7'), 400, -32_600],
  ["parameters that are a list", says('"id":1,"method":"ping","params":[]'), 400, -32_600],
  ["an answer, which nobody waits for", says('"id":1,"result":{}'), 400, -32_600],
  [
    "a body of another type",
    { body: ping, headers: { "content-type": "text/plain" } },
    415,
    -32_000,
  ],
  [
    "JSON of another name",
    { body: ping, headers: { "content-type": "application/jsonp" } },
    415,
    -32_000,
  ],
  ["who takes no stream", { body: ping, headers: { accept: "application/json" } }, 406, -32_000],
  ["who takes anything", { body: ping, headers: { accept: "*/*" } }, 406, -32_000],
  ["too much", { body: `"${"x".repeat(16 * 1024 * 1024)}"` }, 413, -32_000],
  ["GET", { method: "GET" }, 405, -32_000],
  ["DELETE", { method: "DELETE" }, 405, -32_000],
  ["PUT", { method: "PUT", body: ping }, 405, -32_000],
];
