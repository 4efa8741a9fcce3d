import { sample } from "fast-check";
import { stamp, type StampedFile, type Templates } from "#forge";
import {
  diffModels,
  reach,
  type AxisVerdict,
  type Language,
  type Model,
  type Service,
} from "#intent";
import { modelOfSources, universeShape, type ServiceShape } from "../random-universe.ts";
import { drawUniverse } from "../random-universe-text.ts";
import { sha256 } from "../stamp-rust.ts";
import { exerciseOf, type Exercise } from "./parts.ts";
import { randomChange } from "./random-change.ts";

/** A service before and after a change: its code stands as it was, what is stamped beside it does not. */
export interface Subject {
  readonly service: string;
  readonly exercise: Exercise;
  readonly model: Model;
  readonly before: readonly StampedFile[];
  readonly after: readonly StampedFile[];
  /** What was foretold; `not reached` where the service is not listed. */
  readonly foretold: AxisVerdict | "not reached";
}

/** A random universe, and one change of it. */
export interface Pair {
  readonly seed: number;
  readonly what: string;
  readonly kinds: readonly string[];
  readonly subjects: readonly Subject[];
}

/** Universes in which everybody uses much of the others; the shapes alone would leave most of it unused. */
const entangled = (shapes: readonly ServiceShape[]): ServiceShape[] =>
  shapes.map((shape, at) => ({
    ...shape,
    uses: [
      ...shape.uses,
      ...shapes.map((_, other) => ({
        service: other,
        items: [0, 1, 2, 3].map((item) => item * 3 + at + other),
      })),
    ],
    listens: [...shape.listens, at],
  }));

/** The stamped files of some services; `undefined` where names of theirs cannot stand side by side in code. */
function stamped(
  model: Model,
  services: readonly Service[],
  templates: Templates,
): ReadonlyMap<string, readonly StampedFile[]> | undefined {
  const result = stamp(model, templates, { sha256, services: services.map(({ name }) => name) });
  if (result.diagnostics.length > 0) return undefined;
  return new Map(
    result.services.map(({ name, files }) => [
      name,
      files.filter(({ kind }) => kind === "stamped"),
    ]),
  );
}

/** The pair of a seed; `undefined` where the universe cannot be stamped on both sides. */
export function pairOf(seed: number, language: Language, templates: Templates): Pair | undefined {
  const [shapes = []] = sample(
    // What the exercises do with unions is not written yet.
    universeShape({ servicesMin: 2, servicesMax: 4, languages: [language], unions: false }),
    { seed, numRuns: 1 },
  );
  const sources = drawUniverse(entangled(shapes));
  const model = modelOfSources(sources);
  // Kinds take turns: drawn blindly, forty changes leave most kinds out.
  const changed = randomChange(sources, model, seed, seed);
  if (changed === undefined) return undefined;
  const delta = diffModels(model, changed.model);
  const reached = new Map(
    reach(model, changed.model, delta).map(({ service, expect }) => [service, expect]),
  );
  const services = [...model.services.values()].filter(({ name }) =>
    changed.model.services.has(name),
  );
  const before = stamped(model, services, templates);
  const after = stamped(changed.model, services, templates);
  if (before === undefined || after === undefined) return undefined;
  return {
    seed,
    what: changed.what,
    kinds: [...new Set(delta.changes.map(({ kind }) => kind))],
    subjects: services.map((service) => ({
      service: service.name,
      exercise: exerciseOf(model, service),
      model,
      before: before.get(service.name) ?? [],
      after: after.get(service.name) ?? [],
      foretold: reached.get(service.name) ?? "not reached",
    })),
  };
}
