import {
  derived,
  lookup,
  typeName,
  valueName,
  type Language,
  type Model,
  type Service,
} from "#intent";
import { resolveImports } from "../print/imports.ts";
import { scope } from "../print/layout.ts";
import { render } from "../print/render.ts";
import { printerOf, serviceInOrder, type FilePlan } from "../stamp.ts";
import { evaluateTemplate } from "../template/evaluate.ts";
import { readTemplate, type TemplateNode } from "../template/read.ts";
import type { Templates } from "../template/templates.ts";
import { isList, isRecord, type ValueRecord } from "../template/value.ts";

/** One thing of the model that a pattern's template is printed for, as that template sees it. */
export interface Instance {
  /** The stamped file, relative to the universe's root. */
  readonly file: string;
  readonly pattern: string;
  /** Its name in code. */
  readonly name: string;
  readonly view: ValueRecord;
  /** What the file's own template is given. */
  readonly scope: ValueRecord;
}

/** Everything that the stamped files of a service print through a pattern's template, file by file. */
export function instancesOf(model: Model, service: Service, templates: Templates): Instance[] {
  const printer = printerOf(service.language);
  const plans = printer.files({ model, service: serviceInOrder(model, service) });
  return plans
    .filter((plan) => plan.kind === "stamped")
    .flatMap((plan) => inPlan(plan, service, templates));
}

function inPlan(plan: FilePlan, service: Service, templates: Templates): Instance[] {
  const template = templates.get(`${plan.pattern}/${service.language}`);
  if (template === undefined) return [];
  return stampedLists(readTemplate(template.text).nodes).flatMap(({ list, pattern }) => {
    const views = plan.scope[list];
    if (!isList(views)) return [];
    return views.flatMap((view): Instance[] =>
      isRecord(view) && typeof view["name"] === "string"
        ? [
            {
              file: `${service.directory}/${plan.path}`,
              pattern,
              name: view["name"],
              view,
              scope: plan.scope,
            },
          ]
        : [],
    );
  });
}

/** `(each x list … (stamp pattern x) …)`: which list of a file is printed by which pattern. */
function stampedLists(
  nodes: readonly TemplateNode[],
): { readonly list: string; readonly pattern: string }[] {
  return nodes.flatMap((node) => {
    if (node.kind !== "list") return [];
    const [head, variable, source, ...rest] = node.items;
    const isEach = head?.kind === "symbol" && head.name === "each";
    if (!isEach || variable?.kind !== "symbol" || source?.kind !== "symbol")
      return stampedLists(node.items);
    return rest.flatMap((item) => {
      if (item.kind !== "list") return [];
      const [stamp, pattern, value] = item.items;
      const printed =
        stamp?.kind === "symbol" &&
        stamp.name === "stamp" &&
        pattern?.kind === "symbol" &&
        value?.kind === "symbol" &&
        value.name === variable.name;
      return printed ? [{ list: source.name, pattern: pattern.name }] : [];
    });
  });
}

/** The thing that holds what a symbol names: `users/User.id` and `users/rpc:get.in.id` are of `users/User`, `users/rpc:get`. */
export const ownerSymbol = (symbol: string): string => symbol.replace(/\.(?!.*\/).*$/, "");

/** The instance that stands for the thing that holds a symbol, in the file that says what is used of that thing's service. */
export function instanceOf(
  model: Model,
  instances: readonly Instance[],
  symbol: string,
  language: Language,
): Instance | undefined {
  const found = lookup(model, ownerSymbol(symbol));
  if (found === undefined) return undefined;
  const name = codeName(found, language);
  return instances.find((one) => one.name === name && one.scope["service"] === found.service.name);
}

function codeName(
  found: NonNullable<ReturnType<typeof lookup>>,
  language: Language,
): string | undefined {
  switch (found.kind) {
    case "entity":
    case "enum":
      return typeName(language, found.value.name);
    case "error":
      return derived.error(found.value.name);
    case "rpc":
    case "event":
      return valueName(language, found.value.name);
    default:
      return undefined;
  }
}

/** The text that a template prints for an instance; `undefined` where the template asks for what is not there. */
export function printFor(instance: Instance, text: string, language: Language): string | undefined {
  const printer = printerOf(language);
  let failed = false;
  const house = {
    templates: new Map([[`learnt/${language}`, { text, file: "learnt" }]]),
    language,
    functions: printer.functions,
    indent: printer.indent,
    report: () => void (failed = true),
  };
  const given = { ...instance.scope, [instance.pattern]: instance.view };
  const doc = evaluateTemplate(house, "learnt", given);
  const printed = render(resolveImports(scope(doc), printer.imports), printer.layout);
  return failed ? undefined : printed;
}
