import { expect, test } from "vitest";
import { lookup, symbolsOf } from "#intent";
import { patternBase } from "../../delta/pattern-cases.ts";
import { modelOf } from "../../support/model-of.ts";

const model = modelOf(patternBase);

test("every symbol that a service declares is found, and names a thing of its kind", () => {
  for (const service of model.services.values()) {
    const all = symbolsOf(service);
    expect(new Set(all.map(({ symbol }) => symbol)).size).toBe(all.length);
    for (const { symbol, kind } of all) {
      const found = lookup(model, symbol);
      expect([symbol, found?.kind, found?.service.name]).toEqual([symbol, kind, service.name]);
    }
  }
});

test("every kind of thing is among them", () => {
  const kinds = new Set([...model.services.values()].flatMap(symbolsOf).map(({ kind }) => kind));
  expect([...kinds].sort().join(" ")).toBe(
    "case crud engine entity enum error event every field machine member output parameter rpc rule scenario service setting state tool transition union util variant",
  );
});

/** What a symbol names: the kind of thing, or nothing. */
const check = (symbol: string, expected: string | undefined): void =>
  expect([symbol, lookup(model, symbol)?.kind]).toEqual([symbol, expected]);

test("what is too long, or has a wrong member, names nothing", () => {
  check("orders/tool:find.in.query", "parameter");
  check("orders/tool:find.in", undefined);
  check("orders/tool:find.in.query.more", undefined);
  check("orders/tool:find.out", "output");
  check("orders/tool:find.out.id", undefined);
  check("orders/tool:other", undefined);
  check("orders/util:shorten.out", undefined);
  check("orders/machine:flow.states", undefined);
  check("orders/machine:flow.states.lost", undefined);
  check("orders/machine:flow.pay.to", undefined);
  check("orders/engine:pricing.apply.in.code", "parameter");
  check("orders/engine:pricing.other", undefined);
  check("orders/every:close-day", "every");
  check("orders/every:close-day.cron", undefined);
  check("orders/crud:Draft", undefined);
  check("orders/scenario:an order can be placed", "scenario");
  check("orders/other:thing", undefined);
});
