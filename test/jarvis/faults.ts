import { clientFaults } from "./clients.ts";
import { descentFaults } from "./descent.ts";
import { elsewhereFaults } from "./elsewhere.ts";

/** One change of a file of the example: a part in place of another, a new file, or one that goes elsewhere or away. */
export type Plant =
  | { readonly file: string; readonly from: string; readonly to: string; readonly all?: true }
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly append: string }
  | { readonly file: string; readonly moved: string }
  | { readonly file: string; readonly copied: string }
  | { readonly file: string; readonly removed: true };

/** `code symbol file`, the file without `services/`. */
export type Expected = `${string} ${string} ${string}`;

export interface Fault {
  readonly name: string;
  readonly language: "rust" | "typescript" | "python";
  readonly plants: readonly Plant[];
  readonly expected: readonly Expected[];
}

const users = "services/users/";
const orders = "services/orders/";
const billing = "services/billing/";
const catalog = "services/catalog/";
const gateway = "services/gateway/";
const letters = "services/notifications/notifications/";
const lettersIntent = "services/notifications/intent.lisp";

const rust: Fault["language"] = "rust";
const typescript: Fault["language"] = "typescript";
const python: Fault["language"] = "python";

const listUsersOfApp = `impl ListUsers for App {
    async fn list_users(
        &self,
        _: &Ctx,
        input: ListUsersIn,
    ) -> Result<Vec<UserProfile>, ListUsersError> {
        let limit = input.limit.clamp(0, PAGE_LIMIT);
        Ok(self.directory().page(limit, input.plan.as_ref()))
    }
}
`;

