import assert from "node:assert/strict";
import { test } from "node:test";

import { addressLines, mailing } from "../src/custom/report.ts";
import { aCustomer } from "../src/generated.boxoffice.ts";

const at = (postcode: string) => ({ street: "Quay 1", city: "Kiel", postcode });

test("a letter goes to an address of the customer", () => {
  const customer = aCustomer({ name: "Ada", address: [at("24103")] });
  assert.deepEqual(addressLines(customer), ["Ada", "Quay 1", "24103 Kiel"]);
});

test("letters are sorted by postcode", () => {
  const customers = [
    aCustomer({ name: "B", email: "b@example.org", number: 1, address: [at("90000")] }),
    aCustomer({ name: "A", email: "a@example.org", number: 2, address: [at("10000")] }),
  ];
  assert.deepEqual(
    mailing(customers)
      .split("\n")
      .map((line) => line.split(";")[1]),
    ["A", "B"],
  );
});
