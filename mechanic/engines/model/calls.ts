import type { ModelBlock } from "#intent";

export type ToolCall = Extract<ModelBlock, { readonly type: "tool-call" }>;

/** A text that must occur exactly once in its file, and what stands there afterwards. */
export interface Replacement {
  readonly file: string;
  readonly old: string;
  readonly new: string;
}

/** What a call asks for, once its input was found to fit. */
export type Input =
  | { readonly tool: "view"; readonly file: string; readonly line: number }
  | { readonly tool: "search"; readonly text: string; readonly below: string | undefined }
  | { readonly tool: "edit"; readonly replacements: readonly Replacement[] }
  | { readonly tool: "run-gate"; readonly gate: "check" | "lint" | "test" }
  | { readonly tool: "done" };

/** A call's input, or the sentence that says what does not fit: a model is told, and may call again. */
export function inputOf({ name, input }: ToolCall): Input | string {
  const { file, line = 1, text, below, replacements, gate } = input;
  switch (name) {
    case "view":
      return typeof file === "string" && typeof line === "number"
        ? { tool: "view", file, line }
        : "`view` takes `file`, a path, and perhaps `line`, a number.";
    case "search":
      return typeof text === "string" && (below === undefined || typeof below === "string")
        ? { tool: "search", text, below }
        : "`search` takes `text`, and perhaps `below`, the beginning of paths.";
    case "edit":
      return isReplacements(replacements)
        ? { tool: "edit", replacements }
        : "`edit` takes `replacements`, a list of objects with `file`, `old` and `new`.";
    case "run-gate":
      return gate === "check" || gate === "lint" || gate === "test"
        ? { tool: "run-gate", gate }
        : "`run-gate` takes `gate`: check, lint or test.";
    case "done":
      return { tool: "done" };
    default:
      return `There is no tool ${JSON.stringify(name)}.`;
  }
}

const isReplacements = (value: unknown): value is readonly Replacement[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (one: unknown) =>
      typeof one === "object" &&
      one !== null &&
      "file" in one &&
      typeof one.file === "string" &&
      "old" in one &&
      typeof one.old === "string" &&
      "new" in one &&
      typeof one.new === "string",
  );
