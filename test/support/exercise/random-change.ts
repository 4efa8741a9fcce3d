import {
  applyEdits,
  buildModel,
  diffModels,
  hasErrors,
  primitiveNames,
  renameEdits,
  Workspace,
  type Edit,
  type Field,
  type Model,
  type Service,
  type Source,
  type Span,
} from "#intent";
import { random } from "../random.ts";

/** A change of one universe's texts that checks clean and means something. */
export interface RandomChange {
  /** What was done to what, such as `retype harbour/Person.id`. */
  readonly what: string;
  readonly sources: readonly Source[];
  readonly model: Model;
}

/** Something in the texts, and what stands around it. */
interface Place {
  readonly service: Service;
  readonly model: Model;
  readonly sources: readonly Source[];
  readonly pick: <T>(items: readonly T[]) => T | undefined;
}

interface Made {
  readonly what: string;
  readonly edits: readonly Edit[] | undefined;
}
type Change = (place: Place) => Made | undefined;

const insert = (file: string, at: number, text: string): Edit => ({
  file,
  start: at,
  end: at,
  text,
});
const replace = (file: string, { start, end }: Span, text: string): Edit => ({
  file,
  start,
  end,
  text,
});

/** Every list of fields of a service, with the form that holds it. */
const fieldLists = (
  service: Service,
): { readonly name: string; readonly fields: readonly Field[]; readonly end?: number }[] => [
  ...[...service.entities, ...service.errors, ...service.events].map(({ name, fields, span }) => ({
    name,
    fields,
    end: span.end - 1,
  })),
  ...service.rpcs.map(({ name, input }) => ({ name, fields: input })),
  { name: "config", fields: service.config },
];

const ofField =
  (what: string, change: (field: Field, place: Place) => readonly Edit[] | undefined): Change =>
  (place) => {
    const owner = place.pick(fieldLists(place.service).filter(({ fields }) => fields.length > 0));
    const field = owner === undefined ? undefined : place.pick(owner.fields);
    if (owner === undefined || field === undefined) return undefined;
    return {
      what: `${what} ${place.service.name}/${owner.name}.${field.name}`,
      edits: change(field, place),
    };
  };

const textOf = ({ sources, service }: Place, { start, end }: Span): string =>
  (sources.find(({ path }) => path === service.file)?.text ?? "").slice(start, end);

/** A type that can stand anywhere: a primitive, something declared here, or one of those in a container. */
function anyType({ service, pick }: Place): string {
  const names = [...service.enums, ...service.entities, ...service.aliases].map(({ name }) => name);
  const leaf = pick([...primitiveNames, ...primitiveNames, ...names]) ?? "string";
  return (
    pick([leaf, leaf, leaf, `(list ${leaf})`, `(optional ${leaf})`, `(map string ${leaf})`]) ?? leaf
  );
}

const rename: Change = (place) => {
  const workspace = new Workspace(place.sources);
  const declared = place.pick(
    // A service's own name is part of folders and packages: nobody renames it by an edit of texts.
    workspace
      .occurrences(place.service.file)
      .filter(({ role, symbol }) => role === "declaration" && symbol !== place.service.name),
  );
  if (declared === undefined) return undefined;
  const name = /^[A-Z]/.test(textOf(place, declared.span)) ? "QuiteNew" : "quite-new";
  return {
    what: `rename ${declared.symbol}`,
    edits: renameEdits(workspace, declared.symbol, name),
  };
};

const inForm = (file: string, span: Span, option: string): Edit[] => [
  insert(file, span.end - 1, ` ${option}`),
];

const removeOption = (place: Place, field: Field, option: string): Edit[] | undefined => {
  const found = new RegExp(` :${option} (?:"(?:[^"\\\\]|\\\\.)*"|[^\\s()]+|\\(\\))`).exec(
    textOf(place, field.span),
  );
  if (found === null) return undefined;
  const start = field.span.start + found.index;
  return [replace(place.service.file, { start, end: start + found[0].length }, "")];
};

