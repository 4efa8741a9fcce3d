import { snakeCase, type Language, type Service } from "#intent";
import type { Role } from "./facts.ts";

/** The language of a file by the end of its name; `undefined` for what the mirror does not read. */
export function languageOf(path: string): Language | undefined {
  if (path.endsWith(".rs")) return "rust";
  if (/\.[cm]?ts$/.test(path)) return "typescript";
  return path.endsWith(".py") ? "python" : undefined;
}

const tests =
  /(?:^|\/)(?:tests?|__tests__|benches|examples)\/|\.(?:test|spec)\.[cm]?ts$|(?:^|\/)test_[^/]*\.py$|_test\.(?:py|rs)$|(?:^|\/)(?:conftest\.py|tests\.rs)$/;

/** Whether a path inside a service's folder is a test, an example or a benchmark. */
export const isTestPath = (inside: string): boolean => tests.test(inside);

/** What a file of a service is for, by its path inside the service's folder. `stamped` are the paths that are stamped. */
export function roleOf(
  service: Pick<Service, "name" | "language">,
  inside: string,
  stamped: boolean,
): Role {
  if (stamped) return "stamped";
  const home = codeFolder(service);
  const alone = `${home}/custom${endings[service.language]}`;
  if (inside.startsWith(`${home}/custom/`) || inside === alone) return "custom";
  const starts = entries[service.language].some((name) => inside === `${home}/${name}`);
  // Cargo builds each of these into a program.
  const isProgram = service.language === "rust" && inside.startsWith(`${home}/bin/`);
  return starts || isProgram ? "entry" : "other";
}

const endings: Readonly<Record<Language, string>> = {
  rust: ".rs",
  typescript: ".ts",
  python: ".py",
};
const entries: Readonly<Record<Language, readonly string[]>> = {
  rust: ["main.rs", "lib.rs"],
  typescript: ["main.ts"],
  python: ["__main__.py", "__init__.py"],
};

/** Whether a path is that of the rules of the wire, which are the same in every service. Rust has them inside its stamp. */
export const isWirePath = (path: string): boolean =>
  /generated[._]wire(?:[-_](?:calls|keys|traces))?\.\w+$/.test(path);

/**
 * Whether a path is that of a stamped document (what is served by routes, the steps to a database's tables), which holds no
 * code: that it stands as it was stamped is all there is to ask.
 */
export const isDocumentPath = (path: string): boolean =>
  /(?:^|\/)generated[._][a-z]+\.json$/.test(path);

/** Where the code of a service stands in its folder: `src`, or Python's package. */
export const codeFolder = (service: Pick<Service, "name" | "language">): string =>
  service.language === "python" ? snakeCase(service.name) : "src";
