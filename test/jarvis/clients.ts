import type { Decoy } from "./decoys.ts";
import type { Fault } from "./faults.ts";

const orders = "services/orders/src/";
const users = "services/users/src/";
const billing = "services/billing/src/";
const gateway = "services/gateway/src/";
const letters = "services/notifications/notifications/";

const serveApp = { file: `${orders}main.rs`, from: "serve(router(app), &config).await" };
const serveGateway = { file: `${gateway}main.ts`, from: "await serve(" };
const serveLetters = {
  file: `${letters}__main__.py`,
  from: "    serve(app(notifications), config)",
};

/** What was handed a client, or is called like one, is none: its methods are no rpcs. */
export const clientDecoys: readonly Decoy[] = [
  {
    name: "rust: a layer around the router",
    plants: [{ ...serveApp, to: "serve(router(app).layer(trace()), &config).await" }],
  },
  {
    name: "rust: the app is warmed up, and the router made into a service",
    plants: [
      {
        ...serveApp,
        to: "app.warm_up().await;\n    let tower = router(app).into_make_service();\n    serve(tower, &config).await",
      },
    ],
  },
  {
    name: "rust: the app names what it is over",
    plants: [
      {
        ...serveApp,
        to: "let app: App<UsersClient, CatalogClient> = app;\n    app.start();\n    serve(router(app), &config).await",
      },
    ],
  },
  {
    name: "rust: a method of a part of the app",
    plants: [
      {
        file: `${users}main.rs`,
        from: "    serve(router(App::new(Publisher::from_env())), &config).await",
        to: '    let app = App::new(Publisher::from_env());\n    app.directory().note_batch("first");\n    serve(router(app), &config).await',
      },
    ],
  },
  {
    name: "rust: what a client answered, and a list that is called like its field",
    plants: [
      {
        file: `${orders}custom.rs`,
        append: `
pub async fn known(ctx: &Ctx, ids: &[i32]) -> anyhow::Result<usize> {
    let client = UsersClient::from_env()?;
    let mut users = Vec::new();
    for id in ids {
        let user = client.get_user(ctx, GetUserIn { id: *id }).await?;
        users.push(user.trimmed());
    }
    let shared = std::sync::Arc::new(client);
    drop(shared.clone());
    Ok(users.len())
}

pub struct Pools(pub Mutex<Vec<UsersClient>>);

pub fn first(pools: &Mutex<Vec<UsersClient>>, maybe: Option<UsersClient>) -> usize {
    maybe.iter().count() + pools.lock().map_or(0, |all| all.len())
}
`,
      },
    ],
  },
  {
    name: "typescript: methods of the service's own app",
    plants: [
      {
        ...serveGateway,
        to: 'process.on("SIGTERM", () => gateway.toString());\ngateway.start();\nconst server = router(gateway);\nserver.use("*", logger());\nawait serve(',
      },
    ],
  },
  {
    name: "typescript: clients in a map, in a list, and behind a function",
    plants: [
      {
        file: `${gateway}custom/visits.ts`,
        append: `
import { UsersClient } from "../generated.users.ts";
import type { UsersApi } from "../generated.users.ts";

const pool = new Map<string, UsersApi>([["near", UsersClient.fromEnv()]]);
const list: readonly UsersApi[] = [...pool.values()];
const pick = (key: string, make: () => UsersClient): UsersApi => pool.get(key) ?? make();
export const near = pick("near", () => UsersClient.fromEnv());
export const names = list.map((one) => one.constructor.name).join(pool.has("near") ? "," : ";");
export const first = pick.length > 1 ? list.at(0) : undefined;
`,
      },
    ],
  },
  {
    name: "typescript: what a client answered on the spot",
    plants: [
      {
        file: `${gateway}custom/visits.ts`,
        append: `
import { UsersClient } from "../generated.users.ts";

export async function nameOf(id: number): Promise<string> {
  const user = await UsersClient.fromEnv().getUser({ id });
  const shown = "displayName" in user ? user.displayName.trim() : user.toString();
  return user.format(shown);
}
`,
      },
    ],
  },
  {
    name: "typescript: a client of another party, written by hand",
    plants: [
      {
        file: `${billing}custom/bank.ts`,
        text: `/** Speaks to the bank's catalog of rates. */
export class CatalogClient {
  rates(): number[] {
    return [1];
  }
}

const catalog = new CatalogClient();
export const best = (): number => Math.min(...catalog.rates());
`,
      },
    ],
  },
  {
    name: "python: the app is warmed up",
    plants: [
      {
        ...serveLetters,
        to: "    notifications.warm_up()\n    application = app(notifications)\n    application.add_middleware(object)\n    serve(application, config)",
      },
    ],
  },
  {
    name: "python: clients in a dictionary, and what one answered",
    plants: [
      {
        file: `${letters}custom.py`,
        append: `

def pool() -> dict[str, object]:
    """Clients by their region."""
    from .generated_users import UsersClient

    clients = {"near": UsersClient.from_env()}
    clients.update(far=UsersClient.from_env())
    directory = [client for client in clients.values()]
    directory.reverse()
    return clients


async def name_of(wanted: GetUserIn, ctx: Ctx) -> str:
    """What a person is called."""
    from .generated_users import UsersClient

    user = await UsersClient.from_env().get_user(wanted, ctx)
    return str(user.model_dump())
`,
      },
    ],
  },
];

