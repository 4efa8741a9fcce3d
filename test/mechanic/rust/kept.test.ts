import { describe, test } from "vitest";

import { check } from "./check.ts";

const said = (code: string, message: string, at: string) => ({ code, message, at });

describe("a list that became a map of the same elements", () => {
  const keyed = { from: "(pots (list Pot))", to: "(pots (map string Pot))" };
  const tuple = "no field `grams` on type `(&String, &Pot)`";

  test("is walked by its values, wherever the compiler meets a pair", () =>
    check({
      ...keyed,
      files: {
        "src/custom.rs": `fn weight(batch: &Batch) -> i32 {
    batch.pots.iter().map(|pot| pot.grams).sum()
}

fn labels(Batch { pots, .. }: Batch) -> Vec<String> {
    pots.into_iter().map(|pot| pot.label).collect()
}

fn lighter(batch: &mut Batch) {
    for pot in &mut batch.pots {
        pot.grams -= 1;
    }
}
`,
      },
      says: [
        said("E0609", tuple, "map(|pot| pot.«grams»).sum"),
        said("E0609", "no field `label` on type `(String, Pot)`", "map(|pot| pot.«label»).collect"),
        said("E0609", tuple, "pot.«grams» -= 1"),
      ].map((one, index) => ({
        ...one,
        whileText: [/batch\.pots\.iter/, /pots\.into_iter/, /in &mut batch\.pots/][index] ?? /./,
      })),
      becomes: {
        "src/custom.rs": `fn weight(batch: &Batch) -> i32 {
    batch.pots.values().map(|pot| pot.grams).sum()
}

fn labels(Batch { pots, .. }: Batch) -> Vec<String> {
    pots.into_values().map(|pot| pot.label).collect()
}

fn lighter(batch: &mut Batch) {
    for pot in batch.pots.values_mut() {
        pot.grams -= 1;
    }
}
`,
      },
    }));

  test("is asked about where a place among them is meant, or one is put in", () =>
    check({
      ...keyed,
      files: {
        "src/custom.rs": `fn heavy(batch: &Batch) -> Option<usize> {
    batch.pots.iter().position(|pot| pot.grams > 900)
}

fn keep(batch: &mut Batch, pot: Pot) {
    batch.pots.push(pot);
}
`,
      },
      says: [
        said("E0609", tuple, "pot.«grams» > 900"),
        said("E0599", "no method named `push` found for struct `BTreeMap`", "«push»(pot)"),
      ],
      asks: ["conversion: grams", "conversion: push"],
    }));

  test("is thinned out by its values, and is empty as a list was", () =>
    check({
      ...keyed,
      files: {
        "src/custom.rs": `fn without(mut batch: Batch, label: &str) -> Batch {
    batch.pots.retain(|pot| pot.label != label);
    batch
}

fn none() -> Batch {
    Batch { pots: Vec::new(), next: None }
}
`,
      },
      says: [
        {
          ...said("E0593", "closure is expected to take 2 arguments, but it takes 1", "«retain»("),
          whileText: /retain\(\|pot/,
        },
        said(
          "E0308",
          "mismatched types: expected `BTreeMap<String, Pot>`, found `Vec<_>`",
          "pots: «Vec::new()»",
        ),
      ],
      becomes: {
        "src/custom.rs": `fn without(mut batch: Batch, label: &str) -> Batch {
    batch.pots.retain(|_, pot| pot.label != label);
    batch
}

fn none() -> Batch {
    Batch { pots: std::collections::BTreeMap::new(), next: None }
}
`,
      },
    }));

  test("and the other way round", () =>
    check({
      ...keyed,
      swapped: true,
      files: {
        "src/custom.rs": `fn weight(batch: &Batch) -> i32 {
    batch.pots.values().map(|pot| pot.grams).sum()
}
`,
      },
      says: [said("E0599", "no method named `values` found for struct `Vec`", "pots.«values»()")],
      becomes: {
        "src/custom.rs": `fn weight(batch: &Batch) -> i32 {
    batch.pots.iter().map(|pot| pot.grams).sum()
}
`,
      },
    }));

  test("what was listed may be the keys", () =>
    check({
      from: "(pots (list Pot))",
      before: "(pots (list string))",
      to: "(pots (map string i32))",
      files: {
        "src/custom.rs": `fn has(batch: &Batch, label: &str) -> bool {
    batch.pots.iter().any(|one| one == label)
}
`,
      },
      says: [
        said("E0277", "can't compare `(&String, &i32)` with `str`", "any(|one| one «==» label)"),
      ].map((one) => ({ ...one, whileText: /pots\.iter/ })),
      becomes: {
        "src/custom.rs": `fn has(batch: &Batch, label: &str) -> bool {
    batch.pots.keys().any(|one| one == label)
}
`,
      },
    }));
});

describe("a number that became a duration", () => {
  const lasts = { from: "(shelf i32)\n    (mark", to: "(shelf duration)\n    (mark" };

  test("nothing is nothing in every unit", () =>
    check({
      ...lasts,
      files: {
        "src/custom.rs": `use std::time::Duration;

fn pot() -> Pot {
    Pot { shelf: 0, ..a_pot() }
}

fn later() -> Pot {
    Pot { shelf: 30, ..a_pot() }
}
`,
      },
      says: ["0", "30"].map((number) =>
        said(
          "E0308",
          "mismatched types: expected `FlywheelBrand0`, found integer",
          `shelf: «${number}»,`,
        ),
      ),
      becomes: {
        "src/custom.rs": `use std::time::Duration;

fn pot() -> Pot {
    Pot { shelf: Duration::ZERO, ..a_pot() }
}

fn later() -> Pot {
    Pot { shelf: 30, ..a_pot() }
}
`,
      },
      asks: ["conversion: 30"],
    }));

  test("what is longer than nothing still is, and what is below it is asked about", () =>
    check({
      ...lasts,
      files: {
        "src/custom.rs": `use std::time::Duration;

fn stays(pot: &Pot) -> bool {
    pot.shelf > 0
}

fn fails(pot: &Pot) -> bool {
    pot.shelf < 0
}
`,
      },
      says: [
        said(
          "E0308",
          "mismatched types: expected `FlywheelBrand0`, found integer",
          "pot.shelf > «0»",
        ),
        said(
          "E0369",
          "binary operation `<` cannot be applied to type `FlywheelBrand0`",
          "«pot.shelf < 0»",
        ),
      ],
      becomes: {
        "src/custom.rs": `use std::time::Duration;

fn stays(pot: &Pot) -> bool {
    pot.shelf > Duration::ZERO
}

fn fails(pot: &Pot) -> bool {
    pot.shelf < 0
}
`,
      },
      asks: ["validation: pot.shelf < 0"],
    }));

  test("what lasts longer goes on coming last", () =>
    check({
      ...lasts,
      files: {
        "src/custom.rs": `fn longest(pots: &[Pot]) -> Option<&Pot> {
    pots.iter().max_by_key(|pot| pot.shelf)
}
`,
      },
      says: [
        {
          ...said(
            "E0277",
            "the trait bound `FlywheelBrand0: Ord` is not satisfied",
            "«max_by_key»",
          ),
          whileStamped: /FlywheelBrand0/,
        },
      ],
    }));
});

describe("a moment that became a day", () => {
  const day = {
    from: "(thrown date",
    before: "(thrown timestamp",
    to: "(thrown date",
  };

  test("is the day that was made of it, and is laid out as one", () =>
    check({
      ...day,
      files: {
        "src/custom.rs": `fn day(pot: &Pot) -> NaiveDate {
    pot.thrown.date_naive()
}

fn key(pot: &Pot) -> String {
    format!("{}/{}", pot.label, pot.thrown.format("%Y-%m-%d"))
}

fn hour(pot: &Pot) -> String {
    pot.thrown.format("%Y-%m-%d %H").to_string()
}
`,
      },
      says: [
        {
          ...said(
            "E0599",
            "no method named `date_naive` found for struct `NaiveDate`",
            "«date_naive»()",
          ),
        },
        ...['«format»("%Y-%m-%d"))', '«format»("%Y-%m-%d %H")'].map((at) => ({
          ...said("E0599", "no method named `format` found for struct `FlywheelBrand0`", at),
          whileStamped: /FlywheelBrand0/,
          unlessRoot: /pub fn format/,
        })),
      ],
      becomes: {
        "src/custom.rs": `fn day(pot: &Pot) -> NaiveDate {
    pot.thrown
}

fn key(pot: &Pot) -> String {
    format!("{}/{}", pot.label, pot.thrown.format("%Y-%m-%d"))
}

fn hour(pot: &Pot) -> String {
    pot.thrown.format("%Y-%m-%d %H").to_string()
}
`,
      },
      asks: ['conversion: pot.thrown.format("%Y-%m-%d %H")'],
    }));
});

test("a number that became text is cloned out of a shorthand under its field's name", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf string)\n    (mark",
    files: {
      "src/custom.rs": `fn both(shelf: String, plan: &mut Plan) {
    plan.pots.push(Pot { shelf, ..a_pot() });
    plan.shelves.push(shelf);
}
`,
    },
    says: [said("E0507", "cannot move out of `shelf`, a captured variable", "Pot { «shelf», ..")],
    becomes: {
      "src/custom.rs": `fn both(shelf: String, plan: &mut Plan) {
    plan.pots.push(Pot { shelf: shelf.clone(), ..a_pot() });
    plan.shelves.push(shelf);
}
`,
    },
  }));

