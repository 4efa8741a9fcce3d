import { execFile } from "node:child_process";
import { constants } from "node:fs";
import * as fs from "node:fs/promises";
import { dirname } from "node:path";
import { hostError } from "./errors.ts";

interface Copied {
  readonly code: number | string | null | undefined;
  readonly said: string;
}

const copy = (from: string, to: string): Promise<Copied> =>
  new Promise((resolve) => {
    execFile("cp", ["-a", "--reflink=auto", "--", from, to], (error, _stdout, said) =>
      resolve({ code: error === null ? 0 : error.code, said }),
    );
  });

/**
 * Copies a tree, copy-on-write where the disk can. The system's `cp` takes a tenth of the time that Node's copy takes for
 * two thousand small files; Node's stands in where there is no such `cp`.
 */
export async function cloneTree(from: string, to: string): Promise<void> {
  await fs.mkdir(dirname(to), { recursive: true });
  const done = await copy(from, to);
  if (done.code === 0) return;
  if (/no space left|quota/i.test(done.said)) {
    await fs.rm(to, { recursive: true, force: true });
    throw hostError(Object.assign(new Error(done.said), { code: "ENOSPC" }), to);
  }
  await fs.rm(to, { recursive: true, force: true });
  await fs.cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    mode: constants.COPYFILE_FICLONE,
  });
}
