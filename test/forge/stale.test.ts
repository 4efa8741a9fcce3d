import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { copyClean } from "../support/fleet/copy.ts";
import { temporaryFolder } from "../support/repository.ts";
import { flywheel, installation } from "../support/tools.ts";

interface Case {
  readonly name: string;
  /** Makes the universe below a folder, and gives its root. */
  readonly make: (folder: string) => string;
}

const cases: readonly Case[] = [
  { name: "the example as it is checked in", make: () => join(installation, "universe.example") },
  {
    name: "a new universe",
    make: (folder) => {
      const root = join(folder, "fresh");
      const made = flywheel(["init", root], { state: join(folder, "state") });
      expect(made.exit, made.stderr + made.stdout).toBe(0);
      return root;
    },
  },
  {
    name: "what a new universe starts from, stamped once",
    make: (folder) => {
      const root = join(folder, "new");
      copyClean("universe.new", root);
      expect(
        flywheel(["forge", "stamp", "--root", root], { state: join(folder, "state") }).exit,
      ).toBe(0);
      return root;
    },
  },
];

test.each(cases)("nothing is stale: $name", ({ make }) => {
  const folder = temporaryFolder();
  const root = make(folder);
  const { exit, stdout } = flywheel(["forge", "stamp", "--check", "--json", "--root", root], {
    state: join(folder, "state"),
  });
  const {
    services,
  }: { services: readonly { name: string; files: readonly { path: string; status: string }[] }[] } =
    JSON.parse(stdout);
  expect(services.length).toBeGreaterThan(1);
  for (const { files } of services)
    expect(files.filter(({ status }) => status === "unchanged").length).toBeGreaterThan(0);
  expect(
    services.flatMap(({ files }) => files.filter(({ status }) => status !== "unchanged")),
  ).toEqual([]);
  expect(exit).toBe(0);
});

test("an edited stamp is found stale, and only that", () => {
  const folder = temporaryFolder();
  const root = join(folder, "example");
  copyClean("universe.example", root);
  const path = "services/users/src/generated.rs";
  writeFileSync(join(root, path), `${readFileSync(join(root, path), "utf8")}// by hand\n`);
  const { exit, stdout } = flywheel(["forge", "stamp", "--check", "--root", root], {
    state: join(folder, "state"),
  });
  expect(stdout).toContain(`stale ${path}`);
  expect(stdout.match(/^stale /gm)).toHaveLength(1);
  expect(exit).toBe(1);
});

test("what stamped tests are asked of is missing as they would be, and no other scaffold is", () => {
  const folder = temporaryFolder();
  const root = join(folder, "asked");
  const check = (): { readonly exit: number | null; readonly stdout: string } =>
    flywheel(["forge", "stamp", "--check", "--root", root], { state: join(folder, "state") });
  mkdirSync(join(root, "services/door"), { recursive: true });
  writeFileSync(
    join(root, "universe.lisp"),
    '(lang intent 1.0)\n\n(universe u (services "services/*"))\n',
  );
  writeFileSync(
    join(root, "services/door/intent.lisp"),
    `(lang intent 1.0)

(service door (language typescript)
  (util double (in (count i32)) (out i32) (example (in (count 2)) (out 4))))
`,
  );
  expect(
    flywheel(["forge", "stamp", "--root", root], { state: join(folder, "state") }).stdout,
  ).toContain("test/subject.ts");
  expect(check().exit).toBe(0);
  rmSync(join(root, "services/door/tsconfig.json"));
  expect(check().exit).toBe(0);
  rmSync(join(root, "services/door/test/subject.ts"));
  const { exit, stdout } = check();
  expect(stdout.match(/^stale .*/gm)).toEqual(["stale services/door/test/subject.ts (missing)"]);
  expect(exit).toBe(1);
});