describe("what is told whole", () => {
  const whole = { from: "409 (label string)", to: "409 (label Pot)" };
  const wanted = "mismatched types: expected `Pot`, found `String`";

  test("is what one of its fields was read from", () =>
    check({
      ...whole,
      files: {
        "src/custom.rs": `fn broken(pot: &Pot) -> PotBroken {
    PotBroken { label: pot.label.clone() }
}

fn thrown(label: Pot) -> PotBroken {
    PotBroken { label: label.label }
}
`,
      },
      says: [
        said("E0308", wanted, "label: «pot.label.clone()»"),
        said("E0308", wanted, "label: «label.label»"),
      ],
      becomes: {
        "src/custom.rs": `fn broken(pot: &Pot) -> PotBroken {
    PotBroken { label: pot.clone() }
}

fn thrown(label: Pot) -> PotBroken {
    PotBroken { label }
}
`,
      },
    }));

  test("is asked about where something else was told, or what it was read from is no such thing", () =>
    check({
      ...whole,
      files: {
        "src/custom.rs": `fn gone(key: &Key) -> PotBroken {
    PotBroken { label: key.text.clone() }
}

fn lost(crate_: &Crate) -> PotBroken {
    PotBroken { label: crate_.label.clone() }
}
`,
      },
      says: [
        said("E0308", wanted, "label: «key.text.clone()»"),
        said("E0308", wanted, "label: «crate_.label.clone()»"),
        said("E0308", "mismatched types: expected `Pot`, found `Crate`", "label: «crate_.clone()»"),
      ],
      asks: ["required-value: key.text.clone()", "required-value: crate_.label.clone()"],
    }));
});

