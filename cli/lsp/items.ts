import type { Completion } from "#intent";
import { CompletionItemKind, InsertTextFormat, type CompletionItem } from "vscode-languageserver";

const itemKinds: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  form: CompletionItemKind.Keyword,
  option: CompletionItemKind.Property,
  type: CompletionItemKind.Class,
  name: CompletionItemKind.Reference,
  word: CompletionItemKind.EnumMember,
};

/** A completion as an editor shows it; `index` keeps the order in which the language has them. */
export const itemOf = (one: Completion, index: number): CompletionItem => ({
  label: one.label,
  kind: itemKinds[one.kind],
  detail: one.detail,
  sortText: String(index).padStart(5, "0"),
  ...(one.insert === undefined
    ? {}
    : { insertText: one.insert, insertTextFormat: InsertTextFormat.Snippet }),
});
