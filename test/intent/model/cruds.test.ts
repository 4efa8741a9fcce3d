import { expect, test } from "vitest";
import { diffModels } from "#intent";
import { modelOf } from "../../support/model-of.ts";

/** What the rpcs and errors of a crud are called, and what they were called while its entity was called otherwise. */
function check(name: string, was: string, expected: readonly string[]): void {
  const entity = `(entity ${name} :was ${was} (id uuid :key) (at date))`;
  const { services } = modelOf(
    `(service shop (language rust) ${entity} (crud ${name} :path "/all"))`,
  );
  const { rpcs = [], errors = [] } = services.get("shop") ?? {};
  expect([...rpcs, ...errors].map((one) => `${one.name} was ${one.was}`)).toEqual(expected);
}

test("what a crud stands for was called after its entity's former name", () => {
  check("User", "SuperUser", [
    "get-user was get-super-user",
    "update-user was update-super-user",
    "delete-user was delete-super-user",
    "create-user was create-super-user",
    "list-users was list-super-users",
    "user-not-found was super-user-not-found",
    "user-taken was super-user-taken",
  ]);
});

test("also where it is called as what is done with it", () => {
  check("Get", "Put", [
    "get-get was get-put",
    "update-get was update-put",
    "delete-get was delete-put",
    "create-get was create-put",
    "list-gets was list-puts",
    "get-not-found was put-not-found",
    "get-taken was put-taken",
  ]);
});

const shopWith = (auth: string) =>
  modelOf(
    `(service shop (language rust) (entity Item (id uuid :key) (at date)) (crud Item :path "/items" ${auth}))`,
  );

/** What each rpc of a crud asks of its caller, in the order create, get, list, update, delete. */
function checkScopes(auth: string, expected: readonly (string | undefined)[]): void {
  const { rpcs = [] } = shopWith(auth).services.get("shop") ?? {};
  const asked = ["create-item", "get-item", "list-items", "update-item", "delete-item"].map(
    (name) => rpcs.find((rpc) => rpc.name === name)?.clauses.auth?.join(" "),
  );
  expect(asked, auth).toEqual(expected);
}

test("what a crud asks of callers is what names the rpc most closely", () => {
  checkScopes("", [undefined, undefined, undefined, undefined, undefined]);
  checkScopes("(auth)", ["", "", "", "", ""]);
  checkScopes('(auth "a" "b")', ["a b", "a b", "a b", "a b", "a b"]);
  checkScopes('(auth "w" :to write)', ["w", undefined, undefined, "w", "w"]);
  checkScopes('(auth "r" :to read) (auth "w")', ["w", "r", "r", "w", "w"]);
  const all = ['(auth "x")', '(auth "w" :to write)', "(auth :to (get delete))"];
  checkScopes(all.join(" "), ["w", "", "x", "w", ""]);
  checkScopes(all.toReversed().join(" "), ["w", "", "x", "w", ""]);
  checkScopes('(auth "x" :to (read create))', ["x", "x", "x", undefined, undefined]);
});

test("a changed `auth` of a crud is told of each rpc that asks for something else", () => {
  const told = (before: string, after: string): string[] =>
    diffModels(shopWith(before), shopWith(after))
      .changes.filter(({ symbol }) => symbol.endsWith("-item"))
      .map(({ kind, symbol, rule }) => `${kind} ${symbol} ${rule}`)
      .toSorted();
  const write = '(auth "w" :to write)';
  expect(told("", write)).toEqual([
    "auth-changed shop/rpc:create-item auth-changed/asked",
    "auth-changed shop/rpc:delete-item auth-changed/asked",
    "auth-changed shop/rpc:update-item auth-changed/asked",
  ]);
  expect(told(write, `${write} (auth "w" "x" :to delete)`)).toEqual([
    "auth-changed shop/rpc:delete-item auth-changed/tightened",
  ]);
  expect(told(write, '(auth "w" :to (create update))')).toEqual([
    "auth-changed shop/rpc:delete-item auth-changed/opened",
  ]);
  expect(told(write, '(auth "w" :to (create update delete))')).toEqual([]);
});
