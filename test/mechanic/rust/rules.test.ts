import { describe, test } from "vitest";

import { check } from "./check.ts";

const noField = (code: string, name: string, at: string, file?: string) => ({
  code,
  message: `struct \`Pot\` has no field named \`${name}\``,
  at,
  ...(file === undefined ? {} : { file }),
});

describe("what is gone", () => {
  const gone = { from: "    (shelf i32)\n", to: "" };

  test("goes where it was passed on, with the local that served it alone", () =>
    check({
      ...gone,
      files: {
        "src/custom.rs": `fn pot(code: &str) -> Pot {
    let shelf = code.len() as i32;
    Pot {
        label: code.to_string(),
        shelf: shelf + 1,
        ..a_pot()
    }
}
`,
      },
      says: [noField("E0560", "shelf", "«shelf»: shelf + 1")],
      becomes: {
        "src/custom.rs": `fn pot(code: &str) -> Pot {
    Pot {
        label: code.to_string(),
        ..a_pot()
    }
}
`,
      },
    }));

  test("takes the parameter of a helper along, with the argument of each call", () =>
    check({
      ...gone,
      files: {
        "src/custom.rs": `fn pot(code: &str, shelf: i32) -> Pot {
    Pot { shelf, ..named(code) }
}

fn both() -> [Pot; 2] {
    [pot("a", 1), pot("b", 2)]
}
`,
      },
      says: [noField("E0560", "shelf", "«shelf», ..named")],
      becomes: {
        "src/custom.rs": `fn pot(code: &str) -> Pot {
    Pot { ..named(code) }
}

fn both() -> [Pot; 2] {
    [pot("a"), pot("b")]
}
`,
      },
    }));

  test("stays, and is asked about, where something happens while it is made", () =>
    check({
      ...gone,
      files: {
        "src/custom.rs": `fn pot(&mut self) -> Pot {
    Pot { shelf: self.shelves.pop(), ..a_pot() }
}
`,
      },
      says: [noField("E0560", "shelf", "«shelf»: self")],
      asks: ["removed-symbol: shelf"],
    }));

  test("is asked about where a test told things apart by it alone", () =>
    check({
      ...gone,
      files: {
        "src/custom.rs": `fn low() -> Pot {
    Pot { shelf: 1, ..a_pot() }
}

#[test]
fn the_higher_one_comes_first() {
    let high = Pot { shelf: 4, ..a_pot() };
    let low = Pot { shelf: 1, ..low() };
    let named = Pot { shelf: 2, label: "b".into(), ..a_pot() };
}
`,
      },
      says: ["shelf: 1, ..a", "shelf: 4", "shelf: 1, ..l", "shelf: 2"].map((at) =>
        noField("E0560", "shelf", at.replace("shelf", "«shelf»")),
      ),
      becomes: {
        "src/custom.rs": `fn low() -> Pot {
    Pot { ..a_pot() }
}

#[test]
fn the_higher_one_comes_first() {
    let high = Pot { shelf: 4, ..a_pot() };
    let low = Pot { ..low() };
    let named = Pot { label: "b".into(), ..a_pot() };
}
`,
      },
      asks: ["removed-symbol: shelf"],
    }));

  test("is asked about where it is used, and not where it is assigned", () =>
    check({
      ...gone,
      files: {
        "src/custom.rs": `fn lift(pot: &mut Pot) -> i32 {
    pot.shelf = 0;
    pot.shelf + 1
}
`,
      },
      says: [
        { code: "E0609", message: "no field `shelf` on type `&mut Pot`", at: "pot.«shelf» = 0" },
        { code: "E0609", message: "no field `shelf` on type `&mut Pot`", at: "pot.«shelf» + 1" },
      ],
      becomes: {
        "src/custom.rs": `fn lift(pot: &mut Pot) -> i32 {
    pot.shelf + 1
}
`,
      },
      asks: ["removed-symbol: shelf"],
    }));

  test("is asked about in a test that spells what it gave to it", () =>
    check({
      from: "    (mark (optional string))\n",
      to: "",
      files: {
        "tests/api.rs": `#[test]
fn labels() {
    let pot = Pot {
        mark: Some("two fish".to_string()),
        ..a_pot()
    };
    assert_eq!(label(&pot), "pot, two fish");
}
`,
      },
      says: [noField("E0560", "mark", "«mark»: Some", "tests/api.rs")],
      becomes: {
        "tests/api.rs": `#[test]
fn labels() {
    let pot = Pot {
        ..a_pot()
    };
    assert_eq!(label(&pot), "pot, two fish");
}
`,
      },
      asks: ['expected-value: "pot, two fish"'],
    }));

  test("leaves a match without the arm of what never comes, and a list without it", () =>
    check({
      from: "plain salt ash",
      to: "plain salt",
      files: {
        "src/custom.rs": `const ALL: [Glaze; 3] = [Glaze::Plain, Glaze::Salt, Glaze::Ash];

fn heat(glaze: &Glaze) -> i32 {
    match glaze {
        Glaze::Plain => 900,
        Glaze::Salt => 1200,
        Glaze::Ash => 1300,
        Glaze::Unknown(_) => 0,
    }
}
`,
      },
      says: [
        {
          code: "E0599",
          message: "no variant or associated item named `Ash` found for enum `Glaze`",
          at: "Glaze::«Ash»]",
        },
        {
          code: "E0599",
          message: "no variant or associated item named `Ash` found for enum `Glaze`",
          at: "Glaze::«Ash» => 1300",
        },
      ],
      becomes: {
        "src/custom.rs": `const ALL: [Glaze; 2] = [Glaze::Plain, Glaze::Salt];

fn heat(glaze: &Glaze) -> i32 {
    match glaze {
        Glaze::Plain => 900,
        Glaze::Salt => 1200,
        Glaze::Unknown(_) => 0,
    }
}
`,
      },
    }));

  test("leaves matches! and a table without what never comes", () =>
    check({
      from: "plain salt ash",
      to: "plain salt",
      files: {
        "src/custom.rs": `const PAIRS: &[(Glaze, Glaze)] = &[
    (Glaze::Salt, Glaze::Plain),
    (Glaze::Salt, Glaze::Ash),
];

const STEPS: [(Glaze, Glaze); 3] = [
    (Glaze::Plain, Glaze::Salt),
    (Glaze::Plain, Glaze::Ash),
    (Glaze::Ash, Glaze::Salt),
];

fn dull(glaze: &Glaze) -> bool {
    matches!(glaze, Glaze::Plain | Glaze::Ash)
}
`,
      },
      says: [
        "(Glaze::Salt, Glaze::«Ash»)",
        "Glaze::«Ash»),\n    (Glaze::Ash",
        "(Glaze::«Ash», Glaze::Salt)",
        "| Glaze::«Ash»)",
      ].map((at) => ({
        code: "E0599",
        message: "no variant or associated item named `Ash` found for enum `Glaze`",
        at,
      })),
      becomes: {
        "src/custom.rs": `const PAIRS: &[(Glaze, Glaze)] = &[
    (Glaze::Salt, Glaze::Plain),
];

const STEPS: [(Glaze, Glaze); 1] = [
    (Glaze::Plain, Glaze::Salt),
];

fn dull(glaze: &Glaze) -> bool {
    matches!(glaze, Glaze::Plain)
}
`,
      },
    }));

  test("is no more in the way of an answer that is the list itself", () =>
    check({
      from: "(out Batch)",
      to: "(out (list Pot))",
      files: {
        "src/custom.rs": `fn grams(batch: Batch) -> i32 {
    let more = batch.next.is_some();
    batch.pots.iter().map(|pot| pot.grams).sum()
}
`,
      },
      says: [
        { code: "E0609", message: "no field `pots` on type `Vec<Pot>`", at: "batch.«pots».iter" },
        {
          code: "E0609",
          message: "no field `next` on type `Vec<Pot>`",
          at: "batch.«next».is_some",
        },
      ],
      becomes: {
        "src/custom.rs": `fn grams(batch: Batch) -> i32 {
    let more = batch.next.is_some();
    batch.iter().map(|pot| pot.grams).sum()
}
`,
      },
      asks: ["removed-symbol: next"],
    }));
});

