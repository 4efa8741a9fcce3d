/** What a service answered. */
export interface Answer {
  readonly status: number;
  /** The body as it came. */
  readonly text: string;
  /** The body as JSON; `undefined` where it is empty. */
  readonly body: unknown;
  readonly requestId: string | null;
}

/** Reads an answer; throws where its body is neither empty nor JSON. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body: unknown = text === "" ? undefined : JSON.parse(text);
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
