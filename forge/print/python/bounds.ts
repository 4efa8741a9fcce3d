import { fieldWireName, spellPattern, type Field, type Model, type Service } from "#intent";

import { someField } from "../../reach/bounded.ts";
import { boundsOf, type Bound } from "../../reach/bounds.ts";
import type { ResolvedType } from "../../reach/resolve.ts";
import { commaList, imports, type Doc } from "../layout.ts";
import { primitiveLiteral, rawLiteral, stringLiteral } from "./literals.ts";
import { indent } from "./types.ts";

/** The import of what pydantic does not say by itself, beside whatever names it. */
export const boundsModule: Doc = imports(".", "generated_bounds as _bounds");

export const isSecret = ({ constraints }: Field): boolean => constraints.secret === true;

/** Whether a service needs that module: for secrets, durations, and lists and maps that may grow. */
export const namesBounds = (model: Model, service: Service): boolean =>
  someField(
    model,
    service,
    (field, bounds) => isSecret(field) || bounds.some((bound) => isItems(bound) || isTime(bound)),
  );

const isItems = (bound: Bound): boolean => bound.kind === "length" && bound.unit === "items";
const isTime = (bound: Bound): boolean => "type" in bound && bound.type === "duration";

/** What a model is built on. */
export const basesOf = (fields: readonly Field[]): Doc =>
  fields.some(isSecret) ? [boundsModule, "_bounds.Veiled, _wire.Model"] : "_wire.Model";

/** What pydantic is told of the bounds of a field. */
export function boundDocs(field: Field, type: ResolvedType): readonly Doc[] {
  const bounds = boundsOf(field, type);
  const [first] = bounds;
  if (first === undefined) return [];
  if (first.kind === "length" && isItems(first)) {
    const items = [stringLiteral(fieldWireName(field)), String(first.most)];
    return [[boundsModule, "_bounds.Items", commaList("(", ")", items, indent)]];
  }
  const given = bounds.map(boundArgument);
  const callee: Doc = isTime(first) ? [boundsModule, "_bounds.duration"] : "_wire.Field";
  return [[callee, commaList("(", ")", given, indent)]];
}

function boundArgument(bound: Bound): Doc {
  if (bound.kind === "length") return `max_length=${bound.most}`;
  if (bound.kind === "pattern") return `pattern=${rawLiteral(spellPattern(bound.pattern, "rust"))}`;
  if (isTime(bound))
    return `${bound.kind === "min" ? "least" : "most"}=${stringLiteral(bound.text)}`;
  return [bound.kind === "min" ? "ge=" : "le=", primitiveLiteral(bound.type, bound.text)];
}
