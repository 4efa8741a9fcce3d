import type { Change } from "#intent";

import { imported } from "../shape/builds.ts";
import { ownedMember } from "../targets.ts";
import { isClosed } from "../retype/judgement.ts";
import { childOf } from "../tree.ts";
import { happened } from "../words.ts";
import type { Cut } from "./drops.ts";
import { takingOf, type Going } from "./going.ts";
import { movedInto } from "./into.ts";
import type { GoneName } from "./names.ts";
import type { Use } from "./uses.ts";

/**
 * Whether the owner of a member that went loses another one that was moved nowhere. Told by the change and not by what a call
 * is given: this very repair may take the other one out of the call, and a second one would then go on where it asked.
 */
function losesMore({ request }: Going, { symbol }: Change): boolean {
  const owner = ownedMember(symbol)?.owner;
  return request.changes.some(
    (one) =>
      one.kind === "field-removed" &&
      one.symbol !== symbol &&
      ownedMember(one.symbol)?.owner === owner &&
      movedInto(request, one) === undefined,
  );
}

/** A member that is gone beside a new list of its type, the only one of its owner: one became several. */
function severalOf({ request }: Going, change: Change): string | undefined {
  const owner = change.symbol.slice(0, change.symbol.lastIndexOf("."));
  const others = (kind: "-added" | "-removed"): readonly Change[] =>
    request.changes.filter((one) => one.kind.endsWith(kind) && one.symbol.startsWith(`${owner}.`));
  const lists = others("-added").filter(({ to }) => to === `(list ${change.from})`);
  const alike = others("-removed").filter(({ from }) => from === change.from);
  const [only] = lists;
  return lists.length === 1 && alike.length === 1 && only !== undefined
    ? ownedMember(only.symbol)?.name
    : undefined;
}

/** Gives a list of the one value that was given; which of several is read is a decision. */
export function giveSeveral(going: Going, { module, node }: Use, gone: GoneName): boolean {
  const several = /^(?:member|parameter)$/.test(gone.kind)
    ? severalOf(going, gone.change)
    : undefined;
  const keyword = module.parents.get(node);
  const value = keyword?.type === "keyword_argument" ? childOf(keyword, "value") : undefined;
  if (several === undefined || value === undefined || isClosed(module.file)) return false;
  const because = `${happened(gone.change)}, and \`${several}\` tells several of them: one is a list of one.`;
  const push = (cut: Cut): void => {
    const reason = { change: gone.change, rule: "gone-moved", because };
    takingOf(going, module).cuts.push({ cut, reason });
  };
  push({ start: node.start, end: node.end, text: several });
  push({ start: value.start, end: value.start, text: "[" });
  push({ start: value.end, end: value.end, text: "]" });
  return true;
}

/** Reads a member where it went, and makes the record of it in tests. */
export function moveInto(going: Going, { module, node }: Use, gone: GoneName): boolean {
  const { request } = going;
  const into = /^(?:member|parameter)$/.test(gone.kind)
    ? movedInto(request, gone.change)
    : undefined;
  if (into === undefined) return false;
  const because = `${happened(gone.change)}, and \`${into.member}\` holds it as \`${into.field}\` now.`;
  const push = (cut: Cut): void => {
    const reason = { change: gone.change, rule: "gone-moved", because };
    takingOf(going, module).cuts.push({ cut, reason });
  };
  if (node.type === "attribute") {
    push({
      start: node.end - gone.name.length,
      end: node.end,
      text: `${into.member}.${into.field}`,
    });
    return true;
  }
  const keyword = module.parents.get(node);
  const value = keyword?.type === "keyword_argument" ? childOf(keyword, "value") : undefined;
  const from =
    into.service === request.service.name
      ? "generated"
      : `generated_${into.service.replaceAll("-", "_")}`;
  const brought = value === undefined ? undefined : imported(module, from, into.builder);
  if (value === undefined || brought === undefined || !request.tests.has(module.file)) return false;
  // Beside a value that went nowhere the record of a test holds more than this rule knows of.
  if (keyword !== undefined && losesMore(going, gone.change)) {
    going.questions.push({ module, node: keyword, change: gone.change });
    return true;
  }
  push({ start: node.start, end: node.end, text: into.member });
  push({ start: value.start, end: value.start, text: `${into.builder}(${into.field}=` });
  push({ start: value.end, end: value.end, text: ")" });
  for (const cut of brought) push(cut);
  return true;
}