const gaps: readonly Fault[] = [
  {
    name: "a handler is taken out",
    language: rust,
    plants: [{ file: `${users}src/custom.rs`, from: listUsersOfApp, to: "" }],
    expected: ["missing-handler users/rpc:list-users users/src/custom.rs"],
  },
  {
    name: "a handler is no longer the trait's",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom.rs`,
        from: "impl MarkPaid for App {\n    async fn",
        to: "impl App {\n    pub async fn",
      },
    ],
    expected: ["missing-handler orders/rpc:mark-paid orders/src/custom.rs"],
  },
  {
    name: "an event is only counted",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom.rs`,
        from: "self.publisher.order_placed(&event).await",
        to: "count(&event)",
      },
    ],
    expected: ["missing-publish orders/event:order-placed orders/src/custom.rs"],
  },
  {
    name: "a publish is commented out",
    language: rust,
    plants: [
      {
        file: `${users}src/custom.rs`,
        from: "if let Err(error) = self.publisher.user_registered(&event).await {",
        to: "// self.publisher.user_registered(&event).await\n        if let Some(error) = event.problem() {",
      },
    ],
    expected: ["missing-publish users/event:user-registered users/src/custom.rs"],
  },
  {
    name: "main makes everything and serves nothing",
    language: rust,
    plants: [
      {
        file: `${orders}src/main.rs`,
        from: "serve(router(app), &config).await",
        to: 'println!("{config:?} {app:?}");\n    Ok(())',
      },
    ],
    expected: ["missing-wiring orders orders/src/main.rs"],
  },
  {
    name: "the crate forgets its custom code",
    language: rust,
    plants: [{ file: `${users}src/lib.rs`, from: "pub mod custom;\n", to: "" }],
    expected: ["missing-wiring users users/src/lib.rs"],
  },
  {
    name: "a client is never made",
    language: rust,
    plants: [
      {
        file: `${orders}src/main.rs`,
        from: "use orders::generated::catalog::CatalogClient;\n",
        to: "",
      },
      { file: `${orders}src/main.rs`, from: "CatalogClient::from_env()?", to: "todo_catalog()?" },
    ],
    expected: ["missing-wiring catalog orders/src/main.rs"],
  },
  {
    name: "a route is cut out of the stamped router",
    language: rust,
    plants: [
      {
        file: `${orders}src/generated.rs`,
        from: '        .route("/rpc/mark-paid", post(post_mark_paid::<A>))\n',
        to: "",
      },
    ],
    expected: ["missing-route orders/rpc:mark-paid orders/src/generated.rs"],
  },
  {
    name: "an rpc is declared and nothing follows",
    language: rust,
    plants: [
      {
        file: `${users}intent.lisp`,
        from: "  (event user-registered",
        to: "  (rpc close-account (in (id UserProfile.id)) (errors user-not-found))\n\n  (event user-registered",
      },
    ],
    expected: [
      "missing-handler users/rpc:close-account users/src/custom.rs",
      "stale-stamp users users/src/generated.rs",
    ],
  },
  {
    name: "an event is to be heard and nobody listens",
    language: rust,
    plants: [
      {
        file: `${users}intent.lisp`,
        from: "  (gap ",
        to: "  (on orders/order-placed :do reward)\n\n  (gap ",
      },
    ],
    expected: [
      "missing-listener orders/event:order-placed users/src/custom.rs",
      "stale-stamp users users/src/generated.rs",
    ],
  },
  {
    name: "a declared use is served from a shelf of its own",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom.rs`,
        from: "self.catalog.get_product(ctx, wanted).await",
        to: "self.shelf.look_up(ctx, wanted).await",
      },
    ],
    expected: ["missing-call catalog/rpc:get-product orders/src/custom.rs"],
  },
  {
    name: "an entry of the contract's object is gone",
    language: typescript,
    plants: [
      {
        file: `${billing}src/custom/billing.ts`,
        from: "  listInvoices: async ({ userId }) => [...tools.ledger.ofUser(userId)],\n",
        to: "",
      },
    ],
    expected: ["missing-handler billing/rpc:list-invoices billing/src/custom/billing.ts"],
  },
  {
    name: "a handler has another name",
    language: typescript,
    plants: [
      { file: `${catalog}src/custom.ts`, from: "getProduct: async", to: "fetchProduct: async" },
    ],
    expected: [
      "missing-handler catalog/rpc:get-product catalog/src/custom.ts",
      "undeclared-handler catalog/rpc:fetch-product catalog/src/custom.ts",
    ],
  },
  {
    name: "a listener is dropped",
    language: typescript,
    plants: [
      {
        file: `${billing}src/custom/billing.ts`,
        from: "  openInvoice: async ({ order }) => {\n    tools.ledger.open(order);\n  },\n",
        to: "",
      },
    ],
    expected: ["missing-listener orders/event:order-placed billing/src/custom/billing.ts"],
  },
  {
    name: "nobody is told of a payment",
    language: typescript,
    plants: [
      {
        file: `${billing}src/custom/billing.ts`,
        from: "  await tools.events.invoicePaid({ invoice }, ctx);\n",
        to: "",
      },
    ],
    expected: ["missing-publish billing/event:invoice-paid billing/src/custom/billing.ts"],
  },
  {
    name: "main is gone",
    language: typescript,
    plants: [{ file: `${catalog}src/main.ts`, removed: true }],
    expected: ["missing-wiring catalog catalog/src/main.ts"],
  },
  {
    name: "production runs with a fake",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/main.ts`,
        from: 'import { BillingClient } from "./generated.billing.ts";\n',
        to: "",
      },
      {
        file: `${gateway}src/main.ts`,
        from: "billing: BillingClient.fromEnv()",
        to: "billing: { listInvoices: () => Promise.resolve([]) }",
      },
    ],
    expected: ["missing-wiring billing gateway/src/main.ts"],
  },
  {
    name: "a procedure is not handled by the router",
    language: typescript,
    plants: [
      {
        file: `${billing}src/generated.ts`,
        from: '  wire.handle(app, payInvoiceRpc, billing, "payInvoice");\n',
        to: "",
      },
    ],
    expected: ["missing-route billing/rpc:pay-invoice billing/src/generated.ts"],
  },
  {
    name: "a listener is not registered",
    language: typescript,
    plants: [
      {
        file: `${billing}src/generated.ts`,
        from: '  wire.listen(app, orders.orderPlacedEvent, billing, "openInvoice");\n',
        to: "",
      },
    ],
    expected: ["unregistered-listener orders/event:order-placed billing/src/generated.ts"],
  },
  {
    name: "a stamped client is deleted",
    language: typescript,
    plants: [{ file: `${billing}src/generated.orders.ts`, removed: true }],
    expected: ["missing-stamp billing billing/src/generated.orders.ts"],
  },
  {
    name: "the router is made and thrown away",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/main.ts`,
        from: "await serve(router(gateway), loadConfig());",
        to: "router(gateway);",
      },
    ],
    expected: ["missing-wiring gateway gateway/src/main.ts"],
  },
  {
    name: "a listener's method is gone",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: `    async def thank(self, event: InvoicePaid, ctx: Ctx) -> None:
        invoice = event.invoice
        wanted = GetUserIn(id=invoice.user_id)
        key = f"invoice-paid/{invoice.number}"
        await self._write_to(wanted, key, THANKS, money(invoice.cents), ctx)

`,
        to: "",
      },
    ],
    expected: ["missing-listener billing/event:invoice-paid notifications/notifications/custom.py"],
  },
  {
    name: "a handler became private",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: "async def list_letters",
        to: "async def _list_letters",
      },
    ],
    expected: [
      "missing-handler notifications/rpc:list-letters notifications/notifications/custom.py",
    ],
  },
  {
    name: "the application is built and not served",
    language: python,
    plants: [
      {
        file: `${letters}__main__.py`,
        from: "    serve(app(notifications), config)",
        to: "    print(app(notifications), config)",
      },
    ],
    expected: ["missing-wiring notifications notifications/notifications/__main__.py"],
  },
  {
    name: "an event has no route",
    language: python,
    plants: [
      {
        file: `${letters}generated.py`,
        from: `    routes.add_api_route(
        "/events/users/user-registered",
        _wire.listener("users/user-registered", _users.UserRegistered, [notifications.welcome]),
        methods=["POST"],
    )
`,
        to: "",
      },
    ],
    expected: [
      "unregistered-listener users/event:user-registered notifications/notifications/generated.py",
    ],
  },
  {
    name: "a stamped module is deleted",
    language: python,
    plants: [{ file: `${letters}generated_billing.py`, removed: true }],
    expected: ["missing-stamp notifications notifications/notifications/generated_billing.py"],
  },
  {
    name: "an event is declared and never told",
    language: python,
    plants: [
      {
        file: lettersIntent,
        from: "  (on users/user-registered",
        to: "  (event letter-written (letter Letter))\n\n  (on users/user-registered",
      },
    ],
    expected: [
      "missing-publish notifications/event:letter-written notifications/notifications/custom.py",
      "stale-stamp notifications notifications/notifications/generated.py",
    ],
  },
  {
    name: "nobody asks for the person",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: "lambda: self.directory.get_user(wanted, ctx)",
        to: "lambda: self.directory.find(wanted, ctx)",
      },
    ],
    expected: ["missing-call users/rpc:get-user notifications/notifications/custom.py"],
  },
];

const drifts: readonly Fault[] = [
  {
    name: "one more rpc of a client that is there",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom.rs`,
        from: "        let order = open(&self.book).place(",
        to: "        let _known = self.users.list_users(ctx, Default::default()).await;\n        let order = open(&self.book).place(",
      },
    ],
    expected: ["undeclared-call users/rpc:list-users orders/src/custom.rs"],
  },
  {
    name: "a use is taken out of the intent, the call stays",
    language: rust,
    plants: [
      {
        file: `${orders}intent.lisp`,
        from: "(uses catalog (rpc get-product) (entity Product))",
        to: "(uses catalog (entity Product))",
      },
    ],
    expected: [
      "undeclared-call catalog/rpc:get-product orders/src/custom.rs",
      "stale-stamp orders orders/src/generated.rs",
    ],
  },
  {
    name: "an event that nobody declared",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom.rs`,
        from: "        Ok(order)\n",
        to: "        self.publisher.parcel_packed(&order).await?;\n        Ok(order)\n",
      },
    ],
    expected: ["undeclared-publish orders/event:parcel-packed orders/src/custom.rs"],
  },
  {
    name: "another service by its address",
    language: rust,
    plants: [
      {
        file: `${users}src/custom/rules.rs`,
        from: "/// What somebody is called",
        to: `pub async fn debts(id: i32) -> anyhow::Result<String> {
    let client = reqwest::Client::new();
    let answer = client.post("http://billing:8080/rpc/list-invoices").json(&id).send().await?;
    Ok(answer.text().await?)
}

/// What somebody is called`,
      },
    ],
    expected: ["direct-http billing/rpc:list-invoices users/src/custom/rules.rs"],
  },
  {
    name: "another service's address from the environment",
    language: rust,
    plants: [
      {
        file: `${users}src/custom/directory.rs`,
        from: "impl Directory {\n",
        to: 'fn shelf() -> Option<String> {\n    std::env::var("CATALOG_URL").ok()\n}\n\nimpl Directory {\n',
      },
    ],
    expected: ["direct-http catalog users/src/custom/directory.rs"],
  },
  {
    name: "an event sent by hand",
    language: rust,
    plants: [
      {
        file: `${users}src/custom/rules.rs`,
        append: `
pub fn target(base: &str) -> String {
    format!("{base}/events/orders/order-placed")
}
`,
      },
    ],
    expected: ["direct-http orders/event:order-placed users/src/custom/rules.rs"],
  },
  {
    name: "a route beside the stamped ones",
    language: rust,
    plants: [
      {
        file: `${users}src/main.rs`,
        from: "serve(router(App::new(Publisher::from_env())), &config).await",
        to: 'let routes = router(App::new(Publisher::from_env())).route("/admin/flush", axum::routing::post(flush));\n    serve(routes, &config).await',
      },
    ],
    expected: ["undeclared-route users/route:/admin/flush users/src/main.rs"],
  },
  {
    name: "a route inside the stamped router",
    language: rust,
    plants: [
      {
        file: `${users}src/generated.rs`,
        from: '.route("/health", get(health))',
        to: '.route("/health", get(health))\n        .route("/debug", get(health))',
      },
    ],
    expected: ["undeclared-route users/route:/debug users/src/generated.rs"],
  },
  {
    name: "an rpc leaves the intent, its handler stays",
    language: rust,
    plants: [
      {
        file: `${users}intent.lisp`,
        from: `  (rpc list-users
    "Users by e-mail address, a page at a time."
    (in (limit i32 :default 20) (plan (optional Plan)))
    (out (list UserProfile)))
`,
        to: "",
      },
    ],
    expected: [
      "undeclared-handler users/rpc:list-users users/src/custom.rs",
      "stale-stamp users users/src/generated.rs",
    ],
  },
  {
    name: "one more method of an api",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/custom/gateway.ts`,
        from: "      pages.delete(userId);\n",
        to: "      pages.delete(userId);\n      await backends.orders.markPaid({ id: 1n }, ctx);\n",
      },
    ],
    expected: ["undeclared-call orders/rpc:mark-paid gateway/src/custom/gateway.ts"],
  },
  {
    name: "a client made on the spot",
    language: typescript,
    plants: [
      {
        file: `${catalog}src/custom.ts`,
        append: `
export async function owner(id: number): Promise<string> {
  const people = new UsersClient("http://localhost:1");
  const found = await people.getUser({ id });
  return String(found);
}
`,
      },
    ],
    expected: ["undeclared-call users/rpc:get-user catalog/src/custom.ts"],
  },
  {
    name: "an event beside the declared one",
    language: typescript,
    plants: [
      {
        file: `${billing}src/custom/billing.ts`,
        from: '    tools.ledger.settle(invoice, "void");\n',
        to: '    tools.ledger.settle(invoice, "void");\n    await tools.events.invoiceVoided({ invoice }, ctx);\n',
      },
    ],
    expected: ["undeclared-publish billing/event:invoice-voided billing/src/custom/billing.ts"],
  },
  {
    name: "fetch with a template",
    language: typescript,
    plants: [
      {
        file: `${billing}src/custom/report.ts`,
        append: `
export async function titleOf(base: string, sku: string): Promise<string> {
  const answer = await fetch(\`\${base}/rpc/get-product\`, { method: "POST", body: JSON.stringify({ sku }) });
  return answer.text();
}
`,
      },
    ],
    expected: ["direct-http catalog/rpc:get-product billing/src/custom/report.ts"],
  },
  {
    name: "an address out of the environment",
    language: typescript,
    plants: [
      {
        file: `${catalog}src/custom.ts`,
        append: `
export const people = (): Promise<Response> => fetch(process.env["USERS_URL"] ?? "");
`,
      },
    ],
    expected: ["direct-http users catalog/src/custom.ts"],
  },
  {
    name: "metrics beside the contract",
    language: typescript,
    plants: [
      {
        file: `${catalog}src/main.ts`,
        from: "await serve(router(newCatalog(shelf)), loadConfig());",
        to: 'const app = router(newCatalog(shelf));\napp.get("/metrics", (c) => c.text("up 1"));\nawait serve(app, loadConfig());',
      },
    ],
    expected: ["undeclared-route catalog/route:/metrics catalog/src/main.ts"],
  },
  {
    name: "a listener of one's own",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/main.ts`,
        from: "await serve(router(gateway), loadConfig());",
        to: 'const app = router(gateway);\napp.post("/events/users/user-registered", async (c) => c.body(null, 204));\nawait serve(app, loadConfig());',
      },
    ],
    expected: ["undeclared-route users/event:user-registered gateway/src/main.ts"],
  },
  {
    name: "one more method of the directory",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: "        invoice = event.invoice\n",
        to: "        everybody = await self.directory.list_users(None, ctx)\n        invoice = event.invoice\n",
      },
    ],
    expected: ["undeclared-call users/rpc:list-users notifications/notifications/custom.py"],
  },
  {
    name: "a publisher that the intent does not know",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: "    postbox: Postbox\n    pause_seconds",
        to: "    postbox: Postbox\n    publisher: Publisher\n    pause_seconds",
      },
      {
        file: `${letters}custom.py`,
        from: "        order = event.order\n",
        to: "        order = event.order\n        await self.publisher.letter_planned(order, ctx)\n",
      },
    ],
    expected: [
      "undeclared-publish notifications/event:letter-planned notifications/notifications/custom.py",
    ],
  },
  {
    name: "httpx with an f-string",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        append: `

async def reorder(base: str, body: dict[str, object]) -> int:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{base}/rpc/place-order", json=body)
        return answer.status_code
`,
      },
    ],
    expected: ["direct-http orders/rpc:place-order notifications/notifications/custom.py"],
  },
  {
    name: "os.environ",
    language: python,
    plants: [{ file: `${letters}custom.py`, append: '\n\nBILLING = os.environ["BILLING_URL"]\n' }],
    expected: ["direct-http billing notifications/notifications/custom.py"],
  },
  {
    name: "a decorated route",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        append: `

@extra.post("/rpc/resend-letter")
async def resend(number: int) -> dict[str, int]:
    return {"number": number}
`,
      },
    ],
    expected: [
      "undeclared-route notifications/rpc:resend-letter notifications/notifications/custom.py",
    ],
  },
  {
    name: "a handler of nothing",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: "    async def welcome(",
        to: "    async def burn_letters(self, input: ListLettersIn, ctx: Ctx) -> None:\n        self.postbox.letters.clear()\n\n    async def welcome(",
      },
    ],
    expected: [
      "undeclared-handler notifications/rpc:burn-letters notifications/notifications/custom.py",
    ],
  },
];

const shapes: readonly Fault[] = [
  {
    name: "a stamped field is cut",
    language: rust,
    plants: [
      {
        file: `${users}src/generated.rs`,
        from: '    #[serde(default, skip_serializing_if = "Option::is_none")]\n    pub nickname: Option<String>,\n',
        to: "",
      },
    ],
    expected: ["missing-field users/UserProfile.nickname users/src/generated.rs"],
  },
  {
    name: "a stamped field is widened",
    language: rust,
    plants: [
      {
        file: `${orders}src/generated.rs`,
        from: "pub struct Item {\n    pub sku: String,\n    pub quantity: i32,",
        to: "pub struct Item {\n    pub sku: String,\n    pub quantity: i64,",
      },
    ],
    expected: ["field-type orders/Item.quantity orders/src/generated.rs"],
  },
  {
    name: "a stamped field may be absent",
    language: rust,
    plants: [
      {
        file: `${users}src/generated.rs`,
        from: '    pub email: String,\n    pub display_name: String,\n    #[serde(default = "UserProfile',
        to: '    pub email: Option<String>,\n    pub display_name: String,\n    #[serde(default = "UserProfile',
      },
    ],
    expected: ["field-optionality users/UserProfile.email users/src/generated.rs"],
  },
  {
    name: "a variant of a foreign enum is cut",
    language: rust,
    plants: [
      {
        file: `${orders}src/generated.rs`,
        from: "        Pro,\n        Enterprise,\n",
        to: "        Pro,\n",
      },
    ],
    expected: ["missing-variant users/Plan.enterprise orders/src/generated.rs"],
  },
  {
    name: "a code on the wire is edited in an impl",
    language: rust,
    plants: [
      {
        file: `${orders}src/generated.rs`,
        from: 'CODE: &str = "out-of-stock"',
        to: 'CODE: &str = "sold-out"',
      },
    ],
    expected: ["edited-stamp orders orders/src/generated.rs"],
  },
  {
    name: "a stamp of another day",
    language: rust,
    plants: [{ file: `${orders}src/generated.rs`, from: "digest=4a26b459", to: "digest=00000000" }],
    expected: ["stale-stamp orders orders/src/generated.rs"],
  },
  {
    name: "a handler takes another input",
    language: rust,
    plants: [
      {
        file: `${users}src/custom.rs`,
        from: "async fn get_user(&self, _: &Ctx, input: GetUserIn)",
        to: "async fn get_user(&self, _: &Ctx, input: ListUsersIn)",
      },
    ],
    expected: ["handler-signature users/rpc:get-user users/src/custom.rs"],
  },
  {
    name: "an event is built with more than it has",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom.rs`,
        from: "            order: order.clone(),\n",
        to: "            order: order.clone(),\n            parcels: 1,\n",
      },
    ],
    expected: ["unknown-field orders/event:order-placed.parcels orders/src/custom.rs"],
  },
  {
    name: "an error is built without what it tells",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom.rs`,
        from: "OrderNotFound { id: input.id }",
        to: "OrderNotFound {}",
      },
    ],
    expected: ["forgotten-field orders/error:order-not-found.id orders/src/custom.rs"],
  },
  {
    name: "an intent gains a field that four services hold",
    language: rust,
    plants: [
      {
        file: `${users}intent.lisp`,
        from: "    (nickname (optional string)))",
        to: "    (nickname (optional string))\n    (phone (optional string)))",
      },
    ],
    expected: [
      "missing-field users/UserProfile.phone users/src/generated.rs",
      "missing-field users/UserProfile.phone orders/src/generated.rs",
      "missing-field users/UserProfile.phone gateway/src/generated.users.ts",
      "missing-field users/UserProfile.phone notifications/notifications/generated_users.py",
    ],
  },
  {
    name: "an intent's field has another type",
    language: rust,
    plants: [
      {
        file: `${orders}intent.lisp`,
        from: "(entity Item (sku string) (quantity i32))",
        to: "(entity Item (sku string) (quantity u32))",
      },
    ],
    expected: [
      "field-type orders/Item.quantity orders/src/generated.rs",
      "field-type orders/Item.quantity gateway/src/generated.orders.ts",
    ],
  },
  {
    name: "a declared type is renamed by hand",
    language: rust,
    plants: [{ file: `${orders}src/generated.rs`, from: "OrderLine", to: "OrderRow", all: true }],
    expected: ["missing-type orders/OrderLine orders/src/generated.rs"],
  },
  {
    name: "a field of a foreign interface is cut",
    language: typescript,
    plants: [{ file: `${billing}src/generated.orders.ts`, from: "  label: string;\n", to: "" }],
    expected: ["missing-field orders/Order.label billing/src/generated.orders.ts"],
  },
  {
    name: "a field is added by hand",
    language: typescript,
    plants: [
      {
        file: `${billing}src/generated.ts`,
        from: "  cents: bigint;\n  status: InvoiceStatus;",
        to: "  cents: bigint;\n  note?: string | undefined;\n  status: InvoiceStatus;",
      },
    ],
    expected: ["extra-field billing/Invoice.note billing/src/generated.ts"],
  },
  {
    name: "cents became a number",
    language: typescript,
    plants: [
      {
        file: `${billing}src/generated.ts`,
        from: "  cents: bigint;\n  status: InvoiceStatus;",
        to: "  cents: number;\n  status: InvoiceStatus;",
      },
    ],
    expected: ["field-type billing/Invoice.cents billing/src/generated.ts"],
  },
  {
    name: "only the codec is narrower",
    language: typescript,
    plants: [
      {
        file: `${catalog}src/generated.ts`,
        from: "priceCents: wire.int64",
        to: "priceCents: wire.uint64",
      },
    ],
    expected: ["field-type catalog/Product.price-cents catalog/src/generated.ts"],
  },
  {
    name: "another default",
    language: typescript,
    plants: [
      {
        file: `${billing}src/generated.ts`,
        from: 'wire.withDefault(invoiceStatusWire, "open")',
        to: 'wire.withDefault(invoiceStatusWire, "paid")',
      },
    ],
    expected: ["field-default billing/Invoice.status billing/src/generated.ts"],
  },
  {
    name: "a name may be missing",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/generated.users.ts`,
        from: "  displayName: string;",
        to: "  displayName?: string | undefined;",
      },
    ],
    expected: ["field-optionality users/UserProfile.display-name gateway/src/generated.users.ts"],
  },
  {
    name: "a plan of one's own",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/generated.users.ts`,
        from: '"enterprise" | wire',
        to: '"enterprise" | "gold" | wire',
      },
    ],
    expected: ["extra-variant users/Plan.gold gateway/src/generated.users.ts"],
  },
  {
    name: "the marker is lost",
    language: typescript,
    plants: [{ file: `${catalog}src/generated.ts`, from: "// flywheel:stamp", to: "// stamp" }],
    expected: ["edited-stamp catalog catalog/src/generated.ts"],
  },
  {
    name: "a docstring of the intent moved on",
    language: typescript,
    plants: [
      {
        file: "services/catalog/intent.lisp",
        from: '"Something to buy."',
        to: '"What somebody may buy."',
      },
    ],
    expected: ["stale-stamp catalog catalog/src/generated.ts"],
  },
  {
    name: "a handler says that it takes another input",
    language: typescript,
    plants: [
      {
        file: `${billing}src/custom/billing.ts`,
        from: "import type { Billing, BillingEvents, Ctx, Invoice }",
        to: "import type { Billing, BillingEvents, Ctx, Invoice, PayInvoiceIn }",
      },
      {
        file: `${billing}src/custom/billing.ts`,
        from: "listInvoices: async ({ userId })",
        to: "listInvoices: async ({ userId }: PayInvoiceIn)",
      },
    ],
    expected: ["handler-signature billing/rpc:list-invoices billing/src/custom/billing.ts"],
  },
  {
    name: "an invoice without its state",
    language: typescript,
    plants: [{ file: `${billing}src/custom/ledger.ts`, from: '      status: "open",\n', to: "" }],
    expected: ["forgotten-field billing/Invoice.status billing/src/custom/ledger.ts"],
  },
  {
    name: "an error with a reason that it does not have",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/custom/gateway.ts`,
        from: "new NoSuchAccount({ userId })",
        to: 'new NoSuchAccount({ userId, reason: "closed" })',
      },
    ],
    expected: ["unknown-field gateway/error:no-such-account.reason gateway/src/custom/gateway.ts"],
  },
  {
    name: "another default",
    language: python,
    plants: [
      {
        file: `${letters}generated.py`,
        from: "    attempts: _wire.I32 = 0\n",
        to: "    attempts: _wire.I32 = 1\n",
      },
    ],
    expected: [
      "field-default notifications/Letter.attempts notifications/notifications/generated.py",
    ],
  },
  {
    name: "another key on the wire",
    language: python,
    plants: [
      {
        file: `${letters}generated_users.py`,
        from: '_wire.name("displayName")',
        to: '_wire.name("display")',
      },
    ],
    expected: [
      "field-wire users/UserProfile.display-name notifications/notifications/generated_users.py",
    ],
  },
  {
    name: "a variant is cut",
    language: python,
    plants: [{ file: `${letters}generated.py`, from: "    PRINT: ClassVar[Channel]\n", to: "" }],
    expected: [
      "missing-variant notifications/Channel.print notifications/notifications/generated.py",
    ],
  },
  {
    name: "a range is not checked any more",
    language: python,
    plants: [
      {
        file: `${letters}generated_orders.py`,
        from: "    quantity: _wire.I32\n",
        to: "    quantity: int\n",
      },
    ],
    expected: [
      "field-type orders/OrderLine.quantity notifications/notifications/generated_orders.py",
    ],
  },
  {
    name: "the rules of the wire are edited",
    language: python,
    plants: [{ file: `${letters}generated_wire.py`, append: "\n\nTIMEOUT_SECONDS = 60\n" }],
    expected: ["edited-stamp notifications notifications/notifications/generated_wire.py"],
  },
  {
    name: "one letter instead of all",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: "async def list_letters(self, input: ListLettersIn, ctx: Ctx) -> list[Letter]:",
        to: "async def list_letters(self, input: ListLettersIn, ctx: Ctx) -> Letter:",
      },
    ],
    expected: [
      "handler-signature notifications/rpc:list-letters notifications/notifications/custom.py",
    ],
  },
  {
    name: "a listener that cannot wait",
    language: python,
    plants: [
      { file: `${letters}custom.py`, from: "    async def welcome(", to: "    def welcome(" },
    ],
    expected: [
      "handler-signature users/event:user-registered notifications/notifications/custom.py",
    ],
  },
  {
    name: "a letter without its text",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: '            body=f"[{initials(user)}] {body}" if channel == Channel.PRINT else body,\n',
        to: "",
      },
    ],
    expected: ["forgotten-field notifications/Letter.body notifications/notifications/custom.py"],
  },
  {
    name: "a key that no user has",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: "GetUserIn(id=order.user_id)",
        to: "GetUserIn(id=order.user_id, quick=True)",
      },
    ],
    expected: ["unknown-field users/rpc:get-user.in.quick notifications/notifications/custom.py"],
  },
];

