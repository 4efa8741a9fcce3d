import type { Language, Model, Service } from "#intent";
import { canonicalSlice, languages, snakeCase } from "#intent";
import type { Templates } from "./template/templates.ts";

/** What the second line of a stamped file says. */
export interface Marker {
  readonly service: string;
  /** SHA-256 over the canonical slice of the model and the templates' hash. */
  readonly digest: string;
  /** First 16 hex digits of the templates' hash. */
  readonly templates: string;
}

export type Sha256 = (text: string) => string;

const pattern =
  /^(?:\/\/ |# | {2}"x-stamp": ")flywheel:stamp v1 service=(\S+) digest=([0-9a-f]{64}) templates=([0-9a-f]{16})(?:",)?\s*$/;

/** The marker of a stamped file's text; `undefined` where its second line is none. */
export function readMarker(text: string): Marker | undefined {
  const match = pattern.exec(text.split("\n", 3)[1] ?? "");
  const [, service, digest, templates] = match ?? [];
  if (service === undefined || digest === undefined || templates === undefined) return undefined;
  return { service, digest, templates };
}

/**
 * A language's number is raised when its printer prints something else for the same template and model, so that files of
 * an older Flywheel count as stale.
 */
const printers: Readonly<Record<Language, number>> = { rust: 2, typescript: 1, python: 1 };

const hashes = new WeakMap<Templates, Map<Language, string>>();

/** Hash of the templates of one language, names included; 16 hex digits. */
export function templatesHash(templates: Templates, language: Language, sha256: Sha256): string {
  const known = hashes.get(templates)?.get(language);
  if (known !== undefined) return known;
  const used = [...templates]
    .filter(([name]) => name.endsWith(`/${language}`))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = sha256(
    JSON.stringify([printers[language], used.map(([name, { text }]) => [name, text])]),
  ).slice(0, 16);
  const byLanguage = hashes.get(templates) ?? new Map<Language, string>();
  hashes.set(templates, byLanguage.set(language, hash));
  return hash;
}

/** The marker that all stamped files of `service` carry. Throws where the model does not hold the service: our own bug. */
export function expectedMarker(
  model: Model,
  service: string,
  templates: Templates,
  sha256: Sha256,
): Marker {
  const byService = markers.get(model)?.get(templates) ?? new Map<string, Marker>();
  const known = byService.get(service);
  if (known !== undefined) return known;
  const owner = model.services.get(service);
  const slice = canonicalSlice(model, service);
  if (owner === undefined || slice === undefined)
    throw new Error(`the model holds no service ${service}`);
  const hash = templatesHash(templates, owner.language, sha256);
  const marker = { service, digest: sha256(`${slice}\n${hash}`), templates: hash };
  const byTemplates = markers.get(model) ?? new WeakMap<Templates, Map<string, Marker>>();
  markers.set(model, byTemplates.set(templates, byService.set(service, marker)));
  return marker;
}

/** Models and templates never change, and a stamp asks twice: whether a service is stale, and what its files begin with. */
const markers = new WeakMap<Model, WeakMap<Templates, Map<string, Marker>>>();

/** What begins a stamped file's lines about itself; JSON has no comments, and says it in a member. */
export type Comment = "//" | "#" | "json";

/** The two lines at the top of a stamped file that say what it is, without a line break at the end. */
export function headerOf(marker: Marker, comment: Comment): string {
  if (comment === "json") {
    const { service, digest, templates } = marker;
    return `{\n  "x-stamp": "flywheel:stamp v1 service=${service} digest=${digest} templates=${templates}",`;
  }
  return [
    `${comment} Stamped by Flywheel from the intent of \`${marker.service}\`. Do not edit: the next stamp overwrites it.`,
    `${comment} flywheel:stamp v1 service=${marker.service} digest=${marker.digest} templates=${marker.templates}`,
  ].join("\n");
}

/** Where the stamped file of a service stands, relative to its folder. */
export function mainStampedPath(service: Service["name"], language: Language): string {
  if (language === "rust") return "src/generated.rs";
  if (language === "typescript") return "src/generated.ts";
  return `${snakeCase(service)}/generated.py`;
}

/**
 * Whether a path (of any service) is one that Forge stamps: `generated.rs`, `generated.users.ts`, `generated_users.py`,
 * `generated.openapi.json`, `generated_migrations.json`, and the tests that an intent gives.
 */
export const isStampedPath = (path: string): boolean =>
  /(?:^|\/)src\/generated(?:\.rs|(?:\.[a-z0-9-]+)?\.ts)$|(?:^|\/)generated(?:_[a-z0-9_]+)?\.py$|(?:^|\/)generated[._][a-z]+\.json$/.test(
    path,
  ) || Object.values(stampedTests).some((one) => path === one || path.endsWith(`/${one}`));

/** Where the tests stand that an intent gives, relative to a service's folder. */
export const stampedTests: Readonly<Record<Language, string>> = {
  rust: "tests/generated.rs",
  typescript: "test/generated.test.ts",
  python: "tests/test_generated.py",
};

/**
 * Where people say what those tests are asked of. The tests do not run without it, so that it is made wherever it is
 * missing, and not in a new service alone.
 */
export const subjects: Readonly<Record<Language, string>> = {
  rust: "tests/subject/mod.rs",
  typescript: "test/subject.ts",
  python: "tests/subject.py",
};

/** Whether a path (of any service) is that of a subject. */
export const isSubjectPath = (path: string): boolean =>
  Object.values(subjects).some((one) => path.endsWith(`/${one}`));

/** The subject that a stamped file needs beside it; `undefined` of what is no stamped test. */
export function subjectOf(path: string): string | undefined {
  for (const language of languages) {
    const end = `/${stampedTests[language]}`;
    if (path.endsWith(end)) return `${path.slice(0, -end.length)}/${subjects[language]}`;
  }
  return undefined;
}
