// Stamped by Flywheel from the intent of `pooled`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=pooled digest=… templates=…

import type { Hono } from "hono";

import * as routes from "./generated.routes.ts";
import * as wire from "./generated.wire.ts";
import * as bounds from "./generated.bounds.ts";
import * as pages from "./generated.pages.ts";
import * as patches from "./generated.patches.ts";
import * as postgresql from "./generated.postgresql.ts";
import * as stores from "./generated.stores.ts";
import * as tables from "./generated.tables.ts";
import migrations from "./generated.migrations.json" with { type: "json" };

export { RemoteError } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

export type Plan = "free" | "pro" | wire.Unknown;

/** The values of Plan that this version knows. */
export const planValues = ["free", "pro"] as const;

/** Whether a value is one that this version knows. */
export function isKnownPlan(value: Plan): value is Exclude<Plan, wire.Unknown> {
  return planValues.some((known) => known === value);
}

export const planWire: wire.Wire<Plan> = wire.openEnum();

export interface ContactByMail {
  readonly type: "by-mail";
  address: string;
}

export type Contact = ContactByMail | wire.UnknownCase;

export const contactWire: wire.Wire<Contact> = wire.union({
  "by-mail": wire.object({
    address: wire.text,
  }),
});

/** A value of ContactByMail for tests. */
export function aContactByMail(overrides: Partial<ContactByMail> = {}): ContactByMail {
  return {
    type: "by-mail",
    address: "address",
    ...overrides,
  };
}

export interface Mark {
  name: string;
}

export const markWire: wire.Wire<Mark> = wire.object({
  name: wire.text,
});

/** A value of Mark for tests. */
export function aMark(overrides: Partial<Mark> = {}): Mark {
  return {
    name: "name",
    ...overrides,
  };
}

export interface Seat {
  number: bigint;
  taken: boolean;
  ratio: number;
  data: Uint8Array;
  price: string;
  free: unknown;
  places: number[];
  until?: Date | undefined;
}

export const seatWire: wire.Wire<Seat> = wire.object({
  number: wire.int64,
  taken: wire.bool,
  ratio: wire.float64,
  data: wire.bytes,
  price: wire.decimal,
  free: wire.json,
  places: wire.list(wire.int32),
  until: wire.optional(wire.timestamp),
});

/** A value of Seat for tests. */
export function aSeat(overrides: Partial<Seat> = {}): Seat {
  return {
    number: 1n,
    taken: false,
    ratio: 1,
    data: new Uint8Array(),
    price: "1",
    free: null,
    places: [],
    ...overrides,
  };
}

/** A person with an account. */
export interface User {
  id: string;
  emailAddress: string;
  number: bigint;
  plan: Plan;
  contact: Contact;
  nickname?: string | undefined;
}

export const userWire: wire.Wire<User> = wire.object({
  id: wire.uuid,
  emailAddress: wire.text,
  number: wire.uint64,
  plan: planWire,
  contact: contactWire,
  nickname: wire.optional(wire.text),
});

/** A value of User for tests. */
export function aUser(overrides: Partial<User> = {}): User {
  return {
    id: "00000000-0000-4000-8000-000000000001",
    emailAddress: "email address",
    number: 1n,
    plan: "free",
    contact: aContactByMail(),
    ...overrides,
  };
}

/** What of Seat is to change. What is absent stays; `null` takes away what may be absent. */
export interface SeatPatch {
  taken?: boolean | undefined;
  ratio?: number | undefined;
  data?: Uint8Array | undefined;
  price?: string | undefined;
  free?: unknown | undefined;
  places?: number[] | undefined;
  until?: Date | null | undefined;
}

export const seatPatchWire: wire.Wire<SeatPatch> = wire.object({
  taken: patches.required(wire.bool),
  ratio: patches.required(wire.float64),
  data: patches.required(wire.bytes),
  price: patches.required(wire.decimal),
  free: patches.required(wire.json),
  places: patches.required(wire.list(wire.int32)),
  until: patches.clearable(wire.timestamp),
});

