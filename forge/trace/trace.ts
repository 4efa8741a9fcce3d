import { unstampedOf, type Model, type Span } from "#intent";
import { expectedMarker, headerOf } from "../marker.ts";
import { marked, type Doc } from "../print/layout.ts";
import { renderPieces } from "../print/render.ts";
import {
  commentOf,
  contextOf,
  documentOf,
  houseOf,
  printerOf,
  type StampOptions,
} from "../stamp.ts";
import type { Tracing } from "../template/evaluate.ts";
import type { TemplateNode } from "../template/read.ts";
import type { Templates } from "../template/templates.ts";
import { isRecord } from "../template/value.ts";
import { originOf, tracedModel, type Origin } from "../reach/origins.ts";

/** A piece of a stamped line. Columns count from 0. */
export interface TracedPiece {
  readonly start: number;
  readonly end: number;
  /** The form that it was made of; absent where it is the template's own text, or follows from the service as a whole. */
  readonly origin?: Origin;
  /** Whether it is the template's own text, the same in every service. */
  readonly constant: boolean;
  /** Where it stands in which template: the file as diagnostics name it. */
  readonly template: { readonly file: string; readonly span: Span };
}

export interface TracedFile {
  /** Relative to the universe's root. */
  readonly path: string;
  readonly text: string;
  /** The pieces of each line, from the first line on. */
  readonly lines: readonly (readonly TracedPiece[])[];
}

type Mark = Omit<TracedPiece, "start" | "end">;
const isMark = (value: object | undefined): value is Mark =>
  value !== undefined && "template" in value;

/** Holes that print what the template says, whatever they are given. */
const constants: ReadonlySet<string> = new Set([
  "import",
  "import-type",
  "use-import",
  "imports",
  "line",
  "softline",
  "hardline",
]);

function isConstant(node: TemplateNode): boolean {
  if (node.kind === "symbol") return constants.has(node.name);
  if (node.kind !== "list") return true;
  const [head] = node.items;
  return head?.kind === "symbol" && constants.has(head.name);
}

const trace: Tracing = (doc, node, file, among): Doc => {
  const origin = among.flatMap((value) => (isRecord(value) ? (originOf(value) ?? []) : [])).at(0);
  const mark: Mark = {
    constant: origin === undefined && isConstant(node),
    template: { file, span: node.span },
    ...(origin === undefined ? {} : { origin }),
  };
  return marked(doc, mark);
};

/** Models as they are traced: copying one costs as much as stamping a few services. */
const known = new WeakMap<Model, Model>();

/**
 * The stamped files of one service, piece by piece. Gives nothing for a service that is not in the model, or of which no stamp
 * is made. The text is what {@link stamp} gives, where the templates are sound.
 */
export function traceService(
  model: Model,
  templates: Templates,
  name: string,
  { sha256, standing }: Omit<StampOptions, "services">,
): TracedFile[] {
  const copy = known.get(model) ?? tracedModel(model);
  known.set(model, copy);
  const service = copy.services.get(name);
  if (service === undefined || unstampedOf(service).length > 0) return [];
  const printer = printerOf(service.language);
  const house = { ...houseOf(printer, templates, () => {}), trace };
  const marker = expectedMarker(model, name, templates, sha256);
  return printer
    .files(contextOf(copy, service, standing))
    .filter(({ kind }) => kind === "stamped")
    .map((plan) => {
      const { text, lines } = renderPieces(
        documentOf(printer, house, plan, headerOf(marker, commentOf(printer, plan))),
        printer.layout,
      );
      return {
        path: `${service.directory}/${plan.path}`,
        text,
        lines: lines.map((pieces) =>
          pieces.flatMap(({ start, end, mark }) => (isMark(mark) ? [{ start, end, ...mark }] : [])),
        ),
      };
    });
}
