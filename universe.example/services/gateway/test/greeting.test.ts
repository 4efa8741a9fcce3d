import assert from "node:assert/strict";
import { test } from "node:test";

import { banner, describe, greet, seasonOf } from "../src/custom/greeting.ts";
import { aUserProfile } from "../src/generated.users.ts";

test("people are greeted by their first name", () => {
  assert.equal(greet(aUserProfile({ displayName: "Ada Lovelace", plan: "free" })), "Hello Ada");
});

test("a nickname goes before the name, and a plan is named", () => {
  const profile = aUserProfile({ displayName: "Ada Lovelace", nickname: "Countess", plan: "pro" });
  assert.equal(greet(profile), "Hello Countess (Pro)");
});

test("who has no name is greeted nonetheless", () => {
  assert.equal(greet(aUserProfile({ displayName: "", plan: "free" })), "Hello displayName");
});

test("a banner names the season", () => {
  const profile = aUserProfile({ displayName: "Ada" });
  assert.equal(banner(profile, 4), "Spring sale for Ada");
  assert.equal(banner(profile, 12), "Welcome, Ada");
  assert.equal(seasonOf(7)?.displayName, "Summer sale");
});

test("a person is described for the log", () => {
  const profile = aUserProfile({ id: 7, displayName: "Ada" });
  assert.equal(describe(profile), '{"id":"user-7","displayName":"Ada"}');
});