/** Seat as it is after a patch. */
export function applySeatPatch(value: Seat, patch: SeatPatch): Seat {
  return {
    ...value,
    taken: patches.replaced(value.taken, patch.taken),
    ratio: patches.replaced(value.ratio, patch.ratio),
    data: patches.replaced(value.data, patch.data),
    price: patches.replaced(value.price, patch.price),
    free: patches.replaced(value.free, patch.free),
    places: patches.replaced(value.places, patch.places),
    until: patches.changed(value.until, patch.until),
  };
}

/** What of User is to change. What is absent stays; `null` takes away what may be absent. */
export interface UserPatch {
  emailAddress?: string | undefined;
  number?: bigint | undefined;
  plan?: Plan | undefined;
  contact?: Contact | undefined;
  nickname?: string | null | undefined;
}

export const userPatchWire: wire.Wire<UserPatch> = wire.object({
  emailAddress: patches.required(wire.text),
  number: patches.required(wire.uint64),
  plan: patches.required(planWire),
  contact: patches.required(contactWire),
  nickname: patches.clearable(wire.text),
});

/** User as it is after a patch. */
export function applyUserPatch(value: User, patch: UserPatch): User {
  return {
    ...value,
    emailAddress: patches.replaced(value.emailAddress, patch.emailAddress),
    number: patches.replaced(value.number, patch.number),
    plan: patches.replaced(value.plan, patch.plan),
    contact: patches.replaced(value.contact, patch.contact),
    nickname: patches.changed(value.nickname, patch.nickname),
  };
}

/** There is no such Mark. */
export class MarkNotFound {
  readonly code = "mark-not-found";
  readonly name: string;

  constructor(fields: Omit<MarkNotFound, "code">) {
    this.name = fields.name;
  }
}

export const markNotFoundError = wire.declared(
  MarkNotFound,
  "mark-not-found",
  404,
  wire.object({
    name: wire.text,
  }),
);

/** Another Mark has the same value in this field. */
export class MarkTaken {
  readonly code = "mark-taken";
  readonly field: string;

  constructor(fields: Omit<MarkTaken, "code">) {
    this.field = fields.field;
  }
}

export const markTakenError = wire.declared(
  MarkTaken,
  "mark-taken",
  409,
  wire.object({
    field: wire.text,
  }),
);

/** There is no such Seat. */
export class SeatNotFound {
  readonly code = "seat-not-found";
  readonly number: bigint;

  constructor(fields: Omit<SeatNotFound, "code">) {
    this.number = fields.number;
  }
}

export const seatNotFoundError = wire.declared(
  SeatNotFound,
  "seat-not-found",
  404,
  wire.object({
    number: wire.int64,
  }),
);

/** Another Seat has the same value in this field. */
export class SeatTaken {
  readonly code = "seat-taken";
  readonly field: string;

  constructor(fields: Omit<SeatTaken, "code">) {
    this.field = fields.field;
  }
}

export const seatTakenError = wire.declared(
  SeatTaken,
  "seat-taken",
  409,
  wire.object({
    field: wire.text,
  }),
);

/** There is no such User. */
export class UserNotFound {
  readonly code = "user-not-found";
  readonly id: string;

  constructor(fields: Omit<UserNotFound, "code">) {
    this.id = fields.id;
  }
}

export const userNotFoundError = wire.declared(
  UserNotFound,
  "user-not-found",
  404,
  wire.object({
    id: wire.uuid,
  }),
);

/** Another User has the same value in this field. */
export class UserTaken {
  readonly code = "user-taken";
  readonly field: string;

  constructor(fields: Omit<UserTaken, "code">) {
    this.field = fields.field;
  }
}

export const userTakenError = wire.declared(
  UserTaken,
  "user-taken",
  409,
  wire.object({
    field: wire.text,
  }),
);

export interface CreateMarkIn {
  name: string;
}

export const createMarkRpc: wire.Procedure<CreateMarkIn, Mark, MarkTaken> = {
  path: "/rpc/create-mark",
  input: wire.object({
    name: wire.text,
  }),
  output: markWire,
  errors: () => [markTakenError],
};