const places: readonly Fault[] = [
  {
    name: "a handler moves into main",
    language: rust,
    plants: [
      { file: `${users}src/custom.rs`, from: listUsersOfApp, to: "" },
      { file: `${users}src/main.rs`, append: `\n${listUsersOfApp}` },
    ],
    expected: ["handler-outside-custom users/rpc:list-users users/src/main.rs"],
  },
  {
    name: "a module moves up",
    language: rust,
    plants: [{ file: `${orders}src/custom/basket.rs`, moved: `${orders}src/basket.rs` }],
    expected: ["code-outside-custom orders orders/src/basket.rs"],
  },
  {
    name: "a stamp is carried to a neighbour",
    language: rust,
    plants: [{ file: `${orders}src/generated.rs`, copied: `${users}src/orders.rs` }],
    expected: ["stray-stamp orders users/src/orders.rs"],
  },
  {
    name: "an order is placed in another service",
    language: rust,
    plants: [
      {
        file: `${users}src/custom/rules.rs`,
        append: `
impl PlaceOrder for Clerk {
    async fn place_order(&self, ctx: &Ctx, input: PlaceOrderIn) -> Result<Order, PlaceOrderError> {
        self.till.place(ctx, input).await
    }
}
`,
      },
    ],
    expected: ["foreign-handler orders users/src/custom/rules.rs"],
  },
  {
    name: "a declared type written again",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom/basket.rs`,
        from: "use crate::generated::{Item, OrderLine, OutOfStock};",
        to: "use crate::generated::{Item, OutOfStock};\n\npub struct OrderLine {\n    pub sku: String,\n    pub quantity: i32,\n    pub price_cents: i64,\n}",
      },
    ],
    expected: ["redeclared-type orders/OrderLine orders/src/custom/basket.rs"],
  },
  {
    name: "all handlers move up",
    language: typescript,
    plants: [{ file: `${gateway}src/custom/gateway.ts`, moved: `${gateway}src/gateway.ts` }],
    expected: [
      "handler-outside-custom gateway/rpc:sign-up gateway/src/gateway.ts",
      "handler-outside-custom gateway/rpc:get-dashboard gateway/src/gateway.ts",
      "handler-outside-custom gateway/rpc:buy gateway/src/gateway.ts",
    ],
  },
  {
    name: "a copied client",
    language: typescript,
    plants: [
      { file: `${gateway}src/generated.billing.ts`, copied: `${catalog}src/generated.billing.ts` },
    ],
    expected: ["stray-stamp gateway catalog/src/generated.billing.ts"],
  },
  {
    name: "a stamp for everybody, in no service",
    language: typescript,
    plants: [{ file: `${billing}src/generated.ts`, copied: "shared/src/generated.ts" }],
    expected: ["stray-stamp billing shared/src/generated.ts"],
  },
  {
    name: "a report beside custom",
    language: typescript,
    plants: [{ file: `${billing}src/custom/report.ts`, moved: `${billing}src/reports/report.ts` }],
    expected: ["code-outside-custom billing billing/src/reports/report.ts"],
  },
  {
    name: "the contract of a neighbour",
    language: typescript,
    plants: [
      {
        file: `${catalog}src/custom.ts`,
        append: `
export class Cashier implements Billing {
  async payInvoice(): Promise<never> {
    throw new RangeError("closed");
  }
}
`,
      },
    ],
    expected: ["foreign-handler billing catalog/src/custom.ts"],
  },
  {
    name: "an interface written again",
    language: typescript,
    plants: [
      {
        file: `${billing}src/custom/report.ts`,
        from: 'import type { Invoice } from "../generated.ts";\n',
        to: "export interface Invoice {\n  number: number;\n  cents: bigint;\n  status: string;\n}\n",
      },
    ],
    expected: ["redeclared-type billing/Invoice billing/src/custom/report.ts"],
  },
  {
    name: "a service in a folder without an intent",
    language: typescript,
    plants: [
      {
        file: "services/basket/src/custom.ts",
        text: 'import type { Orders } from "./generated.ts";\n\nexport const orders: Orders = {\n  placeOrder: async () => ({}),\n};\n',
      },
    ],
    expected: ["foreign-handler orders basket/src/custom.ts"],
  },
  {
    name: "handlers under another name",
    language: python,
    plants: [{ file: `${letters}custom.py`, moved: `${letters}handlers.py` }],
    expected: [
      "handler-outside-custom notifications/rpc:list-letters notifications/notifications/handlers.py",
      "handler-outside-custom users/event:user-registered notifications/notifications/handlers.py",
      "handler-outside-custom orders/event:order-placed notifications/notifications/handlers.py",
      "handler-outside-custom billing/event:invoice-paid notifications/notifications/handlers.py",
    ],
  },
  {
    name: "a listener leaves the intent, its stamp and its code stay",
    language: python,
    plants: [{ file: lettersIntent, from: "\n  (on billing/invoice-paid :do thank)", to: "" }],
    expected: [
      "stray-stamp notifications notifications/notifications/generated_billing.py",
      "undeclared-handler notifications/rpc:thank notifications/notifications/custom.py",
      "stale-stamp notifications notifications/notifications/generated.py",
    ],
  },
  {
    name: "a neighbour's contract in a module of its own",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        append: `

class Shelf(Catalog):
    async def get_product(self, input: GetProductIn, ctx: Ctx) -> Product: ...
`,
      },
    ],
    expected: ["foreign-handler catalog notifications/notifications/custom.py"],
  },
  {
    name: "a stamped module in the tests' neighbourhood",
    language: python,
    plants: [
      {
        file: `${letters}generated_users.py`,
        copied: "services/notifications/tools/generated_users.py",
      },
    ],
    expected: ["stray-stamp notifications notifications/tools/generated_users.py"],
  },
  {
    name: "an enum written again",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        append: '\n\nclass Channel(str, Enum):\n    EMAIL = "email"\n',
      },
    ],
    expected: ["redeclared-type notifications/Channel notifications/notifications/custom.py"],
  },
];

/** A second round, written after the rules stood. */
const moreGaps: readonly Fault[] = [
  {
    name: "all custom code is deleted",
    language: typescript,
    plants: [{ file: `${catalog}src/custom.ts`, removed: true }],
    expected: [
      "missing-handler catalog/rpc:get-product catalog/src/main.ts",
      "missing-handler catalog/rpc:search-products catalog/src/main.ts",
    ],
  },
  {
    name: "a handler stands in a comment",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/custom/gateway.ts`,
        from: '    getDashboard: async ({ userId }, ctx) => {\n      const page = await pageOf(userId, ctx);\n      return page === undefined ? new NoSuchAccount({ userId }) : withVisit(page, "/account");\n    },\n',
        to: "    // getDashboard: async ({ userId }, ctx) => pageOf(userId, ctx),\n",
      },
    ],
    expected: ["missing-handler gateway/rpc:get-dashboard gateway/src/custom/gateway.ts"],
  },
  {
    name: "a handler only in the tests",
    language: rust,
    plants: [
      {
        file: `${users}src/custom.rs`,
        from: "impl ListUsers for App {",
        to: "#[cfg(test)]\nimpl ListUsers for App {",
      },
    ],
    expected: ["missing-handler users/rpc:list-users users/src/custom.rs"],
  },
  {
    name: "main publishes to nobody",
    language: rust,
    plants: [
      { file: `${users}src/main.rs`, from: "Publisher::from_env()", to: "todo_publisher()" },
      {
        file: `${users}src/main.rs`,
        from: "{Config, Publisher, router, serve}",
        to: "{Config, router, serve}",
      },
    ],
    expected: ["missing-wiring users/event:user-registered users/src/main.rs"],
  },
  {
    name: "billing tells nobody because it has nobody to tell",
    language: typescript,
    plants: [
      {
        file: `${billing}src/main.ts`,
        from: "  events: Publisher.fromEnv(),\n",
        to: "  events: { invoicePaid: async () => {} },\n",
      },
      {
        file: `${billing}src/main.ts`,
        from: "loadConfig, Publisher, router",
        to: "loadConfig, router",
      },
    ],
    expected: ["missing-wiring billing/event:invoice-paid billing/src/main.ts"],
  },
  {
    name: "a python service is wired without its client",
    language: python,
    plants: [
      {
        file: `${letters}__main__.py`,
        from: "directory=UsersClient.from_env()",
        to: "directory=Nobody()",
      },
      { file: `${letters}__main__.py`, from: "from .generated_users import UsersClient\n", to: "" },
    ],
    expected: ["missing-wiring users notifications/notifications/__main__.py"],
  },
  {
    name: "a use is declared and nothing follows",
    language: typescript,
    plants: [
      {
        file: "services/gateway/intent.lisp",
        from: "(uses billing (rpc list-invoices)",
        to: "(uses billing (rpc list-invoices) (rpc pay-invoice)",
      },
    ],
    expected: [
      "missing-call billing/rpc:pay-invoice gateway/src/custom/gateway.ts",
      "stale-stamp gateway gateway/src/generated.ts",
    ],
  },
  {
    name: "a listener under a misspelt name",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        from: "async def confirm_order",
        to: "async def confirm_orders",
      },
    ],
    expected: [
      "missing-listener orders/event:order-placed notifications/notifications/custom.py",
      "undeclared-handler notifications/rpc:confirm-orders notifications/notifications/custom.py",
    ],
  },
];

