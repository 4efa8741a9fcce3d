import {
  derived,
  typeName,
  valueName,
  variantName,
  type Change,
  type RepairRequest,
  type SyntaxNode,
} from "#intent";

import type { Module } from "../snapshot.ts";
import { builderName, ownedMember, parseSymbol, targetsOf, type Target } from "../targets.ts";
import { assignedIn, childOf, nameOf, statementsOf, textOf } from "../tree.ts";

/** A name of the stamped code that is there no more, and the change that took it away. */
export interface GoneName {
  readonly change: Change;
  readonly file: string;
  /** Where the old stamp declares it. */
  readonly offset: number;
  readonly name: string;
  /** The class or builder that had it; absent at the top of the file. */
  readonly owner?: string;
  readonly kind: "class" | "function" | "variable" | "member" | "variant" | "method" | "parameter";
}

interface Declared extends Omit<GoneName, "change" | "file"> {
  readonly key: string;
}

/**
 * Every name that the stamps of before declare and those of now do not, as far as a change says that something is gone. What
 * was renamed is not gone, and what may have been renamed is nobody's to drop.
 */
export function goneNames(
  request: RepairRequest,
  before: ReadonlyMap<string, Module>,
  after: ReadonlyMap<string, Module>,
): readonly GoneName[] {
  const changes = request.changes.filter(takesAway);
  if (changes.length === 0) return [];
  const targets = request.changes.flatMap((change) => targetsOf(change, request.service.name));
  const renamed = new Set(targets.map(keyOf));
  const owners = new Set(targets.filter(({ kind }) => kind === "class").map(({ from }) => from));
  return [...before.values()].flatMap((module) => {
    if (module.file.endsWith("/generated_wire.py")) return [];
    const now = after.get(module.file);
    const left = new Set(now === undefined ? [] : declaredIn(now).map(({ key }) => key));
    return declaredIn(module).flatMap(({ key, ...declared }): readonly GoneName[] => {
      if (left.has(key) || renamed.has(key)) return [];
      // A class that is gone or renamed takes its members along: whoever uses them uses it.
      if (declared.owner !== undefined && (owners.has(declared.owner) || !left.has(declared.owner)))
        return [];
      const change =
        changes.find((each) => asksFor(each, declared)) ??
        changes.find((each) => explains(each, declared));
      return change === undefined ? [] : [{ ...declared, change, file: module.file }];
    });
  });
}

const takesAway = ({ kind, guess, to }: Change): boolean =>
  guess === undefined &&
  (/^(?:entity|field|enum|variant|alias|error|rpc|rpc-error|tool|rule|parameter|event|listener|uses)-removed$/.test(
    kind,
  ) ||
    (kind === "rpc-output-changed" && to !== undefined));

const keyOf = ({ owner, from }: Target): string =>
  owner === undefined ? from : `${owner}.${from}`;

/** Names at the top of a module, and those of its classes' members and its builders' parameters. */
function declaredIn({ text, root }: Module): readonly Declared[] {
  return statementsOf(root).flatMap((statement): readonly Declared[] => {
    const named = assignedIn(statement) ?? childOf(statement, "name");
    if (named === undefined) return [];
    const name = textOf(text, named);
    if (name.startsWith("_")) return [];
    const kind =
      statement.type === "class_definition"
        ? "class"
        : statement.type === "function_definition"
          ? "function"
          : "variable";
    const own: Declared = { key: name, name, offset: named.start, kind };
    return [own, ...membersOf(text, statement, name)];
  });
}

function membersOf(text: string, statement: SyntaxNode, owner: string): readonly Declared[] {
  const make = (node: SyntaxNode, kind: GoneName["kind"]): Declared => {
    const name = textOf(text, node);
    return { key: `${owner}.${name}`, name, offset: node.start, owner, kind };
  };
  if (statement.type === "function_definition")
    return (childOf(statement, "parameters")?.children ?? []).flatMap((parameter) => {
      const name = childOf(parameter, "name") ?? parameter.children[0];
      return name?.type === "identifier" ? [make(name, "parameter")] : [];
    });
  if (statement.type !== "class_definition") return [];
  const isEnum = /OpenEnum/.test(text.slice(statement.start, childOf(statement, "body")?.start));
  return statementsOf(statement).flatMap((member) => {
    const field = assignedIn(member);
    if (field !== undefined && !textOf(text, field).startsWith("_"))
      return [make(field, isEnum ? "variant" : "member")];
    const name = member.type === "function_definition" ? childOf(member, "name") : undefined;
    return name === undefined || nameOf(text, member).startsWith("_") ? [] : [make(name, "method")];
  });
}

/** Whether a name stands for all listeners, which the last one took along; else what is aside may be any change's. */
const asksFor = ({ kind }: Change, { owner, name }: Pick<Declared, "owner" | "name">): boolean =>
  kind === "listener-removed" && owner === undefined && name === "listeners";

/** Whether a change is about a name: the one that it removes, or a type that nothing here reaches without it. */
function explains(change: Change, { owner, name }: Pick<Declared, "owner" | "name">): boolean {
  const symbol = parseSymbol(change.symbol);
  if (symbol === undefined) return false;
  const { head, member } = symbol;
  switch (change.kind) {
    case "field-removed":
    case "parameter-removed": {
      const owned = ownedMember(change.symbol);
      return owned?.name === name && (owner === owned.owner || owner === builderName(owned.head));
    }
    case "variant-removed":
      return owner === typeName("python", head) && name === variantName("python", { name: member });
    case "event-removed":
      return isOf(head, owner, name, derived.event(head)) || name === valueName("python", head);
    case "rpc-removed":
    case "tool-removed":
    case "rule-removed":
      return name === derived.input(head) || name === valueName("python", head) || isAside(owner);
    case "error-removed":
      return name === derived.error(head);
    case "rpc-error-removed":
      return [change.from, change.to].some((error) => name === derived.error(lastOf(error)));
    case "rpc-output-changed":
      return new RegExp(`\\b${name.replace(/^a_/, "").replaceAll("_", "-?")}\\b`, "i").test(
        change.from ?? "",
      );
    case "uses-removed":
      return true;
    default:
      return isOf(head, owner, name, typeName("python", head));
  }
}

/** A class of another one's surroundings: nothing reaches it any more. */
const isAside = (owner: string | undefined): boolean => owner === undefined;

const isOf = (head: string, owner: string | undefined, name: string, type: string): boolean =>
  owner === undefined && (name === type || name === builderName(head));

const lastOf = (symbol: string | null): string => symbol?.split(/[/.:]/).at(-1) ?? "";
