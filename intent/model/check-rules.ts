import type { LoadedService } from "./build.ts";
import { type FileContext, listed } from "./file-context.ts";
import { placeOf } from "./hooks.ts";
import type { Hook, Rule } from "./pattern-types.ts";
import { resolveType, type Services } from "./resolve-type.ts";
import { typeText } from "./type-text.ts";
import type { Field, Rpc, Service, SymbolRef, TypeRef } from "./types.ts";

/** What a rule hooks into, as far as a rule is given anything of it. */
export interface Hooked {
  /** As diagnostics name it: `the rpc route`. */
  readonly what: string;
  readonly input: readonly Field[];
  readonly output?: TypeRef;
  /** Absent where nobody is answered: an event's listener refuses by failing. */
  readonly errors?: readonly SymbolRef[];
}

/** What a hook names, if there is such a thing to hook into. */
export function hookedBy(all: Services, service: Service, hook: Hook): Hooked | undefined {
  const { into, target } = hook;
  if (into === "on") {
    const isHeard = service.listeners.some(
      (one) => one.service === target.service && one.event === target.name,
    );
    const events = isHeard ? all.services.get(target.service)?.events : undefined;
    const event = events?.find(({ name }) => name === target.name);
    const what = `the listener of ${target.service}/${target.name}`;
    return event && { what, input: event.fields };
  }
  if (target.service !== service.name) return undefined;
  const called: readonly Pick<Rpc, "name" | "input" | "output" | "errors">[] =
    into === "rpc" ? service.rpcs : service.patterns.tools;
  const found = called.find(({ name }) => name === target.name);
  return found && { ...found, what: `the ${into} ${found.name}` };
}

/** Rules: what they hook into is of this service, gives them what they take, and can answer what they answer. */
export function checkRules(all: Services, { service, context }: LoadedService): void {
  for (const rule of service.patterns.rules) {
    const kinds = new Set(rule.hooks.map(({ into }) => (into === "on" ? "on" : "call")));
    const seen = new Set<string>();
    for (const hook of rule.hooks) {
      const key = placeOf(hook);
      const check = new HookCheck(all, service, context, rule, hook);
      if (seen.has(key)) check.refuse("it is hooked into already", "say it once");
      else if (kinds.size > 1 && hook.into === "on")
        check.refuse("the rule is asked about calls, too", "declare two rules");
      else check.all();
      seen.add(key);
    }
    for (const field of rule.input) checkOptions(context, rule, field);
  }
}

const constraints = ["min", "max", "length", "pattern"] as const;

/** A rule is given what was read and checked already: what is said of its parameters besides would hold of nothing. */
function checkOptions(context: FileContext, rule: Rule, field: Field): void {
  const said = [
    ...(field.default === undefined ? [] : ["default"]),
    ...(field.key ? ["key"] : []),
    ...(field.unique ? ["unique"] : []),
    ...(field.wire === undefined ? [] : ["wire"]),
    ...constraints.filter((option) => field.constraints[option] !== undefined),
  ];
  for (const option of said)
    context.report(
      "rule-parameter",
      context.optionSpan(field, option, field.nameSpan),
      { rule: rule.name, name: field.name, because: `it says :${option}` },
      { cure: `delete :${option}: what the rule hooks into has read and checked it before` },
    );
}

/** What of an answer no language of three could tell from no answer; `undefined` where there is none. */
function nothingOf(type: TypeRef): string | undefined {
  if (type.kind === "optional") return "nothing";
  return type.kind === "primitive" && type.name === "json" ? "null" : undefined;
}

/** One hook of one rule. */
class HookCheck {
  readonly #all: Services;
  readonly #service: Service;
  readonly #context: FileContext;
  readonly #rule: Rule;
  readonly #hook: Hook;

  constructor(all: Services, service: Service, context: FileContext, rule: Rule, hook: Hook) {
    this.#all = all;
    this.#service = service;
    this.#context = context;
    this.#rule = rule;
    this.#hook = hook;
  }

  refuse(because: string, cure: string): void {
    const { when, target } = this.#hook;
    this.#context.report(
      "rule-hook",
      target.span,
      { rule: this.#rule.name, when, target: target.name, because },
      { cure },
    );
  }

  all(): void {
    const hooked = hookedBy(this.#all, this.#service, this.#hook);
    if (hooked === undefined) return this.#missing();
    const { when, into } = this.#hook;
    const isStream = hooked.output?.kind === "stream";
    if (isStream && when === "after")
      return this.refuse("a stream has no answer that is whole", "hook in before it");
    this.#given(hooked);
    this.#answer(hooked);
    if (into === "on") this.#listens();
    else this.#answers(hooked, isStream);
    this.#errors(hooked);
  }

  /** What is not there is told here, unless the check of references has told it. */
  #missing(): void {
    const { into, target } = this.#hook;
    const { name, rpcs, patterns } = this.#service;
    if (into === "on") {
      const events = this.#all.services.get(target.service)?.events ?? [];
      const listener = `(on ${target.service}/${target.name} :do …)`;
      if (events.some((one) => one.name === target.name))
        this.refuse(`${name} does not listen to it`, `declare ${listener} beside the rule`);
    } else if (target.service !== name) {
      const because = `${target.service} answers it: a rule is asked where a call is answered`;
      this.refuse(because, `declare the rule in ${target.service}`);
    } else if (into === "rpc") {
      if (patterns.tools.some((one) => one.name === target.name))
        this.refuse("it is a tool", `write (tool ${target.name})`);
    } else if (rpcs.some((one) => one.name === target.name))
      this.refuse("it is an rpc", `write (rpc ${target.name})`);
    else {
      const known = listed(patterns.tools.map((one) => one.name));
      const cure = known === "" ? "declare it, or hook into an rpc" : `name one of ${known}`;
      this.refuse(`${name} has no such tool`, cure);
    }
  }

