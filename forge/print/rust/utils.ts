import { derived, valueName, type Model, type Util } from "#intent";
import { resolveType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { plainSignature } from "./fit.ts";
import { docLines } from "./literals.ts";
import { typeDoc, type Place } from "./types.ts";

/** A util as its trait sees it: an associated function, which has neither state nor a context. */
export function utilView(model: Model, place: Place, util: Util): ValueRecord {
  const output = util.output === undefined ? undefined : resolveType(model, util.output);
  const result = output === undefined ? undefined : typeDoc(place, output);
  return {
    name: derived.utilTrait(util.name),
    doc: docLines(util.doc ?? `Computes \`${util.name}\`.`, "///").join("\n"),
    signature: valueOf(
      plainSignature(valueName("rust", util.name), [`input: ${derived.input(util.name)}`], result),
    ),
  };
}
