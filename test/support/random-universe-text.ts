import { primitiveNames, readableBeside, type PrimitiveName, type Source } from "#intent";
import type { FieldShape, ServiceShape, TypeShape } from "./random-universe.ts";

/** What a type is once aliases and members are expanded. */
type Resolved =
  | { readonly kind: "primitive"; readonly name: PrimitiveName }
  | { readonly kind: "enum"; readonly variants: readonly string[] }
  | { readonly kind: "entity" | "union" | "list" | "map" | "optional" };

/** Something that may stand as a type, written for its own service. */
interface Candidate {
  readonly service: string;
  readonly text: string;
  readonly resolved: Resolved;
}

interface Drawn {
  readonly text: string;
  readonly resolved: Resolved;
}

/** Everything declared so far, in one total order, so that no alias, member or plain field leads back to itself. */
interface World {
  readonly services: readonly ServiceShape[];
  readonly enums: readonly Candidate[];
  /** Every entity of the universe: they may stand inside lists, maps and optionals anywhere. */
  readonly entities: readonly Candidate[];
  /** Entities, unions, aliases and members that stand before the place that is drawn. */
  readonly before: Candidate[];
}

const primitives: readonly Candidate[] = primitiveNames.map((name) => ({
  service: "",
  text: name,
  resolved: { kind: "primitive", name },
}));
const keys = ["string", "uuid", "i32", "u64", "date", "i64", "u32", "timestamp"];
const pickFrom = <Item>(items: readonly Item[], pick: number, otherwise: Item): Item =>
  items[pick % Math.max(items.length, 1)] ?? otherwise;

const seenFrom = (candidate: Candidate, service: string): string =>
  candidate.service === "" || candidate.service === service
    ? candidate.text
    : `${candidate.service}/${candidate.text}`;

function drawType(world: World, service: string, shape: TypeShape): Drawn {
  const wrapped = shape.wrappers.length > 0;
  const candidates = [
    ...primitives,
    ...world.enums,
    ...(wrapped ? world.entities : []),
    ...world.before,
  ];
  const text: Candidate = {
    service: "",
    text: "string",
    resolved: { kind: "primitive", name: "string" },
  };
  const leaf = pickFrom(candidates, shape.pick, text);
  let drawn: Drawn = { text: seenFrom(leaf, service), resolved: leaf.resolved };
  for (const wrapper of shape.wrappers.toReversed())
    drawn = wrap(world, service, shape, drawn, wrapper);
  return drawn;
}

function wrap(
  world: World,
  service: string,
  shape: TypeShape,
  inner: Drawn,
  wrapper: number,
): Drawn {
  if (wrapper === 1 && inner.resolved.kind !== "optional")
    return { text: `(optional ${inner.text})`, resolved: { kind: "optional" } };
  if (wrapper !== 2) return { text: `(list ${inner.text})`, resolved: { kind: "list" } };
  const all = [...keys, ...world.enums.map((one) => seenFrom(one, service))];
  return {
    text: `(map ${pickFrom(all, shape.key, "string")} ${inner.text})`,
    resolved: { kind: "map" },
  };
}

const defaults: Readonly<Record<PrimitiveName, string | undefined>> = {
  bool: "true",
  i32: "-7",
  i64: "9007199254740993",
  u32: "8080",
  u64: "18446744073709551615",
  f64: "1.5",
  string: '"a \\"quoted\\" text"',
  bytes: '"AAEC"',
  uuid: '"6f1c2b7a-3d49-4e4e-9f2b-0a1b2c3d4e5f"',
  timestamp: '"2026-01-31T12:00:00Z"',
  date: '"2026-01-31"',
  duration: "250ms",
  decimal: '"12.50"',
  json: undefined,
};

function defaultOf(resolved: Resolved, pick: number): string {
  if (resolved.kind === "primitive") {
    const value = defaults[resolved.name];
    return value === undefined ? "" : ` :default ${value}`;
  }
  if (resolved.kind === "enum") return ` :default ${pickFrom(resolved.variants, pick, "free")}`;
  return resolved.kind === "list" || resolved.kind === "map" ? " :default ()" : "";
}