test("an answer that holds what it was before is asked for that", () =>
  check({
    from: "(rpc find-pot (in (label string) (shelf i32)) (out Pot)",
    to: "(entity Found (pot Pot) (seen i32))\n  (rpc find-pot (in (label string) (shelf i32)) (out Found)",
    files: {
      "src/custom.rs":
        "fn f(answer: T) -> U {\n    match answer {\n        Ok(pot) => keep(pot),\n    }\n}\n",
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `Pot`, found `Found`",
        at: "keep(«pot»)",
      },
    ],
    becomes: {
      "src/custom.rs":
        "fn f(answer: T) -> U {\n    match answer {\n        Ok(pot) => keep(pot.pot),\n    }\n}\n",
    },
  }));

test("an answer that holds what it was before is unpacked in the arm that the others are held to", () =>
  check({
    from: "(rpc list-pots (in (shelf i32)) (out Batch))",
    to: "(rpc list-pots (in (shelf i32)) (out (list Pot)))",
    swapped: true,
    files: {
      "src/custom.rs": `fn f(answer: T) -> usize {
    let pots = match answer {
        Ok(pots) => pots,
        Err(_) => Vec::new(),
    };
    pots.len()
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "`match` arms have incompatible types: expected `Batch`, found `Vec<_>`",
        at: "Ok(pots) => pots,\n        Err(_) => «Vec::new()»",
      },
    ],
    becomes: {
      "src/custom.rs": `fn f(answer: T) -> usize {
    let pots = match answer {
        Ok(pots) => pots.pots,
        Err(_) => Vec::new(),
    };
    pots.len()
}
`,
    },
  }));

describe("what is always there now", () => {
  const required = { from: "(mark (optional string))", to: "(mark string)" };
  const noMethod = (name: string, at: string) => ({
    code: "E0599",
    message: `no method named \`${name}\` found for struct \`String\` in the current scope`,
    at,
  });

  test.each([
    [`pot.mark.as_deref().unwrap_or("none")`, "as_deref", "pot.mark.as_str()"],
    [`pot.mark.is_some_and(|mark| mark > other)`, "is_some_and", "pot.mark > other"],
    [`pot.mark.is_none_or(|mark| seen(&mark))`, "is_none_or", "seen(&pot.mark)"],
    [`pot.mark.map_or(0, |mark| mark.len())`, "map_or", "pot.mark.len()"],
    [`pot.mark.as_ref().map_or(0, |mark| size(mark))`, "map_or", "size(&pot.mark)"],
    [`pot.mark.unwrap_or_default().len()`, "unwrap_or_default", "pot.mark.len()"],
    [`pot.mark.ok_or_else(|| missing())?`, "ok_or_else", "pot.mark"],
    [`shown(pot.mark.map(|mark| mark.len()))`, "map", "shown(Some(pot.mark.len()))"],
  ])("%s", (code, method, now) =>
    check({
      ...required,
      files: { "src/custom.rs": `fn f(pot: Pot) -> T {\n    g(${code})\n}\n` },
      says: [noMethod(method, code.replace(method, `«${method}»`))],
      becomes: { "src/custom.rs": `fn f(pot: Pot) -> T {\n    g(${now})\n}\n` },
    }),
  );

  test("is followed through the local that kept what was made of it", () =>
    check({
      ...required,
      files: {
        "src/custom.rs": `fn f(pot: &Pot) -> String {
    let mark = pot.mark.as_ref().map(|mark| format!(", {mark:>4}"));
    format!("{}{}", pot.label, mark.unwrap_or_default())
}
`,
      },
      says: [noMethod("map", "as_ref().«map»(|mark|")],
      becomes: {
        "src/custom.rs": `fn f(pot: &Pot) -> String {
    let mark = format!(", {:>4}", pot.mark);
    format!("{}{}", pot.label, mark)
}
`,
      },
    }));

  test("needs no pattern, and what happened without it never happens", () =>
    check({
      ...required,
      files: {
        "src/custom.rs": `fn f(pot: &Pot) -> usize {
    let Some(mark) = &pot.mark else {
        return 0;
    };
    mark.len()
}

fn g(pot: &Pot) {
    if let Some(mark) = &pot.mark {
        print(mark);
        count();
    }
}
`,
      },
      says: [
        {
          code: "E0308",
          message: "mismatched types: expected `&String`, found `Option<_>`",
          at: "let «Some(mark)» = &pot.mark else",
        },
        {
          code: "E0308",
          message: "mismatched types: expected `&String`, found `Option<_>`",
          at: "if let «Some(mark)» =",
        },
      ],
      becomes: {
        "src/custom.rs": `fn f(pot: &Pot) -> usize {
    let mark = &pot.mark;
    mark.len()
}

fn g(pot: &Pot) {
    let mark = &pot.mark;
    print(mark);
    count();
}
`,
      },
    }));

  test("is given as it is, and its absence is asked about", () =>
    check({
      ...required,
      files: {
        "src/custom.rs": `fn f() -> [Pot; 2] {
    [Pot { mark: Some(sign()), ..a_pot() }, Pot { mark: None, ..a_pot() }]
}
`,
      },
      says: [
        {
          code: "E0308",
          message: "mismatched types: expected `String`, found `Option<String>`",
          at: "mark: «Some(sign())»",
        },
        {
          code: "E0308",
          message: "mismatched types: expected `String`, found `Option<_>`",
          at: "mark: «None»",
        },
      ],
      becomes: {
        "src/custom.rs": `fn f() -> [Pot; 2] {
    [Pot { mark: sign(), ..a_pot() }, Pot { mark: None, ..a_pot() }]
}
`,
      },
      asks: ["required-value: None"],
    }));
});

test("a match that tells more than absence tells what is there, and the test says what it stands for", () =>
  check({
    from: "(mark (optional string))",
    to: "(mark string)",
    files: {
      "src/custom.rs": `fn weight(pot: &Pot) -> f64 {
    match pot.mark.as_deref() {
        Some("") | None => 0.5,
        Some("x" | "y") if pot.grams > 3 => 2.0,
        Some(_) => 1.0,
    }
}

#[test]
fn unmarked() {
    assert_eq!(weight(&Pot { mark: None, ..a_pot() }), 0.5);
}
`,
    },
    says: [
      {
        code: "E0599",
        message: "no method named `as_deref` found for struct `std::string::String`",
        at: "pot.mark.«as_deref»()",
      },
      {
        code: "E0308",
        message: "mismatched types: expected `String`, found `Option<_>`",
        at: "mark: «None»",
      },
    ],
    becomes: {
      "src/custom.rs": `fn weight(pot: &Pot) -> f64 {
    match pot.mark.as_str() {
        "" => 0.5,
        "x" | "y" if pot.grams > 3 => 2.0,
        _ => 1.0,
    }
}

#[test]
fn unmarked() {
    assert_eq!(weight(&Pot { mark: None, ..a_pot() }), 0.5);
}
`,
    },
    asks: ["expected-value: None"],
  }));

test("what is always there now is wrapped where something takes it that knows absence", () =>
  check({
    from: "(mark (optional string))",
    to: "(mark string)",
    files: { "src/custom.rs": "fn f(pot: Pot) -> Row {\n    row(pot.mark)\n}\n" },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `Option<String>`, found `String`",
        at: "row(«pot.mark»)",
      },
    ],
    becomes: { "src/custom.rs": "fn f(pot: Pot) -> Row {\n    row(Some(pot.mark))\n}\n" },
  }));

