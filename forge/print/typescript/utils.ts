import { derived, valueName, type Util } from "#intent";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commentDoc } from "./declare.ts";
import { outputTypes, returnedDoc, type TypeScriptScope } from "./types.ts";
import { shapeView } from "./view.ts";

/** A util as a member of what people implement: a function that neither waits nor knows who asks. */
export function utilView(scope: TypeScriptScope, util: Util): ValueRecord {
  return {
    shape: shapeView(scope, derived.input(util.name), util.input),
    comment: valueOf(commentDoc(util.doc)),
    name: valueName("typescript", util.name),
    answer: valueOf(returnedDoc(outputTypes(scope, util.output && scope.resolve(util.output)))),
  };
}
