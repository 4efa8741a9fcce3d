import { describe, test } from "vitest";

import { check } from "./check.ts";

const said = (message: string, at: string, whileText?: RegExp) => ({
  code: "E0308",
  message: `mismatched types: ${message}`,
  at,
  ...(whileText === undefined ? {} : { whileText }),
});

describe("a number that holds less", () => {
  const narrower = { from: "(grams i32)", to: "(grams i64)", swapped: true };

  test("is asked about where a wider one goes in, and what makes that one stays as it is", () =>
    check({
      ...narrower,
      files: {
        "src/custom.rs": `fn grams(lumps: &[Lump]) -> i64 {
    weigh(lumps)
}

fn pot(lumps: &[Lump]) -> Pot {
    Pot {
        grams: grams(lumps),
        ..a_pot()
    }
}
`,
      },
      says: [
        said("expected `i32`, found `i64`", "grams: «grams(lumps)»", /-> i64/),
        said("expected `i32`, found `i64`", "«weigh(lumps)»", /-> i32/),
      ],
      asks: ["narrowing: grams(lumps)"],
    }));

  test("moves where all that goes in is written down", () =>
    check({
      ...narrower,
      files: {
        "src/custom.rs": `fn pot(grams: i64) -> Pot {
    Pot {
        grams,
        ..a_pot()
    }
}

#[test]
fn a_pot_is_heavy() {
    let heavy = pot(900);
}
`,
      },
      says: [said("expected `i32`, found `i64`", "        «grams»,", /grams: i64/)],
      becomes: {
        "src/custom.rs": `fn pot(grams: i32) -> Pot {
    Pot {
        grams,
        ..a_pot()
    }
}

#[test]
fn a_pot_is_heavy() {
    let heavy = pot(900);
}
`,
      },
    }));
});

describe("a wider number", () => {
  test("is not made of what nothing converts, and its constant stays where the old one is wanted too", () =>
    check({
      from: "(grams i32)",
      to: "(grams i64)",
      files: {
        "src/custom.rs": `const LUMP: i32 = 40;

fn pot(lumps: &[Lump]) -> Pot {
    let grams = lumps.iter().map(|_| LUMP).sum();
    let scale = Scale { grams };
    Pot {
        grams,
        ..a_pot()
    }
}
`,
      },
      says: [
        {
          code: "E0277",
          message:
            "a value of type `i64` cannot be made by summing an iterator over elements of type `i32`",
          at: "«sum»()",
          whileText: /LUMP: i32.*LUMP\)\.sum/s,
        },
        said("expected `i32`, found `i64`", "Scale { «grams» }"),
        {
          code: "E0277",
          message: "the trait bound `i64: From<Map<Iter<'_, Lump>, {closure}>>` is not satisfied",
          at: "i64::from(«lumps.iter().map(|_| LUMP)»)",
        },
      ],
      asks: ["conversion: LUMP", "narrowing: grams"],
    }));
});

describe("an assignment of what is gone", () => {
  const gone = { from: "    (shelf i32)\n", to: "" };
  const noField = (at: string) => ({
    code: "E0609",
    message: "no field `shelf` on type `&mut Pot`",
    at,
  });

  test("takes the `if` along that it stood in alone", () =>
    check({
      ...gone,
      files: {
        "src/custom.rs": `fn fire(pot: &mut Pot) {
    if pot.grams > 3 {
        pot.shelf = 0;
    }
    pot.grams -= 1;
}
`,
      },
      says: [noField("pot.«shelf» = 0")],
      becomes: {
        "src/custom.rs": `fn fire(pot: &mut Pot) {
    pot.grams -= 1;
}
`,
      },
    }));

  test("is asked about where the `if` does something, or has an `else`", () =>
    check({
      ...gone,
      files: {
        "src/custom.rs": `fn fire(pot: &mut Pot, fuel: &mut Vec<u8>) {
    if fuel.pop().is_some() {
        pot.shelf = 0;
    }
    if pot.grams > 3 {
        pot.shelf = 1;
    } else {
        pot.grams = 3;
    }
}
`,
      },
      says: [noField("pot.«shelf» = 0"), noField("pot.«shelf» = 1")],
      asks: ["removed-symbol: shelf", "removed-symbol: shelf"],
    }));
});

test("a comparison that only guards what is done for one variant is not asked about a new one", () =>
  check({
    from: "(enum Glaze plain salt ash)",
    to: "(enum Glaze plain salt ash tin)",
    files: {
      "src/custom.rs": `fn fire(pot: &mut Pot) -> anyhow::Result<i32> {
    if pot.glaze == Glaze::Salt {
        pot.grams += 1;
    }
    if pot.grams > 3 && pot.glaze != Glaze::Ash {
        bail!("too heavy");
    }
    if pot.glaze == Glaze::Ash {
        pot.grams = 1;
    } else {
        pot.grams = 2;
    }
    let plain = pot.glaze == Glaze::Plain;
    Ok(i32::from(plain))
}
`,
    },
    asks: ["variant-arm: pot.glaze == Glaze::Ash", "variant-arm: pot.glaze == Glaze::Plain"],
  }));
