import { type Diagnostic, hasErrors } from "../base/diagnostic.ts";
import type { Source } from "../base/source.ts";
import { readTree } from "../syntax/reader.ts";
import type { Tree } from "../syntax/tree.ts";
import { checkUniverseAllowed } from "./check-allowed.ts";
import { checkConsumers } from "./check-consumers.ts";
import { checkModel } from "./check-model.ts";
import type { Consulted } from "./consulted.ts";
import { definedForms, type DefinedForms } from "./define-form.ts";
import { expanded } from "./expand.ts";
import { FileContext } from "./file-context.ts";
import { modelProblem } from "./messages.ts";
import { readFile } from "./read-file.ts";
import { readService } from "./read-service.ts";
import { readUniverseForm } from "./read-universe.ts";
import type { Model, Service, Universe } from "./types.ts";

export interface BuildOptions {
  /** Path of the universe's file among the sources; default `universe.lisp`. */
  readonly universeFile?: string;
  /** Is told by name whom the check of each service looked at. */
  readonly consulted?: Map<string, Consulted>;
}

/** A service together with the file that it came from, while the model is checked. */
export interface LoadedService {
  readonly service: Service;
  readonly context: FileContext;
}

export const universeFileDefault = "universe.lisp";
const start = { start: 0, end: 0 };

/**
 * Reads a universe's file alone, to learn where its services are. Gives `undefined` where there is no usable `universe`
 * form, and all diagnostics of the file; with errors the universe is partial.
 */
export function readUniverse(source: Source): [Universe | undefined, Diagnostic[]] {
  const { universe, diagnostics } = readUniverseFile(source);
  return [universe, diagnostics];
}

/** A universe's file, read. */
export interface UniverseFile {
  readonly universe: Universe | undefined;
  /** Forms that it defines for all files. */
  readonly forms: DefinedForms;
  readonly diagnostics: Diagnostic[];
}

/** A universe's file with the forms that it defines for all others. */
export const readUniverseFile = (source: Source): UniverseFile =>
  universeFileOf(...readTree(source));

/** The same for a text that is read already, with what is wrong with the text itself. */
export function universeFileOf(tree: Tree, diagnostics: readonly Diagnostic[]): UniverseFile {
  const found = [...diagnostics];
  const [context, forms] = expandedFile(tree, found, new Map());
  const form = readFile(context, "universe.lisp").find(
    (reading) => reading.spec.head === "universe",
  );
  if (form === undefined && !hasErrors(found)) found.push(universeMissing(tree.path));
  const universe = form === undefined ? undefined : readUniverseForm(context, form);
  return { universe, forms, diagnostics: sorted(found) };
}

/** A file with the calls of defined forms expanded, its own and those that it is given, and all that it defines with them. */
function expandedFile(
  tree: Tree,
  found: Diagnostic[],
  known: DefinedForms,
): [FileContext, DefinedForms] {
  const context = new FileContext(tree, found);
  const forms = definedForms(context, known);
  if (forms.size === 0) return [context, forms];
  const whole = expanded(context, forms);
  return [new FileContext(whole, found, tree.text, [...forms.keys()], context.brokenForms), forms];
}

/**
 * The model of a universe from all its texts: the universe's file and each service's intent, paths relative to the root.
 * Gives all diagnostics of all files in one run, sorted by file and place. The model is `undefined` only where no
 * universe can be read; with errors it is partial (what could not be read is left out, references may lead nowhere), fit
 * for display and for guessing, never for stamping.
 */
export function buildModel(
  sources: readonly Source[],
  options: BuildOptions = {},
): [Model | undefined, Diagnostic[]] {
  const universeFile = options.universeFile ?? universeFileDefault;
  const found: Diagnostic[] = [];
  const loaded: LoadedService[] = [];
  const file = sources.find((source) => source.path === universeFile);
  const read = file === undefined ? undefined : readUniverseFile(file);
  const universe = read?.universe;
  found.push(...(read?.diagnostics ?? []));
  for (const source of sources) {
    if (source === file) continue;
    const one = loadService(source, found, read?.forms);
    if (one !== undefined) loaded.push(one);
  }
  loaded.sort((a, b) => byNameThenFile(a.service, b.service));
  if (file === undefined) found.push(universeMissing(universeFile));
  else if (universe !== undefined && universe.services.length > 0 && loaded.length === 0) {
    if (!hasErrors(found)) {
      const parameters = { globs: universe.services.join(", ") };
      found.push(modelProblem("no-service-found", universe.file, universe.span, parameters));
    }
  }
  const services = checkModel(loaded, universe, options.consulted);
  if (universe !== undefined)
    found.push(...checkConsumers(universe, services), ...checkUniverseAllowed(universe, services));
  return [universe === undefined ? undefined : { universe, services }, sorted(found)];
}

/**
 * The service of one intent, not yet checked against others; what is wrong with the file is added to `found`. `forms` are
 * those that the universe defines.
 */
export const loadService = (
  source: Source,
  found: Diagnostic[],
  forms: DefinedForms = new Map(),
): LoadedService | undefined => serviceOf(...readTree(source), found, forms);

/** The same for a text that is read already, with what is wrong with the text itself. */
export function serviceOf(
  tree: Tree,
  diagnostics: readonly Diagnostic[],
  found: Diagnostic[],
  forms: DefinedForms,
): LoadedService | undefined {
  for (const diagnostic of diagnostics) found.push(diagnostic);
  const [context] = expandedFile(tree, found, forms);
  const before = found.length;
  const form = readFile(context, "intent.lisp").find((reading) => reading.spec.head === "service");
  if (form === undefined && found.length === before && !hasErrors(diagnostics)) {
    found.push(
      modelProblem(
        "service-missing",
        tree.path,
        { start: 0, end: Math.min(1, tree.text.length) },
        {},
      ),
    );
  }
  const service = form === undefined ? undefined : readService(context, form);
  return service === undefined ? undefined : { service, context };
}

const universeMissing = (file: string): Diagnostic =>
  modelProblem("universe-missing", file, start, { file });

/** The order in which services are checked, and in which the first of two with one name stands. */
export const byNameThenFile = (a: Service, b: Service): number =>
  compare(a.name, b.name) || compare(a.file, b.file);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sorted = (found: readonly Diagnostic[]): Diagnostic[] =>
  found.toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      compare(a.code, b.code),
  );
