import { setTimeout as delay } from "node:timers/promises";
import { DeskRustClient, SoldOut as OtherSoldOut } from "./generated.desk-rust.ts";
import { RemoteError, SoldOut, type DeskTypescript } from "./generated.ts";

const counts = new Map<string, number>();
const count = (name: string): number => {
  const now = (counts.get(name) ?? 0) + 1;
  counts.set(name, now);
  return now;
};

/** What a call answers, or why it does not. */
const said = async (call: Promise<unknown>): Promise<string> => {
  try {
    const answer = await call;
    return answer instanceof OtherSoldOut ? `sold out: ${answer.item}` : String(answer);
  } catch (error) {
    if (error instanceof RemoteError) return `failed: ${error.code}`;
    throw error;
  }
};

export const app: DeskTypescript = {
  async placeOrder({ item, takesMs }, { signal }) {
    const number = count(`place ${item}`);
    if (item.startsWith("none")) return new SoldOut({ item });
    if (item.startsWith("broken") && number === 1) throw new Error("broken once");
    await delay(takesMs, undefined, { signal });
    count(`placed ${item}`);
    return number;
  },
  async lookUp({ item, takesMs }, { signal }) {
    count(`look ${item}`);
    await delay(takesMs, undefined, { signal });
    count(`looked ${item}`);
    return `this is ${item}`;
  },
  async askOn({ url, item, takesMs }, ctx) {
    return said(new DeskRustClient(url).lookUp({ item, takesMs }, ctx));
  },
  async ran() {
    return counts;
  },
  async relay({ url, rpc, item, takesMs, key }, ctx) {
    const desk = new DeskRustClient(url);
    const start = performance.now();
    const call =
      rpc === "place-order"
        ? desk.placeOrder({ item, takesMs }, ctx, key)
        : desk.lookUp({ item, takesMs }, ctx);
    return `${await said(call)} after ${Math.round(performance.now() - start)}`;
  },
};
