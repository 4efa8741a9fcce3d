import { join } from "node:path";
import type { Host } from "#intent";
import { stamp, type StampOptions } from "../../cli/commands/stamp.ts";
import type { CommandContext } from "../../cli/context.ts";
import { createHost } from "../../cli/host/index.ts";
import type { CommandResult } from "../../cli/result.ts";
import { installation } from "./tools.ts";

/** A host that stamps with the built templates, keeps what is known in memory, and tells what was read. */
export interface StampingHost {
  readonly host: Host;
  /** Absolute paths of the texts that were read. */
  readonly read: Set<string>;
  readonly kept: Map<string, string>;
}

/** `aheadMs`: how far the clock is ahead, so that files which were just written count as settled. */
export function stampingHost(aheadMs = 60_000): StampingHost {
  const real = createHost();
  const read = new Set<string>();
  const kept = new Map<string, string>();
  const seen =
    <T>(reader: (path: string) => T) =>
    (path: string): T => {
      read.add(path);
      return reader(path);
    };
  const host: Host = {
    ...real,
    platform: { ...real.platform, bundle: join(installation, "dist") },
    clock: { ...real.clock, now: () => real.clock.now() + aheadMs },
    files: {
      ...real.files,
      readText: seen(real.files.readText),
      readTextNow: seen(real.files.readTextNow),
    },
    kept: { read: (name) => kept.get(name), keep: (name, text) => void kept.set(name, text) },
  };
  return { host, read, kept };
}

/** Runs `forge stamp` in this process; what is known is kept from one service on. */
export function stampHere(
  host: Host,
  root: string,
  options: Partial<StampOptions> & { readonly json?: boolean } = {},
): Promise<CommandResult> {
  const { json = true, names = [], checkOnly = false } = options;
  const context: CommandContext = {
    host,
    cwd: root,
    json,
    quiet: true,
    color: false,
    live: false,
    signal: new AbortController().signal,
    say: () => {},
  };
  return stamp(context, { ...options, names, checkOnly, knownMin: 1 });
}