describe("what a map holds", () => {
  const held = {
    from: "(shelf i32)\n    (mark",
    before: "(shelf (map string i32))\n    (mark",
    to: "(shelf (map string Glaze))\n    (mark",
  };
  const whole =
    "mismatched types: expected `&BTreeMap<String, i32>`, found `&BTreeMap<String, Glaze>`";

  test("moves what takes the map whole", () =>
    check({
      ...held,
      files: {
        "src/custom.rs": `use std::collections::BTreeMap;

fn width(shelf: &BTreeMap<String, i32>, least: i32) -> usize {
    shelf.len().max(least as usize)
}

fn of(pot: &Pot) -> usize {
    width(&pot.shelf, 3)
}
`,
      },
      says: [
        {
          ...said("E0308", whole, "width(«&pot.shelf», 3)"),
          whileText: /String, i32>, least/,
        },
      ],
      becomes: {
        "src/custom.rs": `use std::collections::BTreeMap;

fn width(shelf: &BTreeMap<String, Glaze>, least: i32) -> usize {
    shelf.len().max(least as usize)
}

fn of(pot: &Pot) -> usize {
    width(&pot.shelf, 3)
}
`,
      },
    }));

  test("moves nothing that is given other maps as well", () =>
    check({
      ...held,
      files: {
        "src/custom.rs": `use std::collections::BTreeMap;

fn width(shelf: &BTreeMap<String, i32>) -> usize {
    shelf.len()
}

fn both(pot: &Pot, tariff: &Tariff) -> usize {
    width(&pot.shelf) + width(&tariff.prices)
}
`,
      },
      says: [said("E0308", whole, "width(«&pot.shelf»)")],
      asks: ["conversion: &pot.shelf"],
    }));
});

