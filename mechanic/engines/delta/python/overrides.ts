import type { SyntaxNode } from "#intent";

import type { Place, Session } from "./lsp/session.ts";
import type { Module, Snapshot } from "./snapshot.ts";
import type { Target } from "./targets.ts";
import { childOf, memberOf, nodesOf } from "./tree.ts";

/** A class of the hand-written code. */
export interface ClassPlace {
  readonly module: Module;
  readonly node: SyntaxNode;
  readonly name: SyntaxNode;
}

/** All classes of the hand-written code. */
export function classesOf(snapshot: Snapshot): readonly ClassPlace[] {
  return [...snapshot.written.values()].flatMap((module) =>
    nodesOf(module.root, "class_definition").flatMap((node) => {
      const name = childOf(node, "name");
      return name === undefined ? [] : [{ module, node, name }];
    }),
  );
}

/**
 * Members of hand-written classes that implement or override a stamped one: pyright's rename follows uses of a
 * declaration, but takes the member of a subclass for a declaration of its own.
 */
export async function overridesOf(
  snapshot: Snapshot,
  target: Target,
  owner: Place,
): Promise<readonly Place[]> {
  const classes = classesOf(snapshot);
  const found: Place[] = [];
  for (const each of classes) {
    const member = memberOf(each.module.text, each.node, target.from);
    if (member === undefined) continue;
    if (await derives(snapshot.session, classes, each, owner, new Set()))
      found.push({ file: each.module.file, offset: member.start });
  }
  return found;
}

async function derives(
  session: Session,
  classes: readonly ClassPlace[],
  own: ClassPlace,
  owner: Place,
  seen: Set<ClassPlace>,
): Promise<boolean> {
  if (seen.has(own)) return false;
  seen.add(own);
  for (const base of basesOf(own.node)) {
    for (const place of await session.definition(own.module.file, base.start)) {
      if (place.file === owner.file && place.offset === owner.offset) return true;
      const next = classes.find(
        (each) => each.module.file === place.file && each.name.start === place.offset,
      );
      if (next !== undefined && (await derives(session, classes, next, owner, seen))) return true;
    }
  }
  return false;
}

/** The identifier of each base class: `B` of `a.B`, `C` of `C[int]`. */
function basesOf(definition: SyntaxNode): readonly SyntaxNode[] {
  const bases = childOf(definition, "superclasses")?.children ?? [];
  return bases.flatMap((base) => {
    const named = base.type === "subscript" ? childOf(base, "value") : base;
    if (named?.type === "identifier") return [named];
    const attribute = named?.type === "attribute" ? childOf(named, "attribute") : undefined;
    return attribute === undefined ? [] : [attribute];
  });
}
