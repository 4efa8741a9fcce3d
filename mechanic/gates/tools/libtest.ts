import { ledger, uniqueIds } from "../ledger.ts";
import { startOfFile, type RawFinding, type TestLedger } from "../types.ts";

type Libtest =
  | { readonly findings: readonly RawFinding[]; readonly tests: TestLedger }
  | { readonly problem: string };

/**
 * Reads what the standard test harness prints. Which target a block belongs to is said only on stderr (`Running
 * tests/api.rs (…)`), in the same order as the blocks on stdout. Ids are `<target's file> > <path of the test>`; a doc
 * test's line number is left out so that its id stays while lines move. A block whose summary does not count what was
 * read is garbage: somebody wrote between the lines.
 */
export function parseLibtest(stdout: string, stderr: string): Libtest {
  const targets = targetNames(stderr);
  const blocks = stdout.split(/^running \d+ tests?$/m).slice(1);
  const ran: string[] = [];
  const passed: string[] = [];
  const findings: RawFinding[] = [];
  const unique = uniqueIds();
  for (const [index, block] of blocks.entries()) {
    const target = targets[index] ?? `target ${index + 1}`;
    const results = [
      ...block.matchAll(
        /^test (.+?)(?: - should panic)? \.\.\. (ok|FAILED|ignored)(?:, .*)?\r?$/gm,
      ),
    ];
    const summary =
      /^test result: (?:ok|FAILED)\. (\d+) passed; (\d+) failed; (\d+) ignored;/m.exec(block);
    if (summary === null)
      return {
        problem: `The tests of ${target} ended before their summary: a test may have ended the process.`,
      };
    const counted = Number(summary[1]) + Number(summary[2]) + Number(summary[3]);
    if (counted !== results.length)
      return {
        problem: `The harness counts ${counted} tests in ${target}, its lines name ${results.length}.`,
      };
    for (const [, name = "", outcome] of results) {
      const id = unique(`${target} > ${name.replace(/ \(line \d+\)$/, "")}`);
      if (outcome === "ignored") continue;
      ran.push(id);
      if (outcome === "ok") passed.push(id);
      else findings.push(failure(block, name, id, target));
    }
  }
  return { findings, tests: ledger(ran, passed) };
}

function targetNames(stderr: string): string[] {
  return [...stderr.matchAll(/^\s+(?:Running (?:unittests )?(\S+) \(|Doc-tests (\S+))/gm)].map(
    ([, file, crate]) => file ?? `doc ${crate ?? ""}`,
  );
}

function failure(block: string, name: string, id: string, target: string): RawFinding {
  const from = block.indexOf(`---- ${name} stdout ----`);
  const said = from === -1 ? "" : block.slice(block.indexOf("\n", from) + 1);
  const own = said.slice(0, said.search(/^(?:---- .+ stdout ----|failures:)$/m)).trim();
  const place =
    /panicked at ([^\n:]+):(\d+):(\d+):\n([\s\S]*?)(?:\nstack backtrace:|\nnote: |$)/.exec(own);
  const [, file = target, line = "1", column = "1", message = own] = place ?? [];
  const at =
    place === null
      ? startOfFile
      : { line: Number(line), column: Number(column), unit: "characters" as const };
  return {
    code: id,
    severity: "error",
    message: message.trim() || "The test failed.",
    file: file.startsWith("doc ") ? "" : file,
    start: at,
  };
}
