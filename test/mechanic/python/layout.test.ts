import { symlink, mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyEdits, type RepairEdit } from "#intent";
import { createHost } from "../../../cli/host/index.ts";
import { laidOut } from "../../../mechanic/engines/delta/python/layout.ts";
import { pythonEnvironment } from "../../support/python-environment.ts";
import { leftOut } from "../../support/tools.ts";
import { requestOver } from "./fixture.ts";

const file = "services/letters/tests/test_ships.py";
const settings = "[tool.ruff]\nline-length = 60\n";

/** Edits that replace each `«a→b»` of a text, laid out in a service with or without ruff. */
async function laid(marked: string, withRuff = true): Promise<string> {
  const edits: RepairEdit[] = [];
  let text = "";
  for (const part of marked.split(/(«[^«»]*»)/)) {
    const [, from, to] = /^«([^→]*)→([^»]*)»$/.exec(part) ?? [];
    if (from !== undefined && to !== undefined)
      edits.push({
        file,
        start: text.length,
        end: text.length + from.length,
        text: to,
        change: "harbour/Ship.number",
        rule: "literal-respelt",
        certainty: "certain",
        because: "It is another type now.",
      });
    text += from ?? part;
  }
  const root = await mkdtemp(join(tmpdir(), "flywheel-layout-"));
  try {
    const folder = join(root, "services/letters");
    await mkdir(join(folder, "tests"), { recursive: true });
    await writeFile(join(folder, "pyproject.toml"), settings);
    if (withRuff) await symlink(pythonEnvironment(), join(folder, ".venv"));
    const request = requestOver({ root, sources: new Map([[file, text]]) });
    const result = await laidOut(request, createHost(), edits);
    expect(result.every(({ change, because }) => change !== "" && because !== "")).toBe(true);
    return applyEdits(text, result) ?? "the edits overlap";
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const uuid = 'UUID("00000000-0000-4000-8000-000000000007")';
const marked = `from ships import a_ship, berth«→, quay, the_harbour_master_of_all»

LIST = [1, 2]


def test_ships() -> None:
    ship = a_ship(number=«7→${uuid}», length=3)
    assert berth(ship) == «7→${uuid}»  # its own
    assert [one for one in LIST] == [1, 2]
    assert quay(«7→UUID('7')») == LIST
`;
const formatted = `from ships import (
    a_ship,
    berth,
    quay,
    the_harbour_master_of_all,
)

LIST = [1, 2]


def test_ships() -> None:
    ship = a_ship(
        number=UUID("00000000-0000-4000-8000-000000000007"),
        length=3,
    )
    assert berth(ship) == UUID(
        "00000000-0000-4000-8000-000000000007"
    )  # its own
    assert [one for one in LIST] == [1, 2]
    assert quay(UUID("7")) == LIST
`;
const plain = (text: string): string => text.replaceAll(/«[^→]*→([^»]*)»/g, "$1");

test.skipIf(leftOut("ruff's layout", "python"))(
  "edited statements are laid out as ruff would",
  async () => {
    expect(await laid(marked)).toBe(formatted);
  },
);

test.skipIf(leftOut("ruff's layout", "python"))(
  "a file with a layout of its own keeps it",
  async () => {
    const own = marked.replace("[1, 2]\n\n", "[1,2]\n\n");
    expect(await laid(own)).toBe(plain(own));
  },
);

test.skipIf(leftOut("ruff's layout", "python"))("what is no Python stays as it is", async () => {
  const broken = "def (\n    «7→8»\n";
  expect(await laid(broken)).toBe(plain(broken));
});

test("without ruff in the service nothing changes", async () => {
  expect(await laid(marked, false)).toBe(plain(marked));
});
