import {
  unstampedOf,
  type Diagnostic,
  type Language,
  type Listener,
  type Model,
  type Service,
} from "#intent";
import { byName } from "./reach/foreign.ts";
import { migrationProblems } from "./reach/migrations.ts";
import { withTools } from "./reach/tools.ts";
import { expectedMarker, headerOf, type Comment, type Marker, type Sha256 } from "./marker.ts";
import { resolveImports, type ImportLayout } from "./print/imports.ts";
import { scope, type Doc } from "./print/layout.ts";
import { python } from "./print/python/index.ts";
import { render, type RenderOptions } from "./print/render.ts";
import { rust } from "./print/rust/index.ts";
import { typescript } from "./print/typescript/index.ts";
import { evaluateTemplate, type TemplateHouse } from "./template/evaluate.ts";
import type { Templates } from "./template/templates.ts";
import type { TemplateFunctions, ValueRecord } from "./template/value.ts";

export interface StampedFile {
  /** Relative to the universe's root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** A scaffold is proposed only: it is for people, and nothing that stands is overwritten by it. */
  readonly kind: "stamped" | "scaffold";
}

export interface StampResult {
  readonly services: readonly { readonly name: string; readonly files: readonly StampedFile[] }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a language's printer is given for one service, whose declarations are sorted by name. */
export interface StampContext {
  readonly model: Model;
  readonly service: Service;
  readonly standing?: Standing;
}

/**
 * The text of a file as it stands, by its path relative to the universe's root. Stamps are made from intents alone but for
 * what must go on from what was stamped before: the steps of a database.
 */
export type Standing = (path: string) => string | undefined;

/** One file to be: the template that prints it and what that template is given. */
export interface FilePlan {
  /** Relative to the service's folder. */
  readonly path: string;
  readonly kind: StampedFile["kind"];
  /** Pattern of the template, such as `file` (the language is added). */
  readonly pattern: string;
  /** Variables of the template; `header` (the marker's comment lines) is added to those of stamped files. */
  readonly scope: ValueRecord;
}

/** One language's naming, literals, imports and layout: everything that is not in its templates. */
export interface LanguagePrinter {
  readonly language: Language;
  readonly comment: "//" | "#";
  readonly layout: RenderOptions;
  /** Columns of one step of indentation. */
  readonly indent: number;
  readonly imports: ImportLayout;
  readonly functions: TemplateFunctions;
  readonly files: (context: StampContext) => readonly FilePlan[];
  /** Names of the service that cannot stand side by side in this language's stamped code. */
  readonly check: (context: StampContext) => readonly Diagnostic[];
}

const printers: Readonly<Record<Language, LanguagePrinter>> = {
  rust,
  typescript,
  python,
};

/** The printer of a language. */
export const printerOf = (language: Language): LanguagePrinter => printers[language];

export interface StampOptions {
  readonly sha256: Sha256;
  /** Names; all where absent. */
  readonly services?: readonly string[];
  /** Absent where nothing stands. */
  readonly standing?: Standing;
}

/**
 * Stamps the services of a checked model, or those named: pure, and byte-identical in any order of services. Diagnostics
 * tell of broken templates and of names that collide; the files of a service with errors are not to be written.
 */
export function stamp(model: Model, templates: Templates, options: StampOptions): StampResult {
  const diagnostics: Diagnostic[] = [];
  const names = [...model.services.keys()]
    .filter((name) => options.services?.includes(name) ?? true)
    .sort();
  const services = names.flatMap((name) => {
    const service = model.services.get(name);
    if (service === undefined) return [];
    const later = unstampedOf(service);
    if (later.length > 0) {
      diagnostics.push(...later);
      return [{ name, files: [] }];
    }
    const marker = expectedMarker(model, name, templates, options.sha256);
    return [
      {
        name,
        files: stampService(
          contextOf(model, service, options.standing),
          templates,
          marker,
          diagnostics,
        ),
      },
    ];
  });
  return { services, diagnostics };
}

/** What printers are given for a service. */
export const contextOf = (
  model: Model,
  service: Service,
  standing: Standing | undefined,
): StampContext => ({
  model,
  service: serviceInOrder(service),
  ...(standing === undefined ? {} : { standing }),
});

/** Declarations by name, so that the order of forms in an intent reaches nobody; fields and variants keep theirs. */
export function serviceInOrder(service: Service): Service {
  return {
    ...service,
    entities: byName(service.entities),
    enums: byName(service.enums),
    unions: byName(service.unions),
    aliases: byName(service.aliases),
    errors: byName(service.errors),
    rpcs: byName(withTools(service).rpcs),
    events: byName(service.events),
    listeners: service.listeners.toSorted((a, b) => (listenerKey(a) < listenerKey(b) ? -1 : 1)),
    patterns: {
      ...service.patterns,
      everies: service.patterns.everies.toSorted((a, b) => (a.handler < b.handler ? -1 : 1)),
      tools: byName(service.patterns.tools),
      utils: byName(service.patterns.utils),
      engines: byName(service.patterns.engines),
    },
  };
}

const listenerKey = (listener: Listener): string =>
  `${listener.handler} ${listener.service}/${listener.event}`;

/** What the templates of a language share. */
export const houseOf = (
  printer: LanguagePrinter,
  templates: Templates,
  report: TemplateHouse["report"],
): TemplateHouse => ({
  templates,
  language: printer.language,
  functions: printer.functions,
  indent: printer.indent,
  report,
});

/** One file as a document whose imports are resolved. */
export function documentOf(
  { imports }: LanguagePrinter,
  house: TemplateHouse,
  plan: FilePlan,
  header: string,
): Doc {
  const above: ValueRecord = plan.kind === "stamped" ? { header } : {};
  const doc = evaluateTemplate(house, plan.pattern, { ...plan.scope, ...above });
  return resolveImports(scope(doc), imports);
}

function stampService(
  context: StampContext,
  templates: Templates,
  marker: Marker,
  diagnostics: Diagnostic[],
): StampedFile[] {
  const printer = printers[context.service.language];
  diagnostics.push(...printer.check(context), ...migrationProblems(context));
  const house = houseOf(printer, templates, (diagnostic) => void diagnostics.push(diagnostic));
  const header = headerOf(marker, printer.comment);
  const print = (plan: FilePlan): string =>
    render(
      documentOf(printer, house, plan, headerOf(marker, commentOf(printer, plan))),
      printer.layout,
    );
  const known = sameTexts.get(templates) ?? new Map<string, string>();
  sameTexts.set(templates, known);
  return printer.files(context).map((plan) => {
    const same = isSameEverywhere(plan) ? `${plan.pattern}/${printer.language}` : undefined;
    const below = same === undefined ? undefined : known.get(same);
    const reported = diagnostics.length;
    const text = below === undefined ? print(plan) : header + below;
    if (same !== undefined && below === undefined && diagnostics.length === reported)
      keepBelow(known, same, text, header);
    return { path: `${context.service.directory}/${plan.path}`, text, kind: plan.kind };
  });
}

/** How the file of a plan says what it is. */
export const commentOf = (printer: LanguagePrinter, { path }: FilePlan): Comment =>
  path.endsWith(".json") ? "json" : printer.comment;

/** Whether a file says the same of every service but for its header, as the rules of the wire do: it is printed once. */
const isSameEverywhere = ({ kind, scope: given }: FilePlan): boolean =>
  kind === "stamped" && Object.keys(given).length === 0;

const sameTexts = new WeakMap<Templates, Map<string, string>>();

/** Keeps what stands below the header, unless a template of the user's says the header again. */
function keepBelow(known: Map<string, string>, name: string, text: string, header: string): void {
  const below = text.slice(header.length);
  const digest = /digest=(\S+)/.exec(header)?.[1] ?? header;
  if (text.startsWith(header) && !below.includes(digest)) known.set(name, below);
}
