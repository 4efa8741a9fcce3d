import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import {
  defaultLimits,
  type GateReport,
  type GateResult,
  type Governance,
  type LanguageModel,
  type Limits,
  type ModelBlock,
  type RepairRequest,
} from "#intent";
import { createPurse, fillByModel, modelSettingsDefault, type Filled } from "#mechanic";
import { createHost } from "../../../cli/host/index.ts";
import { modelOf } from "../../support/model-of.ts";
import { inFolder } from "../gates/bundle.ts";

const host = createHost();

/** A service in one language: its files, and the honest answer to the one question, which is about the word `QUESTION`. */
export interface Place {
  readonly language: "rust" | "python";
  readonly custom: string;
  readonly standing: string;
  readonly files: Readonly<Record<string, string>>;
}

export const rust: Place = {
  language: "rust",
  custom: "services/a/src/custom.rs",
  standing: "services/a/tests/standing.rs",
  files: {
    "services/a/src/custom.rs":
      'pub fn mood(id: i32) -> String {\n    QUESTION.to_string()\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn calm() {\n        assert_eq!(super::mood(1), "calm");\n    }\n}\n',
    "services/a/tests/standing.rs": "#[test]\nfn stands() {\n    assert_eq!(1, 1);\n}\n",
  },
};
export const python: Place = {
  language: "python",
  custom: "services/a/a/custom.py",
  standing: "services/a/tests/test_standing.py",
  files: {
    "services/a/a/custom.py": "def mood(id: int) -> str:\n    return str(QUESTION)\n",
    "services/a/tests/test_standing.py": "def test_stands() -> None:\n    assert 1 == 1\n",
  },
};

const passed = (gate: "check" | "lint" | "test"): GateResult => ({
  gate,
  status: "passed",
  diagnostics: [],
  files: 1,
  ms: 0,
});
export const green: GateReport = {
  service: "a",
  gates: [passed("check"), passed("lint"), passed("test")],
  green: true,
};

function requestFor(root: string, place: Place, governance: Governance): RepairRequest {
  const model = modelOf(`(lang intent 1.0)\n(service a (language ${place.language}) (rpc f))`);
  const service = model.services.get("a");
  if (service === undefined) throw new Error("the model has no service a");
  return {
    root,
    service: { ...service, directory: "services/a", governance },
    before: model,
    after: model,
    changes: [],
    stampedBefore: new Map(),
    stampedAfter: new Map([[`services/a/src/generated.rs`, ""]]),
    sources: new Map(Object.entries(place.files)),
    tests: new Set([place.standing]),
    environment: {},
    limits: defaultLimits,
    signal: new AbortController().signal,
  };
}

/** A model that calls these tools, one an answer, and then says that it is done. */
export function calling(
  ...calls: readonly (readonly [name: string, input: object])[]
): LanguageModel {
  return {
    ask: async ({ tools, messages }) => {
      const usage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 };
      const round = messages.filter((one) => one.role === "assistant").length;
      const isCoder = tools.some((tool) => tool.name === "edit");
      const [name, input] = (isCoder ? calls[round] : undefined) ?? ["", {}];
      const block: ModelBlock =
        name === ""
          ? { type: "text", text: "That is all." }
          : { type: "tool-call", id: `call-${round}`, name, input: { ...input } };
      const stop = name === "" ? "end_turn" : "tool_use";
      return { kind: "complete", stop, content: [block], usage };
    },
  };
}

export interface Setting {
  readonly governance?: Governance;
  /** Ids of tests that pass, asked without the repair and with it. */
  readonly tests?: readonly (readonly string[])[];
  /** Files that were rewritten while gates ran. */
  readonly disturbed?: readonly string[];
  readonly model?: LanguageModel;
  readonly limits?: Limits;
  /** What all gates say. */
  readonly gates?: () => GateReport;
  /** Told the path of the file that keeps the conversations. */
  readonly memoryAt?: (path: string) => void;
}

/** Fills the question of a place by a model that makes these replacements; afterwards the tree is as it was. */
export function fill(
  place: Place,
  replacements: readonly object[],
  setting: Setting = {},
): Promise<Filled> {
  const { governance = "strict-codegen", tests = [], disturbed = [] } = setting;
  const { limits = defaultLimits, gates = () => green } = setting;
  return inFolder(new Map(Object.entries(place.files)), async (root) => {
    const asked = [...tests];
    const memory = join(root, "memory.json");
    setting.memoryAt?.(memory);
    const filled = await fillByModel(
      { ...requestFor(root, place, governance), limits },
      {
        edits: [],
        texts: new Map(),
        holes: [
          {
            id: "a/mood",
            kind: "required-value",
            file: place.custom,
            line: 2,
            column: 5,
            endLine: 2,
            endColumn: 13,
            delta: "a/Greeting.mood",
            question: "What is the mood?",
            candidates: [],
          },
        ],
      },
      {
        host,
        emit: () => undefined,
        runCheck: async () => passed("check"),
        runGates: async () => ({ report: gates(), disturbed }),
        runTests: async () => {
          const ids = asked.shift() ?? [];
          return { ...passed("test"), tests: { ran: ids, passed: ids } };
        },
        knownTests: ["stands"],
        model: setting.model ?? calling(["edit", { replacements }], ["done", { summary: "done" }]),
        settings: modelSettingsDefault,
        prompts: { researcher: "Look.", coder: "Edit." },
        purse: createPurse({ tokens: 0, usd: 0 }),
        memory,
      },
    );
    for (const [path, text] of Object.entries(place.files))
      expect(readFileSync(join(root, path), "utf8")).toBe(text);
    expect(existsSync(join(root, "services/a/build.rs"))).toBe(false);
    return filled;
  });
}
