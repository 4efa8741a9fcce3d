import { aOrder, door, orderFlow, type OrderFlowGuards } from "./generated.ts";

const guards: OrderFlowGuards = { fundsHeld: () => true }; // refused: TS2741
const pending = orderFlow.begin(aOrder());
orderFlow.ship(pending); // refused: TS2345
orderFlow.pay(orderFlow.hold(pending), guards); // refused: TS2345
orderFlow.pay(aOrder(), guards); // refused: TS2345
orderFlow.pay(pending); // refused: TS2554
pending.status = "paid"; // refused: TS2540
door.push(door.push(door.begin())); // refused: TS2345
