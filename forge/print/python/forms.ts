import { otherValues, type Enum, type OtherForm, type Rewriting } from "#intent";

import { commaList, imports, type Doc } from "../layout.ts";
import { stringLiteral } from "./literals.ts";
import { indent } from "./types.ts";

const formsModule: Doc = imports(".", "generated_forms as _forms");
const call = (name: string, ...items: readonly Doc[]): Doc => [
  formsModule,
  `_forms.${name}`,
  commaList("(", ")", items, indent),
];

/** What is said of a field that is read under two keys. */
export const keyDoc = ({ writes, other, isNewer }: OtherForm): Doc => {
  const [newer, older] = isNewer ? [other, writes] : [writes, other];
  return call("key", stringLiteral(newer), stringLiteral(older), `writes=${stringLiteral(writes)}`);
};

/** What is said of a field that reads another form of its type. */
export const readerDoc = (how: Rewriting): Doc => [
  formsModule,
  `_forms.${how.replace("to-", "AS_").toUpperCase()}`,
];

/** What an enum is built on, and the table of the names that some of its values are read under, too. */
export function enumForms({ variants }: Enum): { readonly bases: Doc; readonly others: Doc } {
  const others = [...otherValues(variants).values()].map(
    ({ writes, other }): Doc => `${stringLiteral(other)}: ${stringLiteral(writes)}`,
  );
  return others.length === 0
    ? { bases: "_wire.OpenEnum", others: "" }
    : {
        bases: [formsModule, "_forms.Respelt, _wire.OpenEnum"],
        others: commaList("{", "}", others, indent),
      };
}

/** The type of a case's tag. */
export function tagDoc(tag: string, form: OtherForm | undefined): Doc {
  const literal: Doc = [imports("typing", "Literal"), `Literal[${stringLiteral(tag)}]`];
  if (form === undefined) return literal;
  const about = call("tag", stringLiteral(form.other), `writes=${stringLiteral(form.writes)}`);
  return [imports("typing", "Annotated"), commaList("Annotated[", "]", [literal, about], indent)];
}
