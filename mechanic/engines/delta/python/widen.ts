import type { CodeDiagnostic, RepairEdit, SyntaxNode } from "#intent";

import type { NewError } from "./errors.ts";
import { byTypeThenName } from "./imports.ts";
import { partsOf, typeExpression, type TypeExpression } from "./retype/annotations.ts";
import { methodOf } from "./retype/indexed.ts";
import type { Module } from "./snapshot.ts";
import { childOf, memberOf, nameOf, nodesOf, statementsOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/** A method of a hand-written class that answers with exactly what the rpc answered with before. */
export interface Follower {
  readonly module: Module;
  readonly error: NewError;
  readonly answer: SyntaxNode;
}

/**
 * Hand-written protocols that stood for the stamped client and that pyright finds incompatible now. Where one spells the
 * old set of answers, it takes the new error in; one of another set says something else, and stays.
 */
export function followErrors(
  written: ReadonlyMap<string, Module>,
  errors: readonly NewError[],
  diagnostics: readonly CodeDiagnostic[],
): readonly RepairEdit[] {
  const places = [
    ...followers(written, errors, diagnostics).map(({ module, error, answer }) => ({
      module,
      error,
      union: typeExpression(module.text, answer),
    })),
    ...callbacks(written, errors, diagnostics),
    ...errors.flatMap((error) => passersOn(written, error, diagnostics)),
  ];
  const found = places.flatMap(({ module, error, union }) => {
    const last = union.kind === "union" ? union.args.at(-1) : union;
    if (!isKnownSet(union, error) || last === undefined) return [];
    const qualifier = last.text.split(".").slice(0, -1);
    const imported = qualifier.length > 0 ? [] : importOf(module, error);
    if (imported === undefined) return [];
    return [
      make(module, error, union.end, ` | ${[...qualifier, error.name].join(".")}`),
      ...imported,
    ];
  });
  return insertedOnce(found);
}

/** A function that answers with what an rpc answered with. */
interface Passer extends Callback {
  readonly name: string;
}

/**
 * Who passes on whatever an rpc answers with passes on its new error, too, and whoever asks there is asked what that means.
 * Of an rpc that never failed before, nobody has said that yet.
 */
const passersOn = (
  modules: ReadonlyMap<string, Module>,
  error: NewError,
  diagnostics: readonly CodeDiagnostic[],
): readonly Passer[] =>
  passers(modules, error, (union) => isKnownSet(union, error)).filter(({ module }) =>
    diagnostics.some(
      ({ file, message }) =>
        file === module.file &&
        /\breturn type\b/.test(message) &&
        new RegExp(`\\b${error.name}\\b`).test(message),
    ),
  );

/** Names by which an rpc is asked: its own, and those of functions that pass on its answer with the new error. */
export const askedBy = (
  modules: ReadonlyMap<string, Module>,
  error: NewError,
): ReadonlySet<string> =>
  new Set(
    passers(modules, error, (union) => partsOf(union).includes(error.name)).map(({ name }) => name),
  );

/** Functions of a certain answer that return what they ask of the rpc, or of another such function. */
function passers(
  modules: ReadonlyMap<string, Module>,
  error: NewError,
  answers: (union: TypeExpression) => boolean,
): readonly Passer[] {
  if (error.errors.length === 0) return [];
  const functions = [...modules.values()].flatMap((module) =>
    nodesOf(module.root, "function_definition").flatMap((node) => {
      const answer = childOf(node, "return_type");
      const union = answer === undefined ? undefined : typeExpression(module.text, answer);
      return union === undefined || !answers(union)
        ? []
        : [{ module, error, node, union, name: nameOf(module.text, node) }];
    }),
  );
  const names = new Set([error.method]);
  const found = new Set<(typeof functions)[number]>();
  for (let known = -1; known < found.size;) {
    known = found.size;
    for (const one of functions)
      if (one.name !== error.method && returnsCallOf(one.module.text, one.node, names)) {
        found.add(one);
        names.add(one.name);
      }
  }
  return [...found];
}

/** Whether a function returns what a call of one of some names answers, by itself or by a name that it gave it. */
function returnsCallOf(text: string, node: SyntaxNode, names: ReadonlySet<string>): boolean {
  const isCall = (value: SyntaxNode | undefined): boolean => {
    if (value === undefined) return false;
    if (value.type === "call") return names.has(methodOf(text, value));
    return (
      /^(?:await|parenthesized_expression|boolean_operator|conditional_expression)$/.test(
        value.type,
      ) && value.children.some((child) => child.named && isCall(child))
    );
  };
  const given = new Set(
    nodesOf(node, "assignment").flatMap((one) => {
      const left = childOf(one, "left");
      return left?.type === "identifier" && isCall(childOf(one, "right"))
        ? [textOf(text, left)]
        : [];
    }),
  );
  return nodesOf(node, "return_statement").some((one) => {
    const value = one.children.find((child) => child.named);
    return isCall(value) || (value?.type === "identifier" && given.has(textOf(text, value)));
  });
}

const isKnownSet = (union: TypeExpression, { known }: NewError): boolean =>
  [...partsOf(union)].toSorted().join() === [...known].toSorted().join();

interface Callback {
  readonly module: Module;
  readonly error: NewError;
  readonly union: TypeExpression;
}

/** Parameters that take a function which asks the rpc: where pyright finds the new error in what is given, they spell its answers. */
function callbacks(
  modules: ReadonlyMap<string, Module>,
  errors: readonly NewError[],
  diagnostics: readonly CodeDiagnostic[],
): readonly Callback[] {
  return errors.flatMap((error) => {
    const wanted = diagnostics
      .filter(({ message }) => new RegExp(`\\b${error.name}\\b`).test(message))
      .flatMap(({ message }) => [
        ...message.matchAll(/parameter "(\w+)"[^\n]* in function "(\w+)"/g),
      ]);
    return [...modules.values()].flatMap((module) =>
      nodesOf(module.root, "function_definition").flatMap((node) =>
        wanted
          .filter(([, , name]) => name === nameOf(module.text, node))
          .flatMap(([, parameter]) => {
            const own = childOf(node, "parameters")?.children.find(
              (one) =>
                textOf(module.text, childOf(one, "name") ?? one.children[0] ?? one) === parameter,
            );
            const type = own === undefined ? undefined : childOf(own, "type");
            const spelt = type === undefined ? "" : textOf(module.text, type);
            if (type === undefined || !/\bCallable\[/.test(spelt)) return [];
            if (new RegExp(`\\b${error.name}\\b`).test(spelt)) return [];
            return unionsIn(module.text, type)
              .filter((union) => isKnownSet(union, error))
              .map((union) => ({ module, error, union }));
          }),
      ),
    );
  });
}

/** Every union that an annotation spells, at any depth. */
const unionsIn = (text: string, type: SyntaxNode): readonly TypeExpression[] =>
  [...nodesOf(type, "union_type"), ...nodesOf(type, "binary_operator")].map((node) =>
    typeExpression(text, node),
  );

/** Two errors may come in at one place, and two protocols may need the same import: each place gets one insertion. */
function insertedOnce(edits: readonly RepairEdit[]): readonly RepairEdit[] {
  return [...Map.groupBy(edits, ({ file, start }) => `${file}:${start}`).values()].flatMap(
    (own) => {
      const [first] = own;
      const texts = new Set(own.map(({ text }) => text).toSorted());
      return first === undefined ? [] : [{ ...first, text: [...texts].join("") }];
    },
  );
}

const make = (module: Module, { change }: NewError, at: number, text: string): RepairEdit => ({
  file: module.file,
  start: at,
  end: at,
  text,
  change: change.symbol,
  rule: "widen-protocol",
  certainty: "certain",
  because: `${happened(change)}, and this protocol spelt all that it answered with before.`,
});

/** Methods of incompatible protocols that do not know a new error yet. */
export function followers(
  modules: ReadonlyMap<string, Module>,
  errors: readonly NewError[],
  diagnostics: readonly CodeDiagnostic[],
): readonly Follower[] {
  const incompatible = ({ name }: NewError): ReadonlySet<string> =>
    new Set(
      diagnostics
        .filter(({ message }) => new RegExp(`\\b${name}\\b`).test(message))
        .flatMap(({ message }) => [...message.matchAll(/is incompatible with protocol "(\w+)/g)])
        .map(([, protocol]) => protocol ?? ""),
    );
  const named = new Map(
    errors.map((error) => [error, withBases(modules, incompatible(error))] as const),
  );
  return [...modules.values()].flatMap((module) =>
    statementsOf(module.root)
      .filter((node) => node.type === "class_definition" && isProtocol(module, node))
      .flatMap((node) =>
        errors.flatMap((error): readonly Follower[] => {
          if (named.get(error)?.has(nameOf(module.text, node)) !== true) return [];
          const name = memberOf(module.text, node, error.method);
          const method = statementsOf(node).find((each) => childOf(each, "name") === name);
          const answer = method === undefined ? undefined : childOf(method, "return_type");
          const says = answer === undefined ? "" : textOf(module.text, answer);
          return answer === undefined || new RegExp(`\\b${error.name}\\b`).test(says)
            ? []
            : [{ module, error, answer }];
        }),
      ),
  );
}

/** A fake may be called as the protocol is that it stands for: it says what it answers with, and stays. */
const isProtocol = ({ text }: Module, node: SyntaxNode): boolean => {
  const bases = childOf(node, "superclasses");
  return bases !== undefined && /\bProtocol\b/.test(textOf(text, bases));
};

/** Classes with all that they derive from: what is asked of one may be declared in another. */
function withBases(
  modules: ReadonlyMap<string, Module>,
  names: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = new Set(names);
  const classes = [...modules.values()].flatMap((module) =>
    nodesOf(module.root, "class_definition").map((node) => ({ module, node })),
  );
  // A set takes in what is added while it is gone through.
  for (const name of all)
    for (const { module, node } of classes) {
      const bases = nameOf(module.text, node) === name ? childOf(node, "superclasses") : undefined;
      for (const base of bases?.children ?? [])
        if (base.named) all.add(textOf(module.text, base).split(".").at(-1) ?? "");
    }
  return all;
}

/** The new class in the import that brings others of its module; `undefined` where that is not certain. */
function importOf(module: Module, error: NewError): readonly RepairEdit[] | undefined {
  const spelt = (node: SyntaxNode): string => textOf(module.text, node);
  const namesIn = (statement: SyntaxNode): readonly SyntaxNode[] =>
    statement.children.filter(({ field }) => field === "name");
  const statements = nodesOf(module.root, "import_from_statement");
  const origin = statements.find((statement) => {
    const from = childOf(statement, "module_name");
    return from !== undefined && spelt(from).split(".").at(-1) === error.module;
  });
  const names = origin === undefined ? [] : namesIn(origin);
  if (names.some((name) => spelt(name) === error.name)) return [];
  const last = names.at(-1);
  const taken = nodesOf(module.root, "identifier").some((name) => spelt(name) === error.name);
  if (last === undefined || taken) return undefined;
  const next = names.find((name) => byTypeThenName(error.name, spelt(name)) < 0);
  const [first, second] = names;
  const gap =
    first === undefined || second === undefined
      ? ", "
      : module.text.slice(first.end, second.start).replaceAll(/#.*/g, "");
  return next === undefined
    ? [make(module, error, last.end, `${gap}${error.name}`)]
    : [make(module, error, next.start, `${error.name}${gap}`)];
}
