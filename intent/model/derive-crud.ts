import { type CrudAuth, type Deed, readCrudAuth } from "./crud-auth.ts";
import type { FileContext } from "./file-context.ts";
import { pluralOf, wordsOf } from "./names.ts";
import { given } from "./read-fields.ts";
import { typeText } from "./type-text.ts";
import type { Crud } from "./pattern-types.ts";
import type { Reading } from "./read-form.ts";
import type {
  Entity,
  ErrorDeclaration,
  Field,
  PrimitiveName,
  Rpc,
  Service,
  SymbolRef,
  TypeRef,
} from "./types.ts";

/** What a key and a unique field may be: what has one spelling as text in all languages. */
const texts: ReadonlySet<PrimitiveName> = new Set([
  "string",
  "uuid",
  "i32",
  "i64",
  "u32",
  "u64",
  "date",
]);

/** The most items of a page, and how many it has where nobody says. */
const limits = { most: "500", usual: "50" };

/**
 * A service with the rpcs and errors that its cruds stand for, so that whoever reads a model sees them as any other: who
 * uses the service calls them, and a changed entity changes them. What no stamp is made of yet is noted. `readings` are the
 * forms of the cruds, for what they ask of callers: the model has that in the rpcs alone.
 */
export function withCruds(
  context: FileContext,
  service: Service,
  readings: readonly Reading[],
): Service {
  const made = service.patterns.cruds.flatMap((crud) => {
    const entity = service.entities.find(({ name }) => name === crud.entity.name);
    if (crud.entity.service !== service.name || entity === undefined) {
      context.meetUnstamped("crud of another service's entity", crud.entity.span);
      return [];
    }
    const [key, ...more] = entity.fields.filter((field) => field.key);
    // An entity without a key is reported where routes are checked.
    if (key === undefined) return [];
    const isText = (field: Field): boolean =>
      field.type.kind === "primitive" && texts.has(field.type.name);
    const unique = entity.fields.filter((field) => field.unique);
    if (more.length > 0 || ![key, ...unique].every(isText))
      context.meetUnstamped("crud of such keys and unique fields", crud.entity.span);
    const reading = readings.find(({ span }) => span === crud.span);
    const auth = reading && readCrudAuth(context, crud, reading);
    const parts = partsOf(service.name, crud, entity, key, auth);
    if (auth !== undefined) checkAuth(context, service, crud, parts.rpcs, auth);
    return [parts];
  });
  if (made.length === 0) return service;
  // What the intent declares itself under the name of one of them stands in its place.
  const without = <T extends { readonly name: string }>(
    all: readonly T[],
    declared: readonly { readonly name: string }[],
  ): T[] => all.filter(({ name }) => !declared.some((one) => one.name === name));
  const rpcs = made.flatMap((one) => one.rpcs);
  const errors = made.flatMap((one) => one.errors);
  const other = service.errors.find((one) =>
    errors.some((error) => error.name === one.name && !isLike(one, error)),
  );
  if (other !== undefined) context.meetUnstamped(`crud beside such an error`, other.nameSpan);
  return {
    ...service,
    config: withAddress(context, service),
    rpcs: [...service.rpcs, ...without(rpcs, service.rpcs)],
    errors: [...service.errors, ...without(errors, service.errors)],
  };
}

const deeds = ["create", "get", "list", "update", "delete"] as const;

/** Each `:to` names an rpc that is made of the crud, and none is left open because the intent declares it itself. */
function checkAuth(
  context: FileContext,
  service: Service,
  crud: Crud,
  made: readonly Rpc[],
  auth: CrudAuth,
): void {
  const entity = crud.entity.name;
  for (const deed of deeds) {
    const rpc = made.find((one) => one.crud?.does === deed);
    const own = service.rpcs.find(({ name }) => name === rpc?.name);
    const named = auth.namedAt(deed);
    if (named !== undefined && (rpc === undefined || own !== undefined)) {
      const [because, cure] =
        rpc === undefined
          ? ["all of its fields are its key", `take ${deed} out`]
          : [`the intent declares ${rpc.name} itself`, `say (auth …) in ${rpc.name}`];
      context.report("crud-auth-of-nothing", named, { entity, deed, because }, { cure });
    } else if (own !== undefined && own.clauses.auth === undefined && auth.spanOf(deed)) {
      const notes = [{ message: "this does not hold of it", span: auth.spanOf(deed) ?? crud.span }];
      context.report("crud-auth-lost", own.nameSpan, { rpc: own.name, entity }, { notes });
    }
  }
}

/** The settings with the address of the database, where a crud is kept in one. */
function withAddress(context: FileContext, { config, patterns }: Service): readonly Field[] {
  const tabled = patterns.cruds.find(({ store }) => store !== "memory");
  if (tabled === undefined) return config;
  const { span } = tabled;
  const name = "database-url";
  const own = config.find((field) => field.name === name);
  if (own !== undefined) {
    const because = `the address of ${tabled.entity.name}'s store has it, which every such service has`;
    context.report("name-taken", own.nameSpan, { what: "a setting", name, because });
    return config;
  }
  const doc = "The address of the database that things are kept in.";
  const type: TypeRef = { kind: "primitive", name: "string", span };
  const address: Field = { name, doc, type, ...plain, span, nameSpan: span };
  return [...config, { ...address, constraints: { secret: true } }];
}

/** Whether a declared error has the one field that the derived one has. */
function isLike(declared: ErrorDeclaration, derived: ErrorDeclaration): boolean {
  const [field, ...more] = declared.fields;
  const [wanted] = derived.fields;
  return (
    more.length === 0 &&
    field?.name === wanted?.name &&
    field !== undefined &&
    wanted !== undefined &&
    typeText(field.type, "") === typeText(wanted.type, "")
  );
}