export interface CreateSeatIn {
  number: bigint;
  taken: boolean;
  ratio: number;
  data: Uint8Array;
  price: string;
  free: unknown;
  places: number[];
  until?: Date | undefined;
}

export const createSeatRpc: wire.Procedure<CreateSeatIn, Seat, SeatTaken> = {
  path: "/rpc/create-seat",
  input: wire.object({
    number: wire.int64,
    taken: wire.bool,
    ratio: wire.float64,
    data: wire.bytes,
    price: wire.decimal,
    free: wire.json,
    places: wire.list(wire.int32),
    until: wire.optional(wire.timestamp),
  }),
  output: seatWire,
  errors: () => [seatTakenError],
};

export interface CreateUserIn {
  id?: string | undefined;
  emailAddress: string;
  number: bigint;
  plan: Plan;
  contact: Contact;
  nickname?: string | undefined;
}

export const createUserRpc: wire.Procedure<CreateUserIn, User, UserTaken> = {
  path: "/rpc/create-user",
  input: wire.object({
    id: wire.optional(wire.uuid),
    emailAddress: wire.text,
    number: wire.uint64,
    plan: planWire,
    contact: contactWire,
    nickname: wire.optional(wire.text),
  }),
  output: userWire,
  errors: () => [userTakenError],
};

export interface DeleteMarkIn {
  name: string;
}

export const deleteMarkRpc: wire.Procedure<DeleteMarkIn, void, MarkNotFound> = {
  path: "/rpc/delete-mark",
  input: wire.object({
    name: wire.text,
  }),
  output: wire.nothing,
  errors: () => [markNotFoundError],
};

export interface DeleteSeatIn {
  number: bigint;
}

export const deleteSeatRpc: wire.Procedure<DeleteSeatIn, void, SeatNotFound> = {
  path: "/rpc/delete-seat",
  input: wire.object({
    number: wire.int64,
  }),
  output: wire.nothing,
  errors: () => [seatNotFoundError],
};

export interface DeleteUserIn {
  id: string;
}

export const deleteUserRpc: wire.Procedure<DeleteUserIn, void, UserNotFound> = {
  path: "/rpc/delete-user",
  input: wire.object({
    id: wire.uuid,
  }),
  output: wire.nothing,
  errors: () => [userNotFoundError],
};

export interface GetMarkIn {
  name: string;
}

export const getMarkRpc: wire.Procedure<GetMarkIn, Mark, MarkNotFound> = {
  path: "/rpc/get-mark",
  input: wire.object({
    name: wire.text,
  }),
  output: markWire,
  errors: () => [markNotFoundError],
};

export interface GetSeatIn {
  number: bigint;
}

export const getSeatRpc: wire.Procedure<GetSeatIn, Seat, SeatNotFound> = {
  path: "/rpc/get-seat",
  input: wire.object({
    number: wire.int64,
  }),
  output: seatWire,
  errors: () => [seatNotFoundError],
};

export interface GetUserIn {
  id: string;
}

export const getUserRpc: wire.Procedure<GetUserIn, User, UserNotFound> = {
  path: "/rpc/get-user",
  input: wire.object({
    id: wire.uuid,
  }),
  output: userWire,
  errors: () => [userNotFoundError],
};

export interface ListMarksIn {
  limit: number;
  cursor?: string | undefined;
}

export const listMarksRpc: wire.Procedure<ListMarksIn, pages.Page<Mark>, never> = {
  path: "/rpc/list-marks",
  input: wire.object({
    limit: wire.withDefault(bounds.max(bounds.min(wire.uint32, 1), 500), 50),
    cursor: wire.optional(wire.text),
  }),
  output: pages.page(markWire),
  errors: () => [],
};

export interface ListSeatsIn {
  limit: number;
  cursor?: string | undefined;
}

export const listSeatsRpc: wire.Procedure<ListSeatsIn, pages.Page<Seat>, never> = {
  path: "/rpc/list-seats",
  input: wire.object({
    limit: wire.withDefault(bounds.max(bounds.min(wire.uint32, 1), 500), 50),
    cursor: wire.optional(wire.text),
  }),
  output: pages.page(seatWire),
  errors: () => [],
};

