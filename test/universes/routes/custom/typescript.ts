import { OrderClosed, OrderNotFound, TitleTaken } from "./generated.ts";
import type { DeskTypescript, Order } from "./generated.ts";

const order = (id: number, title = "tea"): Order => ({ id, title, plan: "free" });

export const app: DeskTypescript = {
  async show(input) {
    return input;
  },
  async getOrder({ id }) {
    return id === 404 ? new OrderNotFound({ id }) : order(id);
  },
  async newestOrder() {
    return order(1000);
  },
  async placeOrder({ title, plan, contact }) {
    if (title === "taken") return new TitleTaken({ title });
    if (title === "closed") return new OrderClosed({ id: 1 });
    return { id: 1, title, plan, contact };
  },
  async replaceOrder({ id, title }) {
    return order(id, title);
  },
  async dropOrder({ id, because }) {
    if (id === 409) return new OrderClosed({ id });
    if (because === "missing") return new OrderNotFound({ id });
    return undefined;
  },
  async settle({ id }) {
    return order(id, "settled");
  },
  async attach({ id, paper: { name, mediaType, content }, note }) {
    return `${id} ${note} ${name} ${mediaType} ${content.length}`;
  },
  async getPaper({ id }) {
    const content = new TextEncoder().encode(`paper ${id}`);
    return { content, mediaType: "text/plain", name: "paper.txt" };
  },
  async fail() {
    throw new Error("it fails");
  },
  async page({ page }) {
    return page;
  },
  async weigh() {
    return true;
  },
};
