// Stamped by Flywheel from the intent of `gateway`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=gateway digest=47a79947c81fb15fe3289bbc3f302655da73048d034705fd9af57b49075ac149 templates=2fd43c853191395a

import * as wire from "./generated.wire.ts";

export type Plan = "free" | "pro" | "enterprise" | wire.Unknown;

/** The values of Plan that this version knows. */
export const planValues = ["free", "pro", "enterprise"] as const;

/** Whether a value is one that this version knows. */
export function isKnownPlan(value: Plan): value is Exclude<Plan, wire.Unknown> {
  return planValues.some((known) => known === value);
}

export const planWire: wire.Wire<Plan> = wire.openEnum();

export interface UserProfile {
  id: number;
  email: string;
  displayName: string;
  plan: Plan;
  loginCount: number;
  nickname?: string | undefined;
}

export const userProfileWire: wire.Wire<UserProfile> = wire.object({
  id: wire.int32,
  email: wire.text,
  displayName: wire.text,
  plan: wire.withDefault(planWire, "free"),
  loginCount: wire.withDefault(wire.int32, 0),
  nickname: wire.optional(wire.text),
});

/** A value of UserProfile for tests. */
export function aUserProfile(overrides: Partial<UserProfile> = {}): UserProfile {
  return {
    id: 1,
    email: "email",
    displayName: "display name",
    plan: "free",
    loginCount: 0,
    ...overrides,
  };
}

export class EmailTaken {
  readonly code = "email-taken";
  readonly email: string;

  constructor(fields: Omit<EmailTaken, "code">) {
    this.email = fields.email;
  }
}

export const emailTakenError = wire.declared(
  EmailTaken,
  "email-taken",
  409,
  wire.object({
    email: wire.text,
  }),
);

export class UserNotFound {
  readonly code = "user-not-found";
  readonly id: number;

  constructor(fields: Omit<UserNotFound, "code">) {
    this.id = fields.id;
  }
}

export const userNotFoundError = wire.declared(
  UserNotFound,
  "user-not-found",
  404,
  wire.object({
    id: wire.int32,
  }),
);

export interface GetUserIn {
  id: number;
}

export const getUserRpc: wire.Procedure<GetUserIn, UserProfile, UserNotFound> = {
  path: "/rpc/get-user",
  input: wire.object({
    id: wire.int32,
  }),
  output: userProfileWire,
  errors: () => [userNotFoundError],
};

export interface RegisterUserIn {
  email: string;
  displayName: string;
  plan: Plan;
}

export const registerUserRpc: wire.Procedure<RegisterUserIn, UserProfile, EmailTaken> = {
  path: "/rpc/register-user",
  input: wire.object({
    email: wire.text,
    displayName: wire.text,
    plan: wire.withDefault(planWire, "free"),
  }),
  output: userProfileWire,
  errors: () => [emailTakenError],
};

/** What is used of users; a test passes its own. */
export interface UsersApi {
  getUser(input: GetUserIn, ctx?: wire.Ctx): Promise<UserProfile | UserNotFound>;
  registerUser(input: RegisterUserIn, ctx?: wire.Ctx): Promise<UserProfile | EmailTaken>;
}

/** Calls users over HTTP. Declared errors come back as values; anything else throws a RemoteError. */
export class UsersClient implements UsersApi {
  readonly #remote: wire.Remote;

  constructor(url: string, options: wire.ClientOptions = {}) {
    this.#remote = { ...options, service: "users", url };
  }

  static fromEnv(env: wire.Environment = wire.environment): UsersClient {
    return new UsersClient(wire.addressOf("users", "USERS_URL", env));
  }

  getUser(input: GetUserIn, ctx?: wire.Ctx): Promise<UserProfile | UserNotFound> {
    return wire.call(this.#remote, getUserRpc, input, ctx);
  }

  registerUser(input: RegisterUserIn, ctx?: wire.Ctx): Promise<UserProfile | EmailTaken> {
    return wire.call(this.#remote, registerUserRpc, input, ctx);
  }
}
