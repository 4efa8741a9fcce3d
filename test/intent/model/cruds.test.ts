import { expect, test } from "vitest";
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
