import assert from "node:assert/strict";
import { test } from "node:test";

import { Calendar, clock, readHours, yearsBetween } from "../src/custom/calendar.ts";
import { fineLine, Fines, Money, reasonText, reckon } from "../src/custom/fines.ts";
import { accountLabel } from "../src/custom/library.ts";
import { daysLate, Loans, mayRenew } from "../src/custom/loans.ts";
import {
  allowanceOf,
  cardOf,
  ListBuilder,
  readCard,
  Readers,
  readTier,
  tierByAge,
  visibleLists,
} from "../src/custom/readers.ts";
import { envelope, greeting, outstanding, reach, takingsReport } from "../src/custom/report.ts";
import { lowerBound, Table } from "../src/custom/tables.ts";
import { arrival, Holds, holdText, inTime, newRequest } from "../src/custom/wishes.ts";
import { aFine, aHold, aLoanRequest, tierValues } from "../src/generated.ts";
import type { Branch } from "../src/generated.ts";
import { aAccount, aAddress } from "../src/generated.accounts.ts";
import { ada, adaAccount, bob, central, loanOf } from "./builders.ts";

const address = aAddress({ street: "Mill Lane 3", town: "Harbour", postcode: "12345" });
const account = aAccount({
  id: adaAccount,
  displayName: "Ada Lovelace",
  email: "ada@example.org",
  phone: "0170 555",
  born: "1985-12-10",
  address,
});

const calendar = new Calendar(new Table<string, Branch>((branch) => branch.code, [central]));

test("cards carry the tier and the number", () => {
  assert.equal(cardOf("staff", 17), "X-000017-1");
  assert.equal(readCard("X-000017-1"), 17);
  assert.equal(readCard("X-000017-5"), undefined);
  assert.equal(new Readers([ada]).withCard("A-000001-9")?.id, 1);
});

test("tiers are read, and known by age", () => {
  assert.deepEqual(["Adult", "s", "c", "guest"].map(readTier), [
    "adult",
    "senior",
    "child",
    undefined,
  ]);
  assert.equal(tierByAge(account, "2026-03-02"), "adult");
  assert.equal(tierByAge({ ...account, born: "2015-01-01" }, "2026-03-02"), "child");
  assert.deepEqual(
    tierValues.map((tier) => allowanceOf(tier).loans),
    [5, 10, 12, 30],
  );
});

test("people are greeted and written to", () => {
  assert.equal(greeting(account, ada), "Ada, adult since 2020");
  assert.deepEqual(envelope(account), ["Ada Lovelace", "Mill Lane 3", "12345 Harbour"]);
  assert.equal(reach(account), "mailto:ada@example.org");
  assert.equal(reach({ ...account, channel: "text" }), "sms:0170555");
  assert.equal(accountLabel(account), "Ada Lovelace <a0000000…>");
});

test("members of an account are found", () => {
  const readers = new Readers([ada, bob, { ...bob, id: 3, account: adaAccount }]);
  assert.deepEqual(
    readers.ofAccount(adaAccount).map(({ id }) => id),
    [1, 3],
  );
});

test("lists are seen by their owners and when they are shared", () => {
  const mine = new ListBuilder(1, "Winter").add(7, "long").build();
  const theirs = new ListBuilder(2, "Autumn").add(12).share().build();
  const hidden = new ListBuilder(2, "Secret").build();
  assert.deepEqual(
    visibleLists([mine, hidden, theirs], 1).map(({ slug }) => slug),
    ["2-autumn", "1-winter"],
  );
  assert.equal(mine.notes.get(7), "long");
});

test("hours are read as the doors say them", () => {
  assert.deepEqual(readHours("9:30-18"), { opens: 34_200_000, closes: 64_800_000 });
  assert.equal(readHours("18-9"), undefined);
  assert.equal(clock(34_200_000), "9:30");
  assert.equal(
    calendar.sign("central", ["2026-03-30", "2026-03-31"]),
    "Central: mon closed, tue 9:30-18:00",
  );
  assert.equal(yearsBetween("2000-03-03", "2026-03-02"), 25);
});