export interface ListUsersIn {
  limit: number;
  cursor?: string | undefined;
}

export const listUsersRpc: wire.Procedure<ListUsersIn, pages.Page<User>, never> = {
  path: "/rpc/list-users",
  input: wire.object({
    limit: wire.withDefault(bounds.max(bounds.min(wire.uint32, 1), 500), 50),
    cursor: wire.optional(wire.text),
  }),
  output: pages.page(userWire),
  errors: () => [],
};

export interface UpdateSeatIn {
  number: bigint;
  change: SeatPatch;
}

export const updateSeatRpc: wire.Procedure<UpdateSeatIn, Seat, SeatNotFound | SeatTaken> = {
  path: "/rpc/update-seat",
  input: wire.object({
    number: wire.int64,
    change: seatPatchWire,
  }),
  output: seatWire,
  errors: () => [seatNotFoundError, seatTakenError],
};

export interface UpdateUserIn {
  id: string;
  change: UserPatch;
}

export const updateUserRpc: wire.Procedure<UpdateUserIn, User, UserNotFound | UserTaken> = {
  path: "/rpc/update-user",
  input: wire.object({
    id: wire.uuid,
    change: userPatchWire,
  }),
  output: userWire,
  errors: () => [userNotFoundError, userTakenError],
};

export interface Pooled {
  /** Makes one Mark. */
  createMark(input: CreateMarkIn, ctx: wire.Ctx): Promise<Mark | MarkTaken>;
  /** Makes one Seat. */
  createSeat(input: CreateSeatIn, ctx: wire.Ctx): Promise<Seat | SeatTaken>;
  /** Makes one User. */
  createUser(input: CreateUserIn, ctx: wire.Ctx): Promise<User | UserTaken>;
  /** Takes one Mark away. */
  deleteMark(input: DeleteMarkIn, ctx: wire.Ctx): Promise<void | MarkNotFound>;
  /** Takes one Seat away. */
  deleteSeat(input: DeleteSeatIn, ctx: wire.Ctx): Promise<void | SeatNotFound>;
  /** Takes one User away. */
  deleteUser(input: DeleteUserIn, ctx: wire.Ctx): Promise<void | UserNotFound>;
  /** Finds one Mark. */
  getMark(input: GetMarkIn, ctx: wire.Ctx): Promise<Mark | MarkNotFound>;
  /** Finds one Seat. */
  getSeat(input: GetSeatIn, ctx: wire.Ctx): Promise<Seat | SeatNotFound>;
  /** Finds one User. */
  getUser(input: GetUserIn, ctx: wire.Ctx): Promise<User | UserNotFound>;
  /** Lists every Mark, in the order of their keys as text. */
  listMarks(input: ListMarksIn, ctx: wire.Ctx): Promise<pages.Page<Mark>>;
  /** Lists every Seat, in the order of their keys as text. */
  listSeats(input: ListSeatsIn, ctx: wire.Ctx): Promise<pages.Page<Seat>>;
  /** Lists every User, in the order of their keys as text. */
  listUsers(input: ListUsersIn, ctx: wire.Ctx): Promise<pages.Page<User>>;
  /** Changes one Seat. */
  updateSeat(input: UpdateSeatIn, ctx: wire.Ctx): Promise<Seat | SeatNotFound | SeatTaken>;
  /** Changes one User. */
  updateUser(input: UpdateUserIn, ctx: wire.Ctx): Promise<User | UserNotFound | UserTaken>;
}

/** How Mark is kept. */
export const markKept: stores.Kept<Mark> = {
  key: (value) => String(value.name),
  unique: () => ({}),
};

/** What answers the rpcs of Mark. */
export type MarkHandlers = Pick<Pooled, "createMark" | "deleteMark" | "getMark" | "listMarks">;

