import assert from "node:assert/strict";
import {
  aOrder,
  door,
  DoorRefused,
  type Order,
  orderFlow,
  type OrderFlowGuards,
  OrderFlowRefused,
} from "./generated.ts";

const guards: OrderFlowGuards = {
  fundsHeld: ({ total }) => total <= 100,
  cameBack: ({ id }) => id === 7,
};

// A transition sets the field, and leaves what it was given as it is.
const order: Order = aOrder({ status: "returned", total: 99 });
const pending = orderFlow.begin(order);
const paid = orderFlow.pay(pending, guards);
assert(!(paid instanceof OrderFlowRefused));
const status: "paid" = paid.status;
const shipped = orderFlow.ship(paid);
assert.deepEqual(
  [order.status, pending.status, status, shipped.status],
  ["returned", "pending", "paid", "shipped"],
);
assert.deepEqual(shipped, { ...order, status: "shipped" });

// A guard that says no is a value that names it.
const refused = orderFlow.pay(orderFlow.begin(aOrder({ total: 101 })), guards);
assert(refused instanceof OrderFlowRefused);
assert.deepEqual([refused.transition, refused.state, refused.guard], ["pay", "pending", "funds-held"]);

// A step that leads to different states gives the one that it leads to.
const again = orderFlow.resume(orderFlow.hold(pending), guards);
assert(!(again instanceof OrderFlowRefused));
const back: "pending" = again.status;
assert.equal(back, "pending");

// What comes from outside is asked where it is, or tried by name.
const read = aOrder({ status: "paid" });
assert(orderFlow.is(read, "pending", "paid"));
assert.equal(orderFlow.hold(read).status, "on-hold");
assert(!orderFlow.is(aOrder({ status: "returned" }), "pending", "paid", "shipped", "on-hold"));
const tried = orderFlow.attempt(aOrder({ status: "shipped" }), "ship", guards);
assert(tried instanceof OrderFlowRefused);
assert.deepEqual([tried.transition, tried.state, tried.guard], ["ship", "shipped", undefined]);
const cameBack = (id: number) => orderFlow.attempt(aOrder({ status: "shipped", id }), "resume", guards);
assert.deepEqual(cameBack(7), aOrder({ status: "paid", id: 7 }));
const stays = cameBack(8);
assert(stays instanceof OrderFlowRefused);
assert.equal(stays.guard, "came-back");

// Without a field a machine is its states alone.
const open = door.push(door.begin());
assert.equal(open, "open");
assert.equal(door.slam(open, { isWindy: () => true }), "shut");
assert(door.slam(open, { isWindy: () => false }) instanceof DoorRefused);
assert(door.attempt("ajar", "push", { isWindy: () => true }) instanceof DoorRefused);
