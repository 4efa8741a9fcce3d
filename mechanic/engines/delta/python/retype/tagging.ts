import type { Span } from "#intent";

import type { Session } from "../lsp/session.ts";
import type { Module } from "../snapshot.ts";
import { nodesOf, textOf } from "../tree.ts";
import { placeOf } from "./literals.ts";
import { isAdded } from "./numbers.ts";
import { overlay, type Overlay, type Patch } from "./overlay.ts";
import type { Probe } from "./probe.ts";
import { pythonName, type RetypeGroup } from "./stamped.ts";
import { changed, type Indexed, type Place, type Retype, type Tag } from "./types.ts";

/** What is tagged, and with what. */
export interface TaintInput {
  readonly session: Session;
  readonly stamped: ReadonlyMap<string, Module>;
  readonly written: ReadonlyMap<string, Module>;
  readonly group: RetypeGroup;
  readonly unchanged: readonly Place[];
  /** Folder of the service: the stamped modules are imported from below it. */
  readonly directory: string;
  readonly isTest: (file: string) => boolean;
}

/** One round: what has a tag by now, what is one class already, and what is asked. */
export interface Round extends TaintInput {
  readonly modules: ReadonlyMap<string, Indexed>;
  /** Hand-written files that values of the change may reach: pyright is asked about these. */
  readonly files: ReadonlySet<string>;
  readonly tags: readonly Tag[];
  readonly members: ReadonlySet<number>;
  readonly probes: readonly Probe[];
  /** Expressions at which something crosses the border: they are taken for anything, so that what is around them has a type. */
  readonly opaque: readonly Place[];
}

const bases: Readonly<Record<string, string>> = {
  UUID: "from uuid import UUID as FwBase",
  Decimal: "from decimal import Decimal as FwBase",
  datetime: "from datetime import datetime as FwBase",
  date: "from datetime import date as FwBase",
  timedelta: "from datetime import timedelta as FwBase",
};

/** Types that cannot be tagged: nothing may derive from them, or there is nothing to derive from. */
export const canBeTagged = (type: string): boolean =>
  /^(?:int|str|float|bytes)$/.test(type) || type in bases;

/** The tagged texts of all files. */
export function layAll(round: Round): ReadonlyMap<string, Overlay> {
  const { stamped, modules, tags, members, group } = round;
  const wire = [...stamped.keys()].find((file) => file.endsWith("/generated_wire.py"));
  if (wire === undefined) return new Map();
  const module = moduleName(wire, round.directory);
  const overlays = new Map<string, Overlay>();
  const slot = ({ start, end }: Place, name: string): Patch => ({
    start,
    end,
    text: `_fw.${name}`,
    role: "instead",
  });
  for (const own of stamped.values()) {
    const at = (place: Place): boolean => place.file === own.file;
    const patches = [
      ...group.slots.filter(at).map((place) => slot(place, `FwT${changed}`)),
      ...round.unchanged.filter(at).map((place) => slot(place, "FwOther")),
    ];
    const used = own.file === wire ? [declared(own, group.retype, tags)] : header(own, module);
    overlays.set(own.file, overlay(own.text, [...used, ...patches]));
  }
  for (const own of modules.values()) {
    const instead = tags
      .filter(({ file }) => file === own.file)
      .map((tag) => tagPatch(own, tag, members.has(tag.tag) ? changed : tag.tag));
    const asks = new Map(
      round.probes
        .filter(({ file }) => file === own.file)
        .flatMap(({ asks: nodes }) =>
          nodes.map((node) => [placeOf(own.file, node), node] as const),
        ),
    );
    const closed = round.opaque.filter(({ file }) => file === own.file);
    const opaque = closed.flatMap((place) => wrap(place, "_fw.fw_any"));
    // What is inside has its own type, and may be known by now.
    const asked = [
      ...asks.values(),
      ...closed.filter((place) => !asks.has(placeOf(own.file, place))),
    ].flatMap((node) => wrap(node, "reveal_type"));
    overlays.set(
      own.file,
      overlay(own.text, [
        ...header(own, module),
        ...silenced(own),
        ...instead,
        ...opaque,
        ...asked,
      ]),
    );
  }
  return overlays;
}

function tagPatch(module: Indexed, tag: Tag, name: number): Patch {
  const { start, end, kind, node } = tag;
  // Where nobody wrote an annotation there is none to replace.
  if (kind === "slot" && start === end)
    return { start, end, text: `: _fw.FwT${name}`, role: "close" };
  if (kind === "slot") return { start, end, text: `_fw.FwT${name}`, role: "instead" };
  if (kind === "literal") return { start, end, text: `_fw.fw_v${name}`, role: "instead" };
  const callee = node.children[0] ?? node;
  const isMap = textOf(module.text, callee) === "map";
  const first =
    nodesOf(node, "identifier").find((one) => textOf(module.text, one) === "int") ?? callee;
  const target = isMap ? first : callee;
  return { start: target.start, end: target.end, text: `_fw.fw_p${tag.tag}`, role: "instead" };
}

const wrap = ({ start, end }: Span, callee: string): readonly Patch[] => [
  { start, end: start, text: `${callee}(`, role: "open" },
  { start: end, end, text: ")", role: "close" },
];

