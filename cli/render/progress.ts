import type { FlywheelEvent } from "#intent";
import type { Bus } from "#jarvis";
import { duration, styles } from "./style.ts";

/** Stages worth a line; the rest only shows on a live terminal. */
const told = new Set(["setup", "baseline", "stamp", "check", "lint", "test", "repair"]);

/** One line of plain progress, or `undefined` where an event is not worth one. */
export function progressLine(event: FlywheelEvent, color: boolean): string | undefined {
  const style = styles(color);
  switch (event.type) {
    case "stage-finished": {
      if (!told.has(event.stage) || event.cycle !== undefined) return undefined;
      const outcome =
        event.outcome === "failed"
          ? style.bad("failed")
          : event.outcome === "aborted"
            ? style.warn("aborted")
            : style.good(event.outcome);
      return `${event.service.padEnd(14)} ${event.stage.padEnd(9)} ${outcome} ${style.faint(duration(event.ms))}`;
    }
    case "hole":
      return `${event.service.padEnd(14)} ${style.warn("asks")}      ${event.question.split("\n")[0] ?? ""}`;
    case "answered":
      return `${event.service.padEnd(14)} ${event.role.padEnd(10)} ${style.faint(event.does)}`;
    case "service-finished":
      return `${event.service.padEnd(14)} ${style.strong(event.outcome)} ${style.faint(duration(event.ms))}`;
    case "delivering":
      return `delivering to ${event.repositories.length === 1 ? "1 repository" : `${event.repositories.length} repositories`} (${event.mode})`;
    default:
      return undefined;
  }
}

/** Plain lines, for pipes and logs. */
export function plainProgress(bus: Bus, say: (line: string) => void, color: boolean): void {
  bus.on((event) => {
    const line = progressLine(event, color);
    if (line !== undefined) say(line);
  });
}
