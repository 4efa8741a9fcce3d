import { describe, expect, test } from "vitest";
import { diffModels, type Change, type Model } from "#intent";
import { modelOf } from "../support/model-of.ts";

const base = `
(service users (language rust)
  (alias Key i32)
  (entity User (id Key) (nick (optional string)) (born date) (score f64 :min 1 :max 9)))
(service orders (language typescript)
  (alias Buyer users/User.id)
  (entity Order (buyers (list Buyer)) (by (map string users/User.id)) (nick users/User.nick) (first Buyer) (plain i32)))
(service audit (language python)
  (entity Entry (who orders/Order.first) (all (list orders/Order.buyers))))`;

/** The changes that one edit of the base makes. */
function changes(from: string, to: string): readonly Change[] {
  expect(base).toContain(from);
  return diffModels(modelOf(base), modelOf(base.replace(from, to))).changes;
}

const causes = (all: readonly Change[]): Record<string, string | undefined> =>
  Object.fromEntries(all.map(({ symbol, cause }) => [symbol, cause]));

describe("what follows from elsewhere names its cause", () => {
  test("over aliases, members, lists, maps and services, down to where the text differs", () => {
    const found = changes("(alias Key i32)", "(alias Key string)");
    expect(causes(found)).toEqual({
      "users/Key": undefined,
      "users/User.id": "users/Key",
      "orders/Buyer": "users/Key",
      "orders/Order.buyers": "users/Key",
      "orders/Order.by": "users/Key",
      "orders/Order.first": "users/Key",
      "audit/Entry.who": "users/Key",
      "audit/Entry.all": "users/Key",
    });
    const all = found.find(({ symbol }) => symbol === "audit/Entry.all");
    expect([all?.from, all?.to]).toEqual(["(list (list i32))", "(list (list string))"]);
  });

  test("through pages, streams and patches", () => {
    const paged = (key: string): Model =>
      modelOf(`(service users (language rust)
  (alias Key ${key})
  (entity User (id Key))
  (rpc all (in) (out (page (optional Key))))
  (rpc feed (in (part (patch User))) (out (stream User.id))))`);
    expect(causes(diffModels(paged("i32"), paged("uuid")).changes)).toEqual({
      "users/Key": undefined,
      "users/User.id": "users/Key",
      "users/rpc:all.out": "users/Key",
      "users/rpc:feed.out": "users/Key",
    });
  });

  test("what is written otherwise itself is its own cause, even where it meets the same type", () => {
    const found = causes(changes("(first Buyer)", "(first string)"));
    expect(found).toEqual({
      "orders/Order.first": undefined,
      "audit/Entry.who": "orders/Order.first",
    });
  });

  test("an alias that now points elsewhere is the cause", () => {
    expect(causes(changes("(alias Buyer users/User.id)", "(alias Buyer users/User.born)"))).toEqual(
      {
        "orders/Buyer": undefined,
        "orders/Order.buyers": "orders/Buyer",
        "orders/Order.first": "orders/Buyer",
        "audit/Entry.who": "orders/Buyer",
        "audit/Entry.all": "orders/Buyer",
      },
    );
  });

  test("a type that is spelt another way and means the same is no change", () => {
    expect(changes("(first Buyer)", "(first users/User.id)")).toEqual([]);
    expect(changes("(plain i32)", "(plain users/Key)")).toEqual([]);
    expect(changes("(nick users/User.nick)", "(nick (optional string))")).toEqual([]);
  });
});

describe("constraints", () => {
  const check = (to: string, rule: string): void =>
    expect(changes(":min 1 :max 9", to).map((change) => change.rule)).toEqual([
      `field-constraint-changed${rule}`,
    ]);

  test("a higher floor or a lower ceiling refuses more", () =>
    check(":min 2 :max 8", "/tightened"));
  test("a lower floor, or no ceiling, refuses less", () => check(":min -1", "/loosened"));
  test("one of each cannot be compared", () => check(":min 0 :max 8", ""));
  test("the same number in other digits is another text and no other bound", () =>
    check(":min 1.0 :max 9", ""));
});

describe("places", () => {
  test("a change stands where its thing stands now, or stood, where it is gone", () => {
    const [added, removed] = changes("(born date)", "(height i32)");
    const after = base.replace("(born date)", "(height i32)");
    expect([added?.kind, removed?.kind]).toEqual(["field-added", "field-removed"]);
    for (const one of [added, removed]) {
      const lines = (one === added ? after : base).slice(base.indexOf("(service users"));
      const text = `(lang intent 1.0)\n${lines}`.slice(one?.span.start, one?.span.end);
      expect([one?.file, text]).toEqual([
        "services/users/intent.lisp",
        one === added ? "(height i32)" : "(born date)",
      ]);
    }
  });
});
