import { expect } from "vitest";
import { boundary, formOf, type SentPart } from "./form.ts";

export const mega = 1_000_000;
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

/** What travels there and back: names, media types and contents that are easily mistaken for something else. */
export const travellers: readonly Omit<SentPart, "name">[] = [
  { file: "plain.txt", type: "text/plain; charset=utf-8", content: "plain" },
  { file: "empty.bin", type: "application/octet-stream", content: "" },
  { type: "image/png", content: "no name" },
  { file: 'a "quoted" \\ name; x="y".txt', type: "text/plain", content: "\0" },
  { file: "two\r\nlines: \n\tof\r it", type: "text/plain", content: "\r\n" },
  { file: "../../etc/passwd", type: "text/plain", content: "--" },
  { file: "C:\\windows\\file.txt", type: "text/plain", content: `\r\n--${boundary.slice(0, -1)}` },
  {
    file: "Übung 漢字 👩‍🚀 e\u0301.pdf",
    type: "application/pdf",
    content: "\r\n--\r\n\r\n--\r\n--\r",
  },
  { file: "100%25 %22 %0d %.txt", type: "text/plain", content: "%" },
  { file: "'*()!~ -_.", type: "application/vnd.x+json; a=1;b=2", content: "{}" },
  { file: "🚀".repeat(255), type: "image/png", content: everyByte },
  { file: "whole.bin", type: "image/png", content: Buffer.alloc(2 * mega, everyByte) },
];

export interface Told {
  readonly status: number;
  readonly body: unknown;
}

export const input = (fields: object): SentPart => ({
  name: "input",
  type: "application/json",
  content: JSON.stringify(fields),
});
export const content = (text: string, more: Partial<SentPart> = {}): SentPart => ({
  name: "content",
  file: "a.txt",
  type: "text/plain",
  content: text,
  ...more,
});

/** A part as a form of HTML has it of a field for a file that was left empty. */
export const leftEmpty = (name: string): SentPart => ({
  name,
  file: "",
  type: "application/octet-stream",
  content: "",
});

/** A refusal of something that was sent, as all services word it. */
export const refused = (path: string, message: string, status = 400): Told => ({
  status,
  body: {
    error: {
      code: status === 413 ? "content-too-large" : "invalid-argument",
      message: `${path}: ${message}`,
      details: { issues: [{ path, message }] },
    },
  },
});
export const malformed = refused("body", "expected multipart/form-data");

export const part = (head: string, text = "x"): string =>
  `--${boundary}\r\n${head}\r\n\r\n${text}\r\n`;
export const end = `--${boundary}--\r\n`;
export const disposition = "Content-Disposition: form-data; name=";