describe("a new parameter where the input is taken apart whole", () => {
  const deep = {
    from: "list-pots (in (shelf i32))",
    to: "list-pots (in (shelf i32) (deep bool))",
  };
  const unseen = "pattern does not mention field `deep`";

  test("does something that nobody said", () =>
    check({
      ...deep,
      files: {
        "src/custom.rs": `fn list(input: ListPotsIn) -> i32 {
    let ListPotsIn { shelf } = input;
    shelf
}
`,
      },
      says: [said("E0027", unseen, "let «ListPotsIn { shelf }»")],
      asks: ["silent-miss: ListPotsIn { shelf }"],
    }));

  test("with a default, what is done is what is meant", () =>
    check({
      from: "list-pots (in (shelf i32))",
      to: "list-pots (in (shelf i32) (deep bool :default false))",
      files: {
        "src/custom.rs": `fn list(input: ListPotsIn) -> i32 {
    let ListPotsIn { shelf } = input;
    shelf
}
`,
      },
      says: [said("E0027", unseen, "let «ListPotsIn { shelf }»")],
      becomes: {
        "src/custom.rs": `fn list(input: ListPotsIn) -> i32 {
    let ListPotsIn { shelf, .. } = input;
    shelf
}
`,
      },
    }));

  test("while a field is left alone by code that takes apart what it needs", () =>
    check({
      from: "(next (optional string)))",
      to: "(next (optional string)) (deep bool :default false))",
      files: {
        "src/custom.rs": `fn count(batch: Batch) -> usize {
    let Batch { pots, next: _ } = batch;
    pots.len()
}
`,
      },
      says: [{ ...said("E0027", unseen, "let «Batch { pots, next: _ }»") }],
      becomes: {
        "src/custom.rs": `fn count(batch: Batch) -> usize {
    let Batch { pots, next: _, .. } = batch;
    pots.len()
}
`,
      },
    }));
});

describe("a row with a cell for what is gone", () => {
  const gone = { from: "    (shelf i32)\n    (mark", to: "    (mark" };

  test("is asked about where it is read, and where a test spells it", () =>
    check({
      ...gone,
      files: {
        "src/custom.rs": `fn read(cells: &[&str]) -> Option<Pot> {
    let [label, shelf] = cells[..] else { return None };
    Some(Pot { label: label.to_string(), shelf: shelf.parse().ok()?, ..a_pot() })
}
`,
        "tests/rows.rs": `#[test]
fn rows() {
    let pot = Pot { label: "bowl".to_string(), shelf: 12, ..a_pot() };
    assert!(row(&pot).ends_with("bowl;12;"));
    assert_eq!(count(&pot), "12 of 12");
}
`,
      },
      says: [noField("shelf: shelf.parse", "src/custom.rs"), noField("shelf: 12", "tests/rows.rs")],
      becomes: {
        "src/custom.rs": `fn read(cells: &[&str]) -> Option<Pot> {
    let [label, shelf] = cells[..] else { return None };
    Some(Pot { label: label.to_string(), ..a_pot() })
}
`,
        "tests/rows.rs": `#[test]
fn rows() {
    let pot = Pot { label: "bowl".to_string(), ..a_pot() };
    assert!(row(&pot).ends_with("bowl;12;"));
    assert_eq!(count(&pot), "12 of 12");
}
`,
      },
      asks: ["wire-form: shelf", 'expected-value: "bowl;12;"'],
    }));
});