/** Answers the rpcs of Mark from a store: the process's own memory, where none is given. */
export function markHandlers(
  store: stores.Store<Mark> = new stores.MemoryStore(markKept),
): MarkHandlers {
  return {
    async createMark(input) {
      const result = await store.insert(input);
      return "taken" in result ? new MarkTaken({ field: result.taken }) : result.value;
    },
    async getMark(input) {
      const found = await store.find(String(input.name));
      return found ?? new MarkNotFound(input);
    },
    async deleteMark(input) {
      const found = await store.delete(String(input.name));
      return found ? undefined : new MarkNotFound(input);
    },
    listMarks: ({ cursor, limit }) => stores.pageOf(store, markKept, cursor, limit),
  };
}

/** How Seat is kept. */
export const seatKept: stores.Kept<Seat> = {
  key: (value) => String(value.number),
  unique: () => ({}),
};

/** How Seat stands in its table. */
const seatTable: tables.Table<Seat> = {
  kept: seatKept,
  wire: seatWire,
  columns: [
    { name: "number", wire: "number", holds: "text" },
    { name: "taken", wire: "taken", holds: "json" },
    { name: "ratio", wire: "ratio", holds: "json" },
    { name: "data", wire: "data", holds: "text" },
    { name: "price", wire: "price", holds: "text" },
    { name: "free", wire: "free", holds: "json" },
    { name: "places", wire: "places", holds: "json" },
    { name: "until", wire: "until", holds: "text" },
  ],
  insert: `
    INSERT INTO "seats" ("number", "taken", "ratio", "data", "price", "free", "places", "until")
    VALUES ($1::text::bigint, $2::text::boolean, $3::text::double precision, decode($4::text, 'base64'), $5::text::numeric, $6::text::json, $7::text::json, $8::text)
    ON CONFLICT DO NOTHING`,
  find: `
    SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
    FROM "seats"
    WHERE "number"::text COLLATE "C" = $1`,
  lock: `
    SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
    FROM "seats"
    WHERE "number"::text COLLATE "C" = $1
    FOR UPDATE`,
  update: `
    UPDATE "seats"
    SET "taken" = $2::text::boolean, "ratio" = $3::text::double precision, "data" = decode($4::text, 'base64'), "price" = $5::text::numeric, "free" = $6::text::json, "places" = $7::text::json, "until" = $8::text
    WHERE "number" = $1::text::bigint`,
  delete: `
    DELETE FROM "seats"
    WHERE "number"::text COLLATE "C" = $1`,
  list: `
    SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
    FROM "seats"
    ORDER BY "number"::text COLLATE "C" LIMIT $1`,
  listAfter: `
    SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
    FROM "seats"
    WHERE "number"::text COLLATE "C" > $2
    ORDER BY "number"::text COLLATE "C" LIMIT $1`,
};

/** Keeps every Seat in the database. */
export const seatStore = (database: postgresql.Database): stores.Store<Seat> =>
  new tables.TableStore(database, seatTable);

/** What answers the rpcs of Seat. */
export type SeatHandlers = Pick<
  Pooled,
  "createSeat" | "deleteSeat" | "getSeat" | "listSeats" | "updateSeat"
>;

/** Answers the rpcs of Seat from a store, such as that of the database. */
export function seatHandlers(store: stores.Store<Seat>): SeatHandlers {
  return {
    async createSeat(input) {
      const result = await store.insert(input);
      return "taken" in result ? new SeatTaken({ field: result.taken }) : result.value;
    },
    async getSeat(input) {
      const found = await store.find(String(input.number));
      return found ?? new SeatNotFound(input);
    },
    async updateSeat(input) {
      const changed = (value: Seat): Seat => applySeatPatch(value, input.change);
      const result = await store.update(String(input.number), changed);
      if (result === undefined) return new SeatNotFound(input);
      return "taken" in result ? new SeatTaken({ field: result.taken }) : result.value;
    },
    async deleteSeat(input) {
      const found = await store.delete(String(input.number));
      return found ? undefined : new SeatNotFound(input);
    },
    listSeats: ({ cursor, limit }) => stores.pageOf(store, seatKept, cursor, limit),
  };
}

/** How User is kept. */
export const userKept: stores.Kept<User> = {
  key: (value) => String(value.id),
  unique: (value) => ({
    "email-address": String(value.emailAddress),
    number: String(value.number),
  }),
};

