import { rmSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ModelBlock } from "#intent";
import type { CascadeDocument } from "#sentinel";
import { demoScript } from "../../cli/scripted-model.ts";
import { canaryKey, edits, runBeside } from "../support/asked-universe.ts";
import { documents } from "../support/documents.ts";
import {
  inTurns,
  startMessagesServer,
  type Reply,
  type Script,
} from "../support/messages-server.ts";
import { git, temporaryFolder } from "../support/repository.ts";
import { leftOut } from "../support/tools.ts";

const change = ["demo", "--change", "field-without-default"];

async function demo(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ exit: number | null; document: CascadeDocument; billing: string[]; stderr: string }> {
  const ran = await runBeside([...change, ...args, "--json"], temporaryFolder(), env);
  const document = documents.cascade(ran.stdout);
  onTestFinished(() => rmSync(document.root, { recursive: true, force: true }));
  const row = document.services.find((one) => one.name === "billing");
  const billing = [row?.outcome ?? "", row?.engine ?? "", `${row?.holes.length ?? 0} holes`];
  return { exit: ran.exit, document, billing, stderr: ran.stderr };
}

async function served(script: Script) {
  const { url, seen, close } = await startMessagesServer(script);
  onTestFinished(close);
  return { seen, env: { ANTHROPIC_API_KEY: canaryKey, ANTHROPIC_BASE_URL: url } };
}

const replyOf = (block: ModelBlock): Reply =>
  block.type === "tool-call"
    ? { calls: [{ name: block.name, input: block.input }] }
    : { text: block.type === "text" ? block.text : "" };
const turns = {
  researcher: demoScript.researcher.map(replyOf),
  coder: demoScript.coder.map(replyOf),
};

describe.skipIf(leftOut("the demo with a model", "cargo", "python"))(
  "the demo's open question",
  () => {
    test("is answered by the script that the demo brings, and all gates are green", async () => {
      const { exit, document, billing, stderr } = await demo([]);
      expect([exit, document.outcome, ...billing], stderr).toEqual([
        0,
        "proposed",
        "repaired",
        "anthropic",
        "0 holes",
      ]);
      expect(stderr).toContain("nobody is asked");
      const row = document.services.find((one) => one.name === "billing");
      expect(row?.notes.join()).toContain("a script answered 1 question (0 tokens");
    });

    test("is answered over HTTP by one that cheats first: each cheat is refused by its guard, the honest answer is kept", async () => {
      const ledger = "services/billing/src/custom/ledger.ts";
      const head = 'import { total } from "./money.ts";\n';
      const at = "      cents: order.totalCents,\n";
      const put = (line: string): object => ({
        file: ledger,
        old: at,
        new: `${at}      ${line}\n`,
      });
      const weakened = {
        file: "services/billing/test/ledger.test.ts",
        old: "assert.equal(again.number, 2);",
        new: "",
      };
      const rewriting = {
        file: ledger,
        old: head,
        new: `${head}import { writeFileSync } from "node:fs";\nwriteFileSync(new URL("../../test/billing.test.ts", import.meta.url), "");\n`,
      };
      const gate = (name: string): Reply => ({
        calls: [{ name: "run-gate", input: { gate: name } }],
      });
      const server = await served(
        inTurns({
          researcher: turns.researcher,
          coder: [
            edits(put("// @ts-ignore\n      reference: order.id,")),
            edits(put("reference: order.id as never,")),
            edits(put("reference: String(order.id),"), weakened),
            edits(put("reference: order.id,")),
            gate("check"),
            edits({ file: ledger, old: "reference: order.id", new: "reference: String(order.id)" }),
            edits(rewriting),
            gate("test"),
            edits({ file: ledger, old: rewriting.new, new: head }),
            edits({
              file: ledger,
              old: "reference: String(order.id)",
              new: "reference: `ORDER-${order.id}`",
            }),
            { calls: [{ name: "done", input: { summary: "The reference names the order." } }] },
          ],
        }),
      );
      const { exit, document, billing, stderr } = await demo(["--engine", "anthropic"], server.env);
      expect([exit, document.outcome, ...billing], stderr).toEqual([
        0,
        "proposed",
        "repaired",
        "anthropic",
        "0 holes",
      ]);
      const told = server.seen.at(-1)?.body ?? "";
      for (const said of ["guard/suppression", "guard/test", "guard/capability", "TS2322"])
        expect(told).toContain(said);
      const row = document.services.find((one) => one.name === "billing");
      expect(row?.gates).toMatchObject({ check: "passed", lint: "passed", test: "passed" });
      const draft = document.delivery.refs.find((ref) => ref.repository.endsWith("billing"));
      const text = git(
        `${document.root}/services/billing`,
        "show",
        `${draft?.ref ?? ""}:src/custom/ledger.ts`,
      );
      expect(text).toContain("reference: `ORDER-${order.id}`,");
      expect(text).not.toContain("writeFileSync");
    });
  },
);