/** Takes a use away with the parentheses around its name, or the whole form where it is the only one. */
function unused(model: Model, owner: string, kind: string, name: string): Edit[] {
  const edits: Edit[] = [];
  for (const service of model.services.values()) {
    for (const uses of service.uses) {
      if (uses.service !== owner) continue;
      const gone = uses.items.filter((item) => item.kind === kind && item.name === name);
      if (gone.length > 0 && gone.length === uses.items.length)
        edits.push(replace(service.file, uses.span, ""));
      else
        for (const { span } of gone)
          edits.push(
            replace(service.file, { start: span.start - kind.length - 2, end: span.end + 1 }, ""),
          );
    }
    for (const listener of service.listeners)
      if (kind === "event" && listener.service === owner && listener.event === name)
        edits.push(replace(service.file, listener.span, ""));
    for (const rpc of service.rpcs)
      for (const error of rpc.errors)
        if (kind === "error" && error.service === owner && error.name === name)
          edits.push(
            rpc.errors.length === 1
              ? replace(service.file, errorsForm(rpc.errors), "")
              : replace(service.file, error.span, ""),
          );
  }
  return edits;
}

/** `(errors a b)` around its names. */
const errorsForm = (errors: readonly { readonly span: Span }[]): Span => ({
  start: (errors[0]?.span.start ?? 0) - "(errors ".length,
  end: (errors.at(-1)?.span.end ?? 0) + 1,
});

const remove =
  (kind: "entity" | "enum" | "rpc" | "event" | "error" | "alias"): Change =>
  ({ service, model, pick }) => {
    const lists = {
      entity: service.entities,
      enum: service.enums,
      rpc: service.rpcs,
      event: service.events,
      error: service.errors,
      alias: service.aliases,
    };
    const one = pick<{ readonly name: string; readonly span: Span }>(lists[kind]);
    return (
      one && {
        what: `remove ${kind} ${service.name}/${one.name}`,
        edits: [
          replace(service.file, one.span, ""),
          ...unused(model, service.name, kind, one.name),
        ],
      }
    );
  };

const others = ({ model, service }: Place): Service[] =>
  [...model.services.values()].filter((one) => one !== service);

/** A form more at the end of the service. */
const addForm =
  (what: string, form: (place: Place) => string): Change =>
  (place) => ({
    what: `${what} ${place.service.name}`,
    edits: [insert(place.service.file, place.service.span.end - 1, `\n  ${form(place)}`)],
  });

const inRpc =
  (
    what: string,
    change: (rpc: Service["rpcs"][number], place: Place) => readonly Edit[] | undefined,
  ): Change =>
  (place) => {
    const rpc = place.pick(place.service.rpcs);
    return rpc && { what: `${what} ${place.service.name}/${rpc.name}`, edits: change(rpc, place) };
  };

const inEnum =
  (
    what: string,
    change: (one: Service["enums"][number], place: Place) => readonly Edit[] | undefined,
  ): Change =>
  (place) => {
    const one = place.pick(place.service.enums);
    return one && { what: `${what} ${place.service.name}/${one.name}`, edits: change(one, place) };
  };

const addField =
  (what: string, text: (place: Place) => string): Change =>
  (place) => {
    const { service } = place;
    const owner = place.pick(
      fieldLists(service).filter(({ fields, end }) => fields.length > 0 || end !== undefined),
    );
    if (owner === undefined) return undefined;
    const at = owner.fields.at(-1)?.span.end ?? owner.end;
    return {
      what: `${what} ${service.name}/${owner.name}`,
      edits: at === undefined ? undefined : [insert(service.file, at, ` ${text(place)}`)],
    };
  };