test("a counter of nothing but the wider value moves, and one that counts for others converts", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf i64)\n    (mark",
    files: {
      "src/custom.rs": `struct Book {
    last: i32,
    seen: i32,
}

impl Book {
    fn place(&mut self, pot: &mut Pot) {
        self.last += 1;
        pot.shelf = self.last;
    }

    fn replace(&mut self, pot: &mut Pot) {
        pot.shelf = self.seen;
        report(self.seen);
    }
}

fn report(times: i32) {}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `i64`, found `i32`",
        at: "pot.shelf = «self.last»",
        whileText: /last: i32/,
      },
      {
        code: "E0308",
        message: "mismatched types: expected `i64`, found `i32`",
        at: "pot.shelf = «self.seen»",
        whileText: /seen: i32/,
      },
      {
        code: "E0308",
        message: "mismatched types: expected `i32`, found `i64`",
        at: "report(«self.seen»)",
        whileText: /seen: i64/,
      },
      {
        code: "E0308",
        message: "mismatched types: expected `i64`, found `i32`",
        at: "flywheel_same::<i64>(«self.seen»)",
      },
    ],
    becomes: {
      "src/custom.rs": `struct Book {
    last: i64,
    seen: i32,
}

impl Book {
    fn place(&mut self, pot: &mut Pot) {
        self.last += 1;
        pot.shelf = self.last;
    }

    fn replace(&mut self, pot: &mut Pot) {
        pot.shelf = i64::from(self.seen);
        report(self.seen);
    }
}

fn report(times: i32) {}
`,
    },
  }));

test("a list that is built of what does not fit is asked about where its elements are made", () =>
  check({
    from: '(thrown date "The day on which it left the wheel.")',
    to: '(thrown string "The day on which it left the wheel.")',
    files: {
      "src/custom.rs": `fn days(pots: &[Pot]) -> Vec<(NaiveDate, i32)> {
    pots.iter()
        .map(|pot| (pot.thrown, pot.shelf))
        .filter(|(_, shelf)| *shelf > 1)
        .map(|(day, shelf)| (day, shelf + 1))
        .collect()
}
`,
    },
    says: ["FlywheelBrand0", "String"].map((type) => ({
      code: "E0277",
      message: `a value of type \`Vec<(NaiveDate, i32)>\` cannot be built from an iterator over elements of type \`(${type}, i32)\``,
      at: ".«collect»()",
      ...(type === "String" ? {} : { whileStamped: /FlywheelBrand0/ }),
    })),
    asks: ["conversion: (pot.thrown, pot.shelf)"],
  }));

test("a number that holds less now moves what is called like it, and no other", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf u32)\n    (mark",
    files: {
      "src/custom.rs": `const SHELF_MAX: i32 = 9;

fn f(count: i32) -> [Pot; 2] {
    [on(SHELF_MAX), at(count)]
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `u32`, found `i32`",
        at: "on(«SHELF_MAX»)",
        whileText: /SHELF_MAX: i32/,
      },
      {
        code: "E0308",
        message: "mismatched types: expected `u32`, found `i32`",
        at: "at(«count»)",
      },
    ],
    becomes: {
      "src/custom.rs": `const SHELF_MAX: u32 = 9;

fn f(count: i32) -> [Pot; 2] {
    [on(SHELF_MAX), at(count)]
}
`,
    },
    asks: ["narrowing: count"],
  }));

test("what may be absent now is wrapped where it is put, and asked about where it is taken", () =>
  check({
    from: "(grams i32)",
    to: "(grams (optional i32))",
    files: {
      "src/custom.rs": `fn f(pot: &mut Pot) -> i32 {
    pot.grams = 7;
    pot.grams + 1
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `Option<i32>`, found integer",
        at: "pot.grams = «7»",
      },
      { code: "E0369", message: "cannot add `{integer}` to `Option<i32>`", at: "«pot.grams + 1»" },
    ],
    becomes: {
      "src/custom.rs": `fn f(pot: &mut Pot) -> i32 {
    pot.grams = Some(7);
    pot.grams + 1
}
`,
    },
    asks: ["absent-value: pot.grams + 1"],
  }));

test("conversions of a type to itself go, and whole numbers beside a fraction get their point", () =>
  check({
    from: "(grams i32)",
    to: "(grams f64)",
    files: {
      "src/custom.rs": `fn f(pot: &Pot, shelf: i32) -> f64 {
    f64::from(pot.grams) * 2.0 + f64::from(shelf)
}

fn g(pot: &Pot) -> f64 {
    pot.grams + 1
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `f64`, found `i32`",
        at: "flywheel_same::<f64>(«shelf»)",
      },
      { code: "E0277", message: "cannot add `{integer}` to `f64`", at: "pot.grams «+» 1\n" },
    ],
    becomes: {
      "src/custom.rs": `fn f(pot: &Pot, shelf: i32) -> f64 {
    pot.grams * 2.0 + f64::from(shelf)
}

fn g(pot: &Pot) -> f64 {
    pot.grams + 1.0
}
`,
    },
  }));

test("a text that became one of a few is that variant, or is read as one", () =>
  check({
    from: "(label string :key)\n    (glaze",
    to: "(label Glaze :key)\n    (glaze",
    files: {
      "src/custom.rs": `use crate::generated::Glaze;

fn pots(name: &str, text: String) -> [Pot; 3] {
    [named("salt".to_string()), named(text), named(name)]
}

fn first(pot: &Pot) -> bool {
    starts(&pot.label) && pot.label == "ash"
}
`,
    },
    says: [
      ["Glaze", "String", 'named(«"salt".to_string()»)'],
      ["Glaze", "String", "named(«text»)"],
      ["Glaze", "&str", "named(«name»)"],
      ["&str", "&Glaze", "starts(«&pot.label»)"],
      ["Glaze", "&str", 'pot.label == «"ash"»'],
    ].map(([wanted = "", seen = "", at = ""]) => ({
      code: "E0308",
      message: `mismatched types: expected \`${wanted}\`, found \`${seen}\``,
      at,
    })),
    becomes: {
      "src/custom.rs": `use crate::generated::Glaze;

fn pots(name: &str, text: String) -> [Pot; 3] {
    [named(Glaze::Salt), named(Glaze::from(text)), named(Glaze::from(name.to_string()))]
}

fn first(pot: &Pot) -> bool {
    starts(pot.label.as_str()) && pot.label == Glaze::Ash
}
`,
    },
  }));

test("a new variant is asked about wherever variants are told apart", () =>
  check({
    from: "plain salt ash",
    to: "plain salt ash wood",
    files: {
      "src/custom.rs": `const HEAT: [(&str, i32); 3] = [("plain", 900), ("salt", 1200), ("ash", 1300)];
const KEPT: [&str; 2] = ["plain", "other"];
const LEADEN: [Glaze; 1] = [Glaze::Salt];

fn shiny(glaze: &Glaze) -> bool {
    *glaze == Glaze::Salt || *glaze == Glaze::Ash
}

fn dull(glaze: &Glaze) -> bool {
    matches!(glaze, Glaze::Plain)
}

fn known(glaze: &Glaze) -> bool {
    !matches!(glaze, Glaze::Unknown(_))
}

fn smoky(glaze: &Glaze) -> bool {
    match glaze {
        Glaze::Salt => true,
        _ => false,
    }
}

fn redder(now: &Glaze, next: &Glaze) -> i32 {
    match (now, next) {
        (Glaze::Salt, Glaze::Ash | Glaze::Salt) => 1,
        (rest, _) => -1,
    }
}

fn worth(pot: Option<&Pot>) -> i32 {
    match pot {
        Some(Pot { glaze: Glaze::Salt, grams, .. }) => *grams,
        Some(&Pot { grams, .. }) => grams / 2,
        None => 0,
    }
}

fn known_pair(glaze: &Glaze, heavy: bool) -> i32 {
    match (glaze, heavy) {
        (Glaze::Unknown(_), _) => 0,
        (_, true) => 2,
        (_, false) => 1,
    }
}

fn asked_by_the_compiler(glaze: &Glaze, heavy: bool) -> i32 {
    match (heavy, glaze) {
        (_, Glaze::Plain | Glaze::Salt) => 1,
        (heavy, Glaze::Ash | Glaze::Unknown(_)) => i32::from(heavy),
    }
}

fn usual() -> Glaze {
    Glaze::Plain
}
`,
    },
    asks: [
      'variant-arm: [("plain", 900), ("salt", 1200), ("ash", 1300)]',
      "variant-arm: [Glaze::Salt]",
      "variant-arm: *glaze == Glaze::Salt || *glaze == Glaze::Ash",
      "variant-arm: matches!(glaze, Glaze::Plain)",
      "variant-arm: match glaze {",
      "variant-arm: match (now, next) {",
      "variant-arm: match pot {",
    ],
  }));