const noField = (at: string, file: string) => ({
  code: "E0560",
  message: "struct `Pot` has no field named `shelf`",
  at: at.replace("shelf", "«shelf»"),
  file,
});

test("what a choice told that hangs on what is gone is expected in tests by its texts", () =>
  check({
    from: "    (glaze Glaze :default plain)\n",
    to: "",
    files: {
      "src/custom.rs": `fn care(pot: &Pot) -> String {
    match pot.glaze {
        Glaze::Salt => format!("wash {} by hand", pot.label),
        _ => "as you like".to_string(),
    }
}
`,
      "tests/care.rs": `#[test]
fn cares() {
    let bowl = a_pot();
    assert_eq!(care(&bowl), "wash bowl by hand");
    assert_eq!(title(&bowl), "hand");
}
`,
    },
    says: [
      {
        code: "E0609",
        message: "no field `glaze` on type `&Pot`",
        at: "match pot.«glaze»",
      },
    ],
    asks: ["removed-symbol: glaze", 'expected-value: "wash bowl by hand"'],
  }));

test("a local that only goes where the value is always there now is that value", () =>
  check({
    from: "(mark (optional string))",
    to: "(mark string)",
    files: {
      "tests/marks.rs": `#[test]
fn marked() {
    let mark = Some("MR".to_string());
    let pot = Pot { mark, ..a_pot() };
    assert_eq!(told(&pot), "MR");
}

#[test]
fn shared() {
    let mark = Some("MR".to_string());
    let pot = Pot { mark: mark.clone(), ..a_pot() };
    assert_eq!(pot.label, mark.unwrap());
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `String`, found `Option<String>`",
        at: "Pot { «mark», ..",
        file: "tests/marks.rs",
        whileText: /let mark = Some\("MR".to_string\(\)\);\n {4}let pot = Pot { mark,/,
      },
    ],
    becomes: {
      "tests/marks.rs": `#[test]
fn marked() {
    let mark = "MR".to_string();
    let pot = Pot { mark, ..a_pot() };
    assert_eq!(told(&pot), "MR");
}

#[test]
fn shared() {
    let mark = Some("MR".to_string());
    let pot = Pot { mark: mark.clone(), ..a_pot() };
    assert_eq!(pot.label, mark.unwrap());
}
`,
    },
  }));

test("a type that is named for a trait moves with the signatures that stand for it", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf uuid)\n    (mark",
    files: {
      "src/custom.rs": `use uuid::Uuid;

trait Kept {
    type Place;
    fn place(&self) -> Self::Place;
    fn is_at(&self, place: &Self::Place) -> bool;
    fn count(&self) -> i32;
}

impl Kept for Pot {
    type Place = i32;
    fn place(&self) -> i32 {
        self.shelf
    }
    fn is_at(&self, place: &i32) -> bool {
        self.shelf == *place
    }
    fn count(&self) -> i32 {
        1
    }
}
`,
    },
    says: [
      {
        ...said(
          "E0308",
          "mismatched types: expected `i32`, found `FlywheelBrand0`",
          "«self.shelf»\n",
        ),
        whileText: /fn place\(&self\) -> i32/,
      },
    ],
    becomes: {
      "src/custom.rs": `use uuid::Uuid;

trait Kept {
    type Place;
    fn place(&self) -> Self::Place;
    fn is_at(&self, place: &Self::Place) -> bool;
    fn count(&self) -> i32;
}

impl Kept for Pot {
    type Place = Uuid;
    fn place(&self) -> Uuid {
        self.shelf
    }
    fn is_at(&self, place: &Uuid) -> bool {
        self.shelf == *place
    }
    fn count(&self) -> i32 {
        1
    }
}
`,
    },
  }));

describe("a value in the place of a record", () => {
  const record = {
    from: '(shelf i32)\n    (mark (optional string))\n    (thrown date "The day on which it left the wheel."))',
    to: '(shelf Shelf)\n    (mark (optional string))\n    (thrown date "The day on which it left the wheel."))\n  (entity Shelf (row i32) (room string))',
  };

  test("lacks the rest of it where it is put, and is converted where it is read", () =>
    check({
      ...record,
      files: {
        "src/custom.rs": `fn pot() -> Pot {
    Pot { shelf: 3, ..a_pot() }
}

fn row(pot: &Pot) -> i32 {
    pot.shelf
}
`,
      },
      says: [
        said("E0308", "mismatched types: expected `Shelf`, found integer", "shelf: «3»"),
        said("E0308", "mismatched types: expected `i32`, found `Shelf`", "«pot.shelf»\n"),
      ],
      asks: ["required-value: 3", "conversion: pot.shelf"],
    }));
});

describe("what holds old values where the same of new ones is wanted", () => {
  const wide = {
    from: "(shelf i32)\n    (mark",
    before: "(shelf (map string i32))\n    (mark",
    to: "(shelf (map string i64))\n    (mark",
  };

  test("converts each of them, where each converts without loss", () =>
    check({
      ...wide,
      files: {
        "src/custom.rs": `fn pot(input: StackIn) -> Pot {
    Pot { shelf: input.stack, ..a_pot() }
}

fn lent(input: &StackIn) -> &Shelves {
    &input.stack
}
`,
      },
      says: [
        said(
          "E0308",
          "mismatched types: expected `BTreeMap<String, i64>`, found `BTreeMap<String, i32>`",
          "shelf: «input.stack»,",
        ),
        said(
          "E0308",
          "mismatched types: expected `&BTreeMap<String, i64>`, found `&BTreeMap<String, i32>`",
          "«&input.stack»\n",
        ),
        said("E0308", "mismatched types: expected `i64`, found `i32`", "same::<i64>(«value»)"),
      ],
      becomes: {
        "src/custom.rs": `fn pot(input: StackIn) -> Pot {
    Pot { shelf: input.stack.into_iter().map(|(key, value)| (key, i64::from(value))).collect(), ..a_pot() }
}

fn lent(input: &StackIn) -> &Shelves {
    &input.stack
}
`,
      },
      asks: ["conversion: &input.stack"],
    }));

  test("and what may be absent", () =>
    check({
      from: "(shelf i32)\n    (mark",
      before: "(shelf (optional i32))\n    (mark",
      to: "(shelf (optional string))\n    (mark",
      files: {
        "src/custom.rs": `fn pot(input: StackIn) -> Pot {
    Pot { shelf: input.place, ..a_pot() }
}
`,
      },
      says: ["String", "FlywheelBrand0"].map((type) => ({
        ...said(
          "E0308",
          `mismatched types: expected \`Option<${type}>\`, found \`Option<i32>\``,
          "shelf: «input.place»,",
        ),
        whileStamped:
          type === "String" ? /shelf: Option<String>/ : /shelf: Option<crate::FlywheelBrand0>/,
      })),
      becomes: {
        "src/custom.rs": `fn pot(input: StackIn) -> Pot {
    Pot { shelf: input.place.map(|value| value.to_string()), ..a_pot() }
}
`,
      },
    }));
});

