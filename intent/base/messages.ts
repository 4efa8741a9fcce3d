import type { Diagnostic, Fix, Note, Severity } from "./diagnostic.ts";
import type { Span } from "./span.ts";

/** What one code says. `{name}` in a text is a parameter; braces have no other use there. */
export interface MessageTemplate {
  readonly severity: Severity;
  readonly message: string;
  readonly cure?: string;
}

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** Names of the parameters that a template asks for. */
export type ParametersOf<Template extends MessageTemplate> =
  | NamesIn<Template["message"]>
  | (Template extends { readonly cure: infer Cure } ? NamesIn<Cure> : never);

/** Parts of a diagnostic that its template does not know. A `cure` here takes the place of the template's. */
export interface MessageExtras {
  readonly cure?: string;
  readonly notes?: readonly Note[];
  readonly fix?: Fix;
}

const fill = (text: string, parameters: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{([a-zA-Z]+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));

/**
 * Turns a folder's table of codes into the one function that makes its diagnostics. A code that is not in the table, or
 * a parameter that is missing, does not compile (TypeSpec's `messages.ts`).
 */
export function messageTable<const Table extends Readonly<Record<string, MessageTemplate>>>(
  table: Table,
) {
  return <Code extends keyof Table & string>(
    code: Code,
    file: string,
    span: Span,
    parameters: Readonly<Record<ParametersOf<Table[Code]>, string | number>>,
    extras: MessageExtras = {},
  ): Diagnostic => {
    const template: MessageTemplate | undefined = table[code];
    if (template === undefined) throw new Error(`no message has the code ${code}`);
    const cure = extras.cure ?? template.cure;
    return {
      code,
      severity: template.severity,
      message: fill(template.message, parameters),
      file,
      span,
      ...(cure === undefined ? {} : { cure: fill(cure, parameters) }),
      ...(extras.notes === undefined ? {} : { notes: extras.notes }),
      ...(extras.fix === undefined ? {} : { fix: extras.fix }),
    };
  };
}