test("a macro that makes what has a new field is asked which value it writes there", () =>
  check({
    from: "(grams i32)",
    to: "(grams i32)\n    (potter string)",
    files: {
      "src/custom.rs": `macro_rules! jug {
    ($label:literal, $grams:expr) => {
        Pot { label: $label.to_string(), grams: $grams, ..a_pot() }
    };
}

fn jugs() -> [Pot; 1] {
    [jug!("a", 900)]
}
`,
    },
    says: [
      {
        code: "E0063",
        message: "missing field `potter` in initializer of `Pot`",
        at: "«Pot» {",
      },
    ],
    asks: ["required-value: Pot"],
  }));

test("a name that means something else now is asked about at each use", () =>
  check({
    from: '(thrown date "The day on which it left the wheel.")',
    to: '(wheeled date "The day on which it left the wheel.")\n    (thrown date "The day on which somebody threw it away.")',
    files: {
      "src/custom.rs": `fn age(pot: &Pot, today: NaiveDate) -> TimeDelta {
    today - pot.thrown
}
`,
    },
    says: [
      {
        code: "E0609",
        message: "no field `thrown` on type `&Pot`",
        at: "pot.«thrown»",
        whileStamped: /flywheel_other_thrown/,
      },
    ],
    asks: ["ambiguous-rename: thrown"],
  }));

test("a number whose unit is another one is asked about at each use", () =>
  check({
    from: "(grams i32)",
    to: '(grams i32 "In kilograms.")',
    before: '(grams i32 "In grams.")',
    files: {
      "src/custom.rs": `fn load(pots: &[Pot]) -> i32 {
    pots.iter().map(|pot| pot.grams).sum()
}
`,
    },
    says: [
      {
        code: "E0609",
        message: "no field `grams` on type `&Pot`",
        at: "pot.«grams»",
        whileStamped: /flywheel_other_grams/,
      },
    ],
    asks: ["silent-miss: grams"],
  }));

test("a text that was a variant's name is asked about among texts of its kind, and nowhere else", () =>
  check({
    from: "plain salt ash",
    to: "plain salt (cinder :was ash)",
    files: {
      "src/custom.rs": `fn heat(glaze: &str) -> i32 {
    match glaze {
        "salt" => 1200,
        "ash" => 1300,
        _ => 900,
    }
}

fn tree() -> &'static str {
    "ash"
}
`,
    },
    asks: ['silent-miss: "ash"'],
  }));

test("an order by what may be absent now is asked about", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf (optional i32))\n    (mark",
    files: {
      "src/custom.rs": `fn sorted(pots: &mut [Pot]) {
    pots.sort_by_key(|pot| pot.shelf);
}

fn copied(pot: &Pot) -> Option<i32> {
    pot.shelf
}
`,
    },
    says: ["sort_by_key(|pot| pot.«shelf»", "Option<i32> {\n    pot.«shelf»"].map((at) => ({
      code: "E0609",
      message: "no field `shelf` on type `&Pot`",
      at,
      whileStamped: /flywheel_other_shelf/,
    })),
    asks: ["ordering: shelf"],
  }));

test("an alias that is called like the id moves, and who counts with it is asked", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf uuid)\n    (mark",
    files: {
      "src/custom.rs": `type ShelfId = i32;

struct Book {
    last: ShelfId,
}

impl Book {
    fn next(&mut self) -> ShelfId {
        self.last += 1;
        self.last
    }

    fn keep(&mut self, pot: &Pot) {
        self.last = pot.shelf;
    }
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `i32`, found `FlywheelBrand0`",
        at: "self.last = «pot.shelf»",
        whileText: /type ShelfId = i32/,
        whileStamped: /FlywheelBrand0/,
      },
      {
        code: "E0308",
        message: "mismatched types: expected `i32`, found `Uuid`",
        at: "self.last = «pot.shelf»",
        whileText: /type ShelfId = i32/,
      },
      {
        code: "E0368",
        message: "binary assignment operation `+=` cannot be applied to type `FlywheelBrand0`",
        at: "«self.last += 1»",
        whileText: /type ShelfId = crate::FlywheelBrand0/,
      },
      {
        code: "E0412",
        message: "cannot find type `Uuid` in this scope",
        at: "type ShelfId = «Uuid»",
        whileText: /^(?!use)/,
      },
    ],
    becomes: {
      "src/custom.rs": `use uuid::Uuid;

type ShelfId = Uuid;

struct Book {
    last: ShelfId,
}

impl Book {
    fn next(&mut self) -> ShelfId {
        self.last += 1;
        self.last
    }

    fn keep(&mut self, pot: &Pot) {
        self.last = pot.shelf;
    }
}
`,
    },
    asks: ["conversion: self.last += 1"],
  }));

describe("what is printed with its new type", () => {
  const printed = (at: string) => ({
    code: "E0277",
    message: "`FlywheelBrand0` doesn't implement `std::fmt::Display`",
    at,
    whileStamped: /FlywheelBrand0/,
  });

  test("is asked about where it reads otherwise", () =>
    check({
      from: "(thrown date",
      to: "(thrown timestamp",
      files: {
        "src/custom.rs": `fn line(pot: &Pot) -> String {
    format!("thrown on {}", pot.thrown)
}
`,
      },
      says: [printed("«pot.thrown»")],
      asks: ["silent-miss: pot.thrown"],
    }));

  test("is asked about where a row is as wide as a number", () =>
    check({
      from: "(shelf i32)\n    (mark",
      to: "(shelf uuid)\n    (mark",
      files: {
        "src/custom.rs": `const ROWS: [Row; 1] = [("shelf", 4, |pot| format!("#{}", pot.shelf))];

fn line(pot: &Pot) -> String {
    format!("on {}", pot.shelf)
}
`,
      },
      says: [printed('#{}", «pot.shelf»'), printed('on {}", «pot.shelf»')],
      asks: ['wire-form: ("shelf", 4, |pot| format!("#{}", pot.shelf))'],
    }));
});

test("a line that tells a thing field by field is asked whether it tells a new one", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf i32)\n    (kiln i32 :default 1)\n    (mark",
    files: {
      "src/custom.rs": `fn line(pot: &Pot) -> String {
    [
        pot.label.clone(),
        pot.grams.to_string(),
        pot.shelf.to_string(),
        pot.thrown.to_string(),
    ]
    .join(";")
}

fn short(pot: &Pot) -> String {
    format!("{} {}", pot.label, pot.grams)
}
`,
    },
    asks: ["wire-form: ["],
  }));

test("what is written has its name where it is written, and no other name comes with it", () =>
  check({
    from: "    (shelf i32)\n    (mark",
    to: "    (shelf i32)\n    (finish Glaze :default salt)\n    (mark",
    files: {
      "src/custom.rs": `use crate::generated::{FindPot, Pot, router};

fn pot(label: String) -> Pot {
    Pot { label, shelf: 3 }
}
`,
      "src/custom/rack.rs": `use crate::generated::Pot;

fn rack() -> Rack {
    Rack(Glaze::Salt)
}
`,
    },
    says: [
      {
        code: "E0063",
        message: "missing field `finish` in initializer of `Pot`",
        at: "    «Pot» {",
        whileText: /shelf: 3 }/,
      },
      {
        code: "E0433",
        message: "cannot find type `Glaze` in this scope",
        at: "finish: «Glaze»::Salt",
        whileText: /FindPot, Pot/,
        offers: "crate::generated::Glaze",
      },
      {
        code: "E0433",
        message: "cannot find type `Glaze` in this scope",
        at: "«Glaze»::Salt",
        file: "src/custom/rack.rs",
        offers: "crate::generated::Glaze",
      },
    ],
    becomes: {
      "src/custom.rs": `use crate::generated::{FindPot, Glaze, Pot, router};

fn pot(label: String) -> Pot {
    Pot {
        label,
        shelf: 3,
        finish: Glaze::Salt,
    }
}
`,
    },
    asks: ["unresolved-diagnostic: Glaze"],
  }));

describe("what is held by something else now", () => {
  const wrong = (expected: string, found: string, at: string, whileText?: RegExp) => ({
    code: "E0308",
    message: `mismatched types: expected \`${expected}\`, found \`${found}\``,
    at,
    ...(whileText === undefined ? {} : { whileText }),
  });

  test("is put into a list of one, and asked about where one was wanted", () =>
    check({
      from: "(mark (optional string))",
      to: "(mark (list string))",
      files: {
        "src/custom.rs": `fn marked(label: String, mark: String, old: Option<String>) -> [Pot; 4] {
    [
        Pot { label, mark: Some(mark) },
        Pot { mark: None, ..a_pot() },
        Pot { mark: old, ..a_pot() },
        Pot { label: name(&mark), ..a_pot() },
    ]
}

fn told(pot: &Pot) -> Option<String> {
    pot.mark.clone()
}
`,
      },
      says: [
        wrong("Vec<String>", "Option<String>", "mark: «Some(mark)»"),
        wrong("Vec<String>", "Option<_>", "mark: «None»"),
        wrong("Vec<String>", "Option<String>", "mark: «old»,", /mark: old,/),
        wrong("Option<String>", "Vec<String>", "«pot.mark.clone()»"),
      ],
      becomes: {
        "src/custom.rs": `fn marked(label: String, mark: String, old: Option<String>) -> [Pot; 4] {
    [
        Pot { label, mark: vec![mark] },
        Pot { mark: Vec::new(), ..a_pot() },
        Pot { mark: old.into_iter().collect(), ..a_pot() },
        Pot { label: name(&mark), ..a_pot() },
    ]
}

fn told(pot: &Pot) -> Option<String> {
    pot.mark.clone()
}
`,
      },
      asks: ["conversion: pot.mark.clone()"],
    }));

  const from = `(entity Pot
    (label string :key)
    (glaze Glaze :default plain)
    (grams i32)
    (shelf i32)
    (mark (optional string))`;
  const marked = from.replace("(optional string)", "(optional Mark)");

  test("is put into the one field that a record demands, and taken out of it", () =>
    check({
      from,
      to: `(entity Mark (text string) (by (optional string)))\n  ${marked}`,
      files: {
        "src/custom.rs": `fn mark(text: String) -> Mark {
    text
}

fn read(mark: Mark, other: &Mark) -> String {
    log(&mark, other);
    mark
}
`,
      },
      says: [
        wrong("Mark", "String", "    «text»\n"),
        wrong("&str", "&Mark", "log(«&mark»,"),
        wrong("&str", "&Mark", ", «other»)"),
        wrong("String", "Mark", "    «mark»\n"),
      ],
      becomes: {
        "src/custom.rs": `fn mark(text: String) -> Mark {
    Mark { text, by: None }
}

fn read(mark: Mark, other: &Mark) -> String {
    log(&mark.text, &other.text);
    mark.text
}
`,
      },
    }));

  test("is asked about where the record tells more than that", () =>
    check({
      from,
      to: `(entity Mark (text string) (loud bool :default false))\n  ${marked}`,
      files: {
        "src/custom.rs": `fn mark(text: String) -> Mark {
    text
}
`,
      },
      says: [wrong("Mark", "String", "    «text»\n")],
      asks: ["conversion: text"],
    }));
});

