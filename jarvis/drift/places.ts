import type { Place } from "../mirror/facts.ts";
import { codeFolder } from "../mirror/roles.ts";
import { saidToBe } from "./families.ts";
import type { FilePlace } from "./types.ts";
import type { ServiceView, WantedHandler } from "./view.ts";

/** A place in a file of code. */
export const placeIn = (file: string, { start, end }: Place): FilePlace => ({
  file,
  span: { start, end },
});

/** The first character of a file: where to look for what is not there. */
export const topOf = (file: string): FilePlace => ({ file, span: { start: 0, end: 0 } });

/** Something that stands in an intent. */
export const inIntent = (view: ServiceView, span: FilePlace["span"]): FilePlace => ({
  file: view.service.file,
  span,
});

/** Files that start the service: `main.rs`, `main.ts`, `__main__.py`. */
export const mainPath = ({ service }: ServiceView): string => {
  const name = { rust: "main.rs", typescript: "main.ts", python: "__main__.py" }[service.language];
  return `${service.directory}/${codeFolder(service)}/${name}`;
};

/** A place where people's code implements one of these handlers, with the file and how much of it is there. */
export interface Implemented {
  readonly file: string;
  readonly at: Place;
}

/**
 * Where hand-written code implements a handler. In Rust that is the `impl` of its trait. Elsewhere it is a method of what
 * says that it is the service's contract, or is derived from what says so; where parts of it come from elsewhere, or nothing says so, any function, method
 * or variable of that name counts.
 */
export function implementationsOf(view: ServiceView, wanted: WantedHandler): Implemented[] {
  const said = saidToBe(view, wanted.contract);
  // All that an engine answers is of one trait; whatever else is declared has a trait of its own.
  const isPart = ["command", "query", "invariant"].includes(wanted.kind);
  if (view.service.language === "rust" && !isPart)
    return said.map(({ file, one }) => ({ file: file.path, at: one.at }));
  const exact = said.flatMap(({ file, one }) =>
    one.methods
      .filter((method) => method.name === wanted.method)
      .map((method) => ({ file: file.path, at: method.at })),
  );
  if (exact.length > 0) return exact;
  return said.length === 0 || said.some(({ one }) => one.open) ? namedSo(view, wanted.method) : [];
}

function namedSo(view: ServiceView, name: string): Implemented[] {
  return view.own.flatMap((file) => {
    const { implementations, types, names } = file.facts;
    const methods = [...implementations, ...types].flatMap((one) => one.methods);
    const method = methods.find((one) => one.name === name);
    if (method !== undefined) return [{ file: file.path, at: method.at }];
    return names.includes(name) ? [{ file: file.path, at: { line: 1, start: 0, end: 0 } }] : [];
  });
}

/** Where a handler that is missing should stand: beside the other handlers, else in `custom`, else where all starts. */
export function handlersPlace(view: ServiceView): FilePlace {
  for (const contract of new Set(view.wanted.map((one) => one.contract)))
    for (const { file, one } of saidToBe(view, contract)) return placeIn(file.path, one.at);
  const custom = view.own.find((file) => file.role === "custom");
  return topOf(custom?.path ?? mainPath(view));
}
