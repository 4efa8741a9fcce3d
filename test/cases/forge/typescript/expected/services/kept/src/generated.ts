// Stamped by Flywheel from the intent of `kept`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=kept digest=… templates=…

import type { Hono } from "hono";

import * as routes from "./generated.routes.ts";
import * as wire from "./generated.wire.ts";
import * as bounds from "./generated.bounds.ts";
import * as forms from "./generated.forms.ts";
import * as pages from "./generated.pages.ts";
import * as patches from "./generated.patches.ts";
import * as stores from "./generated.stores.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

export interface RoomMark {
  type: number;
}

export const roomMarkWire: wire.Wire<RoomMark> = wire.object({
  type: wire.int32,
});

/** A value of RoomMark for tests. */
export function aRoomMark(overrides: Partial<RoomMark> = {}): RoomMark {
  return {
    type: 1,
    ...overrides,
  };
}

export interface Seat {
  row: string;
  seats: bigint;
}

export const seatWire: wire.Wire<Seat> = forms.keys(
  wire.renamed(
    {
      seats: "places",
    },
    wire.object({
      row: wire.text,
      seats: wire.int64,
    }),
  ),
  { writes: "places", newer: "seats" },
);

/** A value of Seat for tests. */
export function aSeat(overrides: Partial<Seat> = {}): Seat {
  return {
    row: "row",
    seats: 1n,
    ...overrides,
  };
}

/** A person with an account. */
export interface User {
  id: string;
  email: string;
  number: bigint;
  nickname?: string | undefined;
}

export const userWire: wire.Wire<User> = wire.object({
  id: wire.uuid,
  email: wire.text,
  number: wire.uint64,
  nickname: wire.optional(wire.text),
});

/** A value of User for tests. */
export function aUser(overrides: Partial<User> = {}): User {
  return {
    id: "00000000-0000-4000-8000-000000000001",
    email: "email",
    number: 1n,
    ...overrides,
  };
}

/** What of Seat is to change. What is absent stays; `null` takes away what may be absent. */
export interface SeatPatch {
  seats?: bigint | undefined;
}

export const seatPatchWire: wire.Wire<SeatPatch> = forms.keys(
  wire.renamed(
    {
      seats: "places",
    },
    wire.object({
      seats: patches.required(wire.int64),
    }),
  ),
  { writes: "places", newer: "seats" },
);

/** Seat as it is after a patch. */
export function applySeatPatch(value: Seat, patch: SeatPatch): Seat {
  return {
    ...value,
    seats: patches.replaced(value.seats, patch.seats),
  };
}

/** What of User is to change. What is absent stays; `null` takes away what may be absent. */
export interface UserPatch {
  email?: string | undefined;
  number?: bigint | undefined;
  nickname?: string | null | undefined;
}

export const userPatchWire: wire.Wire<UserPatch> = wire.object({
  email: patches.required(wire.text),
  number: patches.required(wire.uint64),
  nickname: patches.clearable(wire.text),
});

/** User as it is after a patch. */
export function applyUserPatch(value: User, patch: UserPatch): User {
  return {
    ...value,
    email: patches.replaced(value.email, patch.email),
    number: patches.replaced(value.number, patch.number),
    nickname: patches.changed(value.nickname, patch.nickname),
  };
}

/** There is no such RoomMark. */
export class RoomMarkNotFound {
  readonly code = "room-mark-not-found";
  readonly type: number;

  constructor(fields: Omit<RoomMarkNotFound, "code">) {
    this.type = fields.type;
  }
}

export const roomMarkNotFoundError = wire.declared(
  RoomMarkNotFound,
  "room-mark-not-found",
  404,
  wire.object({
    type: wire.int32,
  }),
);

/** Another RoomMark has the same value in this field. */
export class RoomMarkTaken {
  readonly code = "room-mark-taken";
  readonly field: string;

  constructor(fields: Omit<RoomMarkTaken, "code">) {
    this.field = fields.field;
  }
}

