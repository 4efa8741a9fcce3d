import { derived, pascalCase, valueName, type Engine, type Model } from "#intent";
import { enginePlan, invariantDoc, type MemberPlan } from "../../reach/engines.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import type { Doc } from "../layout.ts";
import { generic, plainSignature } from "./fit.ts";
import { docLines } from "./literals.ts";
import { pathTo, typeDoc, type Place } from "./types.ts";

const docView = (text: string): string => docLines(text, "///").join("\n");

/** An engine as the trait that custom code implements, and the one by which the service makes it. */
export function engineView(model: Model, place: Place, engine: Engine): ValueRecord {
  const plan = enginePlan(model, engine);
  return {
    name: derived.engine(plan.name),
    wire: plan.name,
    maker: derived.engineMaker(plan.name),
    type: pascalCase(plan.name),
    method: valueName("rust", plan.name),
    doc: docView(plan.doc ?? `The engine \`${plan.name}\`: whoever implements this is its state.`),
    members: plan.members.map((member) => memberView(place, member)),
    invariants: plan.invariants.map(({ name, text }) => ({
      doc: docView(invariantDoc(text)),
      signature: valueOf(plainSignature(valueName("rust", name), ["&self"], "bool")),
    })),
  };
}

function memberView(place: Place, member: MemberPlan): ValueRecord {
  const { name, whole, isCommand, called } = member;
  const error = derived.rpcError(whole);
  const output = member.output === undefined ? undefined : typeDoc(place, member.output);
  const result: Doc | undefined =
    member.errors.length === 0 ? output : generic("Result", [output ?? "()", error]);
  const self = isCommand ? "&mut self" : "&self";
  return {
    wire: called.name,
    error,
    doc: docView(member.doc ?? (isCommand ? `Changes it: \`${name}\`.` : `Asks it: \`${name}\`.`)),
    signature: valueOf(
      plainSignature(valueName("rust", name), [self, `input: ${called.takes}`], result),
    ),
    errors: member.errors.map((ref) => {
      const variant = derived.error(ref.name);
      return { variant, type: pathTo(place, ref.service, variant) };
    }),
  };
}