  #same(one: TypeRef, other: TypeRef): boolean {
    return this.#text(resolveType(this.#all, one)) === this.#text(resolveType(this.#all, other));
  }

  #text(type: TypeRef): string {
    return typeText(type, this.#service.name);
  }

  /** Parameters get what is called alike; the one that gets the answer is checked for itself. */
  #given({ what, input }: Hooked): void {
    for (const parameter of this.#rule.input) {
      if (parameter.name === this.#hook.as) continue;
      const given = input.find(({ name }) => name === parameter.name);
      if (given === undefined) {
        const near = this.#context.guess(
          parameter.name,
          input.map(({ name }) => name),
        );
        const cure =
          near === undefined
            ? `${what} has ${input.length === 0 ? "nothing to give" : listed(input.map(({ name }) => name))}: take one of these, or take the parameter out`
            : `did you mean ${near}?`;
        this.#parameter(parameter, `${what} has no \`${parameter.name}\``, cure);
      } else if (!this.#same(parameter.type, given.type))
        this.#parameter(
          parameter,
          `${what} has it as \`${this.#text(given.type)}\``,
          `write (${parameter.name} ${this.#text(given.type)})`,
        );
    }
  }

  #parameter({ name, span }: Pick<Field, "name" | "span">, because: string, cure: string): void {
    this.#context.report(
      "rule-parameter",
      span,
      { rule: this.#rule.name, name, because },
      { cure },
    );
  }

  /** `:as` names the parameter that gets the answer: one of the rule, and none of what is called. */
  #answer({ what, input, output }: Hooked): void {
    const { as, span: at } = this.#hook;
    if (as === undefined) return;
    const span = this.#context.optionSpan(this.#hook, "as", at);
    const parameter = this.#rule.input.find(({ name }) => name === as);
    if (output === undefined)
      this.#parameter({ name: as, span }, `${what} answers with nothing`, "take :as out");
    else if (parameter === undefined)
      this.#parameter(
        { name: as, span },
        "it takes no such parameter",
        `write (${as} ${this.#text(output)}) into its (in …)`,
      );
    else if (input.some(({ name }) => name === as))
      this.#parameter(
        { name: as, span },
        `${what} takes one of that name`,
        "give the parameter of the answer another name",
      );
    else if (!this.#same(parameter.type, output))
      this.#parameter(
        parameter,
        `${what} answers with \`${this.#text(output)}\``,
        `write (${as} ${this.#text(output)})`,
      );
  }

  #out(because: string, cure: string): void {
    const { output, name } = this.#rule;
    if (output === undefined) return;
    const parameters = { rule: name, type: `\`${this.#text(output)}\``, because };
    this.#context.report("rule-answer", output.span, parameters, { cure });
  }

  /** Before a listener a rule may say whether it is called. */
  #listens(): void {
    const { output } = this.#rule;
    if (this.#hook.when === "after")
      this.#out("nobody waits for an answer behind a listener", "take (out …) out");
    else if (output !== undefined && this.#text(resolveType(this.#all, output)) !== "bool")
      this.#out("an event has no answer", "write (out bool): whether the listener is called");
  }

  /** What a rule answers stands in place of the answer of what it hooks into; where it has nothing to say, that stays. */
  #answers({ what, output }: Hooked, isStream: boolean): void {
    const own = this.#rule.output;
    if (own === undefined) return;
    const without = "take (out …) out: such a rule can refuse, and no more";
    if (output === undefined) this.#out(`${what} answers with nothing`, without);
    else if (isStream) this.#out(`${what} answers with a stream`, without);
    else {
      const nothing = nothingOf(resolveType(this.#all, output));
      if (nothing !== undefined)
        this.#out(
          `${what} may answer with ${nothing}, which a rule without an answer says, too`,
          without,
        );
      else this.#alike(what, own, output);
    }
  }

  #alike(what: string, own: TypeRef, output: TypeRef): void {
    if (!this.#same(own, output))
      this.#out(
        `${what} answers with \`${this.#text(output)}\``,
        `write (out ${this.#text(output)}): a rule that has nothing to say need not answer`,
      );
  }
  /** Callers know the errors of what they call, and no others. */
  #errors({ what, errors }: Hooked): void {
    for (const { service, name, span } of this.#rule.errors) {
      if (errors?.some((one) => one.service === service && one.name === name) === true) continue;
      // One that there is not at all is told by the check of references.
      const declared = this.#all.services.get(service)?.errors ?? [];
      if (!declared.some((one) => one.name === name)) continue;
      const error = service === this.#service.name ? name : `${service}/${name}`;
      this.#context.report(
        "rule-error",
        span,
        { rule: this.#rule.name, error, target: what },
        {
          cure:
            errors === undefined
              ? "take it out: a rule that fails there fails like the listener, which is tried again"
              : `add it to the errors of ${what}`,
        },
      );
    }
  }
}