describe("a text that a record holds with other things now", () => {
  const record = {
    from: '(shelf i32)\n    (mark (optional string))\n    (thrown date "The day on which it left the wheel."))',
    before:
      '(shelf string)\n    (mark (optional string))\n    (thrown date "The day on which it left the wheel."))\n  (entity Shelf (name string) (rows i32))',
    to: '(shelf Shelf)\n    (mark (optional string))\n    (thrown date "The day on which it left the wheel."))\n  (entity Shelf (name string) (rows i32))',
  };

  test("is read from it as its only text, and what else it tells is asked about where it is made", () =>
    check({
      ...record,
      files: {
        "src/custom.rs": `fn place(pot: &Pot) -> String {
    pot.shelf.clone()
}

fn is_high(pot: &Pot) -> bool {
    pot.shelf.starts_with("high")
}

fn pot(shelf: &str) -> Pot {
    Pot { shelf: shelf.to_string(), ..a_pot() }
}
`,
      },
      says: [
        said("E0308", "mismatched types: expected `String`, found `Shelf`", "«pot.shelf.clone()»"),
        said("E0599", "no method named `starts_with` found for struct `Shelf`", "«starts_with»"),
        said("E0308", "mismatched types: expected `Shelf`, found `String`", "«shelf.to_string()»"),
      ].map((one, index) => ({
        ...one,
        whileText: index === 1 ? /pot\.shelf\.starts/ : /./,
      })),
      becomes: {
        "src/custom.rs": `fn place(pot: &Pot) -> String {
    pot.shelf.name.clone()
}

fn is_high(pot: &Pot) -> bool {
    pot.shelf.name.starts_with("high")
}

fn pot(shelf: &str) -> Pot {
    Pot { shelf: shelf.to_string(), ..a_pot() }
}
`,
      },
      asks: ["required-value: shelf.to_string()"],
    }));

  test("is asked about where the record has several texts", () =>
    check({
      from: record.from,
      before: record.before.replace("(rows i32)", "(room string)"),
      to: record.to.replace("(rows i32)", "(room string)"),
      files: {
        "src/custom.rs": `fn place(pot: &Pot) -> String {
    pot.shelf.clone()
}
`,
      },
      says: [
        said("E0308", "mismatched types: expected `String`, found `Shelf`", "«pot.shelf.clone()»"),
      ],
      asks: ["conversion: pot.shelf.clone()"],
    }));
});