test("a table that gives each variant its row is asked for a row, and a test what a name is that none had", () =>
  check({
    from: "plain salt ash)",
    to: "plain salt ash celadon)",
    files: {
      "src/custom.rs": `const MARKS: [(&str, Glaze); 3] = [("p", Glaze::Plain), ("s", Glaze::Salt), ("a", Glaze::Ash)];
const SHOWN: [(u8, Glaze); 2] = [(1, Glaze::Salt), (2, Glaze::Salt)];

const SHEET: &str = "pot: 6\\nglaze: salt\\n";

#[test]
fn unknown_glazes() {
    assert_eq!(read("pot: 7\\nglaze: celadon\\n"), None);
    assert_eq!(glaze("celadon"), None);
    assert_eq!(name("a celadon pot"), None);
}
`,
    },
    asks: [
      'variant-arm: [("p", Glaze::Plain), ("s", Glaze::Salt), ("a", Glaze::Ash)]',
      'expected-value: "pot: 7\\nglaze: celadon\\n"',
      'expected-value: "celadon"',
    ],
  }));

test("JSON of the service's own is asked about where a field of another form is told in it", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf (list i32))\n    (mark",
    files: {
      "src/custom.rs": `fn card(pot: &Pot, rack: &Rack, input: ListPotsIn) -> Value {
    log(json!({ "rack": rack.shelf, "input": input.shelf }));
    json!({ "label": pot.label, "at": { "shelf": pot.shelf }, "many": pot.shelf.len() })
}
`,
    },
    asks: ["wire-form: pot.shelf"],
  }));

test("a handler that is missing is asked for once, behind those that stand", () => {
  const message = "the trait bound `Kiln: SellPot` is not satisfied";
  return check({
    from: "  (rpc list-pots",
    to: "  (rpc sell-pot (in (label string)) (out Pot))\n  (rpc list-pots",
    files: {
      "src/custom.rs": `impl FindPot for Kiln {}
impl ListPots for Kiln {}
impl Display for Kiln {}
`,
      "src/main.rs": `fn main() {
    serve(router(kiln));
}
`,
      "tests/kiln.rs": `fn server() {
    serve(router(kiln()));
}
`,
    },
    says: [
      { code: "E0277", message, at: "«router»(kiln)", file: "src/main.rs" },
      { code: "E0277", message, at: "«router»(kiln())", file: "tests/kiln.rs" },
    ],
    asks: ["new-handler: impl ListPots for Kiln {}"],
  });
});

describe("a form of the service's own", () => {
  const added = {
    from: "(shelf i32)\n    (mark",
    to: "(shelf i32)\n    (kiln i32 :default 1)\n    (mark",
  };
  const form = (text: string, asks: readonly string[]): Promise<void> =>
    check({ ...added, files: { "src/custom.rs": text }, asks });

  test("is written of what a pattern took apart, by names in a text", () =>
    form(
      `fn line(pot: &Pot) -> String {
    let Pot { label, grams, shelf, thrown: day, .. } = pot;
    format!("{label};{grams:04};{shelf};{}", day)
}
`,
      ['wire-form: format!("{label};{grams:04};{shelf};{}", day)'],
    ));

  test("is written a statement a field, and no sum of what is told elsewhere", () =>
    form(
      `fn put(row: &mut Row, pot: &Pot) {
    row.put("label", &pot.label);
    row.put("grams", &pot.grams.to_string());
    row.put("shelf", &pot.shelf.to_string());
    row.put("thrown", &pot.thrown.to_string());
}

fn weigh(pot: &Pot, scales: &Scales) -> String {
    let at = scales.at(pot.shelf, pot.thrown);
    log(&pot.label);
    format!("{}", at.grams(pot.grams))
}
`,
      ["wire-form: {"],
    ));

  test("is a record that is made to be stored, and no other", () =>
    form(
      `#[derive(Debug, serde::Serialize)]
struct Row {
    label: String,
    grams: i32,
    shelf: i32,
    thrown: String,
}

struct Tag {
    label: String,
    grams: i32,
    shelf: i32,
    thrown: String,
}

impl From<&Pot> for Row {
    fn from(pot: &Pot) -> Self {
        Row { label: pot.label.clone(), grams: pot.grams, shelf: pot.shelf, thrown: pot.thrown.to_string() }
    }
}

fn tag(pot: &Pot) -> Tag {
    Tag { label: pot.label.clone(), grams: pot.grams, shelf: pot.shelf, thrown: pot.thrown.to_string() }
}
`,
      [
        "wire-form: Row { label: pot.label.clone(), grams: pot.grams, shelf: pot.shelf, thrown: pot.thrown.to_string() }",
      ],
    ));

  test("is read field by field from one source, and not passed on from another of its kind", () =>
    form(
      `fn pot(row: &Row) -> anyhow::Result<Pot> {
    Ok(Pot { label: row.text("label")?, grams: row.number("grams")?, shelf: number(&row, 3)?, thrown: row.text("thrown")?.parse()?, ..a_pot() })
}

fn twin(pot: &Pot) -> Pot {
    Pot { label: pot.label.clone(), grams: pot.grams, shelf: pot.shelf.max(1), thrown: pot.thrown, ..a_pot() }
}

fn fired(draft: Draft, kiln: &Kiln) -> Pot {
    Pot { label: draft.label(), grams: kiln.weigh(), shelf: draft.shelf(), thrown: draft.thrown(), ..a_pot() }
}
`,
      [
        'wire-form: Pot { label: row.text("label")?, grams: row.number("grams")?, shelf: number(&row, 3)?, thrown: row.text("thrown")?.parse()?, ..a_pot() }',
      ],
    ));
});

