import { derived, valueName, type Engine, type Model } from "#intent";
import { enginePlan, invariantDoc } from "../../reach/engines.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commentDoc } from "./declare.ts";
import { errorType, outputTypes, returnedDoc, type TypeScriptScope } from "./types.ts";
import { shapeView } from "./view.ts";

/** An engine as the interface that custom code implements, and how the service makes it. */
export function engineView(scope: TypeScriptScope, model: Model, engine: Engine): ValueRecord {
  const plan = enginePlan(model, engine);
  return {
    name: derived.engine(plan.name),
    wire: plan.name,
    method: valueName("typescript", plan.name),
    comment: valueOf(commentDoc(plan.doc ?? `The engine \`${plan.name}\`.`)),
    members: plan.members.map(({ name, doc, called, output, errors }) => ({
      shape: shapeView(scope, called.takes, called.input),
      comment: valueOf(commentDoc(doc)),
      name: valueName("typescript", name),
      answer: valueOf(
        returnedDoc([
          ...outputTypes(scope, output),
          ...errors.map((error) => errorType(scope, error)),
        ]),
      ),
    })),
    invariants: plan.invariants.map(({ name, text }) => ({
      name: valueName("typescript", name),
      comment: valueOf(commentDoc(invariantDoc(text))),
    })),
  };
}
