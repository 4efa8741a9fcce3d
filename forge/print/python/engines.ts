import { derived, valueName, type Engine } from "#intent";

import { enginePlan, invariantDoc } from "../../reach/engines.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList } from "../layout.ts";
import { docstring } from "./docs.ts";
import { indent, qualified } from "./types.ts";
import { answerDoc, shapeView, type ViewContext } from "./views.ts";

/** An engine as the class that custom code implements, and how the service makes it. */
export function engineView(context: ViewContext, engine: Engine): ValueRecord {
  const plan = enginePlan(context.model, engine);
  return {
    name: derived.engine(plan.name),
    wire: plan.name,
    method: valueName("python", plan.name),
    docstring: valueOf(docstring(plan.doc ?? `The engine \`${plan.name}\`.`)),
    members: plan.members.map(({ name, doc, called, output, errors }) => ({
      input: shapeView(context, called.takes, called.input, undefined),
      name: valueName("python", name),
      docstring: valueOf(docstring(doc)),
      signature: valueOf([
        commaList("(", ")", ["self", `input: ${called.takes}`], indent),
        " -> ",
        answerDoc(
          context,
          output,
          errors.map((error) => ({
            type: qualified(context.scope, error.service, derived.error(error.name)),
          })),
        ),
        ":",
      ]),
    })),
    invariants: plan.invariants.map(({ name, text }) => ({
      name: valueName("python", name),
      docstring: valueOf(docstring(invariantDoc(text))),
    })),
  };
}
