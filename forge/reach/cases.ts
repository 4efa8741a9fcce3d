import { derived, finiteShapes, type Case, type Model, type Span, type Union } from "#intent";

/** The types that the cases of unions are in TypeScript and Python, as names that nothing else may have. */
export function* casesOf({
  unions,
}: {
  readonly unions: readonly Union[];
}): Generator<{ readonly name: string; readonly what: string; readonly span: Span }> {
  for (const union of unions)
    for (const { name, span } of union.cases)
      yield {
        name: derived.unionCase(union.name, name),
        what: `case ${name} of ${union.name}`,
        span,
      };
}

const known = new WeakMap<Model, ReadonlyMap<string, Case>>();

/** The case that stands for a union where a test needs any value of it: one that leads to an end. */
export function sampleCase(model: Model, service: string, { name }: Union): Case {
  let cases = known.get(model);
  if (cases === undefined) known.set(model, (cases = finiteShapes(model).cases));
  const found = cases.get(`${service}/${name}`);
  if (found === undefined) throw new Error(`no value of ${service}/${name} ends`);
  return found;
}
