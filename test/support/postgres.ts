import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { freePort } from "./free-port.ts";

/** The folder of the server's programs: Debian keeps them off the path. */
function programsFolder(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted() : [];
  const found = spawnSync("which", ["postgres"], { encoding: "utf8" }).stdout.trim();
  return [
    ...(found === "" ? [] : [dirname(realpathSync(found))]),
    ...versions.map((version) => join(debian, version, "bin")),
  ].findLast(
    (folder) => existsSync(join(folder, "createdb")) && existsSync(join(folder, "initdb")),
  );
}

const programs = programsFolder();

/** Whether a PostgreSQL server can be started here. */
export const hasPostgres = programs !== undefined;

/** Who runs the server, which refuses to run as root. */
function otherUser(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (kind: string): number =>
    Number(spawnSync("id", [kind, "nobody"], { encoding: "utf8" }).stdout.trim());
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** A PostgreSQL server of a test's own. */
export class PostgresServer {
  readonly #folder: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  /** Starts one, and waits until it answers. */
  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), "flywheel-postgres-"));
    const user = otherUser();
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
    const server = new PostgresServer(folder, await freePort());
    const options = ["--auth=trust", "--username=test", "--encoding=UTF8", "--locale=C"];
    server.#run("initdb", "-D", folder, "--no-sync", ...options);
    await server.resume();
    return server;
  }

  /** Starts it again over what it kept. */
  async resume(): Promise<void> {
    const where = ["-h", "127.0.0.1", "-p", String(this.#port), "-k", this.#folder];
    this.#child = spawn(this.#program("postgres"), ["-D", this.#folder, ...where], {
      ...otherUser(),
      cwd: this.#folder,
      stdio: "ignore",
    });
    const address = ["-h", "127.0.0.1", "-p", String(this.#port)];
    for (let tries = 0; tries < 300; tries++) {
      if (spawnSync(this.#program("pg_isready"), address).status === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("the PostgreSQL server does not answer");
  }

  /** Makes a database; gives its address. */
  create(database: string): string {
    const address = ["-h", "127.0.0.1", "-p", String(this.#port), "-U", "test"];
    this.#run("createdb", ...address, database);
    return `postgres://test@127.0.0.1:${this.#port}/${database}`;
  }

  /** Runs statements in a database, all or none, and gives what they find: a line for each row, cells parted by `|`. Throws where one is refused. */
  sql(database: string, text: string): string[] {
    const address = ["-h", "127.0.0.1", "-p", String(this.#port), "-U", "test"];
    const options = [
      "-X",
      "-q",
      "-t",
      "-A",
      "--single-transaction",
      "-v",
      "ON_ERROR_STOP=1",
      "-P",
      "null=-",
    ];
    const said = this.#run("psql", ...address, ...options, "-d", database, "-c", text);
    return said.split("\n").filter((line) => line !== "");
  }

  /** Ends it as it is asked to, without waiting for who is connected. */
  async end(signal: "SIGINT" | "SIGQUIT" = "SIGINT"): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill(signal);
    await ended;
    this.#child = undefined;
  }

  /** Ends it, and takes away what it kept. */
  async stop(): Promise<void> {
    await this.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #program(name: string): string {
    return join(programs ?? "", name);
  }

  #run(name: string, ...args: readonly string[]): string {
    const done = spawnSync(this.#program(name), args, {
      ...otherUser(),
      cwd: this.#folder,
      encoding: "utf8",
    });
    if (done.status !== 0) throw new Error(`${name} failed:\n${done.stdout}${done.stderr}`);
    return done.stdout;
  }
}
