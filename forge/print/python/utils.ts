import { derived, valueName, type Util } from "#intent";

import { resolveType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList } from "../layout.ts";
import { docstring } from "./docs.ts";
import { indent, typeDoc } from "./types.ts";
import { shapeView, type ViewContext } from "./views.ts";

/** A util as a static method of what people implement: a function that neither waits nor knows who asks. */
export function utilView(context: ViewContext, util: Util): ValueRecord {
  const input = derived.input(util.name);
  const output = util.output === undefined ? undefined : resolveType(context.model, util.output);
  return {
    name: valueName("python", util.name),
    input: shapeView(context, input, util.input, undefined),
    docstring: valueOf(docstring(util.doc)),
    signature: valueOf([
      commaList("(", ")", [`input: ${input}`], indent),
      " -> ",
      output === undefined ? "None" : typeDoc(context.scope, output),
      ":",
    ]),
  };
}