test("what was written before is asked about where a type with a new demand is read", () =>
  check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf i32)\n    (kiln i32)\n    (mark",
    files: {
      "src/custom.rs": `fn load(text: &str) -> anyhow::Result<Batch> {
    Ok(serde_json::from_str(text)?)
}
`,
    },
    says: [
      {
        code: "E0277",
        message: "the trait bound `Batch: serde::Deserialize<'de>` is not satisfied",
        at: "«serde_json::from_str»",
        whileStamped: /derive\([^)]*Serialize, \)\][^{]*pub struct Batch/,
      },
    ],
    asks: ["wire-form: serde_json::from_str(text)"],
  }));

describe("an added field takes what is at hand under its name", () => {
  test("where it was added to what is asked for as well", () =>
    check({
      from: '(shelf i32)\n    (mark (optional string))\n    (thrown date "The day on which it left the wheel."))\n  (entity Batch (pots (list Pot)) (next (optional string)))\n  (error pot-broken :status 409 (label string))\n  (rpc find-pot (in (label string) (shelf i32))',
      to: '(shelf i32)\n    (kiln i32 :default 1)\n    (mark (optional string))\n    (thrown date "The day on which it left the wheel."))\n  (entity Batch (pots (list Pot)) (next (optional string)))\n  (error pot-broken :status 409 (label string))\n  (rpc find-pot (in (label string) (shelf i32) (kiln i32 :default 1))',
      files: {
        "src/custom.rs": `fn find_pot(input: FindPotIn) -> Pot {
    let FindPotIn { label, shelf } = input;
    Pot { label, shelf }
}
`,
      },
      says: [
        {
          code: "E0027",
          message: "pattern does not mention field `kiln`",
          at: "let «FindPotIn { label, shelf }»",
        },
        {
          code: "E0063",
          message: "missing field `kiln` in initializer of `Pot`",
          at: "«Pot { label, shelf }»\n",
        },
      ],
      becomes: {
        "src/custom.rs": `fn find_pot(input: FindPotIn) -> Pot {
    let FindPotIn { label, shelf, kiln } = input;
    Pot { label, shelf, kiln }
}
`,
      },
    }));

  test("where its declared type is that of what its neighbours come from", () =>
    check({
      from: "(error pot-broken :status 409 (label string))",
      to: "(error pot-broken :status 409 (label string) (shelf i32) (glaze Glaze))",
      files: {
        "src/custom.rs": `fn broken(pot: &Pot) -> PotBroken {
    PotBroken {
        label: pot.label.clone(),
        shelf: pot.shelf,
    }
}
`,
      },
      says: [
        {
          code: "E0063",
          message: "missing field `glaze` in initializer of `PotBroken`",
          at: "«PotBroken» {\n        label: pot.label.clone(),\n        shelf: pot.shelf,\n    }",
        },
      ],
      becomes: {
        "src/custom.rs": `fn broken(pot: &Pot) -> PotBroken {
    PotBroken {
        label: pot.label.clone(),
        shelf: pot.shelf,
        glaze: pot.glaze.clone(),
    }
}
`,
      },
    }));
});

