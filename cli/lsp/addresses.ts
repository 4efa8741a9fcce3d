/** A folder as an editor calls it, and where it really is. */
export interface AskedFolder {
  readonly uri: string;
  /** Absolute, symbolic links resolved. */
  readonly real: string;
}

/** The path that a `file:` URI names; `undefined` for what is none. Editors differ in what they encode. */
export function pathOf(uri: string): string | undefined {
  if (!URL.canParse(uri) || new URL(uri).protocol !== "file:") return undefined;
  const { pathname } = new URL(uri);
  // A lone percent sign is no code of anything.
  return /%(?![0-9A-Fa-f]{2})/.test(pathname) ? undefined : decoded(pathname);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/**
 * Documents by their path in a universe. An editor may spell one file in several ways (more or less encoded, through a
 * symbolic link), and is answered in the spelling that it used itself.
 */
export class Addresses {
  /** The universe's folder, absolute. */
  readonly root: string;
  readonly #asked: AskedFolder | undefined;
  readonly #spelt = new Map<string, string>();

  /** `root`: the universe's folder, absolute, symbolic links resolved. */
  constructor(root: string, asked?: AskedFolder) {
    this.root = root;
    this.#asked = asked && { ...asked, uri: asked.uri.replace(/\/+$/, "") };
  }

  /** Path of a document below the root; `undefined` for one that is elsewhere. */
  path(uri: string): string | undefined {
    const written = pathOf(uri);
    const folder = this.#asked && pathOf(this.#asked.uri);
    if (written === undefined) return undefined;
    const real =
      this.#asked !== undefined && folder !== undefined && written.startsWith(`${folder}/`)
        ? this.#asked.real + written.slice(folder.length)
        : written;
    if (!real.startsWith(`${this.root}/`)) return undefined;
    const path = real.slice(this.root.length + 1);
    this.#spelt.set(path, uri);
    return path;
  }

  /** A path's document, as the editor spelt it where it has named it already. */
  uri(path: string): string {
    const known = this.#spelt.get(path);
    if (known !== undefined) return known;
    const absolute = `${this.root}/${path}`;
    const { uri, real } = this.#asked ?? {};
    return uri !== undefined && real !== undefined && absolute.startsWith(`${real}/`)
      ? `${uri}${encoded(absolute.slice(real.length))}`
      : `file://${encoded(absolute)}`;
  }
}
