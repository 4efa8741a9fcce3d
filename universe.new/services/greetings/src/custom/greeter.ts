import { Nameless } from "../generated.ts";
import type { Greeting, Greetings } from "../generated.ts";

/** Greetings by name; the same person gets the same one again. */
export class Book {
  readonly #byName = new Map<string, Greeting>();

  /** The greeting for a name, counted once more. */
  greet(name: string): Greeting {
    const before = this.#byName.get(name);
    const id: number = before?.id ?? this.#byName.size + 1;
    const greeting: Greeting = { id, text: `Hello, ${name}!`, times: (before?.times ?? 0) + 1 };
    this.#byName.set(name, greeting);
    return greeting;
  }
}

export const newGreetings = (book: Book): Greetings => ({
  greet: async ({ name }) => {
    const trimmed = name.trim();
    if (trimmed === "") return new Nameless({ reason: "a name has at least one letter" });
    return book.greet(trimmed);
  },
});
