import { expect, test } from "vitest";
import { areSpentImports } from "../../bench/breaks/spent-imports.ts";

const check = (lines: string, repaired: string, answered: string, spent: boolean): void =>
  expect(areSpentImports(lines.split("\n"), { repaired, answered })).toBe(spent);

test("an import goes with the answer that no longer names what it brings", () => {
  check("use uuid::Uuid;", "use uuid::Uuid;\nid(Uuid::nil())", "use uuid::Uuid;\nid(7)", true);
  check("    use uuid::{Uuid, Builder};", "Uuid Builder Uuid Builder", "{Uuid, Builder}", true);
  check("from uuid import UUID", "UUID\nUUID(x)", "from uuid import UUID\nmade(1)", true);
  check('import { day } from "./d.ts";', "{ day } day(1)", 'import { day } from "./d.ts";', true);
});

test("one that the answers name, or that the repair did not need either, stays an edit", () => {
  check("use uuid::Uuid;", "Uuid Uuid", "use uuid::Uuid;\nUuid::nil()", false);
  check("use uuid::Uuid;", "use uuid::Uuid;", "use uuid::Uuid;", false);
  check("use uuid::Uuid;\nlet a = 1;", "Uuid Uuid a a", "use uuid::Uuid;\nlet a = 1;", false);
  check("", "", "", false);
});
