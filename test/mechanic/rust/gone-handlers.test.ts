import { describe, test } from "vitest";

import { check } from "./check.ts";

const custom = `use crate::generated::{Batch, Ctx, FindPot, ListPots, ListPotsError, ListPotsIn};

pub struct App;

/// Lists what stands on a shelf.
#[allow(clippy::unused_async)]
impl ListPots for App {
    async fn list_pots(&self, _: &Ctx, _: ListPotsIn) -> Result<Batch, ListPotsError> {
        Ok(Batch {
            pots: Vec::new(),
            next: None,
        })
    }
}

impl App {
    pub fn new() -> Self {
        Self
    }
}
`;
const gone = {
  from: "  (rpc list-pots (in (shelf i32)) (out Batch)))",
  to: "  )",
};
const unresolved = (name: string, at: string) => ({
  code: "E0432",
  message: `unresolved import \`crate::generated::${name}\``,
  at,
});

describe("a handler whose rpc is gone", () => {
  test("goes with what implements it, and with what it alone had brought in", () =>
    check({
      ...gone,
      files: { "src/custom.rs": custom },
      says: [
        unresolved("ListPots", "Ctx, «ListPots», "),
        unresolved("ListPotsError", ", «ListPotsError», "),
        unresolved("ListPotsIn", ", «ListPotsIn»};"),
        {
          code: "E0405",
          message: "cannot find trait `ListPots` in this scope",
          at: "impl «ListPots» for",
        },
      ],
      becomes: {
        // The formatter lays the list out where it runs.
        "src/custom.rs": `use crate::generated::{FindPot, };

pub struct App;

impl App {
    pub fn new() -> Self {
        Self
    }
}
`,
      },
    }));

  test("is asked about where a test stands in for it", () =>
    check({
      ...gone,
      files: {
        "tests/desk.rs": `use kiln::generated as stamped;

struct Fake;

impl stamped::ListPots for Fake {}
`,
      },
      says: [
        {
          code: "E0405",
          message: "cannot find trait `ListPots` in module `stamped`",
          at: "stamped::«ListPots» for",
          file: "tests/desk.rs",
        },
      ],
      asks: ["removed-symbol: ListPots"],
    }));
});
