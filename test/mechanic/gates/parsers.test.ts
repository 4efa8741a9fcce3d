import { readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { CodeDiagnostic } from "#intent";

import { createHost } from "../../../cli/host/index.ts";
import { splitCommand } from "../../../mechanic/gates/command.ts";
import { createPlaces } from "../../../mechanic/gates/places.ts";
import { toolFor } from "../../../mechanic/gates/tools/index.ts";
import { inFolder, readBundle } from "./bundle.ts";

const cases = join(import.meta.dirname, "../../cases/gates");
const host = createHost();

const line = (found: CodeDiagnostic): string =>
  `${found.severity} ${found.code} ${found.file}:${found.line}:${found.column}-${found.endLine}:${found.endColumn} ${found.message.replaceAll("\n", "⏎")}`;

const detail = (found: CodeDiagnostic): string[] => [
  ...(found.related ?? []).map(
    (place) =>
      `  see ${place.file}:${place.line}:${place.column}-${place.endLine}:${place.endColumn} ${place.message}`,
  ),
  ...(found.suggestions ?? []).map(
    (suggestion) =>
      `  try [${suggestion.applicability}] ${suggestion.message} ${suggestion.edits.map((edit) => `${edit.file}[${edit.start}..${edit.end}] → ${JSON.stringify(edit.text)}`).join(", ")}`,
  ),
];

/** Parses one recording over its own sample and writes down all that the gate would see. */
async function check(name: string): Promise<void> {
  const { files, sections } = readBundle(join(cases, `${name}.txt`));
  const split = splitCommand((sections.get("command") ?? "").trim());
  const tool = "argv" in split ? toolFor(split.argv) : undefined;
  if (tool === undefined) throw new Error(`${name} records a command that no tool matches`);
  const text = await inFolder(files, async (folder) => {
    const there = (key: string): string => (sections.get(key) ?? "").replaceAll("/sample", folder);
    const report = sections.has("report") ? { report: there("report") } : {};
    const parsed = tool.parse({
      exit: Number(sections.get("exit")),
      stdout: there("stdout"),
      stderr: there("stderr"),
      cwd: folder,
      ...report,
    });
    if ("problem" in parsed) return `problem: ${parsed.problem}\n`;
    const places = createPlaces(host, folder, folder);
    const found = await Promise.all(
      parsed.findings.map((finding) => places.normalise(tool.name, finding)),
    );
    const count = typeof parsed.files === "number" ? parsed.files : parsed.files.length;
    const tests = (parsed.tests?.ran ?? []).map(
      (id) => `${parsed.tests?.passed.includes(id) === true ? "passed" : "failed"} ${id}`,
    );
    return [
      `files ${count}`,
      ...found.flatMap((one) => [line(one)].concat(detail(one))),
      ...tests,
      "",
    ]
      .join("\n")
      .replaceAll(folder, "/sample");
  });
  await expect(text).toMatchFileSnapshot(join(cases, `${name}.expected`));
}

describe("what real tools wrote is read as it was meant", () => {
  for (const file of readdirSync(cases)) {
    if (!file.endsWith(".txt")) continue;
    const name = file.slice(0, -".txt".length);
    test(name, () => check(name));
  }
});

describe("what is cut short or garbage is never a result", () => {
  for (const name of [
    "cargo-check",
    "cargo-test",
    "oxlint",
    "node-test",
    "vitest",
    "pyright",
    "ruff",
    "pytest",
  ]) {
    test(name, () => {
      const { sections } = readBundle(join(cases, `${name}.txt`));
      const split = splitCommand((sections.get("command") ?? "").trim());
      const tool = "argv" in split ? toolFor(split.argv) : undefined;
      const cut = (text: string | undefined): string =>
        (text ?? "").slice(0, Math.floor((text ?? "").trimEnd().length * 0.6));
      const run = { exit: 0, cwd: "/sample", stderr: sections.get("stderr") ?? "" };
      expect(
        tool?.parse({
          ...run,
          stdout: cut(sections.get("stdout")),
          report: cut(sections.get("report")),
        }),
      ).toHaveProperty("problem");
      expect(tool?.parse({ ...run, stdout: "Segmentation fault", report: "" })).toHaveProperty(
        "problem",
      );
      expect(tool?.parse({ ...run, stdout: "", report: "" })).toHaveProperty("problem");
    });
  }
});
