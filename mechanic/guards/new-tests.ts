import type { GateResult, Host } from "#intent";

/** What was found of new tests: their ids where each was seen red before its edit and green after, else why not. */
export type NewTestsProof = { readonly proven: readonly string[] } | { readonly refused: string };

/** What the proof needs: a run tree, and a test gate over it as it lies there. */
export interface NewTestsRequest {
  readonly root: string;
  /** New texts of the repair by path, the new tests among them; `sources` are the texts as they were. */
  readonly texts: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, string>;
  readonly newTests: readonly string[];
  /** Ids of the tests that ran before the repair. */
  readonly known: readonly string[];
  readonly runTest: () => Promise<GateResult>;
}

/**
 * Runs the test gate three times: with the new tests alone over the code as it was, with the whole repair, and with the
 * repair but without the new tests. A test that was green without the repair says nothing about it; and a runner that has
 * all tests in one process lets a new one bend those that stand, so they must pass without it, too. The tree is put back
 * afterwards, also when the gate throws.
 */
export async function proveNewTests(host: Host, request: NewTestsRequest): Promise<NewTestsProof> {
  const { texts, newTests } = request;
  if (newTests.length === 0) return { proven: [] };
  const alone = new Map(newTests.map((path) => [path, texts.get(path) ?? ""]));
  const before = await over(host, request, alone);
  const after = await over(host, request, texts);
  const proof = judge(request, before, after);
  if ("refused" in proof) return proof;
  const repair = new Map([...texts].filter(([path]) => !newTests.includes(path)));
  const bent = bentTests(request, after, await over(host, request, repair));
  return bent === undefined ? proof : { refused: bent };
}

/** Why the tests that stand do not believe the repair by themselves; `undefined` where they do. */
function bentTests(
  { known }: NewTestsRequest,
  after: GateResult,
  without: GateResult,
): string | undefined {
  if (without.lacks !== undefined) return `Nothing could be judged without ${without.lacks}.`;
  const passed = new Set(after.tests?.passed);
  const alone = new Set(without.tests?.passed);
  const bent = known.filter((id) => passed.has(id) && !alone.has(id));
  return bent.length === 0
    ? undefined
    : `Tests that stand are green beside the new tests alone: ${bent.join(", ")}.`;
}

async function over(
  host: Host,
  { root, sources, runTest }: NewTestsRequest,
  texts: ReadonlyMap<string, string>,
): Promise<GateResult> {
  try {
    for (const [path, text] of texts) await host.files.writeText(`${root}/${path}`, text);
    return await runTest();
  } finally {
    for (const path of texts.keys()) {
      const former = sources.get(path);
      if (former === undefined) await host.files.remove(`${root}/${path}`);
      else await host.files.writeText(`${root}/${path}`, former);
    }
  }
}

function judge(request: NewTestsRequest, before: GateResult, after: GateResult): NewTestsProof {
  const known = new Set(request.known);
  const fresh = (after.tests?.ran ?? []).filter((id) => !known.has(id));
  const passed = new Set(after.tests?.passed);
  const red = fresh.filter((id) => !passed.has(id));
  if (fresh.length === 0) return { refused: "The new test files hold no test that runs." };
  if (red.length > 0) return { refused: `New tests are red after the repair: ${red.join(", ")}.` };
  if (before.lacks !== undefined)
    return { refused: `Nothing could be judged without ${before.lacks}.` };
  const early = new Set(before.tests?.passed);
  const idle = fresh.filter((id) => early.has(id));
  if (idle.length > 0)
    return {
      refused: `New tests were green before the repair and prove nothing: ${idle.join(", ")}.`,
    };
  return { proven: fresh };
}
