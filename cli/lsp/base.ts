import type { Model } from "#intent";
import { findBases, loadUniverse, type LoadedUniverse } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { templatesFor } from "../universe.ts";

interface Found {
  readonly universe: LoadedUniverse;
  readonly model: Model | undefined;
  /** HEAD of each repository by its absolute folder, when this was found. */
  readonly heads: ReadonlyMap<string, string | undefined>;
}

/**
 * The model that an editor's lenses measure changes against. It is found once, and again when a commit was made in the
 * repository of the document that is asked about; asking all repositories each time would take longer than an answer may.
 */
export class LensBase {
  readonly #context: CommandContext;
  readonly #opened: LoadedUniverse;
  #found: Promise<Found> | undefined;

  /** Begins to look when it is asked for the first time. `opened` is the universe as it was then. */
  constructor(context: CommandContext, opened: LoadedUniverse) {
    this.#context = context;
    this.#opened = opened;
  }

  /** `undefined` where no commit holds a universe. `path` is the document's, from the root. */
  async model(path?: string): Promise<Model | undefined> {
    this.#found ??= this.#find(this.#opened);
    const known = this.#found;
    if (!(await this.#hasMoved(await known, path))) return (await known).model;
    // Somebody else may have begun to look meanwhile.
    if (this.#found === known) this.#found = this.#findAgain();
    return (await this.#found).model;
  }

  async #findAgain(): Promise<Found> {
    return this.#find(await loadUniverse(this.#context.host, this.#opened.root));
  }

  async #hasMoved({ universe, heads }: Found, path: string | undefined): Promise<boolean> {
    const { repository } = universe.folders.find(({ intent }) => intent === path) ?? {};
    if (repository === undefined) return false;
    const [head] = await this.#context.host.git.readHeads([repository.absolute]);
    return head !== heads.get(repository.absolute);
  }

  async #find(universe: LoadedUniverse): Promise<Found> {
    // Errors of the work tree are no matter: the base is made of what commits hold.
    if (universe.repositories.length === 0 || universe.model === undefined)
      return { universe, model: undefined, heads: new Map() };
    const { host, base } = this.#context;
    const templates = await templatesFor(this.#context, universe.root);
    const { model, bases } = await findBases(host, universe, templates, base);
    return {
      universe,
      model: bases.some(({ revision }) => revision !== undefined) ? model : undefined,
      heads: new Map(bases.map(({ repository, head }) => [repository.absolute, head])),
    };
  }
}
