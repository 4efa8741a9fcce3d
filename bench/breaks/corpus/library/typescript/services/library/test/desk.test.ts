import assert from "node:assert/strict";
import { test } from "node:test";

import {
  aAccountClosed,
  aAccountMoved,
  aAccount,
  aAddress,
  ChargeRefused,
} from "../src/generated.accounts.ts";
import { aTitleWithdrawn } from "../src/generated.catalogue.ts";
import {
  aFine,
  AlreadyHeld,
  BadIsbn,
  CardBlocked,
  ItemUnavailable,
  LimitReached,
  LoanNotFound,
  MemberNotFound,
  NotPaid,
  NotRenewable,
  router,
} from "../src/generated.ts";
import { ada, adaAccount, bob, ctx, house, jug, loanOf } from "./builders.ts";

test("who has an account becomes a member", async () => {
  const { desk } = house();
  const made = await desk.enrol({ account: adaAccount, home: "central" }, ctx);
  assert.ok("card" in made);
  assert.deepEqual([made.id, made.card, made.tier], [3, "A-000003-7", "adult"]);
  const none = await desk.enrol({ account: "nobody", home: "central" }, ctx);
  assert.ok(none instanceof MemberNotFound);
});

test("a copy is lent until a day when the doors are open", async () => {
  const { desk, opened, lines } = house();
  const loan = await desk.lend({ member: 1, barcode: "L0000001" }, ctx);
  assert.ok("due" in loan);
  assert.deepEqual([loan.id, loan.title, loan.due, loan.renewals], [1n, 7, "2026-03-31", 0]);
  assert.equal(opened[0]?.copiesOut, 1);
  assert.equal(
    lines[0],
    "2026-03-02T10:00:00.000Z what=lend loan=1 member=A-000001-9 copy=L0000001 due=2026-03-31",
  );
  const again = await desk.lend({ member: 2, barcode: "L0000001" }, ctx);
  assert.ok(again instanceof ItemUnavailable && again.state === "lent");
});

test("nothing is lent over the limit, nor to who owes much", async () => {
  const out = [1n, 2n, 3n, 4n, 5n].map((id) => loanOf(id, { member: 2, copy: `L000001${id}` }));
  const { desk } = house({
    loans: out,
    fines: [aFine({ member: 1, amount: "10.01" })],
  });
  const limit = await desk.lend({ member: 2, barcode: "L0000001" }, ctx);
  assert.ok(limit instanceof LimitReached && limit.limit === 5);
  const blocked = await desk.lend({ member: 1, barcode: "L0000001" }, ctx);
  assert.ok(blocked instanceof CardBlocked && blocked.owed === "10.01");
});

test("what comes back late or damaged is fined", async () => {
  const { desk, fined, closed, clock } = house();
  await desk.lend({ member: 1, barcode: "L0000001" }, ctx);
  clock.now = new Date("2026-04-03T09:00:00Z");
  const loan = await desk.giveBack({ barcode: "L0000001", branch: "central", damage: 4 }, ctx);
  assert.ok("returned" in loan && loan.note === "damage 4");
  assert.deepEqual(
    fined.map(({ fine }) => [fine.reason, fine.amount, fine.loan]),
    [
      ["late", "0.60", 1n],
      ["damaged", "5.00", 1n],
    ],
  );
  assert.equal(closed[0]?.daysLate, 3);
  assert.equal(desk.fines.owed(1).toString(), "5.60");
});

test("what comes back elsewhere goes on its way", async () => {
  const { desk } = house({ loans: [loanOf(4n)] });
  desk.stock.items.patch("L0000001", { state: "lent" });
  await desk.giveBack({ barcode: "L0000001", branch: "harbour", damage: 0 }, ctx);
  assert.equal(desk.stock.find("L0000001")?.state, "moving");
});

test("what comes back is put aside for who waits for it", async () => {
  const { desk, ready } = house();
  await desk.lend({ member: 1, barcode: "L0000001" }, ctx);
  const hold = await desk.placeHold({ member: 2, title: 7, pickup: "central" }, ctx);
  assert.ok("weight" in hold && hold.weight === 2);
  assert.ok((await desk.placeHold({ member: 2, title: 7 }, ctx)) instanceof AlreadyHeld);
  await desk.giveBack({ barcode: "L0000001", branch: "central", damage: 0 }, ctx);
  assert.deepEqual([ready[0]?.member, ready[0]?.shelf], [2, "H01"]);
  assert.equal(ready[0]?.hold.expires, "2026-03-09");
  assert.ok((await desk.lend({ member: 1, barcode: "L0000001" }, ctx)) instanceof ItemUnavailable);
  assert.ok("due" in (await desk.lend({ member: 2, barcode: "L0000001" }, ctx)));
  assert.equal(desk.holds.get(1)?.state, "collected");
});

test("a loan is renewed twice, and not while somebody waits", async () => {
  const { desk } = house({ loans: [loanOf(4n)] });
  const once = await desk.renew({ id: 4n }, ctx);
  assert.ok("due" in once && once.due === "2026-03-31");
  await desk.placeHold({ member: 2, title: 7 }, ctx);
  const waits = await desk.renew({ id: 4n }, ctx);
  assert.ok(waits instanceof NotRenewable && waits.reason === "somebody waits for it");
  assert.ok((await desk.renew({ id: 99n }, ctx)) instanceof LoanNotFound);
});

