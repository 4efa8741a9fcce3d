import type { Field, Language, Variant } from "./types.ts";

/**
 * How names of an intent are spelt in code and on the wire. Stamps and repairs both read this page, so that they agree
 * without knowing each other. Kebab-case names are split at `-`, PascalCase ones at their humps.
 */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .split(/[-_]/)
    .filter((word) => word.length > 0)
    .map((word) => word.toLowerCase());
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Names repeat (`id`, `name`, …) and are spelt many times while a universe is checked and stamped. */
const pascalCased = new Map<string, string>();
const pascalCasedMax = 10_000;

export function pascalCase(name: string): string {
  const known = pascalCased.get(name);
  if (known !== undefined) return known;
  const cased = wordsOf(name).map(capital).join("");
  if (pascalCased.size >= pascalCasedMax) pascalCased.clear();
  pascalCased.set(name, cased);
  return cased;
}
export const camelCase = (name: string): string => {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
};
export const snakeCase = (name: string): string => wordsOf(name).join("_");
export const screamingCase = (name: string): string => snakeCase(name).toUpperCase();

/** `users` of `user`, `categories` of `category`; of a name in any casing that ends in its last word. */
export const pluralOf = (name: string): string =>
  /[^aeiou]y$/.test(name)
    ? `${name.slice(0, -1)}ies`
    : /(?:s|x|z|ch|sh)$/.test(name)
      ? `${name}es`
      : `${name}s`;

const reserved: Readonly<Record<Language, ReadonlySet<string>>> = {
  rust: new Set(
    (
      "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return " +
      "self Self static struct super trait true type unsafe use where while abstract become box do final gen macro override priv " +
      "try typeof unsized virtual yield"
    ).split(" "),
  ),
  typescript: new Set(
    (
      "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in " +
      "instanceof new null return super switch this throw true try typeof var void while with yield let static implements interface " +
      "package private protected public await async arguments eval constructor prototype"
    ).split(" "),
  ),
  python: new Set(
    (
      "False None True and as assert async await break class continue def del elif else except finally for from global if import in is " +
      "lambda nonlocal not or pass raise return try while with yield match case type self cls model_config model_fields copy json dict schema " +
      // Names that an annotation inside a class needs, and those that pydantic's models have already.
      "bool bytes float int list object str construct from_orm parse_file parse_obj parse_raw schema_json " +
      "update_forward_refs validate model_computed_fields model_construct model_copy model_dump model_dump_json " +
      "model_extra model_fields_set model_json_schema model_parametrized_name model_post_init model_rebuild " +
      "model_validate model_validate_json model_validate_strings"
    ).split(" "),
  ),
};

/** A value's name in the language's casing; a reserved word gets a trailing underscore. */
export function valueName(language: Language, name: string): string {
  const cased = language === "typescript" ? camelCase(name) : snakeCase(name);
  return reserved[language].has(cased) ? `${cased}_` : cased;
}

/** A type's name: PascalCase in all three languages. Reserved words get a trailing underscore. */
export function typeName(language: Language, name: string): string {
  const cased = pascalCase(name);
  return reserved[language].has(cased) ? `${cased}_` : cased;
}

/** The name of a field in code. */
export const fieldName = (language: Language, field: Pick<Field, "name">): string =>
  valueName(language, field.name);

/** A variant in code: `Free` in Rust, the wire's string in TypeScript, `FREE` in Python. */
export function variantName(
  language: Language,
  variant: Pick<Variant, "name" | "was" | "wire">,
): string {
  if (language === "rust") return typeName("rust", variant.name);
  if (language === "python") return screamingCase(variant.name);
  return variantWireName(variant);
}

/** JSON key of a field: `:wire`, else the old name while `:was` stands, else the name; camelCase. */
export const fieldWireName = (field: Pick<Field, "name" | "was" | "wire">): string =>
  field.wire ?? camelCase(field.was ?? field.name);

/** An enum value on the wire is the intent's name. */
export const variantWireName = (variant: Pick<Variant, "name" | "was" | "wire">): string =>
  variant.wire ?? variant.was ?? variant.name;

/** What else a reader takes for a name on the wire while `:was` stands, and whether that is the newer of the two. */
export interface OtherForm {
  readonly writes: string;
  readonly other: string;
  readonly isNewer: boolean;
}

type Renamed = Pick<Variant, "name" | "was" | "wire">;

/**
 * The other form of a renamed thing: the new name while the old one is written, the old name once `:wire` has the new one
 * written. `undefined` where there is one form alone.
 */
function otherForm(one: Renamed, spelt: (name: string) => string): OtherForm | undefined {
  if (one.was === undefined) return undefined;
  const writes = one.wire ?? spelt(one.was);
  const other = spelt(one.wire === undefined ? one.name : one.was);
  return other === writes ? undefined : { writes, other, isNewer: one.wire === undefined };
}

