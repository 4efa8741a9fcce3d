import { primitiveNames, type Language, type Source } from "#intent";

/**
 * Universes in which a type occurs in one place and nowhere else, one service for each pair: what a stamped file imports
 * and which helpers it brings follows from where its types occur, so each place is tried alone.
 */
const wrapped: readonly string[] = [
  "(list date)",
  "(optional decimal)",
  "(map string i32)",
  "(map uuid timestamp)",
  "(list (map date decimal))",
  "(optional (list (map string (list bytes))))",
  "(map u64 (optional duration))",
  "(list (optional json))",
  "(page Thing)",
  "(optional (page (list decimal)))",
  "(page u64)",
  "(patch Thing)",
  "(list (patch Thing))",
];
const filed: readonly string[] = ["(file)", "(optional (file :max 70MB))"];

/** Files are parameters, or the whole of an answer. */
const placesOfFiles: ReadonlySet<string> = new Set(["input", "called-input"]);
const placesOfWholeFiles: ReadonlySet<string> = new Set([
  ...placesOfFiles,
  "output",
  "called-output",
]);

/**
 * Files change the rules of the wire in all services that have them, which are therefore tried apart; so do keys of
 * the rpcs that take them.
 */
const kinds = {
  plain: [...primitiveNames, ...wrapped, "Thing", "Mood", "Either"],
  files: filed,
  "keyed-files": filed,
} as const;
const clausesOf: Readonly<Record<string, string>> = {
  "keyed-files": "(idempotent)",
};
export type MatrixKind = keyof typeof kinds;

/** `own` stands in the service itself; `foreign` in a service that it uses, with `uses` beside it. */
interface Spot {
  readonly name: string;
  readonly own?: (type: string) => string;
  readonly foreign?: (type: string) => string;
  readonly uses?: (other: string) => string;
}

const spots: readonly Spot[] = [
  { name: "field", own: (type) => `(entity Kept (part ${type}))` },
  { name: "input", own: (type) => `(rpc give (in (part ${type})))` },
  { name: "output", own: (type) => `(rpc take (out ${type}))` },
  { name: "event", own: (type) => `(event given (part ${type}))` },
  { name: "error", own: (type) => `(error refused :status 409 (part ${type}))` },
  { name: "alias", own: (type) => `(alias Other ${type})` },
  {
    name: "called-input",
    foreign: (type) => `(rpc give (in (part ${type})))`,
    uses: (other) => `(uses ${other} (rpc give))`,
  },
  {
    name: "called-output",
    foreign: (type) => `(rpc take (out ${type}))`,
    uses: (other) => `(uses ${other} (rpc take))`,
  },
  {
    name: "called-error",
    foreign: (type) =>
      `(error refused :status 409 (part ${type})) (rpc dare (in (on bool)) (errors refused))`,
    uses: (other) => `(uses ${other} (rpc dare))`,
  },
  {
    name: "heard",
    foreign: (type) => `(event given (part ${type}))`,
    uses: (other) => `(on ${other}/given :do listen)`,
  },
  {
    name: "aliased-output",
    foreign: (type) => `(alias Other ${type}) (rpc take (out Other))`,
    uses: (other) => `(uses ${other} (rpc take))`,
  },
];

const declared: Readonly<Record<string, string>> = {
  Thing: "(entity Thing (id i32) (age (optional i64)))",
  Mood: "(enum Mood calm wild)",
  Either: "(union Either (one (day date)) (other (rest (optional Either))))",
};

/** Whether a service is there only to be used: what it stamps itself is tried elsewhere in the matrix. */
export const isOwner = (service: string): boolean => service.endsWith("-owner");

/** The sources of one universe whose services in `language` hold each type in each place. */
export function typeMatrix(language: Language, kind: MatrixKind): Source[] {
  const services: string[][] = [];
  const clauses = clausesOf[kind];
  for (const [row, type] of kinds[kind].entries()) {
    if (clauses !== undefined) {
      services.push([`${kind}${row}`, `(rpc give (in (part ${type})) ${clauses})`]);
      continue;
    }
    for (const { name, own, foreign, uses } of spots) {
      // What holds fields holds no patches.
      if (name === "field" && type.includes("patch")) continue;
      if (type === "(file)" && !placesOfWholeFiles.has(name)) continue;
      if (type.startsWith("(optional (file") && !placesOfFiles.has(name)) continue;
      const service = `${kind}${row}-${name}`;
      const words = declared[Object.keys(declared).find((one) => type.includes(one)) ?? ""] ?? "";
      if (own !== undefined) services.push([service, `${words} ${own(type)}`]);
      if (foreign === undefined || uses === undefined) continue;
      services.push([service, uses(`${service}-owner`)]);
      services.push([`${service}-owner`, `${words} ${foreign(type)}`]);
    }
  }
  return [
    {
      path: "universe.lisp",
      text: '(lang intent 1.0)\n\n(universe matrix (services "services/*"))',
    },
    ...services.map(([name, forms]) => ({
      path: `services/${name}/intent.lisp`,
      text: `(lang intent 1.0)\n\n(service ${name} (language ${language}) ${forms})`,
    })),
  ];
}
