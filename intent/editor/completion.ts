import type { ArgumentSpec, FormSpec, OptionSpec } from "../model/form-spec.ts";
import { formsIn } from "../model/form-tables.ts";
import { typeForms } from "../model/forms.ts";
import { declarationsOf, findEnum } from "../model/find.ts";
import { resolveType } from "../model/resolve-type.ts";
import { primitiveNames, type Model, type Service } from "../model/types.ts";
import type { Tree } from "../syntax/tree.ts";
import type { DefinedForm, DefinedForms } from "../model/define-form.ts";
import { placeAt, type FormAt } from "./at.ts";
import { definedIn, definitionText } from "./defined.ts";

/** One thing that may be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: "form" | "option" | "type" | "name" | "word";
  /** What it is, in a sentence. */
  readonly detail: string;
  /** The text that goes in, where it is more than the label; `$0` is where the cursor goes on. */
  readonly insert?: string;
}

/** What is known of a file beside its text. */
export interface CompletionFile {
  readonly file: "intent.lisp" | "universe.lisp";
  readonly service?: Service;
  /** Forms that the universe and the file define. */
  readonly defined?: DefinedForms;
}

/** What may be written at an offset of a file, in the order of the language; empty where anything may. */
export function completionsAt(
  model: Model,
  tree: Tree,
  offset: number,
  { file, service, defined = new Map() }: CompletionFile,
): Completion[] {
  const { slot, forms, node } = placeAt(tree, offset, file);
  switch (slot.kind) {
    case "head": {
      const own = definedIn(defined, slot.place);
      return [
        ...headsIn(slot.place, tree, forms, node),
        ...own.map(callOf(isHeadAt(slot.place, tree, forms, node))),
      ];
    }
    case "member":
      return definedIn(defined, undefined).map(callOf(true));
    case "option":
      return optionsOf(slot.spec, tree, forms);
    case "type":
      return typesFor(model, service);
    case "argument":
      return forArgument(model, service, tree, forms, slot);
    case "value":
      return forOption(model, service, tree, forms, slot.option);
    case "nothing":
      return [];
  }
}

/** Whether the parenthesis before the head stands there already. */
const isHeadAt = (place: string, tree: Tree, forms: readonly FormAt[], node: number): boolean =>
  tree.kind(node) === "symbol" || forms.at(-1)?.spec?.id !== place;

/** A call of a defined form. */
const callOf =
  (isHead: boolean) =>
  (form: DefinedForm): Completion => ({
    label: form.name,
    kind: "form",
    detail: definitionText(form).replaceAll(/\s+/g, " "),
    insert: isHead ? `${form.name} $0` : `(${form.name} $0)`,
  });

/** Forms of a place; those that stand once and are there already are left out, except for the one that is being written. */
function headsIn(place: string, tree: Tree, forms: readonly FormAt[], node: number): Completion[] {
  const isHead = isHeadAt(place, tree, forms, node);
  const outer = forms.findLast(({ spec }) => spec?.id === place);
  const there = new Set(
    (outer === undefined ? tree.children(0) : tree.children(outer.node))
      .filter((child) => child !== forms.at(-1)?.node)
      .map((child) => tree.head(child)),
  );
  return [...formsIn(place).values()]
    .filter((form) => form.repeatable || !there.has(form.head))
    .map((form) => ({
      label: form.head,
      kind: "form" as const,
      detail: form.doc,
      insert: isHead ? `${form.head} $0` : `(${form.head} $0)`,
    }));
}

function optionsOf(spec: FormSpec, tree: Tree, forms: readonly FormAt[]): Completion[] {
  const form = forms.at(-1);
  const there = new Set(
    (form === undefined ? [] : tree.children(form.node))
      .filter((child) => tree.kind(child) === "keyword")
      .map((child) => tree.keywordName(child)),
  );
  return spec.options
    .filter(({ name }) => !there.has(name))
    .map((option) => ({
      label: `:${option.name}`,
      kind: "option" as const,
      detail: option.what,
      ...(option.value === "flag" ? {} : { insert: `:${option.name} $0` }),
    }));
}

const word = (label: string, detail: string): Completion => ({ label, kind: "word", detail });
const name = (label: string, detail: string): Completion => ({ label, kind: "name", detail });

/** All types: of the language, of this service, of others. */
function typesFor(model: Model, service: Service | undefined): Completion[] {
  const own = service === undefined ? [] : [...declarationsOf(service).types.values()];
  const others = [...model.services.values()].filter((one) => one !== service);
  return [
    ...own.map((one) => ({ label: one.name, kind: "type" as const, detail: one.doc ?? one.kind })),
    ...primitiveNames.map((label) => ({ label, kind: "type" as const, detail: "primitive" })),
    ...Object.entries(typeForms).map(([label, { what }]) => ({
      label,
      kind: "type" as const,
      detail: `takes ${what}`,
      insert: `(${label} $0)`,
    })),
    ...others.flatMap((other) =>
      [...declarationsOf(other).types.values()].map((one) => ({
        label: `${other.name}/${one.name}`,
        kind: "type" as const,
        detail: one.doc ?? one.kind,
      })),
    ),
  ];
}