/** All that can be done to a universe, each as likely as the other. */
const changes: readonly Change[] = [
  rename,
  rename,
  rename,
  ofField("retype", (field, place) => [
    replace(place.service.file, field.type.span, anyType(place)),
  ]),
  ofField("retype", (field, place) => [
    replace(place.service.file, field.type.span, place.pick(primitiveNames) ?? "string"),
  ]),
  ofField("make optional", (field, place) =>
    field.type.kind === "optional"
      ? undefined
      : [
          replace(
            place.service.file,
            field.type.span,
            `(optional ${textOf(place, field.type.span)})`,
          ),
        ],
  ),
  ofField("make required", (field, place) =>
    field.type.kind === "optional"
      ? [replace(place.service.file, field.type.span, textOf(place, field.type.item.span))]
      : undefined,
  ),
  ofField("remove field", (field, { service }) => [replace(service.file, field.span, "")]),
  ofField("wire", (field, { service }) => inForm(service.file, field.span, ':wire "other"')),
  ofField("doc", (field, { service }) => [
    insert(service.file, field.type.span.end, ' "In other words."'),
  ]),
  ofField("key", (field, { service }) => inForm(service.file, field.span, ":key")),
  ofField("secret", (field, { service }) => inForm(service.file, field.span, ":secret")),
  ofField("bound", (field, { service }) => inForm(service.file, field.span, ":min 2")),
  ofField("default", (field, { service, pick }) =>
    inForm(
      service.file,
      field.span,
      `:default ${pick(["1", '"text"', "true", "()", '"2026-01-31"', "1.5"]) ?? "1"}`,
    ),
  ),
  ofField("default gone", (field, place) => removeOption(place, field, "default")),
  addField("add field", (place) => `(brand-new ${anyType(place)})`),
  addField("add optional", (place) => `(brand-new (optional ${place.pick(primitiveNames) ?? ""}))`),
  addField(
    "add default",
    ({ pick }) =>
      `(brand-new ${pick(["i32 :default 1", 'string :default ""', "bool :default true", "(list string) :default ()"]) ?? ""})`,
  ),
  inEnum(
    "add variant",
    ({ variants: [first] }, { service }) =>
      first && [insert(service.file, first.span.end, " brand-new")],
  ),
  inEnum("remove variant", ({ variants }, { service, pick }) => {
    const gone = variants.length < 2 ? undefined : pick(variants);
    return gone && [replace(service.file, gone.span, "")];
  }),
  inEnum(
    "reorder variants",
    ({ variants: [first, second] }, place) =>
      first &&
      second && [
        replace(place.service.file, first.span, textOf(place, second.span)),
        replace(place.service.file, second.span, textOf(place, first.span)),
      ],
  ),
  remove("entity"),
  remove("enum"),
  remove("rpc"),
  remove("event"),
  remove("error"),
  remove("alias"),
  addForm("add entity to", (place) => `(entity BrandNew (part ${anyType(place)}))`),
  addForm(
    "add rpc to",
    (place) => `(rpc brand-new (in (part ${anyType(place)})) (out ${anyType(place)}))`,
  ),
  addForm("add event to", (place) => `(event brand-new (part ${anyType(place)}))`),
  addForm("add enum to", () => "(enum BrandNew first second)"),
  addForm("add alias to", (place) => `(alias BrandNew ${anyType(place)})`),
  addForm("add error to", (place) => `(error brand-new :status 418 (part ${anyType(place)}))`),
  (place) => {
    const other = place.pick(others(place).filter(({ entities }) => entities.length > 0));
    const entity = other && place.pick(other.entities);
    return (
      entity && addForm("use more in", () => `(uses ${other.name} (entity ${entity.name}))`)(place)
    );
  },
  (place) => {
    const other = place.pick(others(place).filter(({ events }) => events.length > 0));
    const event = other && place.pick(other.events);
    return (
      event &&
      addForm("hear more in", () => `(on ${other.name}/${event.name} :do when-brand-new)`)(place)
    );
  },
  (place) => {
    const list = place.pick(fieldLists(place.service).filter(({ fields }) => fields.length > 1));
    const [first, second] = list?.fields ?? [];
    if (list === undefined || first === undefined || second === undefined) return undefined;
    const { file } = place.service;
    return {
      what: `reorder fields of ${place.service.name}/${list.name}`,
      edits: [
        replace(file, first.span, textOf(place, second.span)),
        replace(file, second.span, textOf(place, first.span)),
      ],
    };
  },
  (place) => {
    const alias = place.pick(place.service.aliases);
    return (
      alias && {
        what: `retype alias ${place.service.name}/${alias.name}`,
        edits: [replace(place.service.file, alias.type.span, anyType(place))],
      }
    );
  },
  inRpc(
    "output",
    ({ output }, place) => output && [replace(place.service.file, output.span, anyType(place))],
  ),
  inRpc(
    "output gone",
    ({ output }, { service }) =>
      output && [
        replace(
          service.file,
          { start: output.span.start - "(out ".length, end: output.span.end + 1 },
          "",
        ),
      ],
  ),
  inRpc("output added", ({ output, span }, place) =>
    output === undefined
      ? [insert(place.service.file, span.end - 1, ` (out ${anyType(place)})`)]
      : undefined,
  ),
  inRpc("error added", ({ errors, span }, { service, pick }) => {
    const other = pick(
      service.errors.filter(({ name }) => !errors.some((one) => one.name === name)),
    );
    const last = errors.at(-1);
    if (other === undefined) return undefined;
    return [
      last === undefined
        ? insert(service.file, span.end - 1, ` (errors ${other.name})`)
        : insert(service.file, last.span.end, ` ${other.name}`),
    ];
  }),
  inRpc("error gone", ({ errors }, { service }) => {
    const [first, second] = errors;
    if (first === undefined) return undefined;
    return [replace(service.file, second === undefined ? errorsForm(errors) : first.span, "")];
  }),
  (place) => {
    const { service } = place;
    const error = place.pick(service.errors);
    const said = error && / :status \d+/.exec(textOf(place, error.span));
    if (error === undefined || said === undefined || said === null) return undefined;
    const start = error.span.start + said.index;
    return {
      what: `status ${service.name}/${error.name}`,
      edits: [
        replace(
          service.file,
          { start, end: start + said[0].length },
          ` :status ${error.status === 599 ? 598 : error.status + 1}`,
        ),
      ],
    };
  },
  ({ service, pick }) => {
    const uses = pick(service.uses.filter(({ items }) => items.length > 0));
    return (
      uses && {
        what: `stop using ${uses.service} in ${service.name}`,
        edits: [replace(service.file, uses.span, "")],
      }
    );
  },
  ({ service, pick }) => {
    const one = pick(service.listeners);
    return (
      one && {
        what: `stop hearing ${one.service}/${one.event} in ${service.name}`,
        edits: [replace(service.file, one.span, "")],
      }
    );
  },
];

const triesMax = 400;

/**
 * One random change of a universe, drawn by `seed`, of the kind whose `turn` it is where that can be done there: edits of its texts, as somebody would make them, names that others
 * use for it included. What does not check clean, or means nothing, is drawn again; `undefined` where nothing was found.
 */
export function randomChange(
  sources: readonly Source[],
  model: Model,
  seed: number,
  turn?: number,
): RandomChange | undefined {
  const next = random(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)];
  for (let tries = 0; tries < triesMax; tries++) {
    const service = pick([...model.services.values()]);
    const isTurn = turn !== undefined && tries < triesMax / 4;
    const change = isTurn ? changes[turn % changes.length] : pick(changes);
    const made = service && change?.({ service, model, sources, pick });
    if (made?.edits === undefined || made.edits.length === 0) continue;
    const { edits } = made;
    const texts = sources.map(({ path, text }) => ({
      path,
      text:
        applyEdits(
          text,
          edits.filter(({ file }) => file === path),
        ) ?? text,
    }));
    const [after, diagnostics] = buildModel(texts);
    if (after === undefined || hasErrors(diagnostics)) continue;
    if (diffModels(model, after).changes.length === 0) continue;
    return { what: made.what, sources: texts, model: after };
  }
  return undefined;
}
