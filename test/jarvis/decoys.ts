import type { Plant } from "./faults.ts";

/** A change that is right, and looks as if it were none. */
export interface Decoy {
  readonly name: string;
  readonly plants: readonly Plant[];
}

const users = "services/users/src/";
const orders = "services/orders/src/";
const billing = "services/billing/src/";
const catalog = "services/catalog/src/";
const gateway = "services/gateway/src/";
const letters = "services/notifications/notifications/";

/** Right ways to write a service, of which an audit must say nothing. */
export const decoys: readonly Decoy[] = [
  {
    name: "rust: handlers in a module of their own",
    plants: [
      {
        file: `${users}custom.rs`,
        from: `impl GetUser for App {
    async fn get_user(&self, _: &Ctx, input: GetUserIn) -> Result<UserProfile, GetUserError> {
        match self.directory().visit(input.id) {
            Some(user) => Ok(user),
            None => Err(UserNotFound { id: input.id }.into()),
        }
    }
}
`,
        to: "",
      },
      {
        file: `${users}custom/finding.rs`,
        text: `use super::App;
use crate::generated as stamped;
use stamped::{Ctx, GetUserError, GetUserIn, UserProfile};

impl stamped::GetUser for App {
    async fn get_user(&self, _: &Ctx, input: GetUserIn) -> Result<UserProfile, GetUserError> {
        self.directory().visit(input.id).ok_or_else(|| stamped::UserNotFound { id: input.id }.into())
    }
}
`,
      },
    ],
  },
  {
    name: "rust: the contract's types under other names",
    plants: [
      {
        file: `${users}custom.rs`,
        from: "    Ctx, GetUser, GetUserError, GetUserIn,",
        to: "    Ctx, GetUser, GetUserError, GetUserIn as Wanted,",
      },
      {
        file: `${users}custom.rs`,
        from: "async fn get_user(&self, _: &Ctx, input: GetUserIn)",
        to: "async fn get_user(&self, _: &Ctx, input: Wanted)",
      },
    ],
  },
  {
    name: "rust: a result type of one's own",
    plants: [
      {
        file: `${orders}custom.rs`,
        from: "async fn mark_paid(&self, _: &Ctx, input: MarkPaidIn) -> Result<Order, MarkPaidError> {",
        to: "async fn mark_paid(&self, _: &Ctx, input: MarkPaidIn) -> Paid {",
      },
      { file: `${orders}custom.rs`, append: "\ntype Paid = Result<Order, MarkPaidError>;\n" },
    ],
  },
  {
    name: "rust: collections that are called like services",
    plants: [
      {
        file: `${orders}custom/book.rs`,
        append: `
pub fn seen(catalog: &mut Vec<String>, users: &mut Vec<i32>) -> usize {
    catalog.push("x".to_string());
    users.retain(|id| *id > 0);
    users.iter().count() + catalog.len()
}
`,
      },
    ],
  },
  {
    name: "rust: routes only in comments and docs, and another party's address",
    plants: [
      {
        file: `${users}custom/rules.rs`,
        append: `
/// Others ask with \`POST http://users:8080/rpc/get-user\`, never by hand.
// let url = "http://billing:8080/rpc/list-invoices";
pub const TERMS: &str = "https://example.org/terms";
pub const MAIL: &str = "smtp://mail.example.org:25";
`,
      },
    ],
  },
  {
    name: "rust: a client over an address from the environment",
    plants: [
      {
        file: `${orders}main.rs`,
        from: "UsersClient::from_env()?",
        to: 'UsersClient::new(std::env::var("USERS_URL")?)',
      },
    ],
  },
  {
    name: "rust: a request in a test that is compiled with the code",
    plants: [
      {
        file: `${orders}custom/basket.rs`,
        append: `
#[cfg(test)]
mod over_the_wire {
    #[test]
    fn asks() {
        assert!("http://users:8080/rpc/get-user".starts_with("http"));
    }
}
`,
      },
    ],
  },
  {
    name: "rust: the publisher behind a trait",
    plants: [
      {
        file: `${orders}custom.rs`,
        append: `
pub trait Told {
    fn told(&self, order: &Order) -> impl Future<Output = anyhow::Result<()>> + Send;
}

impl Told for Publisher {
    async fn told(&self, order: &Order) -> anyhow::Result<()> {
        self.order_placed(&OrderPlaced { order: order.clone() }).await
    }
}
`,
      },
    ],
  },
  {
    name: "typescript: a class that implements the contract",
    plants: [
      {
        file: `${catalog}custom.ts`,
        from: `  return {
    getProduct: async ({ sku }) => bySku.get(sku) ?? new UnknownProduct({ sku }),
    searchProducts: async ({ query, limit }) => search(index, query, limit),
  };
}`,
        to: `  return new Shelf(bySku, index);
}

class Shelf implements Catalog {
  readonly #bySku: ReadonlyMap<string, Product>;
  readonly #index: Index<Product>;

  constructor(bySku: ReadonlyMap<string, Product>, index: Index<Product>) {
    this.#bySku = bySku;
    this.#index = index;
  }

  getProduct = async ({ sku }: { sku: string }) => this.#bySku.get(sku) ?? new UnknownProduct({ sku });

  async searchProducts({ query, limit }: { query: string; limit: number }): Promise<Product[]> {
    return this.#rank(search(this.#index, query, limit));
  }

  #rank(found: Product[]): Product[] {
    return found;
  }

  forget(sku: string): void {
    this.#index.add(sku, { sku, title: "", priceCents: 0n, stock: 0, tags: [] });
  }
}`,
      },
    ],
  },
  {
    name: "typescript: an object that satisfies the contract, handed to the router",
    plants: [
      {
        file: `${catalog}custom.ts`,
        from: "export function newCatalog(products: readonly Product[]): Catalog {",
        to: "export function newCatalog(products: readonly Product[]) {",
      },
      {
        file: `${catalog}custom.ts`,
        from: "    searchProducts: async ({ query, limit }) => search(index, query, limit),\n  };",
        to: "    searchProducts: async ({ query, limit }) => search(index, query, limit),\n  } satisfies Catalog;",
      },
    ],
  },
  {
    name: "typescript: handlers spread from parts",
    plants: [
      {
        file: `${billing}custom/billing.ts`,
        from: `  listInvoices: async ({ userId }) => [...tools.ledger.ofUser(userId)],
  payInvoice: payInvoice(tools),
`,
        to: "  ...reading(tools),\n  payInvoice: payInvoice(tools),\n",
      },
      {
        file: `${billing}custom/billing.ts`,
        append: `
const reading = (tools: Tools): Pick<Billing, "listInvoices"> => ({
  listInvoices: async ({ userId }) => [...tools.ledger.ofUser(userId)],
});
`,
      },
    ],
  },
  {
    name: "typescript: functions by their own names",
    plants: [
      {
        file: `${billing}custom/billing.ts`,
        from: "  payInvoice: payInvoice(tools),\n  openInvoice: async ({ order }) => {\n    tools.ledger.open(order);\n  },\n",
        to: '  payInvoice: payInvoice(tools),\n  "openInvoice": openInvoice,\n',
      },
      {
        file: `${billing}custom/billing.ts`,
        append: "\nfunction openInvoice(): Promise<void> {\n  return Promise.resolve();\n}\n",
      },
    ],
  },
  {
    name: "typescript: the publisher's method handed on",
    plants: [
      {
        file: `${billing}custom/billing.ts`,
        from: "  await tools.events.invoicePaid({ invoice }, ctx);\n",
        to: "  const tell = tools.events.invoicePaid.bind(tools.events);\n  await tell({ invoice }, ctx);\n",
      },
    ],
  },
  {
    name: "typescript: clients taken apart",
    plants: [
      {
        file: `${gateway}custom/gateway.ts`,
        from: "    const profile = await backends.users.getUser({ id: userId }, ctx);",
        to: "    const { users } = backends;\n    const profile = await users.getUser({ id: userId }, ctx);",
      },
    ],
  },
  {
    name: "typescript: lists called like services, other people's clients and events",
    plants: [
      {
        file: `${gateway}custom/visits.ts`,
        append: `
export function tidy(users: Set<number>, orders: string[]): void {
  const client = new HttpClient("https://example.org/rates");
  client.get("/rates");
  orders.push("x");
  users.delete(7);
  const events = new EventTarget();
  events.dispatchEvent(new Event("tidied"));
  const billing = new Map<string, number>();
  billing.set("a", 1);
}
`,
      },
    ],
  },
  {
    name: "typescript: a call of another party by http",
    plants: [
      {
        file: `${billing}custom/report.ts`,
        append: `
export const rates = (): Promise<Response> => fetch("https://rates.example.org/v1/eur");
`,
      },
    ],
  },
  {
    name: "typescript: types that only look like declared ones",
    plants: [
      {
        file: `${billing}custom/report.ts`,
        append: `
export interface InvoiceLine {
  readonly text: string;
}
export type InvoiceText = { readonly lines: readonly InvoiceLine[] };
`,
      },
    ],
  },
  {
    name: "typescript: a configuration beside the code",
    plants: [
      { file: "services/catalog/vitest.config.ts", text: "export const config = { test: {} };\n" },
    ],
  },
  {
    name: "typescript: a value with a part of it spread",
    plants: [
      {
        file: `${billing}custom/ledger.ts`,
        from: '      cents: order.totalCents,\n      status: "open",\n',
        to: '      ...{ cents: order.totalCents, status: "open" },\n',
      },
    ],
  },
  {
    name: "python: handlers from a mixin",
    plants: [
      {
        file: `${letters}custom.py`,
        from: `    async def list_letters(self, input: ListLettersIn, ctx: Ctx) -> list[Letter]:
        return [each for each in self.postbox.letters if each.recipient == input.recipient]

`,
        to: "",
      },
      {
        file: `${letters}custom.py`,
        from: "class App(Notifications):",
        to: "class App(Reading, Notifications):",
      },
      {
        file: `${letters}custom.py`,
        from: "@final\n@dataclass\nclass App",
        to: `class Reading:
    async def list_letters(self, input: ListLettersIn, ctx: Ctx) -> list[Letter]:
        return []


@final
@dataclass
class App`,
      },
    ],
  },
  {
    name: "python: a package instead of a module",
    plants: [{ file: `${letters}custom.py`, moved: `${letters}custom/__init__.py` }],
  },
  {
    name: "python: a handler that fails less often than it may",
    plants: [
      {
        file: `${letters}custom.py`,
        from: "-> list[Letter]:\n        return [each for each in self.postbox.letters if each.recipient == input.recipient]",
        to: "-> list[Letter]:\n        letters = self.postbox.letters\n        return list(filter(lambda each: each.recipient == input.recipient, letters))",
      },
    ],
  },
  {
    name: "python: helpers with a context, and dictionaries called like services",
    plants: [
      {
        file: `${letters}custom.py`,
        append: `

class Desk:
    async def look(self, wanted: GetUserIn, ctx: Ctx) -> None:
        """Others ask with \`POST /rpc/get-user\`."""
        orders: dict[str, int] = {}
        orders.update({"a": 1})
        users = [1, 2]
        users.append(3)
        log.info("POST is not called here")
`,
      },
    ],
  },
  {
    name: "python: a client made with its address",
    plants: [
      {
        file: `${letters}__main__.py`,
        from: "UsersClient.from_env()",
        to: 'UsersClient(os.environ["USERS_URL"], timeout_seconds=2.0)',
      },
    ],
  },
  {
    name: "python: a decorated class, annotations as texts",
    plants: [
      {
        file: `${letters}custom.py`,
        from: "async def thank(self, event: InvoicePaid, ctx: Ctx) -> None:",
        to: 'async def thank(self, event: "InvoicePaid", ctx: "Ctx") -> "None":',
      },
    ],
  },
  {
    name: "python: a handler that hands on what is awaited",
    plants: [
      {
        file: `${letters}custom.py`,
        from: "    async def welcome(self, event: UserRegistered, ctx: Ctx) -> None:",
        to: "    def welcome(self, event: UserRegistered, ctx: Ctx) -> Awaitable[None]:",
      },
    ],
  },
  {
    name: "python: a test that serves a route of its own",
    plants: [
      {
        file: "services/notifications/tests/test_more.py",
        text: '@app.post("/rpc/get-user")\ndef fake() -> None: ...\n',
      },
    ],
  },
  {
    name: "any: comments and layout of an intent",
    plants: [
      {
        file: "services/users/intent.lisp",
        from: '    (email string "Where we write to." :unique)',
        to: '    ; checked by the rules\n    (email   string\n      "Where we write to." :unique)',
      },
    ],
  },
];
