import { asks, known, refused, type Body, type Kind, type Step } from "./asking.ts";

/** What is asked of a crud: each of its rpcs by its name, and then by its path and method. */
interface Crud {
  readonly kind: Kind;
  readonly name: string;
  readonly many: string;
  readonly key: string;
  readonly made: Body;
  readonly change: Body;
  readonly changed: Body;
}

function crudSteps({ kind, name, many, key, made, change, changed }: Crud): Step[] {
  const id = String(made[key]);
  const absent = [404, refused(`${name}-not-found`, { [key]: id })];
  const rpc = (verb: string, body: Body) => asks(kind, "POST", `/rpc/${verb}`, body, known);
  const at = (method: string, rest = "", body?: Body) =>
    asks(kind, method, `/${many}${rest}`, body, known);
  const ways = {
    "by its name": [
      rpc(`create-${name}`, made),
      rpc(`create-${name}`, made),
      rpc(`get-${name}`, { [key]: id }),
      rpc(`update-${name}`, { [key]: id, change }),
      rpc(`list-${many}`, {}),
      rpc(`delete-${name}`, { [key]: id }),
      rpc(`get-${name}`, { [key]: id }),
    ],
    "by its path": [
      at("POST", "", made),
      at("POST", "", made),
      at("GET", `/${id}`),
      at("PATCH", `/${id}`, { change }),
      at("GET"),
      at("DELETE", `/${id}`),
      at("GET", `/${id}`),
    ],
  };
  return Object.entries(ways).map(([way, acts]): Step => [
    `a ${name} is made, found, changed, listed and taken away ${way}`,
    async (asked) => {
      const answers: unknown[] = [];
      for (const act of acts) answers.push(await act(asked));
      return answers;
    },
    [
      [200, made],
      [409, refused(`${name}-taken`, { field: "key" })],
      [200, made],
      [200, changed],
      [200, { items: [changed] }],
      [200, {}],
      absent,
    ],
  ]);
}

/** What is kept in memory, in SQLite and in PostgreSQL. */
export const cruds: readonly Step[] = [
  ...crudSteps({
    kind: "whole",
    name: "thing",
    many: "things",
    key: "id",
    made: { id: "lamp", name: "lamp", stage: "pending", paidBy: "ann" },
    change: { stage: "paid", paidBy: null },
    changed: { id: "lamp", name: "lamp", stage: "paid" },
  }),
  ...crudSteps({
    kind: "side",
    name: "guest",
    many: "guests",
    key: "name",
    made: { name: "ann", rung: 0 },
    change: { rung: 3 },
    changed: { name: "ann", rung: 3 },
  }),
  ...crudSteps({
    kind: "shelf",
    name: "book",
    many: "books",
    key: "title",
    made: { title: "Emma", pages: 474 },
    change: { pages: 475 },
    changed: { title: "Emma", pages: 475 },
  }),
];