test("loans are listed a page at a time", async () => {
  const { desk } = house({ loans: [loanOf(11n), loanOf(2n), loanOf(3n)] });
  const first = await desk.listLoans({ member: 1, limit: 2 }, ctx);
  assert.ok("loans" in first);
  assert.deepEqual([first.loans.map(({ id }) => id), first.next, first.total], [[2n, 3n], 11n, 3]);
  const rest = await desk.listLoans({ member: 1, after: 11n, limit: 2 }, ctx);
  assert.ok("loans" in rest && rest.loans.length === 1 && rest.next === undefined);
});

test("fines are paid from the account", async () => {
  const { desk, charged } = house({ fines: [aFine({ amount: "1.20" }), aFine({ amount: "3" })] });
  const receipt = await desk.payFines({ member: 1 }, ctx);
  assert.ok("number" in receipt && receipt.number === 5n);
  assert.deepEqual(charged, [
    { id: adaAccount, amount: "4.20", memo: "library fines of A-000001-9" },
  ]);
  assert.equal(desk.fines.owed(1).toString(), "0.00");
});

test("a charge that is refused leaves the fines open", async () => {
  const { desk } = house(
    { fines: [aFine({ amount: "1.20" })] },
    {
      accounts: {
        getAccount: async ({ id }) => aAccount({ id }),
        charge: async () => new ChargeRefused({ reason: "no cover" }),
        notify: async () => "letter",
      },
    },
  );
  const answer = await desk.payFines({ member: 1 }, ctx);
  assert.ok(answer instanceof NotPaid && answer.reason === "no cover");
  assert.equal(desk.fines.open(1).length, 1);
});

test("a list is saved under its name", async () => {
  const { desk } = house();
  const list = await desk.saveList(
    { owner: 1, name: "Summer, and after", titles: [7, 12, 7], shared: true },
    ctx,
  );
  assert.ok("slug" in list);
  assert.deepEqual([list.slug, list.titles, list.shared], ["1-summer-and-after", [7, 12], true]);
});

test("a request to another library needs an ISBN", async () => {
  const { desk } = house();
  const lender = "University";
  const made = await desk.requestLoan({ member: 1, isbn: "978-3-16-148410-0", lender }, ctx);
  assert.ok("cost" in made);
  assert.deepEqual([made.isbn, made.cost, made.transit], ["9783161484100", "3.00", 432_000_000]);
  const bad = await desk.requestLoan({ member: 1, isbn: "9783161484101", lender }, ctx);
  assert.ok(bad instanceof BadIsbn && bad.reason === "a digit is wrong");
});

test("a branch shows what stands in it", async () => {
  const { desk, asked } = house();
  assert.deepEqual(await desk.shelfReport({ branch: "central" }, ctx), [
    "L0000002 [ ] central/stacks/1 Atlas (1990)",
    "L0000001 [ ] central/stacks/3 Kleist, H.: The Broken Jug (1811)",
  ]);
  await desk.shelfReport({ branch: "central" }, ctx);
  assert.deepEqual(asked, [12, 7]);
  await desk.revise({ title: jug }, ctx);
  await desk.shelfReport({ branch: "central" }, ctx);
  assert.deepEqual(asked, [12, 7, 7]);
});

test("a title that is withdrawn is not lent", async () => {
  const { desk, lines } = house();
  await desk.withdraw(aTitleWithdrawn({ title: 7, reason: "recalled" }), ctx);
  assert.match(lines[0] ?? "", /copy=L0000001 was="on its shelf" reason=recalled$/);
  const answer = await desk.lend({ member: 1, barcode: "L0000001" }, ctx);
  assert.ok(answer instanceof ItemUnavailable);
});

test("an account that is closed blocks its members", async () => {
  const { desk, lines } = house();
  await desk.placeHold({ member: 1, title: 7 }, ctx);
  await desk.block(aAccountClosed({ id: adaAccount, at: new Date("2026-03-01T08:00:00Z") }), ctx);
  assert.equal(desk.readers.isBlocked(ada), true);
  assert.equal(desk.readers.isBlocked(bob), false);
  assert.equal(desk.holds.get(1)?.state, "lapsed");
  assert.match(lines[0] ?? "", /what=block account=a0000000… closed=2026-03-01$/);
});

test("who moves has the branch of the town for a home", async () => {
  const { desk } = house();
  const account = aAccount({ id: adaAccount, address: aAddress({ town: "Harbour" }) });
  await desk.moveHome(aAccountMoved({ account }), ctx);
  assert.equal(desk.readers.members.get(1)?.home, "harbour");
});

test("who is late is written to", async () => {
  const { desk, notified } = house({
    loans: [loanOf(1n, { due: "2026-02-27" }), loanOf(2n, { due: "2026-02-20", copy: "L0000002" })],
  });
  assert.equal(await desk.remind(), 1);
  assert.deepEqual(notified, [
    { id: adaAccount, subject: "2 overdue", body: "L0000002, 10 days\nL0000001, 3 days" },
  ]);
});

test("a member that is unknown is told so over the wire", async () => {
  const { desk } = house();
  const answer = await router(desk).request("/rpc/list-loans", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ member: 9 }),
  });
  assert.equal(answer.status, 404);
});
