import { compareText, PartOfServices, upstreamOf, type Model, type Service } from "#intent";
import { edgesOf, ownerOf } from "./users.ts";

/** A part of the services that shows whoever walks through it those, too, whose types they hold, however far. */
class ProvidedServices extends PartOfServices {
  readonly #part: ReadonlyMap<string, Service>;
  #all: ReadonlyMap<string, Service> | undefined;

  constructor(part: ReadonlyMap<string, Service>) {
    super(new Map(part), (name) => part.get(name));
    this.#part = part;
  }

  override values(): MapIterator<Service> {
    this.#all ??= providedIn(this.#part);
    return this.#all.values();
  }
}

/** The services of a part and their providers, by name in order: as all services show them, with others left out. */
function providedIn(part: ReadonlyMap<string, Service>): ReadonlyMap<string, Service> {
  const found = new Map<string, Service>(part);
  for (const [, service] of found) {
    const names = [...upstreamOf(service), ...edgesOf(service).map(([, held]) => ownerOf(held))];
    for (const name of names) {
      const provider = found.has(name) ? undefined : part.get(name);
      if (provider !== undefined) found.set(name, provider);
    }
  }
  return new Map([...found].sort(([a], [b]) => compareText(a, b)));
}

/** A model of a part, fit for stamping: which case of a union has a value that ends hangs on the types that it holds. */
export const withProviders = ({ universe, services }: Model): Model => ({
  universe,
  services: new ProvidedServices(services),
});
