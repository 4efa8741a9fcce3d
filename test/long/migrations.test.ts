import { describe } from "vitest";
import { describeSteps } from "../support/steps/cases.ts";
import { leftOut } from "../support/tools.ts";

const skipped = leftOut("steps of databases in PostgreSQL", "postgresql");

describe.skipIf(skipped)("steps", () => describeSteps("postgresql", 10));
