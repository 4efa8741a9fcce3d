import assert from "node:assert/strict";
import { test } from "node:test";

import { Contracts } from "../src/custom/contracts.ts";
import { load, save } from "../src/custom/store.ts";
import { aContract, aProducer } from "../src/generated.ts";
import { contract, ctx, start } from "./builders.ts";

test("a plant is cut to what it may have", async () => {
  const { supply, service } = start();
  service.books.contracts.add(contract());
  const plant = { contract: 1, technology: "solar" } as const;
  const small = await supply.registerProducer({ ...plant, capacityKw: "9.5" }, ctx);
  assert.ok("capacityKw" in small && Number(small.capacityKw) === 9.5);
  const large = await supply.registerProducer({ ...plant, capacityKw: "100.5" }, ctx);
  assert.ok("capacityKw" in large && Number(large.capacityKw) === 30);
});

test("capacities add up and are kept", () => {
  const contracts = new Contracts();
  contracts.setProducer(aProducer({ contract: 1, capacityKw: "9.5" }));
  contracts.setProducer(aProducer({ contract: 2, capacityKw: "10" }));
  assert.equal(Number(contracts.capacity()), 19.5);
  const { books } = start().service;
  books.contracts.add(aContract({ id: 1 }));
  books.contracts.setProducer(aProducer({ contract: 1, capacityKw: "9.5" }));
  const again = start().service.books;
  load(again, save(books));
  assert.equal(again.contracts.producer(1)?.capacityKw, "9.5");
});