/** How User stands in its table. */
const userTable: tables.Table<User> = {
  kept: userKept,
  wire: userWire,
  columns: [
    { name: "id", wire: "id", holds: "text" },
    { name: "email_address", wire: "emailAddress", holds: "text" },
    { name: "number", wire: "number", holds: "text" },
    { name: "plan", wire: "plan", holds: "text" },
    { name: "contact", wire: "contact", holds: "json" },
    { name: "nickname", wire: "nickname", holds: "text" },
  ],
  insert: `
    INSERT INTO "users" ("id", "email_address", "number", "plan", "contact", "nickname")
    VALUES ($1::text::uuid, $2::text, $3::text::numeric(20), $4::text, $5::text::json, $6::text)
    ON CONFLICT DO NOTHING`,
  find: `
    SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
    FROM "users"
    WHERE "id"::text COLLATE "C" = $1`,
  lock: `
    SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
    FROM "users"
    WHERE "id"::text COLLATE "C" = $1
    FOR UPDATE`,
  update: `
    UPDATE "users"
    SET "email_address" = $2::text, "number" = $3::text::numeric(20), "plan" = $4::text, "contact" = $5::text::json, "nickname" = $6::text
    WHERE "id" = $1::text::uuid`,
  delete: `
    DELETE FROM "users"
    WHERE "id"::text COLLATE "C" = $1`,
  list: `
    SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
    FROM "users"
    ORDER BY "id"::text COLLATE "C" LIMIT $1`,
  listAfter: `
    SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
    FROM "users"
    WHERE "id"::text COLLATE "C" > $2
    ORDER BY "id"::text COLLATE "C" LIMIT $1`,
  taken: `
    SELECT CASE
    WHEN EXISTS (SELECT 1 FROM "users" WHERE "email_address" = $2::text AND "id"::text COLLATE "C" <> $1) THEN 'email-address'
    WHEN EXISTS (SELECT 1 FROM "users" WHERE "number" = $3::text::numeric(20) AND "id"::text COLLATE "C" <> $1) THEN 'number'
    END`,
};

/** Keeps every User in the database. */
export const userStore = (database: postgresql.Database): stores.Store<User> =>
  new tables.TableStore(database, userTable);

/** What answers the rpcs of User. */
export type UserHandlers = Pick<
  Pooled,
  "createUser" | "deleteUser" | "getUser" | "listUsers" | "updateUser"
>;