const integers: readonly string[] = ["i32", "i64", "u32", "u64"];

/** One option that fits the type; `place` says which options stand there. */
function optionOf(shape: FieldShape, resolved: Resolved, place: string): string {
  const primitive = resolved.kind === "primitive" ? resolved.name : "";
  const plain =
    resolved.kind === "enum" || [...integers, "string", "uuid", "date"].includes(primitive);
  switch (shape.option % 10) {
    case 0:
    case 1:
    case 2:
      return defaultOf(resolved, shape.option);
    case 3:
      return place === "config" ? " :secret" : ` :wire "${shape.name.replaceAll("-", "_")}X"`;
    case 4:
      return place === "entity" && plain ? " :key" : "";
    case 5:
      return place === "entity" && plain ? " :unique" : "";
    case 6:
      return integers.includes(primitive) || primitive === "f64" ? " :min 1 :max 100000" : "";
    case 7:
      return primitive === "string" ? ' :length 40 :pattern "^[a-z]+$"' : " :secret";
    case 8:
      return ` :was old-${shape.name}`;
    default:
      return place === "config" || place === "util" ? "" : readsOf(shape, resolved);
  }
}

/** A second form that is read of a field, where its type can be made of one. */
function readsOf(shape: FieldShape, { kind, ...resolved }: Resolved): string {
  if (kind === "optional" || kind === "list") return "";
  const span = { start: 0, end: 0 };
  const name = "name" in resolved ? resolved.name : "bool";
  const forms = readableBeside({ kind: "primitive", name, span });
  const [form] = forms.slice(Math.floor(shape.option / 10) % Math.max(forms.length, 1));
  return form === undefined ? "" : ` :reads ${form}`;
}

function drawField(
  world: World,
  service: string,
  shape: FieldShape,
  place: string,
): { text: string; resolved: Resolved } {
  const { text, resolved } =
    place === "config" ? drawSetting(shape.type) : drawType(world, service, shape.type);
  const doc = shape.doc ? ` "What ${shape.name} is."` : "";
  return { text: `(${shape.name} ${text}${doc}${optionOf(shape, resolved, place)})`, resolved };
}

/** What can be read from the environment: every primitive but these. */
const settings = primitives.filter((one) => one.text !== "json" && one.text !== "bytes");

function drawSetting(shape: TypeShape): Drawn {
  const primitive = pickFrom(settings, shape.pick, {
    service: "",
    text: "bool",
    resolved: { kind: "primitive", name: "bool" },
  });
  return { text: primitive.text, resolved: primitive.resolved };
}

const drawFields = (
  world: World,
  service: string,
  shapes: readonly FieldShape[],
  place: string,
): string => shapes.map((shape) => ` ${drawField(world, service, shape, place).text}`).join("");

function drawEntities(world: World, service: ServiceShape): string[] {
  const lines: string[] = [];
  for (const entity of service.entities) {
    const members: Candidate[] = [];
    const fields = entity.fields.map((shape) => {
      const { text, resolved } = drawField(world, service.name, shape, "entity");
      members.push({ service: service.name, text: `${entity.name}.${shape.name}`, resolved });
      return `\n    ${text}`;
    });
    lines.push(
      `(entity ${entity.name}${entity.doc ? `\n    "Docs of ${entity.name}."` : ""}${fields.join("")})`,
    );
    world.before.push(
      { service: service.name, text: entity.name, resolved: { kind: "entity" } },
      ...members,
    );
  }
  return lines;
}

function drawUnions(world: World, service: ServiceShape): string[] {
  return service.unions.map((union) => {
    const cases = union.cases.map(
      (one) => `\n    (${one.name}${drawFields(world, service.name, one.fields, "case")})`,
    );
    const doc = union.doc ? `\n    "Docs of ${union.name}."` : "";
    world.before.push({ service: service.name, text: union.name, resolved: { kind: "union" } });
    return `(union ${union.name}${doc}${cases.join("")})`;
  });
}

