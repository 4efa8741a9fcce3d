import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { realWatcher } from "../../cli/host/watcher.ts";
import { temporaryFolder } from "../support/repository.ts";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Watches a folder; `heard` waits until a path was told of since it was last asked about. */
function listen(root: string): { heard(path: string): Promise<boolean>; close(): void } {
  const told: (string | undefined)[] = [];
  const watching = realWatcher.watch(root, (path) => told.push(path));
  return {
    close: () => watching.close(),
    heard: async (path) => {
      for (let waited = 0; waited < 5000; waited += 10) {
        if (told.includes(path)) {
          await pause(50);
          told.length = 0;
          return true;
        }
        await pause(10);
      }
      return false;
    },
  };
}

/** Saves as most editors and `sed -i` do: a new file takes the old one's name. */
function saveByRename(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

test("every save is heard, also those that rename a new file over the old", async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "services/door"), { recursive: true });
  const intent = join(root, "services/door/intent.lisp");
  writeFileSync(intent, "(lang flywheel 1)\n");
  const watching = listen(root);
  try {
    await watching.heard("services/door/intent.lisp");
    for (let save = 0; save < 5; save++) {
      saveByRename(intent, `; ${save}\n`);
      expect(await watching.heard("services/door/intent.lisp"), `save ${save}`).toBe(true);
    }
    writeFileSync(intent, "; in place\n");
    expect(await watching.heard("services/door/intent.lisp")).toBe(true);
  } finally {
    watching.close();
  }
});

test("folders that come later are watched, and what already lies in them is told", async () => {
  const root = temporaryFolder();
  const watching = listen(root);
  try {
    mkdirSync(join(root, "services/bell"), { recursive: true });
    writeFileSync(join(root, "services/bell/intent.lisp"), "");
    expect(await watching.heard("services/bell/intent.lisp")).toBe(true);
    saveByRename(join(root, "services/bell/intent.lisp"), "; later\n");
    expect(await watching.heard("services/bell/intent.lisp")).toBe(true);
    mkdirSync(join(root, "outside"));
    writeFileSync(join(root, "outside/intent.lisp"), "");
    renameSync(join(root, "outside"), join(root, "services/lamp"));
    expect(await watching.heard("services/lamp/intent.lisp")).toBe(true);
  } finally {
    watching.close();
  }
});

test("a watch that is closed says nothing more", async () => {
  const root = temporaryFolder();
  const told: unknown[] = [];
  const watching = realWatcher.watch(root, (path) => told.push(path));
  watching.close();
  writeFileSync(join(root, "intent.lisp"), "");
  await pause(200);
  expect(told).toEqual([]);
});
