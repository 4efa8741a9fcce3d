import {
  chmodSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { createHost } from "../../../cli/host/index.ts";
import { putBack, standingFiles } from "../../../sentinel/cascade/still.ts";
import { keptFolder, writeFiles } from "../../support/repository.ts";

const { files } = createHost();
const stood = {
  "src/custom.ts": "export {};\n",
  "tests/expected.txt": "7\n",
  "tests/data/rows.csv": "a,b\n",
  "run.sh": "exit 0\n",
};
const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);

/** What is told of a change to a service's folder while gates run; afterwards everything is as it was. */
async function check(change: (folder: string) => void): Promise<readonly string[]> {
  const root = keptFolder();
  const folder = join(root, "shop");
  writeFiles(folder, stood);
  writeFileSync(join(folder, "tests/picture.png"), bytes);
  chmodSync(join(folder, "run.sh"), 0o755);
  const before = await standingFiles(files, root, "shop");
  change(folder);
  const changed = await putBack(files, root, "shop", before);
  for (const [path, text] of Object.entries(stood))
    expect(readFileSync(join(folder, path), "utf8"), path).toBe(text);
  expect(readFileSync(join(folder, "tests/picture.png"))).toEqual(bytes);
  expect(statSync(join(folder, "run.sh")).mode & 0o777).toBe(0o755);
  expect([...(await standingFiles(files, root, "shop")).keys()].sort()).toEqual(
    [...before.keys()].sort(),
  );
  return changed;
}

test("whatever a test may ask is put back and told", async () => {
  const write = (path: string) => (folder: string) => writeFileSync(join(folder, path), "9\n");
  expect(await check(() => undefined)).toEqual([]);
  for (const path of ["tests/expected.txt", "tests/picture.png", "tests/data/rows.csv", "run.sh"])
    expect(await check(write(path))).toEqual([`shop/${path}`]);
  expect(await check(write("tests/more.txt"))).toEqual(["shop/tests/more.txt"]);
  expect(await check((folder) => rmSync(join(folder, "tests/expected.txt")))).toEqual([
    "shop/tests/expected.txt",
  ]);
});

test("a link or a folder in a file's place is told, and leads nothing astray", async () => {
  const elsewhere = keptFolder();
  writeFiles(elsewhere, { "expected.txt": "9\n" });
  const told = await check((folder) => {
    rmSync(join(folder, "tests"), { recursive: true });
    symlinkSync(elsewhere, join(folder, "tests"));
  });
  expect(told).toContain("shop/tests/expected.txt");
  expect(readFileSync(join(elsewhere, "expected.txt"), "utf8")).toBe("9\n");
  const folderTold = await check((folder) => {
    rmSync(join(folder, "run.sh"));
    mkdirSync(join(folder, "run.sh"));
    writeFileSync(join(folder, "run.sh/x"), "");
  });
  expect(folderTold).toEqual(["shop/run.sh", "shop/run.sh/x"]);
});

test("what tools leave behind is taken away without a word", async () => {
  const told = await check((folder) =>
    writeFiles(folder, { ".coverage": "", "a.egg-info/x": "", "target/y": "" }),
  );
  expect(told).toEqual([]);
});