/** Requests that no form is like, each with how all services answer them. */
export const requests: readonly (readonly [
  what: string,
  body: string | Buffer,
  expected: Told | number,
  type?: string,
])[] = [
  [
    "one byte too many",
    formOf([content("x".repeat(1001))]),
    refused("content", "at most 1000 bytes", 413),
  ],
  ["sent twice", formOf([content("a"), content("b")]), refused("content", "sent twice")],
  ["input sent twice", formOf([input({}), input({}), content("")]), refused("input", "sent twice")],
  [
    "input that is a list",
    formOf([input([]), content("")]),
    refused("input", "expected an object"),
  ],
  [
    "input that is no JSON",
    formOf([content("{"), { ...input({}), content: "{" }]),
    refused("input", "expected an object"),
  ],
  [
    "input with NaN",
    formOf([{ ...input({}), content: '{"note":NaN}' }]),
    refused("input", "expected an object"),
  ],
  [
    "input that is no UTF-8",
    formOf([{ ...input({}), content: Buffer.from([0x22, 0xff, 0x22]) }]),
    refused("input", "expected an object"),
  ],
  ["nothing at all", "", malformed],
  ["an end alone", end, 400],
  ["no end", formOf([content("cut")]).subarray(0, -4), malformed],
  ["an end in the midst of a head", `--${boundary}\r\n${disposition}"con`, malformed],
  ["an end in the midst of a file", part(`${disposition}"content"`).slice(0, -3), malformed],
  ["something before it", `before\r\n${part(`${disposition}"content"`)}${end}`, malformed],
  ["another boundary", part(`${disposition}"content"`).replaceAll(boundary, "b") + end, malformed],
  ["a boundary that goes on", `--${boundary}x\r\n`, malformed],
  [
    "line feeds alone",
    formOf([content("a")])
      .toString()
      .replaceAll("\r\n", "\n"),
    malformed,
  ],
  ["a part without a head", `--${boundary}\r\n\r\n\r\nx\r\n${end}`, malformed],
  ["a part without a name", part("Content-Disposition: form-data") + end, malformed],
  ["a part without a disposition", part("Content-Type: text/plain") + end, malformed],
  ["another disposition", part('Content-Disposition: attachment; name="content"') + end, malformed],
  ["a head that is none", part(`${disposition}"content"\r\nnothing`) + end, malformed],
  ["a head with a name that is none", part(`${disposition}"content"\r\na b: c`) + end, malformed],
  ["a name that does not end", part(`${disposition}"content`) + end, malformed],
  ["a bare name of nothing", part(`${disposition}content; filename=`) + end, malformed],
  ["a quote in a name", part(`${disposition}"con"tent"`) + end, malformed],
  [
    "a head that is too long",
    part(`${disposition}"content"\r\nX: ${"x".repeat(17_000)}`) + end,
    malformed,
  ],
  [
    "a head that is no UTF-8",
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nX: `),
      Buffer.from([0xff]),
      Buffer.from(`\r\n\r\nx\r\n${end}`),
    ]),
    malformed,
  ],
  ["no boundary", formOf([content("a")]), malformed, "multipart/form-data"],
  ["an empty boundary", formOf([content("a")]), malformed, 'multipart/form-data; boundary=""'],
  [
    "a boundary that cannot be",
    formOf([content("a")]),
    malformed,
    'multipart/form-data; boundary="ü"',
  ],
  [
    "a boundary that is too long",
    formOf([content("a")]),
    malformed,
    `multipart/form-data; boundary=${"b".repeat(71)}`,
  ],
  ["no file", formOf([input({ note: "n" })]), 400],
  ["a field for a file that was left empty", formOf([leftEmpty("content")]), 400],
  ["a file among the JSON", formOf([input({ content: 0 })]), 400],
  [
    "a file among the JSON, beside another",
    formOf([input({ content: 0 }), { ...content("x"), name: "copy" }]),
    400,
  ],
  ["what is no media type", formOf([content("a", { type: "text" })]), 400],
  ["a name that is too long", formOf([content("a", { file: "x".repeat(256) })]), 400],
  ["JSON alone, without its file", '{"note":"n"}', 400, "application/json"],
  ["JSON alone, with a number for a file", '{"content":0}', 400, "application/json"],
  ["JSON that is none", "{", 400, "application/json"],
  ["another type of body", formOf([content("a")]), 400, "text/plain"],
  ["a parameter of a wrong type", formOf([input({ note: 1 }), content("a")]), 400],
];

/** Requests that are odd and fine, each with some of what is told of them. */
export const odd: readonly (readonly [
  what: string,
  body: string | Buffer,
  expected: object,
  type?: string,
])[] = [
  [
    "parts of other names",
    formOf([
      { name: "other", content: "x".repeat(5000) },
      content("abc"),
      { name: "other", content: "" },
    ]),
    { size: 3, note: "none" },
  ],
  [
    "a boundary in quotes",
    formOf([content("abc")]),
    { size: 3 },
    `Multipart/Form-Data ; charset=utf-8; BOUNDARY="${boundary}"`,
  ],
  [
    "bare names",
    part("content-disposition:form-data;name=content;filename=b.txt", "ab") + end,
    { size: 2, name: "b.txt", mediaType: "application/octet-stream" },
  ],
  [
    "other heads",
    part(`X-Other: 1\r\n${disposition}"content"; filename=""`, "ab") + end,
    { size: 2 },
  ],
  [
    "a file that stands among the JSON, and may be absent",
    formOf([content("abc"), input({ copy: 0 })]),
    { size: 3, note: "none" },
  ],
  [
    "a media type with blanks behind it",
    part(`${disposition}"content"\r\nContent-Type: text/plain; a=b \t`, "ab") + end,
    { size: 2, mediaType: "text/plain; a=b" },
  ],
  [
    "a second file that was left empty",
    formOf([content("abc"), leftEmpty("copy"), leftEmpty("duplicate")]),
    { size: 3, note: "none" },
  ],
  ["what follows the end", formOf([content("abc")]) + "anything", { size: 3 }],
  ["exactly as much as fits", formOf([content("x".repeat(1000))]), { size: 1000 }],
  [
    "input last",
    formOf([content("abc"), input({ note: "later", other: 1 })]),
    { size: 3, note: "later" },
  ],
];

/** A request to a route, a POST where nothing is said, and some of how all services answer it. */
interface Routed {
  readonly method?: "POST" | "PUT";
  readonly path: string;
  readonly body: string | Buffer;
  readonly type?: string;
  readonly expected: Pick<Told, "status"> & Partial<Told>;
}

const took = (fields: object): Routed["expected"] => ({ status: 200, body: fields });
const invalid = {
  status: 400,
  body: { error: expect.objectContaining({ code: "invalid-argument" }) },
};

/** What is sent to routes that take files. */
export const routed: readonly (readonly [what: string, asked: Routed])[] = [
  [
    "a file, and what stands in the path and beside it",
    {
      method: "PUT",
      path: "/rooms/7/by%20the%2Fdoor",
      body: formOf([content("abc"), input({ note: "n" })]),
      expected: took({ name: "a.txt", mediaType: "text/plain", size: 3, note: "7 by the/door n" }),
    },
  ],
  [
    "a file alone, whose path is no part of the form",
    {
      method: "PUT",
      path: "/rooms/7/door",
      body: formOf([input({ room: 8, spot: "wall", place: "wall" }), content("abc")]),
      expected: took({ size: 3, note: "7 door none" }),
    },
  ],
  [
    "two files, one by the name that it has yet",
    {
      method: "PUT",
      path: "/rooms/7/door",
      body: formOf([{ ...content("copy"), name: "duplicate" }, content("abc")]),
      expected: took({ size: 3, copySize: 4 }),
    },
  ],
  [
    "a declared error",
    {
      method: "PUT",
      path: "/rooms/7/door",
      body: formOf([content("abc", { file: "dull.txt" })]),
      expected: {
        status: 422,
        body: { error: { code: "too-dull", message: "too dull", details: { name: "dull.txt" } } },
      },
    },
  ],
  [
    "one byte too many",
    {
      method: "PUT",
      path: "/rooms/7/door",
      body: formOf([content("x".repeat(1001))]),
      expected: refused("content", "at most 1000 bytes", 413),
    },
  ],
  [
    "a path that holds no number",
    {
      method: "PUT",
      path: "/rooms/seven/door",
      body: formOf([content("abc"), input({ room: 7 })]),
      expected: invalid,
    },
  ],
  [
    "a form that is none",
    { method: "PUT", path: "/rooms/7/door", body: end, expected: { status: 400 } },
  ],
  [
    "JSON without the file",
    {
      method: "PUT",
      path: "/rooms/7/door",
      body: '{"note":"n"}',
      type: "application/json",
      expected: invalid,
    },
  ],
  [
    "another method",
    {
      path: "/rooms/7/door",
      body: formOf([content("abc")]),
      expected: { status: 405, body: { error: expect.objectContaining({ details: {} }) } },
    },
  ],
  [
    "a file that may be absent",
    {
      path: "/pins/wall",
      body: formOf([content("abc"), input({ note: "n" })]),
      expected: took({ size: 3, note: "wall n" }),
    },
  ],
  [
    "JSON where no file has to be sent",
    {
      path: "/pins/wall",
      body: '{"note":"n","place":"door"}',
      type: "application/json",
      expected: took({ mediaType: "application/x-nothing", note: "wall n" }),
    },
  ],
  [
    "nothing where nothing has to be sent",
    {
      path: "/pins/wall",
      body: "",
      type: "application/json",
      expected: took({ mediaType: "application/x-nothing", note: "wall none" }),
    },
  ],
  [
    "a form whose field for a file was left empty",
    {
      path: "/pins/wall",
      body: formOf([leftEmpty("content")]),
      expected: took({ mediaType: "application/x-nothing", note: "wall none" }),
    },
  ],
  [
    "a file of no bytes that has a name",
    {
      path: "/pins/wall",
      body: formOf([{ ...leftEmpty("content"), file: "empty" }]),
      expected: took({ mediaType: "application/octet-stream", name: "empty", size: 0 }),
    },
  ],
];

/** Forms that are told apart from the first one under its key, each with whether it is another input. */
export const again: readonly (readonly [
  what: string,
  parts: readonly SentPart[],
  other: boolean,
])[] = [
  ["the same", [input({ note: "n" }), content("abc")], false],
  ["the same in another order", [content("abc"), input({ note: "n" })], false],
  [
    "a part that nobody reads",
    [{ name: "x", content: "x" }, content("abc"), input({ note: "n" })],
    false,
  ],
  ["other bytes", [input({ note: "n" }), content("abd")], true],
  ["another name", [input({ note: "n" }), content("abc", { file: "b.txt" })], true],
  ["another media type", [input({ note: "n" }), content("abc", { type: "text/html" })], true],
  [
    "another file beside it",
    [input({ note: "n" }), content("abc"), { ...content("abc"), name: "copy" }],
    true,
  ],
  ["another field", [input({ note: "m" }), content("abc")], true],
];
