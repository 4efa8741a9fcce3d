import type { Span } from "../base/span.ts";
import { scopesOf } from "./check-scopes.ts";
import type { FileContext } from "./file-context.ts";
import type { Crud } from "./pattern-types.ts";
import type { Reading } from "./read-form.ts";
import type { Rpc } from "./types.ts";

/** What an rpc of a crud does with its entity. */
export type Deed = NonNullable<Rpc["crud"]>["does"];

/** What `:to` may name: one thing that is done, or what changes nothing and what does. */
const deedsOf: ReadonlyMap<string, readonly Deed[]> = new Map<string, readonly Deed[]>([
  ["read", ["get", "list"]],
  ["write", ["create", "update", "delete"]],
  ...(["create", "get", "list", "update", "delete"] as const).map(
    (deed) => [deed, [deed]] as const,
  ),
]);

/** The words that `:to` may name. */
export const deedWords: readonly string[] = [...deedsOf.keys()];

/** One `auth` of a crud. */
interface Said {
  readonly scopes: readonly string[];
  /** What it names, each with its place; nothing: all that no other one names. */
  readonly to: readonly { readonly word: string; readonly span: Span }[];
  readonly span: Span;
}

/** What the callers of a crud are asked for. */
export interface CrudAuth {
  /** The scopes of one deed; `undefined` where anybody may do it. */
  readonly scopesOf: (deed: Deed) => readonly string[] | undefined;
  /** Where a deed is named by itself. */
  readonly namedAt: (deed: Deed) => Span | undefined;
  /** Where the `auth` stands that holds of a deed. */
  readonly spanOf: (deed: Deed) => Span | undefined;
}

/**
 * What the `auth` clauses of a crud say. Of several that hold of one deed the one that names it most closely counts, and
 * it alone: `:to delete` before `:to write` before none. Two that name it as closely are reported.
 */
export function readCrudAuth(context: FileContext, crud: Crud, reading: Reading): CrudAuth {
  // One that was not understood holds of nobody knows what.
  const all = reading.inside
    .filter((inner) => isSound(context, inner))
    .map((inner) => readSaid(context, inner));
  const [own, group, rest] = [1, 2, undefined].map((size) => closeAs(context, crud, all, size));
  const said = (deed: Deed): Said | undefined =>
    own?.get(deed)?.said ?? group?.get(deed)?.said ?? rest?.get(deed)?.said;
  return {
    scopesOf: (deed) => said(deed)?.scopes,
    namedAt: (deed) => own?.get(deed)?.span,
    spanOf: (deed) => said(deed)?.span,
  };
}

const isSound = ({ tree }: FileContext, { whole, node, options }: Reading): boolean =>
  whole && (options.has("to") || !tree.children(node).some((one) => tree.kind(one) === "keyword"));

function readSaid(context: FileContext, reading: Reading): Said {
  const { tree } = context;
  const { options, span } = reading;
  const node = options.get("to");
  const words = node === undefined ? [] : tree.kind(node) === "list" ? tree.children(node) : [node];
  return {
    scopes: scopesOf(context, reading),
    to: words.map((word) => ({ word: tree.textOf(word), span: tree.span(word) })),
    span,
  };
}

/** What is said of each deed by words of one closeness: a word for one deed, one for several, or none at all. */
function closeAs(
  context: FileContext,
  crud: Crud,
  all: readonly Said[],
  size: number | undefined,
): ReadonlyMap<Deed, { readonly said: Said; readonly span: Span }> {
  const found = new Map<Deed, { said: Said; span: Span }>();
  for (const said of all) {
    const named =
      size === undefined
        ? said.to.length === 0
          ? [{ deeds: [...deedsOf.values()].flat(), word: "all", span: said.span }]
          : []
        : said.to
            .map(({ word, span }) => ({ deeds: deedsOf.get(word) ?? [], word, span }))
            .filter(({ deeds }) => Math.min(deeds.length, 2) === size);
    for (const { deeds, word, span } of named) {
      const before = deeds.map((deed) => found.get(deed)).find((one) => one !== undefined);
      if (before !== undefined)
        context.report(
          "crud-auth-twice",
          span,
          { entity: crud.entity.name, word },
          { notes: [{ message: "it stands here first", span: before.span }] },
        );
      else for (const deed of deeds) found.set(deed, { said, span });
    }
  }
  return found;
}
