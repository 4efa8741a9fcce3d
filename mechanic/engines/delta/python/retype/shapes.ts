import type { Module } from "../snapshot.ts";
import { assignedIn, childOf, nameOf, statementsOf, textOf } from "../tree.ts";
import { typeExpression, type TypeExpression } from "./annotations.ts";
import type { Place } from "./types.ts";

/** One field of a stamped class, as code and as JSON name it. */
export interface WireField {
  readonly code: string;
  readonly json: string;
  readonly required: boolean;
  readonly changed: boolean;
  /** Names of its type, for the classes among them. */
  readonly type: string;
}

/** A stamped class that is sent or answered. */
export interface WireClass {
  readonly name: string;
  readonly fields: readonly WireField[];
}

/** All stamped classes with fields; `slots` are the places of the types that change. */
export function wireClasses(
  stamped: ReadonlyMap<string, Module>,
  slots: readonly Place[],
): readonly WireClass[] {
  return [...stamped.values()].flatMap((module) =>
    statementsOf(module.root).flatMap((node): readonly WireClass[] => {
      if (node.type !== "class_definition") return [];
      const fields = statementsOf(node).flatMap((statement) => {
        const name = assignedIn(statement);
        const assignment = statement.children[0];
        const type = assignment === undefined ? undefined : childOf(assignment, "type");
        return name === undefined || assignment === undefined || type === undefined
          ? []
          : [
              fieldOf(
                module,
                textOf(module.text, name),
                typeExpression(module.text, type),
                childOf(assignment, "right") === undefined,
                slots,
              ),
            ];
      });
      return fields.length === 0 ? [] : [{ name: nameOf(module.text, node), fields }];
    }),
  );
}

function fieldOf(
  module: Module,
  code: string,
  type: TypeExpression,
  required: boolean,
  slots: readonly Place[],
): WireField {
  const spelt = module.text.slice(type.start, type.end);
  const inside = ({ file, start, end }: Place): boolean =>
    file === module.file && type.start <= start && end <= type.end;
  return {
    code,
    json: /(?:_wire\.name\(|\bwrites=)"([^"]+)"/.exec(spelt)?.[1] ?? code,
    required,
    changed: slots.some(inside),
    type: spelt,
  };
}
