import { HostError, type ProcessResult, type RunningProcess } from "#intent";

import { createUnframer, frame } from "./frames.ts";
import { isRecord, recordAt, textAt } from "./json.ts";

/** A JSON-RPC connection over the standard streams of a process. */
export interface Connection {
  /**
   * Resolves with the result; rejects where the server answers an error, and with a {@link HostError} where it ends or has
   * ended ({@link hasEnded}).
   */
  request(method: string, params: unknown): Promise<unknown>;
  /** Rejects with a {@link HostError} where the server has ended. */
  notify(method: string, params: unknown): Promise<void>;
}

const endedCode = "language-server-ended";

/** Whether an error tells that the server has ended, of itself or by somebody. */
export const hasEnded = (error: unknown): boolean =>
  error instanceof HostError && error.code === endedCode;

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
  let gone: HostError | undefined;
  const ended = running.finished.then((result) => (gone = endOf(result)));
  const send = async (message: Readonly<Record<string, unknown>>): Promise<void> => {
    if (gone !== undefined) throw gone;
    try {
      await running.write(frame({ jsonrpc: "2.0", ...message }));
    } catch {
      // Who hears nothing any more is of no use; how it ended says more than the pipe does.
      running.kill();
      throw await ended;
    }
  };
  const take = (message: unknown): void => {
    if (!isRecord(message)) return;
    const { id, method } = message;
    if (typeof method === "string") {
      if (id !== undefined) send({ id, result: answer(method, message["params"]) }).catch(unheard);
      return;
    }
    if (typeof id === "number") settle(waiting, id, message);
  };
  running.onOutput((chunk) => {
    for (const message of unframe(chunk)) take(message);
  });
  void ended.then((error) => {
    for (const each of waiting.values()) each.reject(error);
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

const endOf = ({ ended, stderr }: ProcessResult): HostError => {
  const said = stderr === "" ? "" : `: ${stderr.slice(0, 300)}`;
  return new HostError(endedCode, `pyright's language server ended (${ended})${said}`);
};

/** An answer that a server did not live to hear is missed by nobody: those who wait for the server are told of its end. */
function unheard(error: unknown): void {
  if (!hasEnded(error)) throw error;
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
