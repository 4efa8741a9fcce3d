import { createRequire } from "node:module";
import { formatText, type NodeId, readTree, type Tree } from "../intent/index.ts";
import {
  alternate,
  type Contender,
  ratio,
  type Report,
  retainedBytes,
  type Row,
} from "./measure.ts";

const services = 1000;

/** Readings of all intents in one turn: a single one takes so few milliseconds that a compiler thread would outweigh it. */
const passes = 10;

const repeat = (work: () => unknown): unknown => Array.from({ length: passes }, work).at(-1);

/** A text as it comes from a file: in one piece, where a text that was put together is a rope to the engine. */
const asRead = (text: string): string => Buffer.from(text).toString();

/** An intent with 8 fields and 5 rpcs, in the formatter's layout. No two are equal. */
function intentOf(index: number): string {
  const fields = [
    "name string",
    "email string",
    "age i32",
    "plan Plan :default free",
    "tags (list string)",
    "joined timestamp",
    `score-${index} f64`,
  ];
  const rpcs = ["get", "list", "create", "rename", "remove"].map(
    (verb) =>
      `(rpc ${verb}-thing-${index} "What ${verb} does." (in (id i64) (query string :default "")) (out (list Thing${index})) (errors not-found-${index}))`,
  );
  const text = `(lang intent 1.0)

    (service service-${index} "The service with number ${index}." (language rust)
    (entity Thing${index} "Something that is kept." (id i64 :key) ${fields.map((field) => `(${field})`).join(" ")})
    (enum Plan free pro enterprise)
    (error not-found-${index} :status 404 (id i64))
    ${rpcs.join("\n")})`;
  return asRead(formatText("intent.lisp", text)[0]);
}

/** The same data for `JSON.parse`: lists are arrays, numbers numbers, everything else strings. */
function plain(tree: Tree, node: NodeId): unknown {
  const kind = tree.kind(node);
  if (kind === "file" || kind === "list")
    return tree.children(node).map((child) => plain(tree, child));
  return kind === "number" ? Number(tree.textOf(node)) : tree.stringValue(node);
}

/** How many atoms and strings a reader found: lists are arrays, or hold them as their `content`. */
function leavesOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + leavesOf(part), 0);
  const holds = typeof value === "object" && value !== null && "content" in value;
  return holds ? leavesOf(value.content) : 1;
}

/** A throw where a contender does not find in every text what ours finds: its time would be that of other work. */
function checkEqualWork(contender: Contender, leaves: readonly number[]): void {
  const found = contender.run();
  if (!Array.isArray(found)) throw new Error(`${contender.name} returns no results`);
  const wrong = leaves.findIndex((count, index) => leavesOf(found[index]) !== count);
  if (wrong !== -1) throw new Error(`${contender.name} reads something else in text ${wrong}`);
}

const load = createRequire(import.meta.url);

/** A reader from npm as a contender, or why it is none. */
function peer(
  name: string,
  texts: readonly string[],
  bytes: number,
  parserOf: (module: unknown) => unknown,
): Contender | string {
  try {
    const parse = parserOf(load(name));
    if (typeof parse !== "function") return `${name} exports no parser`;
    return {
      name,
      bytes: bytes * passes,
      run: () => repeat(() => texts.map((text): unknown => parse(text))),
    };
  } catch (error) {
    return `${name} is not installed (npm install in bench/): ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`;
  }
}

const memberNamed =
  (name: string) =>
  (module: unknown): unknown =>
    typeof module === "object" && module !== null
      ? Object.entries(module).find(([key]) => key === name)?.[1]
      : undefined;

async function measure(): Promise<Report> {
  const texts = Array.from({ length: services }, (_, index) => intentOf(index));
  const jsons = texts.map((text) => JSON.stringify(plain(readTree({ path: "a", text })[0], 0)));
  const sizeOf = (all: readonly string[]): number =>
    all.reduce((sum, text) => sum + text.length, 0);
  const bytes = sizeOf(texts);
  const read = (): unknown => texts.map((text) => readTree({ path: "intent.lisp", text }));
  const parse = (): unknown => jsons.map((json): unknown => JSON.parse(json));
  // `s-expression` and `sexp` read one form: the file's forms are wrapped into one.
  const wrapped = texts.map((text) => asRead(`(${text})`));
  const peers = [
    peer("s-expression", wrapped, bytes, (module) => module),
    peer("sexp", wrapped, bytes, (module) => module),
    peer("sexpr-plus", texts, bytes, memberNamed("parse")),
  ];
  const contenders: Contender[] = [
    { name: "intent reader", bytes: bytes * passes, run: () => repeat(read) },
    { name: "JSON.parse", bytes: sizeOf(jsons) * passes, run: () => repeat(parse) },
    ...peers.filter((entry) => typeof entry !== "string"),
  ];
  const memory = retainedBytes(read) / retainedBytes(parse);
  const measured = await alternate(contenders, 9);
  const leaves = texts.map((text) => leavesOf(plain(readTree({ path: "a", text })[0], 0)));
  for (const contender of contenders.slice(1)) checkEqualWork(contender, leaves);
  const readers = measured.slice(2);
  const fastest = readers.toSorted((a, b) => a.warmMs - b.warmMs)[0];
  return {
    measured,
    goals: [
      {
        text: "CPU over JSON.parse on equal data",
        value: ratio(measured, "intent reader", "JSON.parse"),
        limit: 1,
      },
      ...(fastest === undefined
        ? []
        : [
            {
              text: `CPU over the fastest npm reader (${fastest.name})`,
              value: ratio(measured, "intent reader", fastest.name),
              limit: 1 / 8,
            },
          ]),
      { text: "memory kept over JSON.parse's", value: memory, limit: 0.5 },
    ],
    notes: [
      `${services} intents of ${(bytes / services / 1000).toFixed(1)} kB, ${passes} times a turn, with spans, checks and lossless trees; JSON is minified and has no spans`,
      ...peers.filter((entry) => typeof entry === "string"),
    ],
  };
}

export const row: Row = { title: "read intents", measure };
