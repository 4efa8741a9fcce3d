import { existsSync, rmSync } from "node:fs";
import { alternateCommands, ratio, type Report, type Row } from "./measure.ts";
import { built, editedExample } from "./universe.ts";

async function measure(): Promise<Report> {
  const nothing = { name: "node -e 0", argv: [process.execPath, "-e", "0"] };
  if (!existsSync(built("sentinel.js")))
    return { measured: [], goals: [], notes: ["not built: npm run build"] };
  const root = editedExample();
  try {
    const argv = [process.execPath, built("sentinel.js"), "plan", "--root", root];
    const ours = { name: "sentinel plan", argv };
    const measured = alternateCommands([ours, nothing], 15, 3);
    return {
      measured,
      goals: [
        { text: "CPU over node -e 0", value: ratio(measured, ours.name, nothing.name), limit: 3 },
      ],
      notes: [
        "the example, a repository a service, one edited line that reaches five of six services; children included",
        "CPU of the whole process, by the shell's times; means of 3 starts, median of 15 turns",
      ],
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export const row: Row = { title: "plan of one edited line", measure };
