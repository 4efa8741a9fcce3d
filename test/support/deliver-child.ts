// Delivers and dies where it is told to: started by the delivery tests as a process of its own.
import { createHost } from "../../cli/host/index.ts";
import { deliver } from "../../sentinel/delivery/deliver.ts";
import { openJournal } from "../../sentinel/journal/journal.ts";
import type { RefMove } from "../../sentinel/journal/journal.ts";

const [journalPath = "", movesText = "[]", failpoint = "", hit = "1"] = process.argv.slice(2);
const isMoves = (value: unknown): value is RefMove[] => Array.isArray(value);
const moves: unknown = JSON.parse(movesText);
if (!isMoves(moves)) throw new Error("no moves");
const host = createHost();
let seen = 0;
const done = await deliver(
  host,
  openJournal(host, journalPath),
  { run: "test", epoch: 1 },
  moves,
  () => true,
  (point) => {
    if (point === failpoint && ++seen === Number(hit)) process.kill(process.pid, "SIGKILL");
  },
);
process.stdout.write(`${done.outcome}\n`);
