/** What a service answered. */
export interface Answer {
  readonly status: number;
  /** The body as it came. */
  readonly text: string;
  /** The body as JSON; `undefined` where it is empty or a stream. */
  readonly body: unknown;
  readonly requestId: string | null;
}

/** The type of a stream's answer, whose text is no JSON. */
export const streamType = "text/event-stream";

/** Reads an answer, a stream to its end; throws where its body is neither empty nor JSON nor a stream. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isStream = response.headers.get("content-type")?.startsWith(streamType) === true;
  const body: unknown = text === "" || isStream ? undefined : JSON.parse(text);
  return {
    status: response.status,
    text,
    body,
    requestId: response.headers.get("x-request-id"),
  };
}

/** Posts a body: text as it stands, everything else as JSON. */
export async function postTo(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const all = { "content-type": "application/json", ...headers };
  return answerOf(await fetch(url, { method: "POST", body: text, headers: all }));
}
