import { derived, typeName, valueName, type Diagnostic, type Service, type Span } from "#intent";

import { forgeDiagnostic } from "../../messages.ts";

interface Named {
  readonly name: string;
  readonly what: string;
  readonly span: Span;
}

/** Names that every stamped module takes for itself. */
const stamped: readonly string[] = [
  "Annotated",
  "ClassVar",
  "Config",
  "ConfigError",
  "Ctx",
  "Publisher",
  "RemoteError",
  "TypeAlias",
];

/** Names of a service that would stand for two things in its stamped Python. */
export function checkNames(service: Service): readonly Diagnostic[] {
  const types: readonly Named[] = [
    ...[...service.entities, ...service.enums, ...service.aliases].map(
      ({ name, kind, nameSpan }) => ({
        name: typeName("python", name),
        what: `the ${kind} ${name}`,
        span: nameSpan,
      }),
    ),
    ...service.errors.map(({ name, nameSpan }) => ({
      name: derived.error(name),
      what: `the error ${name}`,
      span: nameSpan,
    })),
    ...service.events.map(({ name, nameSpan }) => ({
      name: derived.event(name),
      what: `the event ${name}`,
      span: nameSpan,
    })),
    ...service.rpcs.map(({ name, nameSpan }) => ({
      name: derived.input(name),
      what: `the input of ${name}`,
      span: nameSpan,
    })),
  ];
  const methods: readonly Named[] = [
    ...service.rpcs.map(({ name, nameSpan }) => ({
      name: valueName("python", name),
      what: `the rpc ${name}`,
      span: nameSpan,
    })),
    ...service.listeners.map(({ handler, span }) => ({
      name: valueName("python", handler),
      what: `the handler ${handler}`,
      span,
    })),
  ];
  const own: Named = {
    name: derived.service(service.name),
    what: `the interface of ${service.name}`,
    span: service.span,
  };
  const fixed = stamped.map((name): Named => ({
    name,
    what: `the stamped ${name}`,
    span: service.span,
  }));
  return [...clashes(service, [own, ...fixed, ...types]), ...clashes(service, methods)];
}

function clashes(service: Service, names: readonly Named[]): readonly Diagnostic[] {
  const seen = new Map<string, Named>();
  return names.flatMap((each) => {
    const first = seen.get(each.name);
    seen.set(each.name, first ?? each);
    if (first === undefined) return [];
    return [
      forgeDiagnostic(
        "name-taken",
        { file: service.file, span: each.span },
        `${each.what} and ${first.what} are both \`${each.name}\` in Python`,
      ),
    ];
  });
}