describe("a slot is a part of a type", () => {
  const mismatch = (expected: string, found: string, at: string, whileText: RegExp) => ({
    code: "E0308",
    message: `mismatched types: expected \`${expected}\`, found \`${found}\``,
    at,
    whileText,
  });

  test("that is reached through maps, lists and aliases, and no other part moves", () =>
    check({
      from: "(shelf i32)\n    (mark",
      to: "(shelf i64)\n    (mark",
      files: {
        "src/custom.rs": `type ShelfId = i32;

struct Store {
    grams: HashMap<i32, Vec<i32>>,
    shelves: HashMap<i32, Vec<ShelfId>>,
    counts: Vec<(i32, i32)>,
}

impl Store {
    fn put(&mut self, pot: Pot) {
        self.grams.entry(pot.shelf).or_default().push(pot.grams);
        let known = self.shelves.entry(pot.grams).or_default();
        known.push(pot.shelf);
        self.counts.push((pot.grams, pot.shelf));
    }
}
`,
      },
      says: [
        mismatch("i32", "i64", "entry(«pot.shelf»)", /grams: HashMap<i32/),
        mismatch("i32", "i64", "known.push(«pot.shelf»)", /ShelfId = i32/),
        mismatch("i32", "i64", "(pot.grams, «pot.shelf»)", /Vec<\(i32, i32\)>/),
        mismatch("i64", "i32", "push((«pot.grams», ", /Vec<\(i64/),
        mismatch("i64", "i32", "push(«pot.grams»);", /grams: HashMap<\w+, Vec<i64/),
        mismatch("i64", "i32", "shelves.entry(«pot.grams»)", /shelves: HashMap<i64/),
      ],
      becomes: {
        "src/custom.rs": `type ShelfId = i64;

struct Store {
    grams: HashMap<i64, Vec<i32>>,
    shelves: HashMap<i32, Vec<ShelfId>>,
    counts: Vec<(i32, i64)>,
}

impl Store {
    fn put(&mut self, pot: Pot) {
        self.grams.entry(pot.shelf).or_default().push(pot.grams);
        let known = self.shelves.entry(pot.grams).or_default();
        known.push(pot.shelf);
        self.counts.push((pot.grams, pot.shelf));
    }
}
`,
      },
    }));

  test("what was read from a text and is text now is asked about, not turned back", () =>
    check({
      from: "(shelf i32)\n    (mark",
      to: "(shelf string)\n    (mark",
      files: {
        "src/custom.rs": `fn read(text: &str) -> Result<Pot, String> {
    let number = |cell: &str| cell.parse::<i32>().map_err(|error| error.to_string());
    Ok(Pot { shelf: number(text)?, grams: number(text)?, ..a_pot() })
}
`,
      },
      says: ["FlywheelBrand0", "String"].flatMap((type) => [
        {
          ...mismatch(type, "i32", "shelf: «number(text)?»", /parse::<i32>/),
          ...(type === "String" ? {} : { whileStamped: /FlywheelBrand0/ }),
        },
        mismatch("i32", type, "grams: «number(text)?»", /parse::<(?:String|crate::Fly)/),
      ]),
      asks: ["validation: number(text)?"],
    }));
});

describe("what is always there", () => {
  const always = { from: "(mark (optional string))", to: "(mark string)" };
  const said = (code: string, message: string, at: string, whileText?: RegExp) => ({
    code,
    message,
    at,
    ...(whileText === undefined ? {} : { whileText }),
  });

  test("is used as it is in filters, tuples, conditions of patterns, and locals that say so", () =>
    check({
      ...always,
      files: {
        "src/custom.rs": `fn marks(pots: &[Pot]) -> Vec<(i32, &str)> {
    pots.iter().filter_map(|pot| pot.mark.as_deref().map(|mark| (pot.grams, mark))).collect()
}

fn marked(pots: &[Pot]) -> usize {
    pots.iter().filter(|pot| pot.mark.is_some()).count()
}

fn alike(one: &Pot, other: &Pot) -> bool {
    let (Some(a), Some(b)) = (&one.mark, &other.mark) else {
        return false;
    };
    a == b
}

fn is_long(pot: &Pot) -> bool {
    matches!(&pot.mark, Some(mark) if mark.len() > 3)
}

fn told(pot: &Pot) -> String {
    let mark: Option<String> = pot.mark.clone();
    match mark {
        Some(mark) => mark,
        None => String::new(),
    }
}
`,
      },
      says: [
        said("E0599", "no method named `as_deref` found for struct `String`", "mark.«as_deref»()"),
        said("E0599", "no method named `is_some` found for struct `String`", "mark.«is_some»()"),
        said("E0308", "expected `&String`, found `Option<_>`", "let («Some(a)», "),
        said("E0308", "expected `&String`, found `Option<_>`", "mark, «Some(mark)» if"),
        said("E0308", "expected `Option<String>`, found `String`", "> = «pot.mark.clone()»;"),
        said("E0308", "expected `String`, found `Option<_>`", "«Some(mark)» =>", /mark: String =/),
      ],
      becomes: {
        "src/custom.rs": `fn marks(pots: &[Pot]) -> Vec<(i32, &str)> {
    pots.iter().map(|pot| (pot.grams, pot.mark.as_str())).collect()
}

fn marked(pots: &[Pot]) -> usize {
    pots.iter().count()
}

fn alike(one: &Pot, other: &Pot) -> bool {
    let (a, b) = (&one.mark, &other.mark);
    a == b
}

fn is_long(pot: &Pot) -> bool {
    pot.mark.len() > 3
}

fn told(pot: &Pot) -> String {
    let mark: String = pot.mark.clone();
    mark
}
`,
      },
    }));

  test("borrowed text is compared with text that is borrowed where it may be absent now", () =>
    check({
      ...always,
      swapped: true,
      files: {
        "src/custom.rs": `fn is(pot: &Pot, mark: &str) -> bool {
    pot.mark == mark
}
`,
      },
      says: [
        said("E0308", "mismatched types: expected `Option<String>`, found `&str`", "== «mark»"),
      ],
      becomes: {
        "src/custom.rs": `fn is(pot: &Pot, mark: &str) -> bool {
    pot.mark.as_deref() == Some(mark)
}
`,
      },
    }));
});

test("what tells most of an entity to people in words is no form of it", () =>
  check({
    from: "    (shelf i32)\n    (mark",
    to: '    (shelf i32)\n    (kiln string :default "old")\n    (mark',
    files: {
      "src/custom.rs": `fn label(pot: &Pot) -> String {
    format!("pot {} glazed {} with grams {} shelf {} thrown {}", pot.label, pot.glaze, pot.grams, pot.shelf, pot.thrown)
}
`,
    },
  }));

test("a row that takes an entity apart whole is asked whether it tells a new field", () =>
  check({
    from: "    (shelf i32)\n    (mark",
    to: '    (shelf i32)\n    (kiln string :default "old")\n    (mark',
    files: {
      "src/custom.rs": `fn row(pot: &Pot) -> String {
    let Pot { label, glaze, grams, shelf, mark: _, thrown } = pot;
    let heavy = if *grams > 900 { "!" } else { "-" };
    format!("{label};{glaze};{heavy};{shelf};{thrown}")
}
`,
    },
    says: [
      {
        code: "E0027",
        message: "pattern does not mention field `kiln`",
        at: "let «Pot { label, glaze, grams, shelf, mark: _, thrown }»",
      },
    ],
    asks: ["wire-form: Pot { label, glaze, grams, shelf, mark: _, thrown }"],
  }));

test("whole numbers beside a decimal are decimals, and where they divided it is asked what becomes of the rest", () =>
  check({
    from: "(grams i32)",
    to: "(grams decimal)",
    files: {
      "src/custom.rs": `use rust_decimal::Decimal;

pub fn twice(pot: &Pot) -> Decimal {
    pot.grams * 2
}

pub fn class_of(pot: &Pot) -> String {
    (pot.grams / 1_000).to_string()
}
`,
    },
    says: [
      {
        code: "E0277",
        message: "cannot multiply `rust_decimal::Decimal` by `{integer}`",
        at: "pot.grams «*» 2",
      },
      {
        code: "E0277",
        message: "cannot divide `rust_decimal::Decimal` by `{integer}`",
        at: "pot.grams «/» 1_000",
      },
    ],
    becomes: {
      "src/custom.rs": `use rust_decimal::Decimal;

pub fn twice(pot: &Pot) -> Decimal {
    pot.grams * Decimal::from(2)
}

pub fn class_of(pot: &Pot) -> String {
    (pot.grams / 1_000).to_string()
}
`,
    },
    asks: ["conversion: pot.grams / 1_000"],
  }));

test("how many times a decimal is taken is counted in whole numbers, which convert there", () =>
  check({
    from: "(grams i32)",
    to: "(grams decimal)",
    files: {
      "src/custom.rs": `use rust_decimal::Decimal;

fn layers(days: i32) -> i32 {
    days / 7
}

pub fn all(pot: &Pot, days: i32) -> Decimal {
    layers(days) * pot.grams
}
`,
    },
    says: [
      {
        code: "E0277",
        message: "cannot multiply `i32` by `rust_decimal::Decimal`",
        at: "    layers(days) «*» pot.grams",
      },
      {
        code: "E0308",
        message: "mismatched types: expected `Decimal`, found `i32`",
        at: "flywheel_same::<Decimal>(«layers(days)»)",
      },
    ],
    becomes: {
      "src/custom.rs": `use rust_decimal::Decimal;

fn layers(days: i32) -> i32 {
    days / 7
}

pub fn all(pot: &Pot, days: i32) -> Decimal {
    Decimal::from(layers(days)) * pot.grams
}
`,
    },
  }));

test("a number that stands for what is absent is a decimal where the value is one", () =>
  check({
    from: "(grams i32)",
    to: "(grams decimal)",
    files: {
      "src/custom.rs": `use rust_decimal::Decimal;

pub fn first(pots: &[Pot]) -> String {
    let grams = pots.first().map_or(0, |pot| pot.grams);
    grams.to_string()
}

pub fn last(pots: &[Pot]) -> String {
    let grams = match pots.last() {
        None => 12,
        Some(pot) => { pot.grams }
    };
    grams.to_string()
}

pub fn only(pots: &[Pot]) -> String {
    let grams = if pots.is_empty() { 0 } else { pots[0].grams };
    grams.to_string()
}

pub fn shelf(pot: Option<&Pot>) -> i32 {
    pot.map_or(0, |pot| pot.shelf)
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected integer, found `Decimal`",
        at: "map_or(0, |pot| «pot.grams»)",
      },
      {
        code: "E0308",
        message: "`match` arms have incompatible types: expected integer, found `Decimal`",
        at: "Some(pot) => { «pot.grams» }",
        whileText: /None => 12/,
      },
      {
        code: "E0308",
        message: "`if` and `else` have incompatible types: expected integer, found `Decimal`",
        at: "{ 0 } else { «pots[0].grams» }",
      },
    ],
    becomes: {
      "src/custom.rs": `use rust_decimal::Decimal;

pub fn first(pots: &[Pot]) -> String {
    let grams = pots.first().map_or(Decimal::ZERO, |pot| pot.grams);
    grams.to_string()
}

pub fn last(pots: &[Pot]) -> String {
    let grams = match pots.last() {
        None => Decimal::from(12),
        Some(pot) => { pot.grams }
    };
    grams.to_string()
}

pub fn only(pots: &[Pot]) -> String {
    let grams = if pots.is_empty() { Decimal::ZERO } else { pots[0].grams };
    grams.to_string()
}

pub fn shelf(pot: Option<&Pot>) -> i32 {
    pot.map_or(0, |pot| pot.shelf)
}
`,
    },
  }));

test("a number becomes a decimal also where nothing imports decimals yet", () =>
  check({
    from: "(grams i32)",
    to: "(grams decimal)",
    files: {
      "src/custom.rs": `use crate::generated::Pot;

pub fn first(pots: &[Pot]) -> String {
    let grams = pots.first().map_or(0, |pot| pot.grams);
    grams.to_string()
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected integer, found `Decimal`",
        at: "map_or(0, |pot| «pot.grams»)",
      },
      {
        code: "E0433",
        message: "cannot find type `Decimal` in this scope",
        at: "map_or(«Decimal»::ZERO",
        whileText: /Pot;\n\npub/,
        offers: "rust_decimal::Decimal",
      },
    ],
    becomes: {
      "src/custom.rs": `use crate::generated::Pot;
use rust_decimal::Decimal;

pub fn first(pots: &[Pot]) -> String {
    let grams = pots.first().map_or(Decimal::ZERO, |pot| pot.grams);
    grams.to_string()
}
`,
    },
  }));

test("a number that was widened for the old type becomes the new one directly", () =>
  check({
    from: "(grams i32)",
    before: "(grams i64)",
    to: "(grams decimal)",
    files: {
      "src/custom.rs": `use rust_decimal::Decimal;

pub fn all(pot: &Pot) -> Decimal {
    pot.grams * i64::from(pot.shelf)
}
`,
    },
    says: [
      {
        code: "E0277",
        message: "cannot multiply `rust_decimal::Decimal` by `i64`",
        at: "pot.grams «*» i64::from(pot.shelf)",
      },
      {
        code: "E0308",
        message: "mismatched types: expected `Decimal`, found `i32`",
        at: "flywheel_same::<Decimal>(«pot.shelf»)",
      },
    ],
    becomes: {
      "src/custom.rs": `use rust_decimal::Decimal;

pub fn all(pot: &Pot) -> Decimal {
    pot.grams * Decimal::from(pot.shelf)
}
`,
    },
  }));

test("what a condition leads to is not what its comparison is about", () =>
  check({
    from: "(shelf i32)\n    (mark (optional string))",
    before: "(shelves i32)\n    (mark string)",
    to: "(shelves (list i32))\n    (mark (optional string))",
    files: {
      "src/custom.rs": `fn note(pots: &[Pot], lost: i32) -> Vec<String> {
    let mut notes = Vec::new();
    for Pot { shelves: shelf, mark: sign, .. } in pots {
        if *shelf == lost {
            notes.push(format!("mark: {sign}"));
        }
    }
    notes
}
`,
    },
    says: [
      {
        code: "E0277",
        message: "can't compare `Vec<i32>` with `i32`",
        at: "*shelf «==» lost",
      },
    ],
    asks: ["conversion: *shelf == lost"],
  }));

test("a record that serde writes is asked about where a field of it looks otherwise now", () =>
  check({
    from: "(grams i32)",
    to: "(grams decimal)",
    files: {
      "src/custom.rs": `use rust_decimal::Decimal;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    pub label: String,
    pub grams: i32,
}

#[derive(Debug)]
pub struct Seen {
    pub grams: i32,
}

pub fn row(pot: &Pot) -> Row {
    Row { label: pot.label.clone(), grams: pot.grams }
}

pub fn seen(pot: &Pot) -> Seen {
    Seen { grams: pot.grams }
}
`,
    },
    says: [
      {
        code: "E0308",
        message: "mismatched types: expected `i32`, found `Decimal`",
        at: "label: pot.label.clone(), grams: «pot.grams»",
        whileText: /pub label: String,\n {4}pub grams: i32/,
      },
      {
        code: "E0308",
        message: "mismatched types: expected `i32`, found `Decimal`",
        at: "Seen { grams: «pot.grams»",
        whileText: /Seen \{\n {4}pub grams: i32/,
      },
    ],
    becomes: {
      "src/custom.rs": `use rust_decimal::Decimal;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    pub label: String,
    pub grams: Decimal,
}

#[derive(Debug)]
pub struct Seen {
    pub grams: Decimal,
}

pub fn row(pot: &Pot) -> Row {
    Row { label: pot.label.clone(), grams: pot.grams }
}

pub fn seen(pot: &Pot) -> Seen {
    Seen { grams: pot.grams }
}
`,
    },
    asks: ["wire-form: pub grams: i32"],
  }));

test("a handler whose rpc answers otherwise now is asked how, and so is who uses the answer", () =>
  check({
    from: "(rpc list-pots (in (shelf i32)) (out Batch))",
    to: "(rpc list-pots (in (shelf i32)) (out Pot))",
    files: {
      "src/custom.rs": `impl ListPots for App {
    async fn list_pots(&self, _: &Ctx, input: ListPotsIn) -> Result<Batch, ListPotsError> {
        Ok(self.batch(input.shelf))
    }
}
`,
      "tests/calls.rs": `#[tokio::test]
async fn all_come() -> anyhow::Result<()> {
    assert_eq!(app().list_pots(&Ctx::fresh(), all()).await?.len(), 2);
    Ok(())
}
`,
    },
    says: [
      {
        code: "E0271",
        message:
          "expected `impl Future<Output = Result<Batch, ListPotsError>>` to be a future that resolves to `Result<Pot, ListPotsError>`, but it resolves to `Result<Batch, ListPotsError>`",
        at: "async fn «list_pots»",
      },
      {
        code: "E0599",
        message: "no method named `len` found for struct `Pot` in the current scope",
        file: "tests/calls.rs",
        at: ".await?.«len»()",
      },
    ],
    asks: ["conversion: list_pots", "conversion: len"],
  }));

test("a test that expects a row in which a number stands is asked where the number is a uuid now", () => {
  const at = (place: string) =>
    ["FlywheelBrand0", "Uuid"].map((type) => ({
      code: "E0308",
      message: `mismatched types: expected \`${type}\`, found integer`,
      file: "tests/rows.rs",
      at: place,
      ...(type === "Uuid" ? {} : { whileStamped: /FlywheelBrand0/ }),
    }));
  return check({
    from: "(shelf i32)\n    (mark",
    to: "(shelf uuid)\n    (mark",
    files: {
      "tests/rows.rs": `use uuid::Uuid;

#[test]
fn a_row_tells_the_shelf() {
    let pot = Pot { shelf: 12, ..a_pot() };
    assert_eq!(row(&pot), "mug;12;3");
    assert_eq!(weight(&pot), "mug;120;3");
}

#[test]
fn another_row_does_not() {
    assert_eq!(row(&a_pot()), "mug;12;3");
}
`,
    },
    says: at("shelf: «12»"),
    becomes: {
      "tests/rows.rs": `use uuid::Uuid;

#[test]
fn a_row_tells_the_shelf() {
    let pot = Pot { shelf: Uuid::from_u128(12), ..a_pot() };
    assert_eq!(row(&pot), "mug;12;3");
    assert_eq!(weight(&pot), "mug;120;3");
}

#[test]
fn another_row_does_not() {
    assert_eq!(row(&a_pot()), "mug;12;3");
}
`,
    },
    asks: ['expected-value: "mug;12;3"'],
  });
});

test("an order by an enum that has a new variant is asked about, and a key is not", () => {
  const whileStamped =
    /PartialEq, Eq, Hash, Deserialize\)\]\n#\[serde\(from = "String"\)\]\npub enum Glaze/;
  return check({
    from: "plain salt ash",
    to: "plain salt ash wood",
    files: {
      "src/custom.rs": `fn finest_first(pots: &mut Vec<Pot>) {
    pots.sort_by(|a, b| b.glaze.cmp(&a.glaze));
}

fn by_glaze(pots: Vec<Pot>) -> BTreeMap<Glaze, Pot> {
    let mut all = BTreeMap::new();
    for pot in pots {
        all.insert(pot.glaze.clone(), pot);
    }
    all
}

fn finer(pot: &Pot, other: &Pot) -> bool {
    pot.glaze > other.glaze
}
`,
    },
    says: [
      {
        code: "E0599",
        message: "`Glaze` is not an iterator",
        at: "b.glaze.«cmp»(&a.glaze)",
        whileStamped,
      },
      {
        code: "E0277",
        message: "the trait bound `Glaze: Ord` is not satisfied",
        at: "all.«insert»(",
        whileStamped,
      },
      {
        code: "E0369",
        message: "binary operation `>` cannot be applied to type `Glaze`",
        at: "pot.glaze «>» other.glaze",
        whileStamped,
      },
    ],
    asks: ["ordering: cmp", "ordering: pot.glaze > other.glaze"],
  });
});
