import type { Decoy } from "./decoys.ts";
import type { Fault } from "./faults.ts";

const users = "services/users/src/custom.rs";
const billing = "services/billing/src/custom/billing.ts";
const catalog = "services/catalog/src/custom.ts";
const letters = "services/notifications/notifications/custom.py";

const listLetters = `    async def list_letters(self, input: ListLettersIn, ctx: Ctx) -> list[Letter]:
        return [each for each in self.postbox.letters if each.recipient == input.recipient]
`;
const app = "@final\n@dataclass\nclass App(Notifications):";
const catalogObject = `  return {
    getProduct: async ({ sku }) => bySku.get(sku) ?? new UnknownProduct({ sku }),
    searchProducts: async ({ query, limit }) => search(index, query, limit),
  };
}`;
const found = `  async getProduct({ sku }: { sku: string }): Promise<Product | UnknownProduct> {
    return this.bySku.get(sku) ?? new UnknownProduct({ sku });
  }
`;
const searched = `  async searchProducts({ query, limit }: { query: string; limit: number }): Promise<Product[]> {
    return search(this.index, query, limit);
  }
`;
const shelf = (classes: string): readonly { file: string; from: string; to: string }[] => [
  { file: catalog, from: catalogObject, to: `  return new Shop(bySku, index);\n}\n\n${classes}` },
];
const state = `  constructor(
    readonly bySku: ReadonlyMap<string, Product>,
    readonly index: Index<Product>,
  ) {}
`;

/** Handlers that a class has from what it is derived from, or was handed. */
export const descentDecoys: readonly Decoy[] = [
  {
    name: "python: a base between the contract and the app",
    plants: [
      {
        file: letters,
        from: app,
        to: 'class Base(Notifications):\n    """What all of ours share."""\n\n\n@final\n@dataclass\nclass App(Base):',
      },
    ],
  },
  {
    name: "python: handlers on a base of two steps",
    plants: [
      { file: letters, from: listLetters, to: "" },
      {
        file: letters,
        from: app,
        to: `class Quiet(Notifications):\n    """Nothing."""\n\n\nclass Reading(Quiet):\n    postbox: "Postbox"\n\n${listLetters}\n\n@final\n@dataclass\nclass App(Reading):`,
      },
    ],
  },
  {
    name: "python: a base in a module of its own, over the contract under another name",
    plants: [
      { file: letters, from: listLetters, to: "" },
      { file: letters, from: app, to: "@final\n@dataclass\nclass App(Reading):" },
      {
        file: "services/notifications/notifications/custom/reading.py",
        text: `"""Reading."""\n\nfrom ..generated import Ctx, Letter, ListLettersIn\nfrom ..generated import Notifications as Contract\n\n\nclass Reading(Contract):\n    """Reads."""\n\n${listLetters}`,
      },
    ],
  },
  {
    name: "python: a handler that was made elsewhere",
    plants: [
      { file: letters, from: listLetters, to: "    list_letters = reading\n" },
      {
        file: letters,
        from: app,
        to:
          "async def reading(self: object, input: ListLettersIn, ctx: Ctx) -> list[Letter]:\n    return []\n\n\n" +
          app,
      },
    ],
  },
  {
    name: "typescript: an abstract base",
    plants: shelf(
      `abstract class Finding {\n  abstract readonly index: Index<Product>;\n${searched}}\n\nclass Shop extends Finding implements Catalog {\n  readonly index: Index<Product>;\n  constructor(readonly bySku: ReadonlyMap<string, Product>, index: Index<Product>) {\n    super();\n    this.index = index;\n  }\n${found}}`,
    ),
  },
  {
    name: "typescript: the base says that it is the contract",
    plants: shelf(
      `abstract class Finding implements Catalog {\n${state}${searched}  abstract getProduct(input: { sku: string }): Promise<Product | UnknownProduct>;\n}\n\nclass Shop extends Finding {\n${found}}`,
    ),
  },
  {
    name: "typescript: an interface over the contract, and a class without a name of its own",
    plants: shelf(
      `interface Shelf extends Catalog {\n  readonly size: number;\n}\n\nconst Shop = class implements Shelf {\n  readonly size = 1;\n${state}${found}${searched}};`,
    ),
  },
  {
    name: "typescript: handlers that a class is handed",
    plants: shelf(
      `const searching =\n  (index: Index<Product>): Catalog["searchProducts"] =>\n  async ({ query, limit }) =>\n    search(index, query, limit);\n\nclass Shop implements Catalog {\n  readonly getProduct: Catalog["getProduct"];\n  searchProducts = searching(this.index);\n  constructor(bySku: ReadonlyMap<string, Product>, readonly index: Index<Product>) {\n    this.getProduct = async ({ sku }) => bySku.get(sku) ?? new UnknownProduct({ sku });\n  }\n}`,
    ),
  },
  {
    name: "typescript: the contract under another name",
    plants: [
      { file: billing, from: "import type { Billing, ", to: "import type { Billing as Desk, " },
      { file: billing, from: "Billing[", to: "Desk[" },
      { file: billing, from: "(tools: Tools): Billing =>", to: "(tools: Tools): Desk =>" },
    ],
  },
  {
    name: "rust: the trait under another name",
    plants: [
      { file: users, from: "    Ctx, GetUser, ", to: "    Ctx, GetUser as Finding, " },
      { file: users, from: "impl GetUser for App", to: "impl Finding for App" },
    ],
  },
];

/** What is gone from a class with a base is gone. */
export const descentFaults: readonly Fault[] = [
  {
    name: "neither the app nor its base answers",
    language: "python",
    plants: [
      { file: letters, from: listLetters, to: "" },
      {
        file: letters,
        from: app,
        to: 'class Base(Notifications):\n    """What all of ours share."""\n\n\n@final\n@dataclass\nclass App(Base):',
      },
    ],
    expected: [
      "missing-handler notifications/rpc:list-letters notifications/notifications/custom.py",
    ],
  },
  {
    name: "a handler of a base has another signature",
    language: "python",
    plants: [
      { file: letters, from: listLetters, to: "" },
      {
        file: letters,
        from: app,
        to: `class Reading(Notifications):\n    """Reads."""\n\n${listLetters.replace("input: ListLettersIn", "input: InvoicePaid")}\n\n@final\n@dataclass\nclass App(Reading):`,
      },
    ],
    expected: [
      "handler-signature notifications/rpc:list-letters notifications/notifications/custom.py",
    ],
  },
  {
    name: "a class over an interface over the contract leaves one out",
    language: "typescript",
    plants: [
      ...shelf(
        `interface Shelf extends Catalog {\n  readonly size: number;\n}\n\nclass Shop implements Shelf {\n  readonly size = 1;\n${state}${found}}`,
      ),
    ],
    expected: ["missing-handler catalog/rpc:search-products catalog/src/custom.ts"],
  },
];
