import type { Door } from "../generated.ts";
import { Nameless } from "../generated.greetings.ts";
import type { GreetingsApi } from "../generated.greetings.ts";

/** What the door says about how often somebody came. */
const remark = (times: number): string => (times > 1 ? ` Nice to see you again (${times}).` : "");

export const newDoor = (greetings: GreetingsApi): Door => ({
  knock: async ({ visitor }, ctx) => {
    const greeting = await greetings.greet({ name: visitor }, ctx);
    if (greeting instanceof Nameless) return greeting;
    return { line: greeting.text + remark(greeting.times), greetingId: greeting.id };
  },
});