function forArgument(
  model: Model,
  service: Service | undefined,
  tree: Tree,
  forms: readonly FormAt[],
  { spec, argument }: { readonly spec: FormSpec; readonly argument: ArgumentSpec },
): Completion[] {
  if (argument.kind === "type") return typesFor(model, service);
  if (argument.kind === "choice")
    return (argument.oneOf ?? []).map((one) => word(one, argument.what));
  if (argument.kind === "reference") return referencesFor(model, service, tree, forms, spec);
  if (spec.id === "initial") return statesOf(tree, forms);
  return [];
}

/** What a form's argument names: services, what a used service declares, events of others, errors, entities. */
function referencesFor(
  model: Model,
  service: Service | undefined,
  tree: Tree,
  forms: readonly FormAt[],
  spec: FormSpec,
): Completion[] {
  const others = [...model.services.values()].filter((one) => one !== service);
  if (spec.id === "uses") return others.map((one) => name(one.name, one.doc ?? "a service"));
  if (spec.id.startsWith("used ")) {
    const uses = forms.findLast((form) => form.spec?.id === "uses");
    const owner = uses === undefined ? undefined : tree.children(uses.node)[1];
    const used = owner === undefined ? undefined : model.services.get(tree.textOf(owner));
    return used === undefined ? [] : declaredAs(used, spec.head);
  }
  if (spec.id === "on")
    return others.flatMap((one) =>
      one.events.map((event) => name(`${one.name}/${event.name}`, event.doc ?? "an event")),
    );
  if (service === undefined) return [];
  if (spec.head === "errors") return declaredAs(service, "error");
  if (spec.id === "crud") return declaredAs(service, "entity");
  if (spec.in.some((place) => place === "before" || place === "after"))
    return hookable(service, spec.head);
  if (spec.id === "call") return declaredAs(service, "rpc");
  return spec.id === "for" ? enumFields(model, service) : [];
}

/** What a rule of a service may hook into. */
function hookable(service: Service, head: string): Completion[] {
  if (head === "rpc") return declaredAs(service, "rpc");
  if (head === "tool")
    return service.patterns.tools.map((tool) => name(tool.name, tool.doc ?? "a tool"));
  return service.listeners.map((one) =>
    name(`${one.service}/${one.event}`, `what ${one.handler} listens to`),
  );
}

function declaredAs(service: Service, kind: string): Completion[] {
  const index = declarationsOf(service);
  const lists = { rpc: index.rpcs, error: index.errors, event: index.events } as const;
  if (kind === "rpc" || kind === "error" || kind === "event")
    return [...lists[kind].values()].map((one) => name(one.name, one.doc ?? kind));
  return [...index.types.values()]
    .filter((one) => one.kind === kind)
    .map((one) => name(one.name, one.doc ?? kind));
}

/** Fields that hold an enum: what a state machine may be for. */
const enumFields = (model: Model, service: Service): Completion[] =>
  service.entities.flatMap((entity) =>
    entity.fields.flatMap((field) => {
      const type = resolveType(model, field.type);
      const owner = type.kind === "named" ? model.services.get(type.service) : undefined;
      const isEnum = type.kind === "named" && owner && findEnum(owner, type.name) !== undefined;
      return isEnum === true ? [name(`${entity.name}.${field.name}`, field.doc ?? "a field")] : [];
    }),
  );

function forOption(
  model: Model,
  service: Service | undefined,
  tree: Tree,
  forms: readonly FormAt[],
  option: OptionSpec,
): Completion[] {
  if (option.oneOf !== undefined) return option.oneOf.map((one) => word(one, option.what));
  if (option.name === "error" && service !== undefined) return declaredAs(service, "error");
  if (option.name === "from" || option.name === "to") return statesOf(tree, forms);
  return option.name === "default" ? defaultsFor(model, service, tree, forms) : [];
}

/** States that the machine around a place lists. */
function statesOf(tree: Tree, forms: readonly FormAt[]): Completion[] {
  const machine = forms.findLast(({ spec }) => spec?.id === "machine");
  const states = (machine === undefined ? [] : tree.children(machine.node)).find(
    (child) => tree.head(child) === "states",
  );
  const nodes = states === undefined ? [] : tree.children(states).slice(1);
  return nodes.map((node) => word(tree.textOf(node), "a state"));
}

/** Variants of the enum that the field around a place holds, or true and false. */
function defaultsFor(
  model: Model,
  service: Service | undefined,
  tree: Tree,
  forms: readonly FormAt[],
): Completion[] {
  const field = forms.at(-1);
  const written = field === undefined ? undefined : tree.children(field.node)[1];
  const text = written === undefined ? "" : tree.textOf(written);
  if (text === "bool") return ["true", "false"].map((one) => word(one, "a bool"));
  const [owner = "", type = ""] = text.includes("/") ? text.split("/") : [service?.name, text];
  const holder = model.services.get(owner);
  const found = holder === undefined ? undefined : findEnum(holder, type);
  return (found?.variants ?? []).map((one) => word(one.name, one.doc ?? `a ${type}`));
}
