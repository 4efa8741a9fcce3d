import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stamp } from "../../cli/commands/stamp.ts";
import { recordedServicesMin } from "../../cli/commands/stamp-record.ts";
import type { CommandContext } from "../../cli/context.ts";
import { createHost } from "../../cli/host/index.ts";

const root = mkdtempSync(join(tmpdir(), "flywheel-record-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (path: string): string => join(root, path);
const intent = (index: number, type: string): string =>
  `(lang intent 1.0)\n\n(service s${index} (language typescript) (rpc take (out ${type})))\n`;

function writeIntent(index: number, type: string): void {
  mkdirSync(at(`services/s${index}`), { recursive: true });
  writeFileSync(at(`services/s${index}/intent.lisp`), intent(index, type));
}

const context: CommandContext = {
  host: createHost(),
  cwd: root,
  json: true,
  quiet: true,
  color: false,
  live: false,
  signal: new AbortController().signal,
  say: () => {},
};

/** Two stamped files and four scaffolds. */
const filesEach = 6;

/** What a stamp does to which files; a file that stays is left out. */
async function check(checkOnly: boolean, expected: readonly string[]): Promise<void> {
  const { text, document } = await stamp(context, [], checkOnly);
  const changed = text.split("\n").filter((line) => /^(?:written|created|stale) /.test(line));
  expect(changed).toEqual(expected);
  expect(JSON.stringify(document).match(/"unchanged"/g)?.length ?? 0).toBe(
    filesEach * recordedServicesMin - expected.length - edited,
  );
}

/** Scaffolds that people have made their own are no files of a stamp any more. */
let edited = 0;

beforeAll(async () => {
  writeFileSync(at("universe.lisp"), '(lang intent 1.0)\n\n(universe u (services "services/*"))\n');
  for (let index = 0; index < recordedServicesMin; index++) writeIntent(index, "i32");
  await stamp(context, [], false);
});

test("what is recorded as unchanged is what a stamp would leave", async () => {
  await check(false, []);
  expect(readFileSync(at(".flywheel/.gitignore"), "utf8")).toBe("*\n");
  await check(false, []);
  await check(true, []);
});

test("an edited, a missing and an outdated stamp are seen behind the record", async () => {
  await check(false, []);
  appendFileSync(at("services/s7/src/generated.ts"), "// by hand\n");
  rmSync(at("services/s8/src/generated.wire.ts"));
  writeIntent(9, "string");
  const stale = ["s7/src/generated.ts", "s8/src/generated.wire.ts"];
  const outdated = ["s9/src/generated.wire.ts", "s9/src/generated.ts"];
  const files = [...stale, ...outdated].map((path) => `services/${path}`);
  await check(
    true,
    files.map((path) => `stale ${path}`),
  );
  await check(
    false,
    files.map((path) => `${path.includes("s8") ? "created" : "written"} ${path}`),
  );
  await check(false, []);
});

test("scaffolds that people have edited stay theirs, and a damaged record only costs time", async () => {
  await check(false, []);
  appendFileSync(at("services/s3/src/main.ts"), "// ours\n");
  edited = 1;
  await check(false, []);
  writeFileSync(at(".flywheel/stamps.json"), '[1, [["s3", 7');
  await check(false, []);
  expect(existsSync(at(".flywheel/stamps.json"))).toBe(true);
  expect(JSON.parse(readFileSync(at(".flywheel/stamps.json"), "utf8"))[1]).toHaveLength(
    recordedServicesMin,
  );
});
