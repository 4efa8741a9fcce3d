import { buildModel, hasErrors, type Model, type Source } from "#intent";

const universe = '(universe shop (services "services/*"))';

/**
 * The model of a few services, one text after another; a `universe` form among them is the universe's, else there is a
 * plain one. Every form starts at the beginning of a line. Throws with the diagnostics where the texts are wrong.
 */
export function modelOf(...texts: string[]): Model {
  const forms = texts.flatMap((text) => text.split(/^(?=\((?:service|universe) )/m));
  const sources = forms.flatMap((form): Source[] => {
    const [, head, name] = /^\((service|universe) ([^\s)]+)/.exec(form) ?? [];
    if (head === undefined || name === undefined) return [];
    const text = `(lang intent 1.0)\n${form}`;
    return [{ path: head === "universe" ? "universe.lisp" : `services/${name}/intent.lisp`, text }];
  });
  const named = sources.some(({ path }) => path === "universe.lisp");
  if (!named) sources.push({ path: "universe.lisp", text: `(lang intent 1.0)\n${universe}` });
  const [model, diagnostics] = buildModel(sources);
  if (model === undefined || hasErrors(diagnostics)) {
    throw new Error(diagnostics.map(({ file, message }) => `${file}: ${message}`).join("\n"));
  }
  return model;
}