const freeStates = ["open", "in-transit", "type", "ok", "none"];
const wayNames = "move import type leave-it-where-it-was undo match try ok none".split(" ");
const guardNames = ["is-paid", "self", "everybody-was-told-about-it", "none"];

/** Machines whose states follow each other, and whose last one leads back to the first. */
function drawMachines(world: World, service: ServiceShape): string[] {
  const fields = world.before.filter(
    ({ text, resolved }) => text.includes(".") && resolved.kind === "enum",
  );
  return service.machines.map((machine) => {
    const of = machine.field === null ? undefined : fields[machine.field % (fields.length || 1)];
    const variants = of?.resolved.kind === "enum" ? of.resolved.variants : freeStates;
    const states = variants.slice(0, machine.states);
    const ways = states.flatMap((state, at) => {
      const { name = 0, guard = null } = machine.ways[at] ?? {};
      const to = states[at + 1];
      const asked = guard === null ? "" : ` :guard ${pickFrom(guardNames, guard, "")}`;
      const named = pickFrom(wayNames, name, "");
      if (to !== undefined) return [`(transition ${named} :from ${state} :to ${to}${asked})`];
      // Its last state may have the same name lead elsewhere, which makes the step fork.
      return at === 0
        ? []
        : [`(transition ${named} :from ${state} :to ${states[0] ?? ""}${asked})`];
    });
    const lines = [
      `(machine ${machine.name}${machine.doc ? `\n    "Docs of ${machine.name}."` : ""}`,
      ...(of === undefined ? [] : [`(for ${seenFrom(of, service.name)})`]),
      `(initial ${states[0] ?? ""})`,
      `(states ${states.join(" ")})`,
      ...ways,
    ];
    return `${lines.join("\n    ")})`;
  });
}

function drawAliases(world: World, service: ServiceShape): string[] {
  return service.aliases.map((alias) => {
    const { text, resolved } = drawType(world, service.name, alias.type);
    world.before.push({ service: service.name, text: alias.name, resolved });
    return `(alias ${alias.name} ${text})`;
  });
}

/** An entity that has a field which is no key. */
function patchable(
  { services, entities }: World,
  service: string,
  pick: number,
): string | undefined {
  const open = entities.filter((one) =>
    services
      .find(({ name }) => name === one.service)
      ?.entities.find(({ name }) => name === one.text)
      ?.fields.some(({ option }) => option % 10 !== 4),
  );
  const found = open[pick % Math.max(open.length, 1)];
  return found && seenFrom(found, service);
}

