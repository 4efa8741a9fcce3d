/**
 * Messages of the language server protocol: a header with the body's length in bytes, an empty line, a JSON body. The
 * host hands us decoded text, so lengths are counted on its UTF-8 bytes again.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const headerEnd = "\r\n\r\n";

/** One message as it goes over the wire. */
export function frame(message: unknown): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${encoder.encode(body).length}${headerEnd}${body}`;
}

/** Takes chunks of text as they come and returns the bodies of the messages that are whole by then. */
export function createUnframer(): (chunk: string) => readonly unknown[] {
  let waiting = new Uint8Array();
  return (chunk) => {
    waiting = concat(waiting, encoder.encode(chunk));
    const bodies: unknown[] = [];
    for (;;) {
      const found = cut(waiting);
      if (found === undefined) return bodies;
      bodies.push(JSON.parse(found.body));
      waiting = found.rest;
    }
  };
}

function cut(
  bytes: Uint8Array,
): { readonly body: string; readonly rest: Uint8Array<ArrayBuffer> } | undefined {
  // A header is ASCII and short, so that its offset in text is its offset in bytes.
  const head = decoder.decode(bytes.subarray(0, 256));
  const end = head.indexOf(headerEnd);
  if (end === -1) return undefined;
  const length = Number(/Content-Length: (\d+)/i.exec(head.slice(0, end))?.[1]);
  const start = end + headerEnd.length;
  if (!Number.isInteger(length))
    throw new Error(`a message without a length: ${head.slice(0, end)}`);
  if (bytes.length < start + length) return undefined;
  return {
    body: decoder.decode(bytes.subarray(start, start + length)),
    rest: bytes.slice(start + length),
  };
}

function concat(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
