import type { Language, Model, Service } from "#intent";
import { canonicalSlice, snakeCase } from "#intent";
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
  /^(?:\/\/|#) flywheel:stamp v1 service=(\S+) digest=([0-9a-f]{64}) templates=([0-9a-f]{16})\s*$/;

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
  const owner = model.services.get(service);
  const slice = canonicalSlice(model, service);
  if (owner === undefined || slice === undefined)
    throw new Error(`the model holds no service ${service}`);
  const hash = templatesHash(templates, owner.language, sha256);
  return { service, digest: sha256(`${slice}\n${hash}`), templates: hash };
}

/** The two comment lines at the top of a stamped file, without a line break at the end. */
export function headerOf(marker: Marker, comment: "//" | "#"): string {
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

/** Whether a path (of any service) is one that Forge stamps: `generated.rs`, `generated.users.ts`, `generated_users.py`. */
export const isStampedPath = (path: string): boolean =>
  /(?:^|\/)src\/generated(?:\.rs|(?:\.[a-z0-9-]+)?\.ts)$|(?:^|\/)generated(?:_[a-z0-9_]+)?\.py$/.test(
    path,
  );