/** The errors of an rpc, no two of one name. */
const errorsOf = (rpc: ServiceShape["rpcs"][number], errors: readonly string[]): string[] => {
  const drawn = rpc.errors.map((pick) => pickFrom(errors, pick, "")).filter((name) => name !== "");
  return [...new Map(drawn.map((name) => [name.replace(/.*\//, ""), name])).values()];
};

function answerOf(
  world: World,
  service: string,
  rpc: ServiceShape["rpcs"][number],
): { readonly text: string; readonly isReplaced: boolean } | undefined {
  if (rpc.output === null) return undefined;
  const { text, resolved } = drawType(world, service, rpc.output);
  const isPage = rpc.partial % 2 === 1;
  return isPage
    ? { text: `(page ${text})`, isReplaced: true }
    : { text, isReplaced: !isMaybeNothing(resolved) };
}

/** Nothing, or a null: what a rule says that has no answer. */
const isMaybeNothing = (resolved: Resolved): boolean =>
  resolved.kind === "optional" || (resolved.kind === "primitive" && resolved.name === "json");

const ruleNames = ["match", "a-rule-that-is-asked-behind-the-handler-of"];

/** Rules before and after an rpc or a tool, which are given all that there is. */
function drawRules(
  world: World,
  service: string,
  head: string,
  rpc: ServiceShape["rpcs"][number],
  errors: readonly string[],
): string[] {
  const answer = answerOf(world, service, rpc);
  const given = rpc.input.map(
    ({ name, type }) => ` (${name} ${drawType(world, service, type).text})`,
  );
  const out = answer?.isReplaced !== true ? "" : ` (out ${answer.text})`;
  const names = errorsOf(rpc, errors);
  const listed = names.length === 0 ? "" : ` (errors ${names.join(" ")})`;
  const [before, after] = ruleNames.map((name) => `${name}-${rpc.name}`);
  const as = answer === undefined ? "" : " :as what-it-answered";
  const answered = answer === undefined ? "" : ` (what-it-answered ${answer.text})`;
  // One before and one behind: where two meet, their order is meaning, and forms stand in any order here.
  const behind =
    rpc.partial % 3 === 0
      ? `(rule ${after}\n    (after (${head} ${rpc.name}${as}))\n    (in${answered}${given[0] ?? ""}))`
      : `(rule ${after}\n    (after (${head} ${rpc.name}${as}))\n    (in${answered})${out}${listed})`;
  return [
    `(rule ${before} "Docs of it."\n    (before (${head} ${rpc.name}))\n    (in${given.join("")})${out}${listed})`,
    behind,
  ];
}

function drawCalled(
  world: World,
  service: string,
  head: string,
  rpc: ServiceShape["rpcs"][number],
  errors: readonly string[],
): string {
  const names = errorsOf(rpc, errors);
  const answer = answerOf(world, service, rpc);
  const output = answer === undefined ? "" : `\n    (out ${answer.text})`;
  const patched = rpc.partial % 4 > 1 ? patchable(world, service, rpc.partial) : undefined;
  const patch = patched === undefined ? "" : ` (change-of-it (patch ${patched}))`;
  const doc = rpc.doc ? `\n    "Docs of ${rpc.name}."` : "";
  const listed = names.length === 0 ? "" : `\n    (errors ${names.join(" ")})`;
  return `(${head} ${rpc.name}${doc}\n    (in${drawFields(world, service, rpc.input, head === "rpc" ? "in" : "util")}${patch})${output}${listed})`;
}

/** A value of a type as an example says it, or nothing where only code can make one. */
function valueOf({ resolved }: Pick<Drawn, "resolved">, pick: number): string | undefined {
  if (resolved.kind === "primitive") return defaults[resolved.name];
  if (resolved.kind === "enum") return pickFrom(resolved.variants, pick, "free");
  return resolved.kind === "list" || resolved.kind === "map" ? "()" : undefined;
}

/** A pure function, with an example where all that it needs can be said. */
function drawUtil(world: World, service: string, util: ServiceShape["utils"][number]): string {
  const fields = util.input.map((shape) => ({
    shape,
    ...drawField(world, service, shape, "util"),
  }));
  const output = drawType(world, service, util.output ?? { wrappers: [], pick: 0, key: 0 });
  const values = fields.map(({ shape, resolved }) => {
    const value = valueOf({ resolved }, shape.option);
    if (value === undefined) return resolved.kind === "optional" ? "" : undefined;
    return `(${shape.name} ${value})`;
  });
  const answer = valueOf(output, util.input.length);
  const isSaid = answer !== undefined && values.every((value) => value !== undefined);
  const doc = util.doc ? ` "Docs of ${util.name}."` : "";
  const example = isSaid ? `\n    (example (in ${values.join(" ")}) (out ${answer}))` : "";
  const input = fields.map(({ text }) => ` ${text}`).join("");
  return `(util ${util.name}${doc}\n    (in${input})\n    (out ${output.text})${example})`;
}

function drawCalls(world: World, service: ServiceShape): string[] {
  const own = service.errors.map((error) => error.name);
  const foreign = world.services
    .filter((other) => other.name !== service.name)
    .flatMap((other) =>
      other.errors
        .filter((error) => !own.includes(error.name))
        .map((error) => `${other.name}/${error.name}`),
    );
  const errors = [...own, ...foreign];
  return [
    ...service.errors.map(
      (error) =>
        `(error ${error.name} :status ${error.status}${drawFields(world, service.name, error.fields, "error")})`,
    ),
    ...service.events.map(
      (event) => `(event ${event.name}${drawFields(world, service.name, event.fields, "event")})`,
    ),
    ...service.rpcs.map((rpc) => drawCalled(world, service.name, "rpc", rpc, errors)),
    ...service.tools.map((tool) => drawCalled(world, service.name, "tool", tool, errors)),
    ...service.utils.map((util) => drawUtil(world, service.name, util)),
    // Where there are functions there are rules, too.
    ...(service.utils.length === 0
      ? []
      : [
          ...service.rpcs.flatMap((rpc) => drawRules(world, service.name, "rpc", rpc, errors)),
          ...service.tools.flatMap((tool) => drawRules(world, service.name, "tool", tool, errors)),
        ]),
    ...service.times.map((hour, at) => `(every "0 ${hour} * * *" :do run-${at})`),
  ];
}

function drawUses(world: World, service: ServiceShape): string[] {
  const others = world.services.filter((other) => other.name !== service.name);
  const first = others[0];
  if (first === undefined) return [];
  const used = new Set<string>();
  const lines = service.uses.flatMap((use) => {
    const other = pickFrom(others, use.service, first);
    const all = [
      ...other.rpcs.map((one) => `(rpc ${one.name})`),
      ...other.entities.map((one) => `(entity ${one.name})`),
      ...other.enums.map((one) => `(enum ${one.name})`),
      ...other.unions.map((one) => `(union ${one.name})`),
      ...other.aliases.map((one) => `(alias ${one.name})`),
      ...other.errors.map((one) => `(error ${one.name})`),
      ...other.events.map((one) => `(event ${one.name})`),
    ];
    const items = [
      ...new Set(all.length === 0 ? [] : use.items.map((pick) => pickFrom(all, pick, ""))),
    ].filter((item) => {
      const fresh = !used.has(`${other.name} ${item}`);
      used.add(`${other.name} ${item}`);
      return fresh;
    });
    return items.length === 0 ? [] : [`(uses ${other.name} ${items.join(" ")})`];
  });
  const events = others.flatMap((other) =>
    other.events.map((event) => `${other.name}/${event.name}`),
  );
  const heard = [
    ...new Set(
      events.length === 0 ? [] : service.listens.map((pick) => pickFrom(events, pick, "")),
    ),
  ];
  return [...lines, ...heard.map((event) => `(on ${event} :do when-${event.replace("/", "-")})`)];
}

/** Texts of a universe of these shapes; they check clean whatever the shapes are. */
export function drawUniverse(services: readonly ServiceShape[]): Source[] {
  const enums: Candidate[] = services.flatMap((service) =>
    service.enums.map((one): Candidate => ({
      service: service.name,
      text: one.name,
      resolved: { kind: "enum", variants: one.variants },
    })),
  );
  const entities: Candidate[] = services.flatMap((service) =>
    service.entities.map((one): Candidate => ({
      service: service.name,
      text: one.name,
      resolved: { kind: "entity" },
    })),
  );
  const world: World = { services, enums, entities, before: [] };
  const intents = services.map((service): Source => {
    const config = drawFields(world, service.name, service.config, "config");
    const forms = [
      `(language ${service.language})`,
      ...service.enums.map(
        (one) =>
          `(enum ${one.name}${one.doc ? ` "Docs of ${one.name}."` : ""} ${one.variants.join(" ")})`,
      ),
      ...drawEntities(world, service),
      ...drawUnions(world, service),
      ...drawMachines(world, service),
      ...drawAliases(world, service),
      ...drawCalls(world, service),
      ...drawUses(world, service),
      ...(config === "" ? [] : [`(bootstrap (config${config}))`]),
    ];
    const doc = service.doc ? `\n  "Docs of ${service.name}."` : "";
    const text = `(lang intent 1.0)\n\n(service ${service.name}${doc}\n  ${forms.join("\n\n  ")})\n`;
    return { path: `services/${service.name}/intent.lisp`, text };
  });
  const universe = '(lang intent 1.0)\n\n(universe random\n  (services "services/*"))\n';
  return [{ path: "universe.lisp", text: universe }, ...intents];
}
