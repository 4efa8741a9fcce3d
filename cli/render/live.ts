import type { FlywheelEvent } from "#intent";
import type { Bus } from "#jarvis";
import { duration, styles, type Style } from "./style.ts";

/** What the list says of a service until it has finished. */
interface Row {
  stage: string;
  /** Milliseconds; absent while the service waits for a free core. */
  started: number | undefined;
  readonly end: (outcome: string) => void;
  readonly ended: Promise<string>;
}

/** A live list of one run. */
export interface LiveList {
  /** Shows what is told on a run's bus. */
  follow(bus: Bus): void;
  /** Leaves the list as it stands. To be called however the run ends. */
  stop(): Promise<void>;
}

const redrawMs = 250;

function createRow(): Row {
  let end: (outcome: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { stage: "waiting", started: undefined, end, ended };
}

function line(style: Style, name: string, width: number, row: Row): string {
  const time = row.started === undefined ? "" : duration(Date.now() - row.started);
  return `${name.padEnd(width)}  ${row.stage.padEnd(18)}  ${style.faint(time)}`;
}

/** What an event says of its service; the run's end ends all that still wait. */
function hear(rows: ReadonlyMap<string, Row>, event: FlywheelEvent): void {
  if (event.type === "run-finished") for (const row of rows.values()) row.end("not done");
  if (event.type !== "stage-started" && event.type !== "service-finished") return;
  const row = rows.get(event.service);
  if (row === undefined) return;
  if (event.type === "service-finished") return row.end(event.outcome);
  row.started ??= Date.now();
  row.stage = event.cycle === undefined ? event.stage : `${event.stage}, round ${event.cycle}`;
}

/**
 * A task list on stderr: each service with its stage and its time, redrawn until the run ends. Made before the run
 * starts, since the first event names the services. `undefined` where stdout is no terminal: there the list's library
 * prints every redrawing as a line of its own.
 */
export async function createLiveList(color: boolean): Promise<LiveList | undefined> {
  if (process.stdout.isTTY !== true) return undefined;
  const { Listr, ListrLogger, ProcessOutput } = await import("listr2");
  const style = styles(color);
  const { stderr } = process;
  const rows = new Map<string, Row>();
  let running: Promise<unknown> | undefined;

  const start = (services: readonly string[]): void => {
    const width = Math.max(0, ...services.map((name) => name.length));
    for (const name of services) rows.set(name, createRow());
    const tasks = [...rows].map(([name, row]) => ({
      title: line(style, name, width, row),
      task: async (_context: unknown, task: { title?: string | undefined }): Promise<void> => {
        const draw = (): void => {
          task.title = line(style, name, width, row);
        };
        const timer = setInterval(draw, redrawMs);
        row.stage = await row.ended;
        clearInterval(timer);
        draw();
        // The list's own way to mark a row as failed.
        if (row.stage === "held" || row.stage === "not done") throw new Error(row.stage);
      },
    }));
    // Reports go to stdout, progress to stderr; the two may be different places.
    const logger = new ListrLogger({
      useIcons: true,
      processOutput: new ProcessOutput(stderr, stderr, { leaveEmptyLine: false }),
    });
    const rendererOptions = { logger, showErrorMessage: false, formatOutput: "truncate" as const };
    const list = new Listr(tasks, {
      concurrent: true,
      exitOnError: false,
      renderer: "default",
      fallbackRendererCondition: false,
      rendererOptions,
    });
    running = list.run();
  };

  return {
    follow: (bus) => {
      bus.on((event) => {
        if (event.type === "run-started") start(event.services);
        else hear(rows, event);
      });
    },
    stop: async () => {
      for (const row of rows.values()) row.end("not done");
      await running;
    },
  };
}