test("money is reckoned in cents", () => {
  const price = Money.parse("12.5");
  const offence = { daysLate: 100, damage: 3, price };
  assert.equal(reckon("late", offence).toString(), "12.50");
  assert.equal(reckon("damaged", offence).toString(), "3.75");
  assert.equal(reckon("lost", offence).toString(), "17.50");
  assert.throws(() => Money.parse("a lot"), RangeError);
});

test("fines are told, waived and counted", () => {
  const imposed = new Date("2026-03-01T08:00:00Z");
  const fines = new Fines(
    () => "",
    [
      aFine({ amount: "1.40", imposed, reason: "late" }),
      aFine({ amount: "9.00", imposed, reason: "lost" }),
    ],
  );
  assert.equal(fineLine(fines.open(1)[0] ?? aFine()), "late: brought back late, 1.40 (2026-03-01)");
  assert.equal(reasonText("lost"), "lost");
  assert.equal(fines.waive(1), 1);
  assert.equal(fines.owed(1).toString(), "9.00");
  assert.deepEqual(takingsReport(fines), ["2026-03-01 late 1.40"]);
});

test("renewals have their rules", () => {
  assert.deepEqual(mayRenew(loanOf(1n), ada, "2026-03-02"), { ok: true });
  assert.deepEqual(mayRenew(loanOf(1n), ada, "2026-03-03"), {
    ok: false,
    reason: "it was due on 2026-03-02",
  });
  assert.deepEqual(mayRenew(loanOf(1n, { renewals: 2 }), ada, "2026-03-01"), {
    ok: false,
    reason: "2 renewals are enough",
  });
});

test("days are counted from when a loan was due", () => {
  const late = loanOf(1n, { due: "2026-02-27" });
  const now = new Date("2026-03-02T23:00:00Z");
  assert.equal(daysLate(late, now), 3);
  assert.equal(outstanding([late, loanOf(2n)], now, Money.parse("0.20")).toString(), "0.60");
  const back = loanOf(3n, { returned: new Date("2026-02-04T22:00:00Z") });
  assert.equal(new Loans(calendar, [late, back]).meanDays(), 2.5);
});

test("queues go by weight, then by who came first", () => {
  const holds = new Holds([
    aHold({ id: 1, weight: 1, placed: new Date("2026-02-01T00:00:00Z") }),
    aHold({ id: 2, weight: 2, placed: new Date("2026-02-03T00:00:00Z") }),
    aHold({ id: 3, weight: 1, placed: new Date("2026-01-01T00:00:00Z") }),
  ]);
  assert.deepEqual(
    holds.queue(1).map(({ id }) => id),
    [2, 3, 1],
  );
  holds.ready(2, "L0000001", new Date("2026-03-01T00:00:00Z"));
  assert.equal(holds.keeping("L0000001")?.id, 2);
  assert.deepEqual(holds.lapse("2026-03-09"), ["L0000001"]);
  assert.equal(
    holdText(aHold({ state: "ready", pickup: "central", expires: "2026-03-08" }), 1),
    "ready at central until 2026-03-08",
  );
  assert.equal(holdText(aHold(), 3), "number 3 in the queue");
});

test("requests cost what the lender asks", () => {
  assert.equal(newRequest("r", ada, "9783161484100", "Oslo").cost, "12.00");
  assert.equal(newRequest("r", bob, "9783161484100", "State Library").cost, "0.00");
  const sent = new Date("2026-03-02T10:00:00Z");
  const request = aLoanRequest({ transit: 3 * 86_400_000, wantedBy: "2026-03-05" });
  assert.equal(arrival(request, sent), "2026-03-05");
  assert.equal(inTime(request, sent), true);
});

test("a place in an ordered list is found", () => {
  assert.equal(
    lowerBound([2n, 3n, 11n], 4n, (id) => id),
    2,
  );
});
