import { describe, expect, test } from "vitest";
import { lineStarts, positionAt } from "#intent";
import { exampleIntents, meaningOf, read } from "../../support/syntax.ts";

/** Checks the errors of a text, written as `line:column code "the text they point at"`. */
function checkErrors(text: string, expected: readonly string[]): void {
  const { diagnostics } = read(text);
  const starts = lineStarts(text);
  const found = diagnostics.map(({ code, span }) => {
    const { line, column } = positionAt(starts, span.start);
    return `${line}:${column} ${code} ${JSON.stringify(text.slice(span.start, span.end))}`;
  });
  expect(found).toEqual(expected);
  for (const { cure, severity } of diagnostics) {
    expect(cure?.length).toBeGreaterThan(10);
    expect(severity).toBe("error");
  }
}

/** Checks what a text without errors means, drawn as an S-expression of kinds. */
function checkTree(text: string, expected: string): void {
  const { tree, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  const draw = (node: number): string => {
    const kind = tree.kind(node);
    const parts = tree.children(node).map(draw).join(" ");
    if (kind === "file") return parts;
    if (kind === "list") return `(${parts})`;
    return parts === "" ? `${kind}:${tree.stringValue(node)}` : `${kind}(${parts})`;
  };
  expect(draw(0)).toBe(expected);
}

describe("what is read", () => {
  test("atoms of every kind", () => {
    checkTree(
      'a :b "c" 1 -1.5 +2 6e-23 30d 2.5MB 0',
      "symbol:a keyword::b string:c number:1 number:-1.5 number:+2 number:6e-23 quantity:30d quantity:2.5MB number:0",
    );
  });
  test("names with the language's punctuation", () =>
    checkTree(
      "users/User.id a_b - + * ... <= ?",
      "symbol:users/User.id symbol:a_b symbol:- symbol:+ symbol:* symbol:... symbol:<= symbol:?",
    ));
  test("numbers with a point, and what only looks like one", () => {
    checkTree("0.5 10.25 0", "number:0.5 number:10.25 number:0");
    checkErrors("1. 0.5. 00.5 1.2.3", [
      '1:1 malformed-number "1."',
      '1:4 malformed-number "0.5."',
      '1:9 malformed-number "00.5"',
      '1:14 malformed-number "1.2.3"',
    ]);
  });
  test("a quote that ends the text, whatever was read before", () => {
    checkTree('(a "bcd") (e "f")', "(symbol:a string:bcd) (symbol:e string:f)");
    checkErrors('a "', ['1:3 unterminated-string "\\""']);
    checkErrors('a "b', ['1:3 unterminated-string "\\"b"']);
  });
  test("lists, empty ones too", () => checkTree("()(a (b)())", "() (symbol:a (symbol:b) ())"));
  test("escapes are decoded on request", () =>
    checkTree(String.raw`"\"\\\n\t\u{48}\u{1F600}"`, 'string:"\\\n\tH😀'));
  test("strings over several lines have one kind of line end", () =>
    checkTree('"a\r\nb"', "string:a\nb"));
  test("comments and discarded forms are no children", () =>
    checkTree("; x\n(a #;(b c) #;d e ; (f\n)#; #; g h i", "(symbol:a symbol:e) symbol:i"));
  test("templates", () =>
    checkTree(
      "`(a ,b ,@c . d)",
      "quasiquote((symbol:a unquote(symbol:b) splice(symbol:c) symbol:. symbol:d))",
    ));
  test("a tree keeps discarded forms for those who ask", () => {
    const { tree } = read("(a #;b c)");
    expect(tree.written(1).map((node) => tree.textOf(node))).toEqual(["a", "#;b", "c"]);
    expect(tree.head(1)).toBe("a");
  });
  test("parts of a quantity and a keyword", () => {
    const { tree } = read(":for 2.5MB");
    expect(tree.keywordName(1)).toBe("for");
    expect(tree.quantity(2)).toEqual({ amount: "2.5", unit: "MB" });
  });
  test("the example's intents have no errors", () => {
    expect(exampleIntents.size).toBeGreaterThan(5);
    for (const [path, text] of exampleIntents) expect(read(text).diagnostics, path).toEqual([]);
  });
});

describe("all errors in one run", () => {
  test("an unclosed form, at its parenthesis", () =>
    checkErrors("(a\n  (b)", ['1:1 unclosed-form "("']));
  test("every unclosed form", () =>
    checkErrors("(a (b (c", [
      '1:1 unclosed-form "("',
      '1:4 unclosed-form "("',
      '1:7 unclosed-form "("',
    ]));
  test("the one that the layout says lacks its parenthesis", () =>
    checkErrors("(service users\n  (entity User\n    (id uuid)\n  (enum Plan free))\n", [
      '2:3 unclosed-form "("',
    ]));
  test("two of them", () =>
    checkErrors("(service a\n  (entity User\n    (id uuid)\n\n(service b\n  (language rust))", [
      '1:1 unclosed-form "("',
      '2:3 unclosed-form "("',
    ]));
  test("odd layout is no error", () => checkErrors("(a\n(b\n(c)))", []));
  test("stray parentheses", () =>
    checkErrors(") (a)) b", [
      '1:1 stray-closing-parenthesis ")"',
      '1:6 stray-closing-parenthesis ")"',
    ]));
  test("an unterminated string", () =>
    checkErrors('(a "b\n  c)\n', ['1:4 unterminated-string "\\"b"']));
  test("a missing quote is found where it is missing", () =>
    checkErrors('(a "b\n  (c "d")\n  (e "f"))', ['1:4 unterminated-string "\\"b"']));
  test("escapes", () =>
    checkErrors(String.raw`"\q \u{} \u{110000} \u{d800} \u{202e} \u12 \u{7} ok \\ \""`, [
      '1:2 bad-escape "\\\\q"',
      '1:5 bad-escape "\\\\u{}"',
      '1:10 bad-code-point "\\\\u{110000}"',
      '1:21 bad-code-point "\\\\u{d800}"',
      '1:30 bad-code-point "\\\\u{202e}"',
      '1:39 bad-escape "\\\\u"',
      '1:44 bad-code-point "\\\\u{7}"',
    ]));
  test("numbers and units", () =>
    checkErrors("007 1.2.3 5dyas 1. 30D -5s 0x1f 1_000", [
      '1:1 malformed-number "007"',
      '1:5 malformed-number "1.2.3"',
      '1:12 unknown-unit "dyas"',
      '1:17 malformed-number "1."',
      '1:22 unknown-unit "D"',
      '1:24 malformed-number "-5s"',
      '1:28 malformed-number "0x1f"',
      '1:33 malformed-number "1_000"',
    ]));
  test("keywords", () =>
    checkErrors(": :9 :a.b :ok", [
      '1:1 malformed-keyword ":"',
      '1:3 malformed-keyword ":9"',
      '1:6 malformed-keyword ":a.b"',
    ]));
  test("characters without meaning", () =>
    checkErrors("'a [b] {c} |d| e\\f #g", [
      '1:1 unexpected-character "\'"',
      '1:4 wrong-brackets "["',
      '1:8 wrong-brackets "{c}"',
      '1:12 unexpected-character "|"',
      '1:14 unexpected-character "|"',
      '1:17 unexpected-character "\\\\"',
      '1:20 unexpected-character "#"',
    ]));
  test("comments, quotes and brackets of other languages are one error each", () => {
    checkErrors("// a (b\n# c\n/* d\n ) */ (e)", [
      '1:1 wrong-comment "// a (b"',
      '2:1 wrong-comment "# c"',
      '3:1 wrong-comment "/* d\\n ) */"',
    ]);
    checkErrors("(a 'b c' \u201cd\u201d)", [
      "1:4 wrong-quotes \"'b c'\"",
      '1:10 wrong-quotes "\u201cd\u201d"',
    ]);
    checkErrors("([a b] c[] [d (e])", [
      '1:1 unclosed-form "("',
      '1:2 wrong-brackets "["',
      '1:8 wrong-brackets "c[]"',
      '1:12 wrong-brackets "["',
      '1:12 unclosed-form "["',
      '1:17 unexpected-character "]"',
    ]);
  });
  test("a parenthesis that closes too early is the stray one, where the layout says so", () =>
    checkErrors("(a\n  (b\n    (c)))\n\n  (d))", ['3:9 stray-closing-parenthesis ")"']));
  test("strings that touch", () =>
    checkErrors('a"b" "c""d" "e"(f)', [
      '1:2 missing-space "\\"b\\""',
      '1:6 missing-space "\\"c\\""',
    ]));
  test("prefixes without a form", () =>
    checkErrors("(a #;) (b ,) `", [
      '1:4 nothing-to-discard "#;"',
      '1:11 nothing-to-quote ","',
      '1:14 nothing-to-quote "`"',
    ]));
  test("hostile characters, in comments and strings too", () =>
    checkErrors('\ufeff; \u202e\n"\u2066" \u0000 \u001b a\rb\u0085\u2028', [
      '1:1 byte-order-mark "\ufeff"',
      '1:4 bidirectional-control "\u202e"',
      '2:2 bidirectional-control "\u2066"',
      '2:5 control-character "\\u0000"',
      '2:7 control-character "\\u001b"',
      '2:10 control-character "\\r"',
      '2:12 control-character "\u0085"',
      '2:13 control-character "\u2028"',
    ]));
  test("halves of characters", () =>
    checkErrors('"\ud800" ; \udc00', [
      '1:2 lone-surrogate "\\ud800"',
      '1:7 lone-surrogate "\\udc00"',
    ]));
  test("letters outside ASCII in a name", () =>
    checkErrors('(usеr naïve) ; naïve "naïve"', ['1:2 not-ascii "usеr"', '1:7 not-ascii "naïve"']));
  test("text outside ASCII in strings and comments is welcome", () =>
    checkErrors('"Zürich 日本 😀" ; größer\r\n', []));
  test("many at once, in order", () =>
    checkErrors('(a "\\q" 01\n  ) )\n(b', [
      '1:5 bad-escape "\\\\q"',
      '1:9 malformed-number "01"',
      '2:5 stray-closing-parenthesis ")"',
      '3:1 unclosed-form "("',
    ]));
  test("what surrounds an error is still read", () => {
    const { tree } = read('(a 01 (b "\\q") ] c');
    expect(meaningOf(tree)).toEqual([
      "file",
      [
        [
          "list",
          [
            ["symbol", "a"],
            ["number", "01"],
            [
              "list",
              [
                ["symbol", "b"],
                ["string", "\\q"],
              ],
            ],
            ["symbol", "c"],
          ],
        ],
      ],
    ]);
  });
  test("the unit that was meant", () => {
    expect(read("250mss").diagnostics[0]?.cure).toContain("`ms`");
    expect(read("5Kb").diagnostics[0]?.cure).toContain("`KB`");
  });
  test("a guess shows its evidence", () => {
    const form = "(a\n  (b\n  (c))\n";
    expect(read(form).diagnostics[0]?.notes?.map(({ span }) => span?.start)).toEqual([
      form.indexOf("(c"),
    ]);
    const string = '(a "b\n  (c "d"))\n';
    expect(read(string).diagnostics[0]?.notes?.map(({ span }) => span?.start)).toEqual([
      string.indexOf('"d'),
    ]);
  });
});
