import type { Berth, CallState, Manifest, Pilot, PortCall } from "../generated.ts";
import { callStateValues } from "../generated.ts";
import { formatContainer, parseContainer } from "./cargo.ts";

/** A call as a line of the journal; keys are short because there are many. */
interface Row {
  readonly no: string;
  readonly ship: string;
  readonly name: string;
  readonly state: string;
  readonly eta: string;
  readonly stay: number;
  readonly draft: number;
  readonly berth?: number;
  readonly pilot?: number;
  readonly cargo?: { readonly ref: string; readonly value: string; readonly boxes: string[] };
  readonly notes?: Record<string, string>;
  readonly remarks: readonly string[];
}

const readState = (text: string): CallState => {
  const state = callStateValues.find((known) => known === text);
  if (state === undefined) throw new Error(`the journal holds a state ${text}`);
  return state;
};

const cargoRow = (manifest: Manifest): Required<Pick<Row, "cargo" | "notes">> => ({
  cargo: {
    ref: manifest.reference,
    value: manifest.declaredValue,
    boxes: manifest.containers.map(formatContainer),
  },
  notes: Object.fromEntries(manifest.notes),
});

export function writeCall(call: PortCall): string {
  const row: Row = {
    no: String(call.id),
    ship: call.callSign,
    name: call.vesselName,
    state: call.state,
    eta: call.eta.toISOString(),
    stay: call.stay,
    draft: call.draft,
    ...(call.berthId === undefined ? {} : { berth: call.berthId }),
    ...(call.pilotId === undefined ? {} : { pilot: call.pilotId }),
    ...(call.manifest === undefined ? {} : cargoRow(call.manifest)),
    remarks: call.remarks,
  };
  return JSON.stringify(row);
}

function readManifest({ cargo, notes }: Row): Manifest | undefined {
  if (cargo === undefined) return undefined;
  const containers = cargo.boxes.flatMap((box, index) => {
    const parsed = parseContainer(box, index + 1);
    return parsed.ok ? [parsed.value] : [];
  });
  return {
    reference: cargo.ref,
    declaredValue: cargo.value,
    containers,
    notes: new Map(Object.entries(notes ?? {})),
  };
}

export function readCall(line: string): PortCall {
  const row: Row = JSON.parse(line);
  return {
    id: BigInt(row.no),
    callSign: row.ship,
    vesselName: row.name,
    state: readState(row.state),
    eta: new Date(row.eta),
    stay: row.stay,
    draft: row.draft,
    berthId: row.berth,
    pilotId: row.pilot,
    manifest: readManifest(row),
    remarks: [...row.remarks],
  };
}

/** The journal as text, a call a line. */
export const dump = (calls: Iterable<PortCall>): string => Array.from(calls, writeCall).join("\n");

export const load = (text: string): PortCall[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map(readCall);

/** Reads one thing of each record of a table whose first line names the columns. */
function table<T>(text: string, read: (cell: (column: string) => string) => T): T[] {
  const [head = "", ...lines] = text.trim().split("\n");
  const columns = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return read((column) => cells[columns.indexOf(column)]?.trim() ?? "");
  });
}

/** Berths from the harbour master's table: `id,name,quay,depth,length,power,closed`. */
export const readBerths = (text: string): Berth[] =>
  table(text, (cell) => ({
    id: Number(cell("id")),
    name: cell("name"),
    quay: cell("quay"),
    depth: Number(cell("depth")),
    length: Number(cell("length")),
    power: cell("power") === "yes",
    closedUntil: cell("closed") || undefined,
  }));

const ranks: Readonly<Record<string, Pilot["rank"]>> = { J: "junior", S: "senior", C: "chief" };

/** Pilots from the roster's table: `id,name,rank,draft,languages,phone`. */
export const readPilots = (text: string): Pilot[] =>
  table(text, (cell) => ({
    id: Number(cell("id")),
    name: cell("name"),
    rank: ranks[cell("rank")] ?? "junior",
    maxDraft: Number(cell("draft")),
    languages: cell("languages").split(" "),
    phone: cell("phone") || undefined,
  }));