test("each stale file has its reason and its versions, and a stamp cures all of them", () => {
  const folder = temporaryFolder();
  const root = join(folder, "example");
  copyClean("universe.example", root);
  const at = (path: string): string => join(root, path);
  const edit = (path: string, change: (text: string) => string): void =>
    writeFileSync(at(path), change(readFileSync(at(path), "utf8")));
  edit("services/users/src/generated.rs", (text) => `${text}// by hand\n`);
  rmSync(at("services/catalog/src/generated.wire.ts"));
  cpSync(
    at("services/gateway/src/generated.users.ts"),
    at("services/gateway/src/generated.gone.ts"),
  );
  edit("services/notifications/intent.lisp", (text) =>
    text.replace("(language python)", "(language python) (entity Extra (id i64 :key))"),
  );
  mkdirSync(at("flywheel/templates/lib"), { recursive: true });
  const run = (...words: string[]): ReturnType<typeof flywheel> =>
    flywheel(["forge", "stamp", "--root", root, ...words], { state: join(folder, "state") });
  const { exit, stdout } = run("--check", "--json");
  const files: readonly {
    path: string;
    status: string;
    reason?: string;
    from?: object;
    to?: object;
  }[] = JSON.parse(stdout).services.flatMap((one: { files: object[] }) => one.files);
  const stale = files.filter(({ status }) => status === "stale");
  const reasons = new Map(stale.map(({ path, reason }) => [path, reason]));
  expect(exit).toBe(1);
  expect(reasons.get("services/users/src/generated.rs")).toBe("edited");
  expect(reasons.get("services/catalog/src/generated.wire.ts")).toBe("missing");
  expect(reasons.get("services/gateway/src/generated.gone.ts")).toBe("left-over");
  expect(reasons.get("services/notifications/notifications/generated.py")).toBe("intent-changed");
  const version = {
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    templates: expect.any(String),
  };
  expect(stale.find(({ reason }) => reason === "intent-changed")).toMatchObject({
    from: version,
    to: version,
  });
  const text = run("--check").stdout;
  expect(text).toContain("stale services/users/src/generated.rs (edited by hand)");
  expect(text).toMatch(/\(the intent changed: [0-9a-f]{8}, now [0-9a-f]{8}\)/);
  expect(run().stdout).toContain("removed services/gateway/src/generated.gone.ts");
  expect(run("--check").exit).toBe(0);
  cpSync(
    join(installation, "forge/templates/lib/rust.rs.template"),
    at("flywheel/templates/lib/rust.rs.template"),
  );
  edit("flywheel/templates/lib/rust.rs.template", (own) => `${own}\n`);
  expect(run("--check").stdout).toMatch(/\(the templates changed: [0-9a-f]{8}, now [0-9a-f]{8}\)/);
});

test("what stands is known by its looks alone, from run to run", () => {
  const folder = temporaryFolder();
  const root = join(folder, "universe");
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put("universe.lisp", '(lang intent 1.0)\n\n(universe u (services "services/*"))\n');
  for (let index = 0; index < 24; index++)
    put(
      `services/s${index}/intent.lisp`,
      `(lang intent 1.0)\n\n(service s${index} (language typescript) (rpc take (out i32)))\n`,
    );
  const env = { XDG_CACHE_HOME: join(folder, "cache") };
  const run = (...words: string[]): ReturnType<typeof flywheel> =>
    flywheel(["forge", "stamp", "--root", root, ...words], { state: join(folder, "state"), env });
  expect(run().stdout.match(/^created /gm)?.length).toBeGreaterThan(24);
  expect(readdirSync(join(folder, "cache/flywheel/stamps"))).toHaveLength(3);
  expect(run().stdout).toBe("24 services stamped already\n");
  expect(run("s3", "s4").stdout).toBe("2 services stamped already\n");
  const document = JSON.parse(run("--json").stdout);
  expect(document.services).toHaveLength(24);
  appendFileSync(join(root, "services/s7/src/generated.ts"), "// by hand\n");
  expect(run("--check").exit).toBe(1);
  expect(run().stdout).toBe("written services/s7/src/generated.ts\n");
  expect(JSON.parse(run("--json").stdout)).toEqual(document);
  expect(run("s30").exit).toBe(2);
});
