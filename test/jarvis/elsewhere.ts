import type { Decoy } from "./decoys.ts";
import type { Fault } from "./faults.ts";

const users = "services/users/src/";
const billing = "services/billing/src/";
const catalog = "services/catalog/src/";
const gateway = "services/gateway/src/";
const letters = "services/notifications/notifications/";
const searchProducts = "    searchProducts: async";

/** Right code that looks as if it were in the wrong place, a copy, a handler or a call. */
export const elsewhereDecoys: readonly Decoy[] = [
  {
    name: "typescript: types of one's own that are called like another service's",
    plants: [
      {
        file: `${billing}custom/purse.ts`,
        text: "export interface OrderLine {\n  readonly account: string;\n  readonly booked: Date;\n}\n\nexport type Order = { by: string; descending: boolean };\n",
      },
    ],
  },
  {
    name: "python: an order that is one of size",
    plants: [
      {
        file: `${letters}custom.py`,
        append: "\n\n@dataclass\nclass Order:\n    id: int\n    before: str\n    after: str\n",
      },
    ],
  },
  {
    name: "rust: another program, and what cargo runs before",
    plants: [
      { file: `${users}bin/seed.rs`, text: 'fn main() {\n    println!("seeded");\n}\n' },
      { file: "services/users/build.rs", text: "fn main() {\n    run();\n}\n\nfn run() {}\n" },
    ],
  },
  {
    name: "typescript: an index that hands on, ambient types and a configuration",
    plants: [
      { file: `${billing}index.ts`, text: 'export { newBilling } from "./custom/billing.ts";\n' },
      { file: `${billing}env.d.ts`, text: "interface Env {\n  readonly PORT: string;\n}\n" },
      {
        file: "services/billing/vitest.config.ts",
        text: 'export default define({ test: { include: ["test/**"] } });\n',
      },
    ],
  },
  {
    name: "python: a package file, and what a tool wrote",
    plants: [
      { file: `${letters}__init__.py`, append: "\n\nfrom .custom import App as App\n" },
      { file: `${letters}migrations/first.py`, text: "def upgrade() -> None:\n    pass\n" },
      { file: `${letters}mail_pb2.py`, text: "class Mail:\n    pass\n" },
      { file: "services/notifications/setup.py", text: "from setuptools import setup\nsetup()\n" },
    ],
  },
  {
    name: "typescript: helpers of a class that is a contract",
    plants: [
      {
        file: `${catalog}custom.ts`,
        append: `
export class Shop implements Catalog {
  readonly #all: readonly Product[] = [];
  getProduct = async ({ sku }: { sku: string }) => new UnknownProduct({ sku });
  async searchProducts({ query, limit }: { query: string; limit: number }): Promise<Product[]> {
    return this.rank(await this.load({ query }), limit);
  }
  private async load({ query }: { query: string }): Promise<readonly Product[]> {
    return this.#all.filter(({ title }) => title.includes(query));
  }
  protected async note(product: Product, ctx: { requestId: string }): Promise<void> {
    void [product, ctx];
  }
  async restock(product: Product, ctx: Ctx): Promise<void> {
    void [product, ctx];
  }
  rank(found: readonly Product[], limit: number): Product[] {
    return found.slice(0, limit);
  }
  shown({ title }: Product): string {
    return title;
  }
  static of(products: readonly Product[]): Shop {
    return products.length > 0 ? new Shop() : new Shop();
  }
}
`,
      },
    ],
  },
  {
    name: "python: helpers of a class that is a contract",
    plants: [
      {
        file: `${letters}custom.py`,
        from: "    async def list_letters",
        to: `    @staticmethod
    async def noted(event: InvoicePaid, ctx: Ctx) -> None:
        """Not yet."""

    async def note(self, letter: Letter, ctx: Ctx) -> None:
        """Not yet."""

    async def write(self, person: str, ctx: Ctx) -> None:
        """Not yet."""

    async def list_letters`,
      },
    ],
  },
  {
    name: "any: addresses of others, and paths without a host",
    plants: [
      {
        file: `${gateway}custom/visits.ts`,
        append:
          "\nexport const rates = (of: string) => fetch(`https://api.exchange.example/rpc/${of}`);\nexport const isRpc = (path: string, name: string): boolean => path === `/rpc/${name}`;\nexport const local = (port: number) => fetch(`http://localhost:${port}/health`);\nexport const page = (host: string, at: string) => `https://${host}/pages/${at}`;\n",
      },
    ],
  },
];

const order =
  "\nexport interface Order {\n  id: bigint;\n  userId: number;\n  label: string;\n  totalCents: bigint;\n}\n";

