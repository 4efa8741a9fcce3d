import { test } from "vitest";

import { check } from "./check.ts";

const decimal = { from: "(grams i32)", to: "(grams decimal)" };
const unknown = (name: string) => ({
  code: "E0433",
  message: `cannot find type \`${name}\` in this scope`,
});

test("an import of tests goes where the code beside them comes to need the name later", () =>
  check({
    ...decimal,
    files: {
      "src/custom.rs": `use crate::generated::Pot;

pub fn first(pots: &[Pot]) -> String {
    let grams = pots.first().map_or(0, |pot| pot.grams);
    grams.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(pots: &[Pot]) -> String {
        let grams = pots.last().map_or(0, |pot| pot.grams);
        grams.to_string()
    }
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected integer, found `Decimal`",
        at: "last().map_or(0, |pot| «pot.grams»)",
      },
      {
        ...unknown("Decimal"),
        at: "last().map_or(«Decimal»::ZERO",
        whileText: /^(?![^]*use rust_decimal)/,
      },
      {
        code: "E0308",
        message: "mismatched types: expected integer, found `Decimal`",
        at: "first().map_or(0, |pot| «pot.grams»)",
        whileText: /use rust_decimal/,
      },
      { ...unknown("Decimal"), at: "first().map_or(«Decimal»::ZERO", whileText: /Pot;\n\npub/ },
    ],
    becomes: {
      "src/custom.rs": `use crate::generated::Pot;
use rust_decimal::Decimal;

pub fn first(pots: &[Pot]) -> String {
    let grams = pots.first().map_or(Decimal::ZERO, |pot| pot.grams);
    grams.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(pots: &[Pot]) -> String {
        let grams = pots.last().map_or(Decimal::ZERO, |pot| pot.grams);
        grams.to_string()
    }
}
`,
    },
  }));

test("an import goes with the edit that needed it", () =>
  check({
    ...decimal,
    files: {
      "src/custom.rs": `use crate::generated::Pot;

pub fn all(pot: &Pot) -> String {
    (pot.grams * 7).to_string()
}
`,
    },
    says: [
      {
        code: "E0277",
        message: "cannot multiply `rust_decimal::Decimal` by `{integer}`",
        at: "pot.grams «*» 7",
      },
      { ...unknown("Decimal"), at: "«Decimal»::from(7)", whileText: /Pot;\n\npub/ },
      {
        code: "E0308",
        message: "arguments to this function are incorrect",
        at: "«Decimal::from»(7)",
        whileText: /use rust_decimal/,
      },
    ],
    asks: ["conversion: pot.grams * 7"],
  }));

test("a moment takes two names, and both come from where the stamped code has them", () =>
  check({
    from: "(thrown date",
    to: "(thrown timestamp",
    files: {
      "src/custom.rs": `use crate::generated::Pot;

pub fn thrown(pot: &Pot) -> chrono::NaiveDate {
    pot.thrown
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `NaiveDate`, found `FlywheelBrand0`",
        at: "-> chrono::NaiveDate {\n    «pot.thrown»",
      },
      {
        ...unknown("DateTime"),
        at: "-> «DateTime»<Utc>",
        whileText: /^(?![^]*use chrono::DateTime)/,
      },
      { ...unknown("Utc"), at: "-> DateTime<«Utc»>", whileText: /^(?![^]*use chrono::Utc)/ },
    ],
    becomes: {
      "src/custom.rs": `use crate::generated::Pot;
use chrono::DateTime;
use chrono::Utc;

pub fn thrown(pot: &Pot) -> DateTime<Utc> {
    pot.thrown
}
`,
    },
  }));