test("a list of records is told by what each of them was", () =>
  check({
    from: "(entity Batch (pots (list Pot)) (next",
    before: "(entity Stack (label string) (count i32))\n  (entity Batch (pots (list string)) (next",
    to: "(entity Stack (label string) (count i32))\n  (entity Batch (pots (list Stack)) (next",
    files: {
      "src/custom.rs": `fn told(batch: &Batch) -> String {
    batch.pots.join(", ")
}

fn all(batch: Batch) -> Vec<String> {
    batch.pots
}
`,
    },
    says: [
      {
        ...said(
          "E0599",
          "the method `join` exists for struct `Vec<Stack>`, but its trait bounds were not satisfied",
          "«join»(",
        ),
        whileText: /pots\.join/,
      },
      said(
        "E0308",
        "mismatched types: expected `Vec<String>`, found `Vec<Stack>`",
        "«batch.pots»\n",
      ),
    ],
    becomes: {
      "src/custom.rs": `fn told(batch: &Batch) -> String {
    batch.pots.iter().map(|each| each.label.as_str()).collect::<Vec<_>>().join(", ")
}

fn all(batch: Batch) -> Vec<String> {
    batch.pots.into_iter().map(|each| each.label).collect()
}
`,
    },
  }));

describe("a number that was called by its unit and is a duration now", () => {
  const lasts = {
    from: "(shelf i32)\n    (mark",
    before: "(dry-minutes i32)\n    (mark",
    to: "(dry-minutes duration)\n    (mark",
  };
  const wanted = (type: string) => `mismatched types: expected \`${type}\`, found`;

  test("is that duration, and so is what is written down", () =>
    check({
      ...lasts,
      files: {
        "src/custom.rs": `use std::time::Duration;

fn dry(pot: &Pot, at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::minutes(i64::from(pot.dry_minutes))
}

fn wet(pot: &Pot, at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::hours(i64::from(pot.dry_minutes))
}

fn pot() -> Pot {
    Pot { dry_minutes: 90, ..a_pot() }
}
`,
      },
      says: [
        said(
          "E0277",
          "the trait bound `i64: From<FlywheelBrand0>` is not satisfied: expected `i64`, found `i32`",
          "TimeDelta::minutes(i64::from(«pot.dry_minutes»))",
        ),
        said(
          "E0277",
          "the trait bound `i64: From<FlywheelBrand0>` is not satisfied: expected `i64`, found `i32`",
          "TimeDelta::hours(i64::from(«pot.dry_minutes»))",
        ),
        said("E0308", `${wanted("FlywheelBrand0")} integer`, "dry_minutes: «90»"),
      ],
      becomes: {
        "src/custom.rs": `use std::time::Duration;

fn dry(pot: &Pot, at: DateTime<Utc>) -> DateTime<Utc> {
    at + pot.dry_minutes
}

fn wet(pot: &Pot, at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::hours(i64::from(pot.dry_minutes))
}

fn pot() -> Pot {
    Pot { dry_minutes: Duration::from_secs(90 * 60), ..a_pot() }
}
`,
      },
      asks: ["conversion: pot.dry_minutes"],
    }));
});