/** Copies, files in the wrong place, handlers that nobody declared, and addresses that are put together. */
export const elsewhereFaults: readonly Fault[] = [
  {
    name: "another service's type is copied",
    language: "typescript",
    plants: [{ file: `${billing}custom/purse.ts`, text: order }],
    expected: ["redeclared-type orders/Order billing/src/custom/purse.ts"],
  },
  {
    name: "types are copied as aliases",
    language: "typescript",
    plants: [
      {
        file: `${billing}custom/purse.ts`,
        text: "export type Invoice = { number: number; cents: bigint };\nexport type OrderLine = Readonly<{ sku: string; quantity: number }>;\n",
      },
    ],
    expected: [
      "redeclared-type billing/Invoice billing/src/custom/purse.ts",
      "redeclared-type orders/OrderLine billing/src/custom/purse.ts",
    ],
  },
  {
    name: "another service's type is copied",
    language: "python",
    plants: [
      {
        file: `${letters}custom.py`,
        append:
          "\n\n@dataclass\nclass Order:\n    id: int\n    user_id: int\n    label: str\n    total_cents: int\n",
      },
    ],
    expected: ["redeclared-type orders/Order notifications/notifications/custom.py"],
  },
  {
    name: "another service's type is copied",
    language: "rust",
    plants: [
      {
        file: "services/orders/src/custom/basket.rs",
        append:
          "\npub struct Product {\n    pub sku: String,\n    pub title: String,\n    pub price_cents: i64,\n}\n",
      },
    ],
    expected: ["redeclared-type catalog/Product orders/src/custom/basket.rs"],
  },
  {
    name: "helpers beside custom code",
    language: "typescript",
    plants: [
      { file: `${gateway}custom/visits.ts`, moved: `${gateway}visits.ts` },
      {
        file: `${billing}util/money.ts`,
        text: "export const euros = (cents: bigint): bigint => cents / 100n;\n",
      },
    ],
    expected: [
      "code-outside-custom gateway gateway/src/visits.ts",
      "code-outside-custom billing billing/src/util/money.ts",
    ],
  },
  {
    name: "helpers beside custom code",
    language: "rust",
    plants: [
      { file: `${users}custom/rules.rs`, moved: `${users}rules.rs` },
      { file: `${users}lib.rs`, append: "pub mod rules;\n" },
    ],
    expected: ["code-outside-custom users users/src/rules.rs"],
  },
  {
    name: "helpers beside custom code",
    language: "python",
    plants: [
      {
        file: `${letters}money.py`,
        text: "def cents(value: int) -> str:\n    return f'{value}'\n",
      },
    ],
    expected: ["code-outside-custom notifications notifications/notifications/money.py"],
  },
  {
    name: "handlers that say what they take",
    language: "typescript",
    plants: [
      {
        file: `${catalog}custom.ts`,
        from: searchProducts,
        to: `    removeProduct: async ({ sku }: { sku: string }) => bySku.get(sku),\n    addProduct: async (input: AddProductIn, ctx: Ctx) => void [input, ctx],\n${searchProducts}`,
      },
    ],
    expected: [
      "undeclared-handler catalog/rpc:remove-product catalog/src/custom.ts",
      "undeclared-handler catalog/rpc:add-product catalog/src/custom.ts",
    ],
  },
  {
    name: "an address for any service and rpc",
    language: "typescript",
    plants: [
      {
        file: `${gateway}custom/visits.ts`,
        append:
          '\nconst ask = (service: string, rpc: string) => fetch(`http://${service}/rpc/${rpc}`, { method: "POST" });\nexport const paid = () => ask("billing", "pay-invoice");\n',
      },
    ],
    expected: ["assembled-address gateway gateway/src/custom/visits.ts"],
  },
  {
    name: "an address for any service and rpc",
    language: "python",
    plants: [
      {
        file: `${letters}custom.py`,
        append:
          '\n\ndef told(base: str, service: str, event: str) -> str:\n    """Where an event goes."""\n    return f"{base}:8080/events/{service}/{event}"\n',
      },
    ],
    expected: ["assembled-address notifications notifications/notifications/custom.py"],
  },
  {
    name: "an address for any service and rpc",
    language: "rust",
    plants: [
      {
        file: `${users}custom/rules.rs`,
        append:
          '\npub fn address(host: &str, rpc: &str) -> String {\n    format!("http://{host}:{}/rpc/{rpc}", 8080)\n}\n',
      },
    ],
    expected: ["assembled-address users users/src/custom/rules.rs"],
  },
  {
    name: "a setting, what holds where it is not set, and the path are one call",
    language: "python",
    plants: [
      {
        file: `${letters}custom.py`,
        append:
          '\n\ndef bought(user: int) -> object:\n    """All orders."""\n    base = os.getenv("ORDERS_URL", "http://orders")\n    return requests.post(base + "/rpc/list-orders", json={"userId": user}).json()\n',
      },
    ],
    expected: ["direct-http orders/rpc:list-orders notifications/notifications/custom.py"],
  },
];
