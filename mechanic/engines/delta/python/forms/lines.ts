import { typeName, valueName, type Change, type RepairRequest, type Span } from "#intent";

import type { HoleDraft } from "../../shared/index.ts";
import { indexed } from "../retype/indexed.ts";
import type { Module } from "../snapshot.ts";
import { parseSymbol } from "../targets.ts";
import { happened } from "../words.ts";
import { askedAt } from "../asked.ts";
import { codecOf, type Form } from "./codecs.ts";

/**
 * A new field stands in no half of a form that people wrote by hand, and nothing complains: what is written loses it, and
 * what is read never has it. Of one that may be absent now, nothing says how it is written, and how that is read.
 */
export function lineHoles(
  request: RepairRequest,
  production: readonly Module[],
): readonly HoleDraft[] {
  const changes = request.changes.filter(
    ({ kind }) => kind === "field-added" || kind === "field-became-optional",
  );
  if (changes.length === 0) return [];
  const modules = production.map(indexed);
  return changes.flatMap((change): readonly HoleDraft[] => {
    const symbol = parseSymbol(change.symbol);
    if (symbol === undefined || symbol.prefix !== "") return [];
    const field = valueName("python", symbol.member);
    const { readers, writers } = codecOf(modules, typeName("python", symbol.head));
    if (change.kind === "field-became-optional")
      return readers.flatMap((reader) => {
        const argument = reader.given.get(field);
        const asks = `which text is read as no ${field}?`;
        return argument === undefined ? [] : [holeAt({ ...reader, span: argument }, change, asks)];
      });
    if (readers.some(({ fields }) => fields.has(field))) return [];
    const isFilled =
      change.defaultValue !== undefined || change.to?.startsWith("(optional ") === true;
    return [
      // Without a value the constructor itself is asked about.
      ...(isFilled ? readers : []).map((form) =>
        holeAt(form, change, `is ${field} read from this text, and how?`),
      ),
      ...writers.map((form) =>
        holeAt(
          form,
          change,
          `is ${field} written into this text, and how? Without it, it is lost when the text is read again.`,
        ),
      ),
    ];
  });
}

function holeAt(
  { module, span }: { readonly module: Form["module"]; readonly span: Span },
  change: Change,
  asks: string,
): HoleDraft {
  return {
    kind: "wire-form",
    ...askedAt(module, span, change),
    question: `${happened(change)}: ${asks}`,
  };
}
