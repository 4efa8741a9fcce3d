/** A part of a form as it is sent: whatever is said of it stands in its head as it is. */
export interface SentPart {
  readonly name: string;
  readonly file?: string;
  readonly type?: string;
  readonly content: Uint8Array | string;
}

export const boundary = "a-boundary-of-a-test";
export const formType = `multipart/form-data; boundary=${boundary}`;

/** A form of HTML, as a browser would send it. */
export const formOf = (parts: readonly SentPart[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ name, file, type, content }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"` +
          (file === undefined ? "" : `; filename="${escaped(file)}"`) +
          `${type === undefined ? "" : `\r\nContent-Type: ${type}`}\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from("\r\n"),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

const escaped = (text: string): string =>
  text
    .replaceAll("%", "%25")
    .replaceAll('"', "%22")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");

/** The name that an answer tells of a file; `undefined` where it tells none. */
export function nameIn(disposition: string | null): string | undefined {
  const full = /filename\*=UTF-8''([^;]*)/.exec(disposition ?? "")?.[1];
  return full === undefined
    ? /filename="([^"]*)"/.exec(disposition ?? "")?.[1]
    : decodeURIComponent(full);
}