/** The forms of what stands side by side; a name that two would take is left to the one that writes it, or to nobody. */
function otherForms<One extends Renamed>(
  all: readonly One[],
  spelt: (name: string) => string,
): ReadonlyMap<One, OtherForm> {
  const taken = new Map<string, number>();
  const take = (name: string): void => void taken.set(name, (taken.get(name) ?? 0) + 1);
  const found = all.map((one) => [one, otherForm(one, spelt)] as const);
  for (const [one, form] of found) {
    take(one.wire ?? spelt(one.was ?? one.name));
    if (form !== undefined) take(form.other);
  }
  return new Map(
    found.flatMap(([one, form]) =>
      form !== undefined && taken.get(form.other) === 1 ? [[one, form]] : [],
    ),
  );
}

/** The other keys that readers of fields take. */
export const otherKeys = (fields: readonly Field[]): ReadonlyMap<Field, OtherForm> =>
  otherForms(fields, camelCase);

/** The other values that readers of an enum, or of the tag of a union, take. */
export const otherValues = <One extends Renamed>(
  variants: readonly One[],
): ReadonlyMap<One, OtherForm> => otherForms(variants, (name) => name);

/** Names that are derived from an rpc, event, error, case or service: `GetUserIn`, `GetUserError`, `UsersClient`, … */
export const derived = {
  input: (rpc: string): string => `${pascalCase(rpc)}In`,
  rpcError: (rpc: string): string => `${pascalCase(rpc)}Error`,
  rpcTrait: (rpc: string): string => pascalCase(rpc),
  service: (service: string): string => pascalCase(service),
  client: (service: string): string => `${pascalCase(service)}Client`,
  event: (event: string): string => pascalCase(event),
  error: (error: string): string => pascalCase(error),
  /** One shape of a union, where it is a type of its own: `ContactByMail`. */
  unionCase: (union: string, one: string): string => pascalCase(union) + pascalCase(one),
  /** What of an entity is to change. */
  patch: (entity: string): string => `${pascalCase(entity)}Patch`,
  /** What answers the rpcs of a crud, and in Rust who keeps the entities. */
  crudHandlers: (entity: string): string => `${pascalCase(entity)}Handlers`,
  crudKeeper: (entity: string): string => `Keeps${pascalCase(entity)}`,
  everyTrait: (handler: string): string => pascalCase(handler),
  listenerTrait: (handler: string): string => pascalCase(handler),
  utilTrait: (util: string): string => pascalCase(util),
  /** What custom code implements of an engine, and in Rust who makes one. */
  engine: (engine: string): string => `${pascalCase(engine)}Engine`,
  engineMaker: (engine: string): string => `Makes${pascalCase(engine)}`,
  /** What the steps of its tests are, in Rust and TypeScript. */
  engineStep: (engine: string): string => `${pascalCase(engine)}Step`,
  /** A command or query under a name that no other engine and no rpc has: its input and its errors go by it. */
  engineMember: (engine: string, member: string): string => `${engine}-${member}`,
  /** What is in a known state of a machine. */
  machine: (machine: string): string => pascalCase(machine),
  machineStates: (machine: string): string => `${pascalCase(machine)}State`,
  machineGuards: (machine: string): string => `${pascalCase(machine)}Guards`,
  machineSteps: (machine: string): string => `${pascalCase(machine)}Transition`,
  machineRefusal: (machine: string): string => `${pascalCase(machine)}Refused`,
  /** Thrown where Python code takes a transition that its types do not allow. */
  machineMisuse: (machine: string): string => `${pascalCase(machine)}Illegal`,
  /** What is in any state of a machine, as it was read. */
  machineAny: (machine: string): string => `Any${pascalCase(machine)}`,
};

/**
 * The name of what an invariant asks, from its sentence: `a-total-is-never-negative`. `undefined` where the sentence does not
 * begin with a letter of a to z, or is too long to be a name.
 */
export function invariantName(text: string): string | undefined {
  const name = (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-");
  return /^[a-z]/.test(name) && name.length <= invariantMax ? name : undefined;
}
const invariantMax = 80;

/** Name of a tool as models call it; a renamed tool keeps the old one while `:was` stands. */
export const toolWireName = (tool: { readonly name: string; readonly was?: string }): string =>
  tool.was ?? tool.name;

/** Path of an rpc on the wire; a renamed rpc keeps the old path while `:was` stands. */
export const rpcPath = (rpc: { readonly name: string; readonly was?: string }): string =>
  `/rpc/${rpc.was ?? rpc.name}`;