export const roomMarkTakenError = wire.declared(
  RoomMarkTaken,
  "room-mark-taken",
  409,
  wire.object({
    field: wire.text,
  }),
);

export class SeatNotFound {
  readonly code = "seat-not-found";
  readonly row: string;

  constructor(fields: Omit<SeatNotFound, "code">) {
    this.row = fields.row;
  }
}

export const seatNotFoundError = wire.declared(
  SeatNotFound,
  "seat-not-found",
  404,
  wire.object({
    row: wire.text,
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

export interface CreateRoomMarkIn {
  type: number;
}

export const createRoomMarkRpc: wire.Procedure<CreateRoomMarkIn, RoomMark, RoomMarkTaken> = {
  path: "/rpc/create-room-mark",
  input: wire.object({
    type: wire.int32,
  }),
  output: roomMarkWire,
  errors: () => [roomMarkTakenError],
};

export interface CreateSeatIn {
  row: string;
  seats: bigint;
}

export const createSeatRpc: wire.Procedure<CreateSeatIn, Seat, SeatTaken> = {
  path: "/rpc/create-seat",
  input: forms.keys(
    wire.renamed(
      {
        seats: "places",
      },
      wire.object({
        row: wire.text,
        seats: wire.int64,
      }),
    ),
    { writes: "places", newer: "seats" },
  ),
  output: seatWire,
  errors: () => [seatTakenError],
};

export interface CreateUserIn {
  id?: string | undefined;
  email: string;
  number: bigint;
  nickname?: string | undefined;
}

export const createUserRpc: wire.Procedure<CreateUserIn, User, UserTaken> = {
  path: "/rpc/create-user",
  input: wire.object({
    id: wire.optional(wire.uuid),
    email: wire.text,
    number: wire.uint64,
    nickname: wire.optional(wire.text),
  }),
  output: userWire,
  errors: () => [userTakenError],
};

export interface DeleteRoomMarkIn {
  type: number;
}

export const deleteRoomMarkRpc: wire.Procedure<DeleteRoomMarkIn, void, RoomMarkNotFound> = {
  path: "/rpc/delete-room-mark",
  input: wire.object({
    type: wire.int32,
  }),
  output: wire.nothing,
  errors: () => [roomMarkNotFoundError],
};

export interface DeleteSeatIn {
  row: string;
}

export const deleteSeatRpc: wire.Procedure<DeleteSeatIn, void, SeatNotFound> = {
  path: "/rpc/delete-seat",
  input: wire.object({
    row: wire.text,
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

export interface GetRoomMarkIn {
  type: number;
}

export const getRoomMarkRpc: wire.Procedure<GetRoomMarkIn, RoomMark, RoomMarkNotFound> = {
  path: "/rpc/get-room-mark",
  input: wire.object({
    type: wire.int32,
  }),
  output: roomMarkWire,
  errors: () => [roomMarkNotFoundError],
};

export interface GetSeatIn {
  row: string;
}

export const getSeatRpc: wire.Procedure<GetSeatIn, Seat, SeatNotFound> = {
  path: "/rpc/get-seat",
  input: wire.object({
    row: wire.text,
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

export interface ListRoomMarksIn {
  limit: number;
  cursor?: string | undefined;
}

export const listRoomMarksRpc: wire.Procedure<ListRoomMarksIn, pages.Page<RoomMark>, never> = {
  path: "/rpc/list-room-marks",
  input: wire.object({
    limit: wire.withDefault(bounds.max(bounds.min(wire.uint32, 1), 500), 50),
    cursor: wire.optional(wire.text),
  }),
  output: pages.page(roomMarkWire),
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
  row: string;
  change: SeatPatch;
}

export const updateSeatRpc: wire.Procedure<UpdateSeatIn, Seat, SeatNotFound | SeatTaken> = {
  path: "/rpc/update-seat",
  input: wire.object({
    row: wire.text,
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

export interface Kept {
  /** Makes one RoomMark. */
  createRoomMark(input: CreateRoomMarkIn, ctx: wire.Ctx): Promise<RoomMark | RoomMarkTaken>;
  /** Makes one Seat. */
  createSeat(input: CreateSeatIn, ctx: wire.Ctx): Promise<Seat | SeatTaken>;
  /** Makes one User. */
  createUser(input: CreateUserIn, ctx: wire.Ctx): Promise<User | UserTaken>;
  /** Takes one RoomMark away. */
  deleteRoomMark(input: DeleteRoomMarkIn, ctx: wire.Ctx): Promise<void | RoomMarkNotFound>;
  /** Takes one Seat away. */
  deleteSeat(input: DeleteSeatIn, ctx: wire.Ctx): Promise<void | SeatNotFound>;
  /** Takes one User away. */
  deleteUser(input: DeleteUserIn, ctx: wire.Ctx): Promise<void | UserNotFound>;
  /** Finds one RoomMark. */
  getRoomMark(input: GetRoomMarkIn, ctx: wire.Ctx): Promise<RoomMark | RoomMarkNotFound>;
  getSeat(input: GetSeatIn, ctx: wire.Ctx): Promise<Seat | SeatNotFound>;
  /** Finds one User. */
  getUser(input: GetUserIn, ctx: wire.Ctx): Promise<User | UserNotFound>;
  /** Lists every RoomMark, in the order of their keys as text. */
  listRoomMarks(input: ListRoomMarksIn, ctx: wire.Ctx): Promise<pages.Page<RoomMark>>;
  /** Lists every Seat, in the order of their keys as text. */
  listSeats(input: ListSeatsIn, ctx: wire.Ctx): Promise<pages.Page<Seat>>;
  /** Lists every User, in the order of their keys as text. */
  listUsers(input: ListUsersIn, ctx: wire.Ctx): Promise<pages.Page<User>>;
  /** Changes one Seat. */
  updateSeat(input: UpdateSeatIn, ctx: wire.Ctx): Promise<Seat | SeatNotFound | SeatTaken>;
  /** Changes one User. */
  updateUser(input: UpdateUserIn, ctx: wire.Ctx): Promise<User | UserNotFound | UserTaken>;
}

/** How RoomMark is kept. */
export const roomMarkKept: stores.Kept<RoomMark> = {
  key: (value) => String(value.type),
  unique: () => ({}),
};

/** What answers the rpcs of RoomMark. */
export type RoomMarkHandlers = Pick<
  Kept,
  "createRoomMark" | "deleteRoomMark" | "getRoomMark" | "listRoomMarks"
>;

/** Answers the rpcs of RoomMark from a store: the process's own memory, where none is given. */
export function roomMarkHandlers(
  store: stores.Store<RoomMark> = new stores.MemoryStore(roomMarkKept),
): RoomMarkHandlers {
  return {
    async createRoomMark(input) {
      const result = await store.insert(input);
      return "taken" in result ? new RoomMarkTaken({ field: result.taken }) : result.value;
    },
    async getRoomMark(input) {
      const found = await store.find(String(input.type));
      return found ?? new RoomMarkNotFound(input);
    },
    async deleteRoomMark(input) {
      const found = await store.delete(String(input.type));
      return found ? undefined : new RoomMarkNotFound(input);
    },
    listRoomMarks: ({ cursor, limit }) => stores.pageOf(store, roomMarkKept, cursor, limit),
  };
}

/** How Seat is kept. */
export const seatKept: stores.Kept<Seat> = {
  key: (value) => String(value.row),
  unique: () => ({}),
};

/** What answers the rpcs of Seat. */
export type SeatHandlers = Pick<Kept, "createSeat" | "deleteSeat" | "listSeats" | "updateSeat">;

/** Answers the rpcs of Seat from a store: the process's own memory, where none is given. */
export function seatHandlers(
  store: stores.Store<Seat> = new stores.MemoryStore(seatKept),
): SeatHandlers {
  return {
    async createSeat(input) {
      const result = await store.insert(input);
      return "taken" in result ? new SeatTaken({ field: result.taken }) : result.value;
    },
    async updateSeat(input) {
      const changed = (value: Seat): Seat => applySeatPatch(value, input.change);
      const result = await store.update(String(input.row), changed);
      if (result === undefined) return new SeatNotFound(input);
      return "taken" in result ? new SeatTaken({ field: result.taken }) : result.value;
    },
    async deleteSeat(input) {
      const found = await store.delete(String(input.row));
      return found ? undefined : new SeatNotFound(input);
    },
    listSeats: ({ cursor, limit }) => stores.pageOf(store, seatKept, cursor, limit),
  };
}

/** How User is kept. */
export const userKept: stores.Kept<User> = {
  key: (value) => String(value.id),
  unique: (value) => ({
    email: String(value.email),
    number: String(value.number),
  }),
};

/** What answers the rpcs of User. */
export type UserHandlers = Pick<
  Kept,
  "createUser" | "deleteUser" | "getUser" | "listUsers" | "updateUser"
>;

/** Answers the rpcs of User from a store: the process's own memory, where none is given. */
export function userHandlers(
  store: stores.Store<User> = new stores.MemoryStore(userKept),
): UserHandlers {
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
export function router(kept: Kept): Hono {
  const app = wire.newApp("kept");
  wire.handle(app, createRoomMarkRpc, kept, "createRoomMark");
  wire.handle(app, createSeatRpc, kept, "createSeat");
  wire.handle(app, createUserRpc, kept, "createUser");
  wire.handle(app, deleteRoomMarkRpc, kept, "deleteRoomMark");
  wire.handle(app, deleteSeatRpc, kept, "deleteSeat");
  wire.handle(app, deleteUserRpc, kept, "deleteUser");
  wire.handle(app, getRoomMarkRpc, kept, "getRoomMark");
  wire.handle(app, getSeatRpc, kept, "getSeat");
  wire.handle(app, getUserRpc, kept, "getUser");
  wire.handle(app, listRoomMarksRpc, kept, "listRoomMarks");
  wire.handle(app, listSeatsRpc, kept, "listSeats");
  wire.handle(app, listUsersRpc, kept, "listUsers");
  wire.handle(app, updateSeatRpc, kept, "updateSeat");
  wire.handle(app, updateUserRpc, kept, "updateUser");
  routes.serve(app, "kept", [
    {
      method: "GET",
      path: "/marks",
      calls: listRoomMarksRpc.path,
      parameters: [
        { key: "limit", reads: "integer" },
        { key: "cursor", reads: "text" },
      ],
    },
    {
      method: "POST",
      path: "/marks",
      calls: createRoomMarkRpc.path,
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
      path: "/marks/{type}",
      calls: deleteRoomMarkRpc.path,
      parameters: [{ key: "type", reads: "integer" }],
    },
    {
      method: "GET",
      path: "/marks/{type}",
      calls: getRoomMarkRpc.path,
      parameters: [{ key: "type", reads: "integer" }],
    },
    {
      method: "DELETE",
      path: "/seats/{row}",
      calls: deleteSeatRpc.path,
      parameters: [{ key: "row", reads: "text" }],
    },
    {
      method: "PATCH",
      path: "/seats/{row}",
      calls: updateSeatRpc.path,
      parameters: [{ key: "row", reads: "text" }],
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

/** The settings of kept. */
export interface Config {
  readonly port: number;
}

const configWire: wire.Wire<Config> = wire.renamed(
  {
    port: "PORT",
  },
  wire.object({
    port: wire.withDefault(wire.port, "8080"),
  }),
);

/** Reads the settings from the environment; throws one error that lists all that is wrong. */
export function loadConfig(env: wire.Environment = wire.environment): Config {
  return wire.loadSettings(configWire, env);
}
