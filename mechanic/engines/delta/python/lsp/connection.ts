import { HostError, type RunningProcess } from "#intent";

import { createUnframer, frame } from "./frames.ts";
import { isRecord, recordAt, textAt } from "./json.ts";

/** A JSON-RPC connection over the standard streams of a process. */
export interface Connection {
  /** Resolves with the result; rejects where the server answers an error or ends. */
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): Promise<void>;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** `answer` serves what the server asks of us (`workspace/configuration`). */
export function connect(
  running: RunningProcess,
  answer: (method: string, params: unknown) => unknown,
): Connection {
  const waiting = new Map<number, Waiting>();
  const unframe = createUnframer();
  let last = 0;
  const send = (message: Readonly<Record<string, unknown>>): Promise<void> =>
    running.write(frame({ jsonrpc: "2.0", ...message }));
  const take = (message: unknown): void => {
    if (!isRecord(message)) return;
    const { id, method } = message;
    if (typeof method === "string") {
      if (id !== undefined) void send({ id, result: answer(method, message["params"]) });
      return;
    }
    if (typeof id === "number") settle(waiting, id, message);
  };
  running.onOutput((chunk) => {
    for (const message of unframe(chunk)) take(message);
  });
  void running.finished.then((result) => {
    const gone = new HostError(
      "language-server-ended",
      `pyright's language server ended (${result.ended}): ${result.stderr.slice(0, 300)}`,
    );
    for (const each of waiting.values()) each.reject(gone);
    waiting.clear();
  });
  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        send({ id, method, params }).catch(reject);
      }),
    notify: (method, params) => send({ method, params }),
  };
}

function settle(
  waiting: Map<number, Waiting>,
  id: number,
  message: Readonly<Record<string, unknown>>,
): void {
  const own = waiting.get(id);
  waiting.delete(id);
  if (own === undefined) return;
  if (message["error"] === undefined) own.resolve(message["result"]);
  else
    own.reject(
      new Error(`the language server refused: ${textAt(recordAt(message, "error"), "message")}`),
    );
}
