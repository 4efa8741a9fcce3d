import type { Diagnostic, Language, Model } from "#intent";
import { checkNames as python } from "./print/python/check.ts";
import { checkNames as rust } from "./print/rust/check.ts";
import { checkNames as typescript } from "./print/typescript/names.ts";
import { contextOf, type LanguagePrinter } from "./stamp.ts";

/** What each printer says of names, without the printer: `check` loads none. */
const checks: Readonly<Record<Language, LanguagePrinter["check"]>> = { rust, typescript, python };

/**
 * Names that would stand for two things in stamped code, of all services of a sound model: what {@link stamp} says of them
 * too. A service with forms that nothing is stamped of yet has no such names.
 */
export const takenNames = (model: Model): Diagnostic[] =>
  [...model.services.values()].flatMap((service) =>
    service.unstamped.length > 0
      ? []
      : checks[service.language](contextOf(model, service, undefined)),
  );