/** Calls of rpcs that nobody declared, on clients in every disguise. */
export const clientFaults: readonly Fault[] = [
  {
    name: "a client is made and asked on the spot",
    language: "rust",
    plants: [
      {
        file: `${orders}custom.rs`,
        append:
          "\npub async fn all(ctx: &Ctx) -> anyhow::Result<()> {\n    UsersClient::from_env()?.list_users(ctx, everybody()).await?;\n    Ok(())\n}\n",
      },
    ],
    expected: ["undeclared-call users/rpc:list-users orders/src/custom.rs"],
  },
  {
    name: "a shared client is asked through its wrapping",
    language: "rust",
    plants: [
      {
        file: `${orders}custom.rs`,
        append:
          "\npub async fn all(ctx: &Ctx, shared: &std::sync::Arc<UsersClient>) -> anyhow::Result<()> {\n    (&shared.clone()).list_users(ctx, everybody()).await?;\n    Ok(())\n}\n",
      },
    ],
    expected: ["undeclared-call users/rpc:list-users orders/src/custom.rs"],
  },
  {
    name: "a client may be there, and is unwrapped",
    language: "rust",
    plants: [
      {
        file: `${orders}custom.rs`,
        append:
          "\npub async fn all(ctx: &Ctx, maybe: Option<UsersClient>) -> anyhow::Result<()> {\n    maybe.as_ref().unwrap().list_users(ctx, everybody()).await?;\n    Ok(())\n}\n",
      },
    ],
    expected: ["undeclared-call users/rpc:list-users orders/src/custom.rs"],
  },
  {
    name: "a client is made and asked on the spot",
    language: "typescript",
    plants: [
      {
        file: `${billing}custom/retry.ts`,
        append:
          '\nimport { OrdersClient } from "../generated.orders.ts";\nexport const all = (userId: number) => OrdersClient.fromEnv().listOrders({ userId });\n',
      },
    ],
    expected: ["undeclared-call orders/rpc:list-orders billing/src/custom/retry.ts"],
  },
  {
    name: "a client that is imported when it is needed",
    language: "typescript",
    plants: [
      {
        file: `${billing}custom/retry.ts`,
        append:
          '\nexport const nameOf = async (id: number) => {\n  const { UsersClient } = await import("../../../gateway/src/generated.users.ts");\n  return new UsersClient("http://there").getUser({ id });\n};\n',
      },
    ],
    // The same text holds no address of a service of ours.
    expected: ["undeclared-call users/rpc:get-user billing/src/custom/retry.ts"],
  },
  {
    name: "a cast hides what is asked",
    language: "typescript",
    plants: [
      {
        file: `${billing}custom/billing.ts`,
        from: '  tools.ledger.settle(invoice, "paid");',
        to: '  await (tools.orders as any).listOrders({ userId: invoice.userId }, ctx);\n  await (tools.orders! as unknown as { placeOrder(x: object): Promise<void> }).placeOrder({});\n  tools.ledger.settle(invoice, "paid");',
      },
    ],
    expected: [
      "undeclared-call orders/rpc:list-orders billing/src/custom/billing.ts",
      "undeclared-call orders/rpc:place-order billing/src/custom/billing.ts",
    ],
  },
  {
    name: "something is cast into a client",
    language: "typescript",
    plants: [
      {
        file: `${billing}custom/retry.ts`,
        append:
          '\nimport type { OrdersApi } from "../generated.orders.ts";\nexport const all = (it: unknown, userId: number) => (it as OrdersApi).listOrders({ userId });\n',
      },
    ],
    expected: ["undeclared-call orders/rpc:list-orders billing/src/custom/retry.ts"],
  },
  {
    name: "a client is made and asked on the spot",
    language: "python",
    plants: [
      {
        file: `${letters}custom.py`,
        append:
          '\n\nasync def everybody() -> int:\n    """How many."""\n    from .generated_users import UsersClient\n\n    return len(await UsersClient.from_env().list_users({}))\n',
      },
    ],
    expected: ["undeclared-call users/rpc:list-users notifications/notifications/custom.py"],
  },
  {
    name: "a client is opened for a while",
    language: "python",
    plants: [
      {
        file: `${letters}custom.py`,
        append:
          '\n\nasync def everybody() -> int:\n    """How many."""\n    from .generated_users import UsersClient\n\n    async with UsersClient.from_env() as client:\n        return len(await client.list_users({}))\n',
      },
    ],
    expected: ["undeclared-call users/rpc:list-users notifications/notifications/custom.py"],
  },
  {
    name: "a cast hides what is asked",
    language: "python",
    plants: [
      {
        file: `${letters}custom.py`,
        append:
          '\n\nasync def everybody(app: App) -> int:\n    """How many."""\n    return len(await cast(Any, app.users).list_users({}))\n',
      },
    ],
    expected: ["undeclared-call users/rpc:list-users notifications/notifications/custom.py"],
  },
];
