import { camelCase, pascalCase } from "#intent";
import type { MethodFact, MirroredFile, MirroredService, Place, TypeFact } from "./facts.ts";
import { kebab, outgoing } from "./meaning.ts";
import { neutralType } from "./neutral.ts";
import { isWirePath } from "./roles.ts";

/** A text as an S-expression writes it; intents know fewer escapes than JSON. */
const quoted = (text: string): string =>
  `"${Array.from(text, (letter) => escapes.get(letter) ?? escaped(letter)).join("")}"`;

const escapes: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ['"', '\\"'],
  ["\n", "\\n"],
  ["\t", "\\t"],
]);
const escaped = (letter: string): string =>
  /\p{C}/u.test(letter) ? `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}` : letter;

/** A type as an intent would say it; what no intent can say stays in its language, as a text. */
const typeText = (type: string): string => {
  const depths = [...type].map((letter) => (letter === "(" ? 1 : letter === ")" ? -1 : 0));
  const level = depths.reduce<number>((sum, step) => (sum < 0 ? sum : sum + step), 0);
  return level === 0 && /^[A-Za-z(][\w ().-]*$/.test(type) && !/\(\s*\)/.test(type)
    ? type
    : quoted(type);
};

const place = (file: string, at: Place): string => `:at ${quoted(`${file}:${at.line}`)}`;

/**
 * The facts of a service as S-expressions, in one vocabulary for all languages: names of rpcs, events and services as an
 * intent writes them, types as an intent would say them, each with its file and line (relative to the service's folder).
 */
export function printMirror(mirrored: MirroredService, services: Iterable<string>): string {
  const inside = (path: string): string => path.slice(mirrored.directory.length + 1);
  const contracts = contractsOf(mirrored);
  const lines = mirrored.files.flatMap((file) => fileLines(file, inside(file.path), contracts));
  const { calls, publications } = outgoing(
    mirrored,
    new Map(Array.from(services, (name) => [pascalCase(name), name])),
  );
  for (const one of calls)
    lines.push(`(call ${one.service}/rpc:${one.rpc} ${place(inside(one.file), one.at)})`);
  for (const one of publications)
    lines.push(`(publish event:${one.event} ${place(inside(one.file), one.at)})`);
  const head = `(mirror ${mirrored.name} :language ${mirrored.language} :directory ${quoted(mirrored.directory)}`;
  return [head, ...lines.map((line) => `  ${line}`)].join("\n") + ")";
}

function fileLines(file: MirroredFile, path: string, contracts: Contracts): string[] {
  const { facts } = file;
  const stamp =
    file.marker === undefined ? "" : ` :stamp ${quoted(file.marker.digest.slice(0, 12))}`;
  const head = `(file ${quoted(path)} :role ${file.role}${stamp})`;
  const unknown =
    file.unknown === undefined
      ? []
      : [`(unknown ${quoted(file.unknown.reason)} :at ${quoted(`${path}:${file.unknown.line}`)})`];
  if (isWirePath(file.path)) return [head, ...unknown];
  const shown = facts.types.filter((type) => !/^wire\b/.test(type.scope));
  const types = shown.map((type) => typeLine(file, type, path));
  const clients = shown
    .filter((type) => file.role === "stamped" && type.name.endsWith("Client"))
    .map((type) => `(client ${kebab(type.name.replace(/Client$/, ""))} ${place(path, type.at)})`);
  const routes = facts.routes
    .toSorted((a, b) => a.at.start - b.at.start)
    .map((route) => {
      const [, listens] = /^\/events\/(.*)$/.exec(route.path) ?? [];
      return listens === undefined
        ? `(route ${route.method} ${quoted(route.path)} ${place(path, route.at)})`
        : `(listen ${listens} ${place(path, route.at)})`;
    });
  const addresses = facts.literals.map(
    (one) => `(address ${quoted(one.text)} ${place(path, one.at)})`,
  );
  const handlers = handlerLines(file, path, contracts);
  return [head, ...unknown, ...types, ...clients, ...handlers, ...routes, ...addresses];
}

function typeLine(file: MirroredFile, type: TypeFact, path: string): string {
  const isStamped = file.role === "stamped";
  const scope = type.scope === "" ? "" : ` :in ${type.scope.replaceAll("::", "/")}`;
  const fields = type.fields.map((field) => {
    const name = kebab(field.name);
    const isUsual = !isStamped || type.name === "Config" || field.wire === camelCase(name);
    const wire = isUsual ? "" : ` :wire ${quoted(field.wire)}`;
    return `(${name} ${typeText(field.type)}${wire} :line ${field.at.line})`;
  });
  // Stamped enums are open in every language; only Rust has a variant for it.
  const variants = type.variants
    .map((variant) => kebab(variant.name))
    .filter((name) => !isStamped || name !== "unknown");
  const methods = type.methods
    .filter((method) => isPublic(method.name))
    .map(
      (method) =>
        `(method ${kebab(method.name)} ${signature(file, method)} :line ${method.at.line})`,
    );
  const inner = [...fields, ...variants, ...methods].map((part) => ` ${part}`).join("");
  return `(${type.kind} ${type.name}${scope} ${place(path, type.at)}${inner})`;
}

const isPublic = (name: string): boolean => /^[A-Za-z]/.test(name) && name !== "constructor";

const signature = (
  file: MirroredFile,
  method: { readonly parameters: readonly string[]; readonly result: string },
): string => {
  const said = (code: string): string =>
    code === "" ? "_" : typeText(neutralType(file.language, code));
  const result = method.result === "" ? "" : ` (out ${said(method.result)})`;
  return `(in${method.parameters.map((one) => ` ${said(one)}`).join("")})${result}`;
};

/** Methods of what says that it is one of the service's contracts. */
function handlerLines(file: MirroredFile, path: string, contracts: Contracts): string[] {
  return file.facts.implementations
    .filter((one) => contracts.has(one.contract))
    .flatMap((one) =>
      one.methods
        .filter((method) => isPublic(method.name))
        .map((method) => {
          const said = `:of ${one.contract} ${signature(file, saidBy(contracts, one.contract, method))}`;
          return `(handler ${kebab(method.name)} ${said} ${place(path, method.at)})`;
        }),
    );
}

/** A handler that says no types has those of its contract: so the compiler understands it. */
function saidBy(contracts: Contracts, contract: string, method: MethodFact): MethodFact {
  const isSilent = method.result === "" && method.parameters.every((type) => type === "");
  const declared = contracts.get(contract)?.find((one) => one.name === method.name);
  return isSilent && declared !== undefined ? declared : method;
}

/** Contracts that the stamped code of the service declares, by name, with their methods. */
type Contracts = ReadonlyMap<string, readonly MethodFact[]>;

const contractsOf = ({ files }: MirroredService): Contracts =>
  new Map(
    files
      .filter((file) => file.role === "stamped")
      .flatMap((file) => file.facts.types)
      .filter((type) => type.kind === "contract")
      .map((type) => [type.name, type.methods] as const),
  );
