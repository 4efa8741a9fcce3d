import { HostError, type Host } from "#intent";

/** One file of a commit: its new text, or `undefined` where it goes away. Paths are relative to the repository. */
export interface CommitFile {
  readonly path: string;
  readonly text: string | undefined;
}

export interface CommitRequest {
  readonly repository: string;
  readonly parent: string;
  readonly files: readonly CommitFile[];
  readonly message: string;
  /** Seconds since 1970; the same run makes the same commit again. */
  readonly at: number;
  /** Folder for the temporary index. */
  readonly scratch: string;
}

async function git(
  host: Host,
  cwd: string,
  args: readonly string[],
  options: Parameters<Host["git"]["run"]>[2] = {},
): Promise<string> {
  const { exit, stdout, stderr } = await host.git.run(cwd, args, options);
  if (exit === 0) return stdout.trim();
  const full = /No space left|disk quota/i.test(stderr);
  throw new HostError(
    full ? "disk-full" : "git-failed",
    `git ${args[0] ?? ""} failed in ${cwd}: ${stderr.trim()}`,
    {
      path: cwd,
      cure: full
        ? "free some space and run the command again; nothing was lost"
        : "run `git fsck` there, then run the command again",
    },
  );
}

/** Whose name a commit carries: the user's own, or ours where git knows none. */
async function identity(host: Host, repository: string): Promise<{ name: string; email: string }> {
  const [name, email] = await Promise.all(
    ["user.name", "user.email"].map((key) => host.git.run(repository, ["config", "--get", key])),
  );
  return {
    name: name?.stdout.trim() || "Flywheel",
    email: email?.stdout.trim() || "flywheel@localhost",
  };
}

/**
 * Builds a commit on `parent` with these files, through an index of its own: neither the user's index nor the work tree
 * nor any ref is touched. Blobs are stored without filters. Returns the commit's hash; the same request gives the same.
 */
export async function buildCommit(host: Host, request: CommitRequest): Promise<string> {
  const { repository, parent, files } = request;
  const index = `${request.scratch}/index.${host.randomId()}`;
  await host.files.makeDirectory(request.scratch);
  const env = { GIT_INDEX_FILE: index };
  try {
    await git(host, repository, ["read-tree", parent], { env });
    const modes = await modesAt(host, repository, parent, files);
    const lines: string[] = [];
    for (const file of files) {
      if (file.text === undefined) lines.push(`0 ${"0".repeat(40)}\t${file.path}`);
      else {
        const blob = await git(host, repository, ["hash-object", "-w", "--stdin", "--no-filters"], {
          input: file.text,
        });
        lines.push(`${modes.get(file.path) ?? "100644"} ${blob}\t${file.path}`);
      }
    }
    await git(host, repository, ["update-index", "-z", "--add", "--index-info"], {
      env,
      input: lines.map((line) => `${line}\0`).join(""),
    });
    const tree = await git(host, repository, ["write-tree"], { env });
    const who = await identity(host, repository);
    const date = `${request.at} +0000`;
    return await git(host, repository, ["commit-tree", tree, "-p", parent, "-F", "-"], {
      input: request.message,
      env: {
        GIT_AUTHOR_NAME: who.name,
        GIT_AUTHOR_EMAIL: who.email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: who.name,
        GIT_COMMITTER_EMAIL: who.email,
        GIT_COMMITTER_DATE: date,
      },
    });
  } finally {
    await host.files.remove(index);
  }
}

async function modesAt(
  host: Host,
  repository: string,
  parent: string,
  files: readonly CommitFile[],
): Promise<Map<string, string>> {
  if (files.length === 0) return new Map();
  const listed = await git(host, repository, [
    "ls-tree",
    "-z",
    "--full-tree",
    parent,
    "--",
    ...files.map((file) => file.path),
  ]);
  return new Map(
    listed.split("\0").flatMap((line): [string, string][] => {
      const [, mode, path] = /^(\d+) blob [0-9a-f]+\t(.*)$/s.exec(line) ?? [];
      return mode === undefined || path === undefined ? [] : [[path, mode]];
    }),
  );
}
