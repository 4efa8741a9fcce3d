import assert from "node:assert/strict";
import { test } from "node:test";

import { newDoor } from "../src/custom/door.ts";
import { aGreeting, Nameless } from "../src/generated.greetings.ts";

const ctx = { requestId: "test" };

test("somebody who comes again hears so", async () => {
  const door = newDoor({ greet: async ({ name }) => aGreeting({ text: `Hello, ${name}!`, times: 3 }) });
  const welcome = await door.knock({ visitor: "Ada" }, ctx);
  assert.ok(!(welcome instanceof Nameless));
  assert.equal(welcome.line, "Hello, Ada! Nice to see you again (3).");
});

test("the door passes a refusal on", async () => {
  const door = newDoor({ greet: async () => new Nameless({ reason: "empty" }) });
  assert.ok((await door.knock({ visitor: "" }, ctx)) instanceof Nameless);
});
