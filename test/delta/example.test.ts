import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { diffModels, reach, type Delta, type Reached } from "#intent";
import { modelOf } from "../support/model-of.ts";

const root = new URL("../../universe.example/", import.meta.url);
const texts = readdirSync(new URL("services/", root)).map((name) =>
  readFileSync(new URL(`services/${name}/intent.lisp`, root), "utf8"),
);

/** The example with one line changed: its delta, and whom it reaches. */
function change(from: string, to: string): { delta: Delta; reached: Reached[] } {
  const changed = texts.map((text) =>
    text.includes("(service users") ? text.replace(from, to) : text,
  );
  expect(changed).not.toEqual(texts);
  const [before, after] = [modelOf(...texts), modelOf(...changed)];
  const delta = diffModels(before, after);
  return { delta, reached: reach(before, after, delta) };
}

const expectations = (reached: readonly Reached[]): Record<string, string> =>
  Object.fromEntries(reached.map(({ service, expect: what }) => [service, what]));

describe("the example's changes reach whom they reach", () => {
  test("an id that becomes a string", () => {
    const { delta, reached } = change("(id i32 :key)", "(id string :key)");
    expect(expectations(reached)).toEqual({
      users: "breaks",
      orders: "breaks",
      billing: "breaks",
      gateway: "breaks",
      notifications: "unknown",
    });
    expect(reached.find(({ service }) => service === "billing")?.reasons).toContainEqual({
      symbol: "users/UserProfile.id",
      via: "orders/Order",
      use: "reads",
    });
    const root = delta.changes.find(({ symbol }) => symbol === "users/UserProfile.id");
    expect(root).toMatchObject({
      kind: "field-retyped",
      from: "i32",
      to: "string",
      breaking: true,
    });
    expect(root?.axes).toEqual({ source: "breaks", wire: "breaks", stored: "breaks" });
    expect(root?.cause).toBeUndefined();
    const followers = delta.changes.filter((one) => one !== root);
    expect(new Set(followers.map(({ cause }) => cause))).toEqual(new Set(["users/UserProfile.id"]));
    expect(followers.map(({ symbol }) => symbol)).toEqual(
      expect.arrayContaining([
        "billing/Invoice.user-id",
        "billing/rpc:list-invoices.in.user-id",
        "gateway/Dashboard.user-id",
        "gateway/error:no-such-account.user-id",
        "notifications/Letter.recipient",
        "orders/Order.user-id",
        "users/error:user-not-found.id",
        "users/rpc:get-user.in.id",
      ]),
    );
  });

  test("a field with a default breaks only who builds the value", () => {
    const { delta, reached } = change(
      "(plan Plan :default free)\n    (login",
      '(locale string :default "en")\n    (plan Plan :default free)\n    (login',
    );
    expect(expectations(reached)).toEqual({
      users: "breaks",
      orders: "compatible",
      gateway: "compatible",
      notifications: "compatible",
    });
    expect(delta.changes).toHaveLength(1);
    expect(delta.changes[0]).toMatchObject({
      kind: "field-added",
      symbol: "users/UserProfile.locale",
      breaking: false,
      defaultValue: { kind: "string", value: "en" },
    });
  });

  test("a declared rename breaks who reads the field, not who only holds another one's type", () => {
    const { delta, reached } = change(
      "(display-name string)\n",
      "(full-name string :was display-name)\n",
    );
    expect(expectations(reached)).toEqual({
      users: "breaks",
      orders: "breaks",
      gateway: "breaks",
      notifications: "breaks",
    });
    expect(delta.changes).toHaveLength(1);
    expect(delta.changes[0]).toMatchObject({
      kind: "field-renamed",
      symbol: "users/UserProfile.full-name",
      fromSymbol: "users/UserProfile.display-name",
      axes: { source: "breaks", wire: "compatible", stored: "compatible" },
    });
  });

  test("words and layout", () => {
    expect(
      expectations(change('"A person with an account."', '"A person who has an account."').reached),
    ).toEqual({ users: "compatible" });
    expect(
      change(
        '(error email-taken :status 409 (email string))\n\n  (rpc register-user\n    "Opens an account."\n    (in (email string) (display-name string) (plan Plan :default free))\n    (out UserProfile)\n    (errors email-taken))',
        '(rpc register-user ; first\n    "Opens an account." (in (email string) (display-name string) (plan Plan :default free))\n    (out UserProfile) (errors email-taken))\n  (error email-taken :status 409 (email string))',
      ).reached,
    ).toEqual([]);
  });
});
