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
      return `${event.service.padEnd(14)} ${style.warn("asks")}      ${event.question}`;
    case "service-finished":
      return `${event.service.padEnd(14)} ${style.strong(event.outcome)} ${style.faint(duration(event.ms))}`;
    case "delivering":
      return `delivering to ${event.repositories.length} repositories (${event.mode})`;
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

interface Row {
  stage: string;
  readonly started: number;
  readonly finish: () => void;
}

/** A live task list: each service with its stage and its time. */
export async function liveProgress(bus: Bus, color: boolean): Promise<() => Promise<void>> {
  const { Listr } = await import("listr2");
  const rows = new Map<string, Row>();
  const list = new Listr([], {
    concurrent: true,
    exitOnError: false,
    rendererOptions: { collapseSubtasks: false },
  });
  let running: Promise<unknown> | undefined;
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const style = styles(color);
  bus.on((event) => {
    if (event.type === "run-started") {
      for (const service of event.services) addRow(service);
      running = list.run();
    } else if (event.type === "stage-started") {
      const row = rows.get(event.service);
      if (row !== undefined)
        row.stage =
          event.cycle === undefined ? event.stage : `${event.stage}, round ${event.cycle}`;
    } else if (event.type === "service-finished") {
      const row = rows.get(event.service);
      if (row !== undefined) row.stage = event.outcome;
      row?.finish();
    } else if (event.type === "run-finished") {
      for (const row of rows.values()) row.finish();
      end();
    }
  });
  function addRow(service: string): void {
    let finish: () => void = () => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const row: Row = { stage: "waiting", started: Date.now(), finish: () => finish() };
    rows.set(service, row);
    list.add({
      title: service,
      task: async (_context, task) => {
        const draw = (): void => {
          task.title = `${service.padEnd(14)} ${row.stage} ${style.faint(duration(Date.now() - row.started))}`;
        };
        const timer = setInterval(draw, 250);
        await done;
        clearInterval(timer);
        draw();
      },
    });
  }
  return async () => {
    for (const row of rows.values()) row.finish();
    end();
    await ended;
    await running;
  };
}