/** `services/a/letters/generated_wire.py` is `letters.generated_wire` for everything below `services/a`. */
const moduleName = (file: string, directory: string): string =>
  (file.startsWith(`${directory}/`) ? file.slice(directory.length + 1) : file)
    .replace(/^src\//, "")
    .replace(/\.py$/, "")
    .replaceAll("/", ".");

/** Strict rules, under which lists and maps keep the types of their elements apart, and the import of the tags. */
function header(own: Module, module: string): readonly Patch[] {
  const first = own.root.children.find(
    (node) =>
      node.named &&
      node.type !== "comment" &&
      node.type !== "future_import_statement" &&
      !(node.type === "expression_statement" && node.children[0]?.type === "string"),
  );
  const at = first?.start ?? own.text.length;
  return [
    { start: 0, end: 0, text: "# pyright: strict\n", role: "close" },
    { start: at, end: at, text: `import ${module} as _fw\n`, role: "close" },
  ];
}

const member = `FwT${changed}`;

/** One operator in the tagged program: what is given, and what that makes. */
const operator = (name: string, cases: readonly (readonly [string, string])[]): string[] => [
  ...cases.flatMap(([given, made]) => [
    "    @_fw_overload",
    `    def __${name}__(self, other: "${given}", /) -> "${made}": ...`,
  ]),
  `    def __${name}__(self, other: FwBase, /) -> FwBase: raise NotImplementedError`,
];

/**
 * What is counted of values of the change alone is one of them again, and so is anything with more or less of them added: what
 * gathers them is of their kind. So is a whole number of them that is written out; what they are multiplied with otherwise
 * may be of another unit.
 */
const counting = (isWhole: boolean, isExact: boolean): string => {
  const sums = (name: string): string[] =>
    operator(name, [
      [member, member],
      ["FwSlot", member],
      ["FwBase", isWhole ? member : "FwBase"],
    ]);
  return [
    ...sums("add"),
    ...sums("sub"),
    ...operator("mul", [
      [isWhole ? "FwLiteral" : "int", member],
      ["FwBase", "FwBase"],
    ]),
    ...(isExact ? scaled : []),
    ...operator("mod", [
      [member, member],
      ["FwBase", "FwBase"],
    ]),
    ...["neg", "pos", "abs"].map(
      (name) => `    def __${name}__(self) -> "${member}": raise NotImplementedError`,
    ),
    "    @_fw_overload",
    "    def __round__(self, ndigits: None = None, /) -> int: ...",
    "    @_fw_overload",
    `    def __round__(self, ndigits: int, /) -> "${member}": ...`,
    "    def __round__(self, ndigits: Any = None, /) -> Any: raise NotImplementedError",
  ]
    .map((line) => `\n${line}`)
    .join("");
};

/** A fraction of another kind is one however many times it is taken, or into however many parts it is cut. */
const scaled = [
  ...operator("truediv", [
    ["int", member],
    ["FwBase", "FwBase"],
  ]),
  ...["rmul", "radd", "rsub"].flatMap((name) =>
    operator(name, [
      ["int", member],
      ["FwBase", "FwBase"],
    ]),
  ),
];

/** Other numbers with values of the change added are what these are; and so is what is written out times them. */
const beside = (names: readonly string[]): string =>
  names
    .flatMap((name) =>
      operator(name, [
        [member, member],
        ["FwBase", "FwBase"],
      ]),
    )
    .map((line) => `\n${line}`)
    .join("");

function declared(own: Module, retype: Retype, tags: readonly Tag[]): Patch {
  const type = retype.before;
  const counts = isAdded(retype);
  const name = pythonName(type);
  // Whole numbers that are cut into parts are none any more.
  const isExact = name !== "int" && retype.after !== "int";
  const isWhole = counts && name === "int";
  const lines = [
    "",
    "from typing import Any, overload as _fw_overload",
    bases[name] ?? `FwBase = ${type}`,
    `class FwSlot(FwBase):${counts ? beside(["add", "sub"]) : " ..."}`,
    `class FwLiteral(FwSlot):${isWhole ? beside(["mul"]) : " ..."}`,
    `class ${member}(FwBase):${counts ? counting(isWhole, isExact) : " ..."}`,
    `fw_v${changed}: ${member}`,
    "class FwOther(FwBase): ...",
    "def fw_any(x: object, /) -> Any: return x",
    ...tags.flatMap(({ tag, kind }) => [
      `class FwT${tag}(${kind === "literal" ? "FwLiteral" : "FwSlot"}): ...`,
      ...(kind === "literal" ? [`fw_v${tag}: FwT${tag}`] : []),
      ...(kind === "parse"
        ? [
            `def fw_p${tag}(x: object, base: object = 10, /) -> FwT${tag}: raise NotImplementedError`,
          ]
        : []),
    ]),
    "",
  ];
  return { start: own.text.length, end: own.text.length, text: lines.join("\n"), role: "close" };
}

/** Comments that hush pyright hush the flows, too; and what a cache wraps takes anything hashable. */
function silenced(own: Indexed): readonly Patch[] {
  const comments = nodesOf(own.root, "comment").filter((node) =>
    /(?:pyright|type):/.test(textOf(own.text, node)),
  );
  const caches = nodesOf(own.root, "decorator").filter((node) =>
    /^@(?:functools\.)?(?:cache|lru_cache)\b/.test(textOf(own.text, node)),
  );
  return [...comments, ...caches].map(({ start, end }) => ({
    start,
    end,
    text: "",
    role: "instead",
  }));
}
