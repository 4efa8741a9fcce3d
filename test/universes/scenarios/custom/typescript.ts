import { PersonNotFound, type PeopleTypescript, type Person } from "./generated.ts";

/** Knows people as long as it runs. */
export const newApp = (): PeopleTypescript => {
  const people = new Map<bigint, Person>();
  return {
    async createPerson(input) {
      const person = { ...input, id: BigInt(people.size + 1), isKnown: true };
      people.set(person.id, person);
      return person;
    },
    async getPerson({ id }) {
      return people.get(id) ?? new PersonNotFound({ id });
    },
    async forgetAll() {
      people.clear();
    },
  };
};

export const app = newApp();
