import type { ModelTool } from "#intent";

const text = (what: string): object => ({ type: "string", description: what });

const object = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[],
): Readonly<Record<string, unknown>> => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const view: ModelTool = {
  name: "view",
  description: "Shows 100 lines of a file, from the given line on.",
  schema: object(
    { file: text("path as the brief gives it"), line: { type: "integer", minimum: 1 } },
    ["file"],
  ),
};

const search: ModelTool = {
  name: "search",
  description:
    "Finds the lines that hold a text (as it is written, no pattern); at most 50 results.",
  schema: object({ text: text("what to find"), below: text("only paths that begin so") }, ["text"]),
};

const edit: ModelTool = {
  name: "edit",
  description:
    "Replaces texts, all of them or none. Each `old` must occur exactly once in its file. Nothing is kept where a guard refuses or where there are more errors than before.",
  schema: object(
    {
      replacements: {
        type: "array",
        minItems: 1,
        items: object(
          {
            file: text("path as the brief gives it"),
            old: text("the text as it stands, with enough around it to be the only one"),
            new: text("what stands there afterwards"),
          },
          ["file", "old", "new"],
        ),
      },
    },
    ["replacements"],
  ),
};

const runGate: ModelTool = {
  name: "run-gate",
  description:
    "Runs the gates up to this one on the code as you have made it. `lint` and `test` take a repair cycle, of which there are few.",
  schema: object({ gate: { type: "string", enum: ["check", "lint", "test"] } }, ["gate"]),
};

const done: ModelTool = {
  name: "done",
  description:
    "Ends the work: all gates run, and every question must have its edit. It takes a repair cycle.",
  schema: object({ summary: text("one sentence on what was decided") }, ["summary"]),
};

/** Read-only: who plans changes nothing. */
export const researcherTools: readonly ModelTool[] = [view, search];
export const coderTools: readonly ModelTool[] = [view, search, edit, runGate, done];
