import { orderFlow, OrderFlowRefused, type OrderFlowGuards, type ShopTypescript } from "./generated.ts";

const guards: OrderFlowGuards = { fundsHeld: ({ total }) => total < 100 };

export const app: ShopTypescript = {
  payOrder: async ({ order }) => {
    const paid = orderFlow.attempt(order, "pay", guards);
    return paid instanceof OrderFlowRefused ? order : paid;
  },
};