test("an error that is passed on where it is declared no more is asked about as gone", () =>
  check({
    from: " (errors pot-broken))",
    to: ")",
    files: {
      "src/custom.rs": `fn find(label: String) -> Result<Pot, FindPotError> {
    Err(PotBroken { label })?
}
`,
    },
    says: [
      said(
        "E0277",
        "the trait bound `FindPotError: From<PotBroken>` is not satisfied",
        "Err(PotBroken { label })«?»",
      ),
    ],
    asks: ["removed-symbol: Err(PotBroken { label })?"],
  }));

test("what might be absent and is listed now is listed whole, whatever is done with it", () =>
  check({
    from: "(mark (optional string))",
    to: "(mark (list string))",
    files: {
      "src/custom.rs": `fn named(mark: &str) -> Pot {
    Pot { mark: Some(mark.to_string()), ..a_pot() }
}

fn read(mark: &str) -> Pot {
    Pot { mark: Some(mark.to_string()).filter(|mark| !mark.is_empty()), ..a_pot() }
}
`,
    },
    says: [
      "«Some(mark.to_string())», ..",
      "«Some(mark.to_string()).filter(|mark| !mark.is_empty())»",
    ].map((at) => ({
      ...said("E0308", "mismatched types: expected `Vec<String>`, found `Option<String>`", at),
      whileText: /is_empty\(\)\), \.\./,
    })),
    becomes: {
      "src/custom.rs": `fn named(mark: &str) -> Pot {
    Pot { mark: vec![mark.to_string()], ..a_pot() }
}

fn read(mark: &str) -> Pot {
    Pot { mark: Some(mark.to_string()).filter(|mark| !mark.is_empty()).into_iter().collect(), ..a_pot() }
}
`,
    },
  }));

test("a map that also holds what did not change stays, and what is looked up in it is asked about", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf string)\n    (mark",
    files: {
      "src/custom.rs": `struct Yard {
    stacks: BTreeMap<i32, Pot>,
}

fn at<'a>(yard: &'a Yard, pot: &Pot) -> Option<&'a Pot> {
    yard.stacks.get(&pot.shelf)
}

fn keep(yard: &mut Yard, pot: &Pot) {
    yard.stacks.insert(pot.grams, pot.clone());
}
`,
    },
    says: [
      {
        ...said(
          "E0308",
          "mismatched types: expected `&i32`, found `&FlywheelBrand0`",
          "«&pot.shelf»",
        ),
        whileText: /stacks: BTreeMap<i32/,
      },
      {
        ...said("E0308", "mismatched types: expected `FlywheelBrand0`, found `i32`", "«pot.grams»"),
        whileText: /stacks: BTreeMap<crate/,
      },
    ],
    asks: ["conversion: &pot.shelf"],
  }));

test("a day that became a moment sorts as it did, but for what was equal and is told apart by more", () =>
  check({
    from: "(thrown date",
    to: "(thrown timestamp",
    files: {
      "src/custom.rs": `fn sort(pots: &mut [Pot]) {
    pots.sort_by_key(|pot| pot.thrown);
    pots.sort_by_key(|one| (one.thrown, one.grams));
}
`,
    },
    says: ["pots.«sort_by_key»(|pot|", "pots.«sort_by_key»(|one|"].map((at) => ({
      ...said("E0277", "the trait bound `FlywheelBrand0: Ord` is not satisfied", at),
      whileStamped: /FlywheelBrand0/,
    })),
    asks: ["ordering: pots.sort_by_key(|one| (one.thrown, one.grams))"],
  }));
