import {
  codeDeclarations,
  type CodeNode,
  type DeltaKind,
  type Language,
  type Model,
  type RepairRecord,
  type SyntaxParser,
} from "#intent";
import type { Templates } from "../template/templates.ts";
import { instanceOf, instancesOf, type Instance } from "./instances.ts";

/** A record and what the intents said before and after its change. */
export interface History {
  readonly record: RepairRecord;
  readonly before: Model;
  readonly after: Model;
}

/** A declaration at one time, and the thing of the model that it was repaired for. */
export interface CaseSide {
  readonly text: string;
  readonly node: CodeNode;
  readonly instance: Instance;
}

/** One declaration of custom code that had to be repaired because something of the model changed. */
export interface EvolveCase {
  readonly record: RepairRecord;
  readonly kind: DeltaKind;
  readonly language: Language;
  readonly pattern: string;
  /** Symbol of the change. */
  readonly symbol: string;
  readonly file: string;
  readonly name: string;
  readonly before: CaseSide;
  readonly after: CaseSide;
}

/** The changes that a repaired declaration can be put down to: those of the edits in its file, else all that have no cause. */
function changesOf(
  record: RepairRecord,
  file: string,
): { readonly symbol: string; readonly kind: DeltaKind }[] {
  const edits = record.edits.flatMap(({ file: edited, change: symbol, kind }) =>
    edited === file && kind !== null ? [{ symbol, kind }] : [],
  );
  const all =
    edits.length > 0 ? edits : record.changes.map(({ symbol, kind }) => ({ symbol, kind }));
  return [...new Map(all.map((one) => [`${one.kind} ${one.symbol}`, one])).values()];
}

/** The cases of some records. What no template could print, because the model holds nothing for it, is left out. */
export async function casesOf(
  histories: readonly History[],
  templates: Templates,
  syntax: SyntaxParser,
): Promise<EvolveCase[]> {
  const cases: EvolveCase[] = [];
  for (const { record, before, after } of histories) {
    const sides = [before, after].map((model) => {
      const service = model.services.get(record.service);
      return { model, instances: service ? instancesOf(model, service, templates) : [] };
    });
    for (const one of record.declarations) {
      const nodes = await Promise.all(
        [one.before, one.after].map((text) => readDeclaration(syntax, record.language, text)),
      );
      for (const change of changesOf(record, one.file)) {
        const [old, now] = [one.before, one.after].map((text, index): CaseSide | undefined => {
          const [side, node] = [sides[index], nodes[index]];
          const instance =
            side && instanceOf(side.model, side.instances, change.symbol, record.language);
          return node === undefined || instance === undefined
            ? undefined
            : { text, node, instance };
        });
        if (old === undefined || now === undefined) continue;
        cases.push({
          record,
          ...change,
          language: record.language,
          pattern: now.instance.pattern,
          file: one.file,
          name: one.name,
          before: old,
          after: now,
        });
      }
    }
  }
  return cases;
}

/** The only declaration of a text. */
export async function readDeclaration(
  syntax: SyntaxParser,
  language: Language,
  text: string,
): Promise<CodeNode | undefined> {
  const parsed = await syntax.parse(language, text);
  const [only, ...more] = codeDeclarations(parsed.root, text);
  return parsed.hasError || more.length > 0 ? undefined : only?.node;
}
