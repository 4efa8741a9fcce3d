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

/** Whose name a commit carries: the user's own, or ours where git knows none. Where a key is told twice the last holds. */
async function identity(host: Host, repository: string): Promise<{ name: string; email: string }> {
  const args = ["config", "-z", "--get-regexp", "^user\\.(name|email)$"];
  const { stdout } = await host.git.run(repository, args);
  const told = new Map(
    stdout.split("\0").map((line): [string, string] => {
      const at = line.indexOf("\n");
      return [line.slice(0, at), line.slice(at + 1).trim()];
    }),
  );
  return {
    name: told.get("user.name") || "Flywheel",
    email: told.get("user.email") || "flywheel@localhost",
  };
}

/** Stores texts as blobs by one process for all of them; returns their hashes in the same order. */
async function store(
  host: Host,
  repository: string,
  scratch: string,
  texts: readonly string[],
): Promise<string[]> {
  if (texts.length === 0) return [];
  const folder = `${scratch}/blobs.${host.randomId()}`;
  await host.files.makeDirectory(folder);
  try {
    const paths = texts.map((_, index) => `${folder}/${index}`);
    for (const [index, text] of texts.entries())
      await host.files.writeText(`${folder}/${index}`, text);
    const stored = await git(
      host,
      repository,
      ["hash-object", "-w", "--no-filters", "--stdin-paths"],
      { input: paths.map((path) => `${path}\n`).join("") },
    );
    return stored.split("\n");
  } finally {
    await host.files.remove(folder);
  }
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
    const kept = files.flatMap(({ text }) => (text === undefined ? [] : [text]));
    const blobs = (await store(host, repository, request.scratch, kept)).values();
    const lines = files.map(({ path, text }) =>
      text === undefined
        ? `0 ${"0".repeat(40)}\t${path}`
        : `${modes.get(path) ?? "100644"} ${blobs.next().value}\t${path}`,
    );
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