const moreDrifts: readonly Fault[] = [
  {
    name: "a path put together with plus",
    language: python,
    plants: [
      {
        file: `${letters}custom.py`,
        append:
          '\n\ndef settle(base: str, number: int) -> None:\n    requests.post(base + "/rpc/pay-invoice", json={"number": number}, timeout=5)\n',
      },
    ],
    expected: ["direct-http billing/rpc:pay-invoice notifications/notifications/custom.py"],
  },
  {
    name: "localhost",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/custom/greeting.ts`,
        append:
          '\nexport const stock = async (): Promise<unknown> =>\n  (await fetch("http://localhost:8083/rpc/search-products", { method: "POST" })).json();\n',
      },
    ],
    expected: ["direct-http catalog/rpc:search-products gateway/src/custom/greeting.ts"],
  },
  {
    name: "another service's health",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom/book.rs`,
        append:
          '\npub async fn awake() -> bool {\n    reqwest::get("https://catalog.shop.internal/health").await.is_ok()\n}\n',
      },
    ],
    expected: ["direct-http catalog orders/src/custom/book.rs"],
  },
  {
    name: "a constant with a route",
    language: rust,
    plants: [
      {
        file: `${users}src/custom/rules.rs`,
        append: '\nconst PLACE: &str = "/rpc/place-order";\n',
      },
    ],
    expected: ["direct-http orders/rpc:place-order users/src/custom/rules.rs"],
  },
  {
    name: "a call in a module where the client goes by another name",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/custom/greeting.ts`,
        append:
          "\nexport async function everybody(people: UsersApi): Promise<unknown> {\n  return people.listUsers({ limit: 1 });\n}\n",
      },
    ],
    expected: ["undeclared-call users/rpc:list-users gateway/src/custom/greeting.ts"],
  },
  {
    name: "a call through a borrowed field",
    language: rust,
    plants: [
      {
        file: `${orders}src/custom.rs`,
        from: "        match self.catalog.get_product(ctx, wanted).await {",
        to: "        let shelf = &self.catalog;\n        drop(self.catalog.search_products(ctx, all()).await);\n        match shelf.get_product(ctx, wanted).await {",
      },
    ],
    expected: ["undeclared-call catalog/rpc:search-products orders/src/custom.rs"],
  },
  {
    name: "an api router of one's own",
    language: python,
    plants: [
      {
        file: `${letters}__main__.py`,
        from: "    serve(app(notifications), config)",
        to: '    api = app(notifications)\n    api.add_api_route("/letters", lambda: notifications.postbox.letters, methods=["GET"])\n    serve(api, config)',
      },
    ],
    expected: [
      "undeclared-route notifications/route:/letters notifications/notifications/__main__.py",
    ],
  },
  {
    name: "a publisher told in a helper",
    language: typescript,
    plants: [
      {
        file: `${billing}src/custom/report.ts`,
        append:
          "\nexport async function remind(events: BillingEvents, invoice: Invoice): Promise<void> {\n  await events.invoiceOverdue({ invoice });\n}\n",
      },
    ],
    expected: ["undeclared-publish billing/event:invoice-overdue billing/src/custom/report.ts"],
  },
];

const moreShapes: readonly Fault[] = [
  {
    name: "a stamped field is renamed by hand",
    language: rust,
    plants: [
      { file: `${users}src/generated.rs`, from: "display_name", to: "full_name", all: true },
    ],
    expected: [
      "missing-field users/UserProfile.display-name users/src/generated.rs",
      "missing-field users/rpc:register-user.in.display-name users/src/generated.rs",
    ],
  },
  {
    name: "an intent's field becomes optional",
    language: typescript,
    plants: [
      {
        file: "services/catalog/intent.lisp",
        from: "(title string)",
        to: "(title (optional string))",
      },
    ],
    expected: [
      "field-optionality catalog/Product.title catalog/src/generated.ts",
      "field-optionality catalog/Product.title gateway/src/generated.catalog.ts",
      "field-optionality catalog/Product.title orders/src/generated.rs",
    ],
  },
  {
    name: "an id changes its type, and what refers to it follows",
    language: rust,
    plants: [{ file: `${users}intent.lisp`, from: "(id i32 :key)", to: "(id uuid :key)" }],
    expected: [
      "field-type users/UserProfile.id users/src/generated.rs",
      "field-type users/UserProfile.id orders/src/generated.rs",
      "field-type users/UserProfile.id gateway/src/generated.users.ts",
      "field-type users/UserProfile.id notifications/notifications/generated_users.py",
      "field-type orders/Order.user-id billing/src/generated.orders.ts",
    ],
  },
  {
    name: "an intent's field has another name",
    language: typescript,
    plants: [
      {
        file: "services/catalog/intent.lisp",
        from: "(title string)",
        to: "(name string :was title)",
      },
    ],
    expected: [
      "missing-field catalog/Product.name catalog/src/generated.ts",
      "missing-field catalog/Product.name gateway/src/generated.catalog.ts",
      "missing-field catalog/Product.name orders/src/generated.rs",
      "missing-stamp catalog catalog/src/generated.forms.ts",
      "missing-stamp gateway gateway/src/generated.forms.ts",
    ],
  },
  {
    name: "a type is written into a stamp",
    language: python,
    plants: [
      {
        file: `${letters}generated.py`,
        append: "\n\nclass Stamp(_wire.Model):\n    cents: _wire.I64\n",
      },
    ],
    expected: ["extra-type notifications/Stamp notifications/notifications/generated.py"],
  },
  {
    name: "an intent loses a field",
    language: python,
    plants: [{ file: lettersIntent, from: "    (channel Channel :default email)\n", to: "" }],
    expected: ["extra-field notifications/Letter.channel notifications/notifications/generated.py"],
  },
  {
    name: "an intent's default moves",
    language: typescript,
    plants: [
      {
        file: "services/gateway/intent.lisp",
        from: "(visits i32 :default 1)",
        to: "(visits i32 :default 0)",
      },
    ],
    expected: ["field-default gateway/Dashboard.visits gateway/src/generated.ts"],
  },
  {
    name: "an intent gains a variant",
    language: rust,
    plants: [
      {
        file: `${orders}intent.lisp`,
        from: "(enum OrderStatus pending paid cancelled)",
        to: "(enum OrderStatus pending paid shipped cancelled)",
      },
    ],
    expected: [
      "missing-variant orders/OrderStatus.shipped orders/src/generated.rs",
      "missing-variant orders/OrderStatus.shipped billing/src/generated.orders.ts",
      "missing-variant orders/OrderStatus.shipped gateway/src/generated.orders.ts",
      "missing-variant orders/OrderStatus.shipped notifications/notifications/generated_orders.py",
    ],
  },
  {
    name: "a parameter of a foreign rpc is widened by hand",
    language: typescript,
    plants: [
      {
        file: `${gateway}src/generated.users.ts`,
        from: "export interface GetUserIn {\n  id: number;",
        to: "export interface GetUserIn {\n  id: number | string;",
      },
    ],
    expected: ["field-type users/rpc:get-user.in.id gateway/src/generated.users.ts"],
  },
  {
    name: "a list of one",
    language: python,
    plants: [
      {
        file: `${letters}generated_orders.py`,
        from: "    lines: list[OrderLine]\n",
        to: "    lines: OrderLine\n",
      },
    ],
    expected: ["field-type orders/Order.lines notifications/notifications/generated_orders.py"],
  },
  {
    name: "a field may be none",
    language: python,
    plants: [
      {
        file: `${letters}generated.py`,
        from: "    subject: str\n",
        to: "    subject: _wire.Maybe[str] = None\n",
      },
    ],
    expected: [
      "field-optionality notifications/Letter.subject notifications/notifications/generated.py",
    ],
  },
  {
    name: "a comment in a stamp",
    language: typescript,
    plants: [{ file: `${gateway}src/generated.wire.ts`, append: "\n// reviewed\n" }],
    expected: ["edited-stamp gateway gateway/src/generated.wire.ts"],
  },
  {
    name: "a result that is not declared",
    language: rust,
    plants: [
      {
        file: `${users}src/custom.rs`,
        from: "-> Result<UserProfile, GetUserError>",
        to: "-> Result<Vec<UserProfile>, GetUserError>",
      },
    ],
    expected: ["handler-signature users/rpc:get-user users/src/custom.rs"],
  },
  {
    name: "an event without what it tells",
    language: typescript,
    plants: [
      {
        file: `${catalog}src/custom.ts`,
        from: "new UnknownProduct({ sku })",
        to: "new UnknownProduct({})",
      },
    ],
    expected: ["forgotten-field catalog/error:unknown-product.sku catalog/src/custom.ts"],
  },
];

const morePlaces: readonly Fault[] = [
  {
    name: "a stamp is moved to a folder of its own",
    language: typescript,
    plants: [
      {
        file: `${billing}src/generated.orders.ts`,
        moved: `${billing}src/stamped/generated.orders.ts`,
      },
    ],
    expected: ["stray-stamp billing billing/src/stamped/generated.orders.ts"],
  },
  {
    name: "a stamp is moved out of the service",
    language: python,
    plants: [{ file: `${letters}generated_users.py`, moved: "lib/clients/generated_users.py" }],
    expected: ["stray-stamp notifications lib/clients/generated_users.py"],
  },
  {
    name: "custom code in the wrong folder of the service",
    language: rust,
    plants: [{ file: `${users}src/custom/directory.rs`, moved: `${users}lib/directory.rs` }],
    expected: ["code-outside-custom users users/lib/directory.rs"],
  },
  {
    name: "an old stamp is kept beside the new one",
    language: rust,
    plants: [{ file: `${users}src/generated.rs`, copied: `${users}src/generated_old.rs` }],
    expected: ["stray-stamp users users/src/generated_old.rs"],
  },
  {
    name: "a handler among the scripts",
    language: python,
    plants: [{ file: `${letters}custom.py`, moved: "services/notifications/scripts/app.py" }],
    expected: [
      "handler-outside-custom notifications/rpc:list-letters notifications/scripts/app.py",
      "handler-outside-custom users/event:user-registered notifications/scripts/app.py",
      "handler-outside-custom orders/event:order-placed notifications/scripts/app.py",
      "handler-outside-custom billing/event:invoice-paid notifications/scripts/app.py",
    ],
  },
  {
    name: "handlers written into main",
    language: typescript,
    plants: [{ file: `${catalog}src/custom.ts`, moved: `${catalog}src/main.ts` }],
    expected: [
      "handler-outside-custom catalog/rpc:get-product catalog/src/main.ts",
      "handler-outside-custom catalog/rpc:search-products catalog/src/main.ts",
      "missing-wiring catalog catalog/src/main.ts",
    ],
  },
];

/** Faults planted into a copy of the example, and what an audit is to say of each, no more and no less. */
export const faults: Readonly<Record<string, readonly Fault[]>> = {
  "implementation gap": [...gaps, ...moreGaps, ...descentFaults],
  "architectural drift": [...drifts, ...moreDrifts, ...clientFaults],
  "structural gap": [...shapes, ...moreShapes],
  "location mismatch": [...places, ...morePlaces, ...elsewhereFaults],
};