/** Answers the rpcs of User from a store, such as that of the database. */
export function userHandlers(store: stores.Store<User>): UserHandlers {
  return {
    async createUser(input) {
      const result = await store.insert({
        ...input,
        id: input.id ?? stores.newKey(),
      });
      return "taken" in result ? new UserTaken({ field: result.taken }) : result.value;
    },
    async getUser(input) {
      const found = await store.find(String(input.id));
      return found ?? new UserNotFound(input);
    },
    async updateUser(input) {
      const changed = (value: User): User => applyUserPatch(value, input.change);
      const result = await store.update(String(input.id), changed);
      if (result === undefined) return new UserNotFound(input);
      return "taken" in result ? new UserTaken({ field: result.taken }) : result.value;
    },
    async deleteUser(input) {
      const found = await store.delete(String(input.id));
      return found ? undefined : new UserNotFound(input);
    },
    listUsers: ({ cursor, limit }) => stores.pageOf(store, userKept, cursor, limit),
  };
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(pooled: Pooled): Hono {
  const app = wire.newApp("pooled");
  wire.handle(app, createMarkRpc, pooled, "createMark");
  wire.handle(app, createSeatRpc, pooled, "createSeat");
  wire.handle(app, createUserRpc, pooled, "createUser");
  wire.handle(app, deleteMarkRpc, pooled, "deleteMark");
  wire.handle(app, deleteSeatRpc, pooled, "deleteSeat");
  wire.handle(app, deleteUserRpc, pooled, "deleteUser");
  wire.handle(app, getMarkRpc, pooled, "getMark");
  wire.handle(app, getSeatRpc, pooled, "getSeat");
  wire.handle(app, getUserRpc, pooled, "getUser");
  wire.handle(app, listMarksRpc, pooled, "listMarks");
  wire.handle(app, listSeatsRpc, pooled, "listSeats");
  wire.handle(app, listUsersRpc, pooled, "listUsers");
  wire.handle(app, updateSeatRpc, pooled, "updateSeat");
  wire.handle(app, updateUserRpc, pooled, "updateUser");
  routes.serve(app, "pooled", [
    {
      method: "GET",
      path: "/marks",
      calls: listMarksRpc.path,
      parameters: [
        { key: "limit", reads: "integer" },
        { key: "cursor", reads: "text" },
      ],
    },
    {
      method: "POST",
      path: "/marks",
      calls: createMarkRpc.path,
      parameters: [],
    },
    {
      method: "GET",
      path: "/seats",
      calls: listSeatsRpc.path,
      parameters: [
        { key: "limit", reads: "integer" },
        { key: "cursor", reads: "text" },
      ],
    },
    {
      method: "POST",
      path: "/seats",
      calls: createSeatRpc.path,
      parameters: [],
    },
    {
      method: "GET",
      path: "/users",
      calls: listUsersRpc.path,
      parameters: [
        { key: "limit", reads: "integer" },
        { key: "cursor", reads: "text" },
      ],
    },
    {
      method: "POST",
      path: "/users",
      calls: createUserRpc.path,
      parameters: [],
    },
    {
      method: "DELETE",
      path: "/marks/{name}",
      calls: deleteMarkRpc.path,
      parameters: [{ key: "name", reads: "text" }],
    },
    {
      method: "GET",
      path: "/marks/{name}",
      calls: getMarkRpc.path,
      parameters: [{ key: "name", reads: "text" }],
    },
    {
      method: "DELETE",
      path: "/seats/{number}",
      calls: deleteSeatRpc.path,
      parameters: [{ key: "number", reads: "text" }],
    },
    {
      method: "GET",
      path: "/seats/{number}",
      calls: getSeatRpc.path,
      parameters: [{ key: "number", reads: "text" }],
    },
    {
      method: "PATCH",
      path: "/seats/{number}",
      calls: updateSeatRpc.path,
      parameters: [{ key: "number", reads: "text" }],
    },
    {
      method: "DELETE",
      path: "/users/{id}",
      calls: deleteUserRpc.path,
      parameters: [{ key: "id", reads: "text" }],
    },
    {
      method: "GET",
      path: "/users/{id}",
      calls: getUserRpc.path,
      parameters: [{ key: "id", reads: "text" }],
    },
    {
      method: "PATCH",
      path: "/users/{id}",
      calls: updateUserRpc.path,
      parameters: [{ key: "id", reads: "text" }],
    },
  ]);
  return app;
}

/** The database at `DATABASE_URL`, which every step to what it has to be was taken in. */
export const openDatabase = async (config: Config): Promise<postgresql.Database> =>
  postgresql.Database.open(config.databaseUrl, migrations.steps);

/** Serves an app over its database, which `/ready` asks, and which is closed behind everything else. */
export async function serve(
  app: Hono,
  database: postgresql.Database,
  config: Config,
  options?: wire.ServeOptions,
): Promise<wire.Running> {
  const running = await wire.serve(app, config, database.serving(options));
  return {
    port: running.port,
    close: async () => {
      await running.close();
      await database.close();
    },
  };
}

/** The settings of pooled. */
export interface Config {
  readonly port: number;
  readonly seats: number;
  /** The address of the database that things are kept in. */
  readonly databaseUrl: string;
}

const configWire: wire.Wire<Config> = wire.renamed(
  {
    port: "PORT",
    seats: "SEATS",
    databaseUrl: "DATABASE_URL",
  },
  wire.object({
    port: wire.withDefault(wire.port, "8080"),
    seats: wire.withDefault(wire.numberText(wire.uint32), "9"),
    databaseUrl: wire.text,
  }),
);

/** Reads the settings from the environment; throws one error that lists all that is wrong. */
export function loadConfig(env: wire.Environment = wire.environment): Config {
  return wire.loadSettings(configWire, env);
}
