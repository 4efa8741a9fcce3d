import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { CascadeDocument } from "#sentinel";
import { documents } from "./documents.ts";
import { git, repositoryWith } from "./repository.ts";
import { flywheel, installation, type Ran } from "./tools.ts";

const example = join(installation, "universe.example/services");
const like = (path: string): string => readFileSync(join(example, path), "utf8");

const plans = `(lang intent 1.0)

(service plans
  "What people pay for."
  (language rust)

  (enum Plan free pro)

  (entity Account
    (id i32 :key)
    (plan Plan :default free))

  (rpc get-account
    (in (id Account.id))
    (out Account)))
`;

const using = (name: string, language: string): string => `(lang intent 1.0)

(service ${name}
  "Shows accounts."
  (language ${language})

  (uses plans (rpc get-account) (entity Account))

  (rpc greet
    (in (id plans/Account.id))
    (out string)))
`;

const rust = `//! What accounts cost.

use crate::generated::{Account, Plan};

pub fn open(id: i32) -> Account {
    Account {
        id,
        plan: Plan::Free,
    }
}

pub fn price(plan: &Plan) -> u32 {
    match plan {
        Plan::Free => 0,
        Plan::Pro => 10,
        Plan::Unknown(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_account_costs_nothing() {
        assert_eq!(price(&open(1).plan), 0);
    }
}
`;

const typescript = `import type { Account, Plan } from "./generated.plans.ts";

export const guest = (id: number): Account => ({ id, plan: "free" });

export function price(plan: Plan): number {
  switch (plan) {
    case "free":
      return 0;
    case "pro":
      return 10;
    default:
      return 0;
  }
}
`;

const typescriptTest = `import assert from "node:assert/strict";
import { test } from "node:test";

import { guest, price } from "../src/custom.ts";

test("a guest pays nothing", () => {
  assert.equal(price(guest(1).plan), 0);
});
`;

const python = `"""What guests pay."""

from .generated_plans import Account, Plan

PRICES: dict[Plan, int] = {Plan.FREE: 0, Plan.PRO: 10}


def guest(number: int) -> Account:
    """Somebody without a contract."""
    return Account(id=number, plan=Plan.FREE)


def price(plan: Plan) -> int:
    """What a plan costs."""
    return PRICES[plan]
`;

const pythonTest = `from kiosk.custom import guest, price


def test_a_guest_pays_nothing() -> None:
    assert price(guest(1).plan) == 0
`;

/** One service a language, each with a table over all plans and a place that makes an account. */
export class AnsweredUniverse {
  readonly root: string;
  readonly state: string;

  /** Makes it below `folder`, stamped and committed. */
  constructor(folder: string) {
    this.root = join(folder, "universe");
    this.state = join(folder, "state");
    repositoryWith(this.root, {
      "universe.lisp":
        '(lang intent 1.0)\n\n(universe answered\n  (services "services/*")\n  (sandbox none))\n',
      "services/plans/intent.lisp": plans,
      "services/plans/Cargo.toml": like("users/Cargo.toml").replace('"users"', '"plans"'),
      "services/plans/src/lib.rs": "pub mod custom;\npub mod generated;\n",
      "services/plans/src/custom.rs": rust,
      "services/plans/.gitignore": "/target/\n/Cargo.lock\n",
      "services/desk/intent.lisp": using("desk", "typescript"),
      "services/desk/package.json": like("billing/package.json"),
      "services/desk/tsconfig.json": like("billing/tsconfig.json"),
      "services/desk/src/custom.ts": typescript,
      "services/desk/test/desk.test.ts": typescriptTest,
      "services/desk/.gitignore": "node_modules\n",
      "services/kiosk/intent.lisp": using("kiosk", "python"),
      "services/kiosk/requirements.txt": like("notifications/requirements.txt"),
      "services/kiosk/pyproject.toml": like("notifications/pyproject.toml").replaceAll(
        "notifications",
        "kiosk",
      ),
      "services/kiosk/kiosk/__init__.py": "",
      "services/kiosk/kiosk/custom.py": python,
      "services/kiosk/tests/test_custom.py": pythonTest,
      "services/kiosk/.gitignore": ".venv\n__pycache__\n",
    });
    const stamped = this.run("forge", "stamp");
    expect(stamped.exit, stamped.stderr + stamped.stdout).toBe(0);
    git(this.root, "add", "-A");
    git(this.root, "commit", "-q", "-m", "stamped");
  }

  /** A plan more, and something that every account must say from now on. */
  change(): void {
    const text = plans
      .replace("free pro)", "free pro team)")
      .replace(":default free))", ":default free)\n    (tenant string))");
    writeFileSync(join(this.root, "services/plans/intent.lisp"), text);
  }

  run(...args: string[]): Ran {
    return flywheel(args, { state: this.state, cwd: this.root });
  }

  /** Runs a command with `--json`; gives its exit code and its document. */
  ask(...args: string[]): readonly [number | null, CascadeDocument] {
    const ran = this.run(...args, "--json");
    expect(ran.stdout, ran.stderr).not.toBe("");
    return [ran.exit, documents.cascade(ran.stdout)];
  }

  /** A file of the draft. */
  drafted(path: string): string {
    return git(this.root, "show", `flywheel/epoch-1:${path}`);
  }
}
