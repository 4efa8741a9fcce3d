import { existsSync } from "node:fs";
import { alternateCommands, ratio, type Report, type Row } from "./measure.ts";
import { built } from "./universe.ts";

const bundle = built("flywheel.js");

async function measure(): Promise<Report> {
  const nothing = { name: "node -e 0", argv: [process.execPath, "-e", "0"] };
  if (!existsSync(bundle)) {
    return {
      measured: alternateCommands([nothing], 5, 5),
      goals: [],
      notes: [
        "not built: dist/flywheel.js is missing, so there is nothing to compare (npm run build)",
      ],
    };
  }
  const ours = { name: "flywheel --version", argv: [process.execPath, bundle, "--version"] };
  const measured = alternateCommands([ours, nothing], 9, 5);
  return {
    measured,
    goals: [
      { text: "CPU over node -e 0", value: ratio(measured, ours.name, nothing.name), limit: 1.3 },
    ],
    notes: ["CPU of the whole process, by the shell's times; means of 5 starts, median of 9 turns"],
  };
}

export const row: Row = { title: "start of a command", measure };
