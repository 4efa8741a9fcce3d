import assert from "node:assert/strict";
import { test } from "node:test";

import { Book, newGreetings } from "../src/custom/greeter.ts";
import { Nameless } from "../src/generated.ts";

const ctx = { requestId: "test" };

test("the same person is greeted again, and counted", async () => {
  const greetings = newGreetings(new Book());
  await greetings.greet({ name: "Ada" }, ctx);
  const again = await greetings.greet({ name: " Ada " }, ctx);
  assert.ok(!(again instanceof Nameless));
  assert.equal(again.text, "Hello, Ada!");
  assert.equal(again.times, 2);
});

test("nobody is not greeted", async () => {
  const answer = await newGreetings(new Book()).greet({ name: " " }, ctx);
  assert.ok(answer instanceof Nameless);
});
