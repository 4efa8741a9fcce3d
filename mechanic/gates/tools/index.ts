import type { Tool } from "../types.ts";
import { cargoCheck, cargoTest } from "./cargo.ts";
import { nodeTest } from "./node-test.ts";
import { oxlint } from "./oxlint.ts";
import { pyright } from "./pyright.ts";
import { pytest } from "./pytest.ts";
import { ruff } from "./ruff.ts";
import { tsc } from "./tsc.ts";
import { vitest } from "./vitest.ts";

/** Every program whose output a gate can judge. */
export const tools: readonly Tool[] = [
  cargoCheck,
  cargoTest,
  tsc,
  oxlint,
  nodeTest,
  vitest,
  pyright,
  ruff,
  pytest,
];

/** The tool that a command calls, if we know it. */
export const toolFor = (argv: readonly string[]): Tool | undefined =>
  tools.find((tool) => tool.matches(argv));