interface Parts {
  readonly rpcs: readonly Rpc[];
  readonly errors: readonly ErrorDeclaration[];
}

const notFoundOf = (entity: string): string => `${entity}-not-found`;
const takenOf = (entity: string): string => `${entity}-taken`;

/** What all that is made of one crud is made with. */
interface Subject {
  readonly crud: Crud;
  readonly auth: CrudAuth | undefined;
  readonly entity: Entity;
  /** The key as a parameter or as the field of an error. */
  readonly id: Field;
  readonly name: string;
  readonly type: TypeRef;
  readonly text: TypeRef;
  readonly notFound: SymbolRef;
  readonly taken: SymbolRef;
  readonly at: Pick<Rpc, "span" | "nameSpan">;
  /** What is called after the entity: its name, and the one that it had while the entity had its old one. */
  readonly called: (form: (entity: string) => string) => Pick<Rpc, "name" | "was">;
}

function partsOf(
  service: string,
  crud: Crud,
  entity: Entity,
  key: Field,
  auth: CrudAuth | undefined,
): Parts {
  const { span } = crud;
  const name = wordsOf(entity.name).join("-");
  const old = entity.was === undefined ? undefined : wordsOf(entity.was).join("-");
  const subject: Subject = {
    crud,
    auth,
    entity,
    id: bare(key),
    name,
    type: { kind: "named", service, name: entity.name, span },
    text: { kind: "primitive", name: "string", span },
    notFound: { service, name: notFoundOf(name), span },
    taken: { service, name: takenOf(name), span },
    at: { span, nameSpan: crud.entity.span },
    called: (form) => ({ name: form(name), ...(old === undefined ? {} : { was: form(old) }) }),
  };
  return {
    rpcs: [...rpcsOfOne(subject, key), ...rpcsOfAll(subject, key)],
    errors: errorsOf(subject),
  };
}

type Method = NonNullable<Rpc["clauses"]["http"]>["method"];

function rpcOf(
  { crud, auth, entity, at, called }: Subject,
  does: Deed,
  form: (entity: string) => string,
  method: Method,
  rest: Pick<Rpc, "input" | "errors" | "doc" | "output">,
  below = "",
): Rpc {
  return {
    kind: "rpc",
    ...called(form),
    ...at,
    ...rest,
    clauses: {
      http: { method, path: crud.path + below },
      ...given("auth", auth?.scopesOf(does)),
    },
    crud: { entity: entity.name, does },
  };
}

/** What is asked of one entity by its key. */
function rpcsOfOne(subject: Subject, key: Field): Rpc[] {
  const { entity, id, type, notFound, taken, at } = subject;
  const below = `/{${key.name}}`;
  const item: TypeRef = { kind: "patch", item: type, span: at.span };
  const change: Field = { name: "change", type: item, ...plain, ...at };
  const get = rpcOf(
    subject,
    "get",
    (one) => `get-${one}`,
    "get",
    { doc: `Finds one ${entity.name}.`, input: [id], output: type, errors: [notFound] },
    below,
  );
  const update = rpcOf(
    subject,
    "update",
    (one) => `update-${one}`,
    "patch",
    {
      doc: `Changes one ${entity.name}.`,
      input: [id, change],
      output: type,
      errors: [notFound, taken],
    },
    below,
  );
  const remove = rpcOf(
    subject,
    "delete",
    (one) => `delete-${one}`,
    "delete",
    { doc: `Takes one ${entity.name} away.`, input: [id], errors: [notFound] },
    below,
  );
  // Where all is key, there is nothing to change.
  return entity.fields.every((field) => field.key) ? [get, remove] : [get, update, remove];
}

/** What is asked of all of them: to take one more in, and who they are. */
function rpcsOfAll(subject: Subject, key: Field): Rpc[] {
  const { entity, id, type, text, taken, at } = subject;
  const limit: Field = {
    name: "limit",
    type: { kind: "primitive", name: "u32", span: at.span },
    ...plain,
    ...at,
    default: { kind: "number", text: limits.usual },
    constraints: { min: "1", max: limits.most },
  };
  const cursor: TypeRef = { kind: "optional", item: text, span: at.span };
  return [
    rpcOf(subject, "create", (one) => `create-${one}`, "post", {
      doc: `Makes one ${entity.name}.`,
      input: entity.fields.map((field) => (field === key ? givenKey(id) : bare(field))),
      output: type,
      errors: [taken],
    }),
    rpcOf(subject, "list", (one) => `list-${pluralOf(one)}`, "get", {
      doc: `Lists every ${entity.name}, in the order of their keys as text.`,
      input: [limit, { name: "cursor", type: cursor, ...plain, ...at }],
      output: { kind: "page", item: type, span: at.span },
      errors: [],
    }),
  ];
}

const errorsOf = ({ entity, id, text, at, called }: Subject): ErrorDeclaration[] => [
  {
    kind: "error",
    ...called(notFoundOf),
    doc: `There is no such ${entity.name}.`,
    status: 404,
    fields: [id],
    ...at,
  },
  {
    kind: "error",
    ...called(takenOf),
    doc: `Another ${entity.name} has the same value in this field.`,
    status: 409,
    fields: [{ name: "field", type: text, ...plain, ...at }],
    ...at,
  },
];

const plain = { key: false, unique: false, constraints: {} };

const bare = (field: Field): Field => ({ ...field, key: false, unique: false });

/** A key that is a uuid is made where nobody gives one. */
const givenKey = (id: Field): Field =>
  id.type.kind === "primitive" && id.type.name === "uuid" && id.default === undefined
    ? { ...id, type: { kind: "optional", item: id.type, span: id.type.span } }
    : id;
