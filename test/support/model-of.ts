import { defaultLimits, primitiveNames, type Field, type Literal, type Model, type Service, type TypeRef, type Universe } from "#intent";

// A stand-in until the model's loader is here.
type Sexp = string | Sexp[];
function read(text: string): Sexp[] {
  const tokens = text.replaceAll(/;.*$/gm, "").match(/\(|\)|"(?:[^"\\]|\\.)*"|[^\s()]+/g) ?? [];
  const stack: Sexp[][] = [[]];
  for (const token of tokens) {
    if (token === "(") stack.push([]);
    else if (token === ")") { const done = stack.pop() ?? []; stack.at(-1)?.push(done); }
    else stack.at(-1)?.push(token);
  }
  return stack[0] ?? [];
}
const span = { start: 0, end: 0 };
const str = (s: Sexp | undefined): string => (typeof s === "string" ? s : "");
const primitive = new Map<string, (typeof primitiveNames)[number]>(primitiveNames.map((n) => [n, n]));
function type(s: Sexp, home: string): TypeRef {
  if (typeof s !== "string") {
    const [head, a, b] = s;
    if (head === "list" || head === "optional") return { kind: head, item: type(a ?? "", home), span };
    return { kind: "map", key: type(a ?? "", home), value: type(b ?? "", home), span };
  }
  const p = primitive.get(s);
  if (p !== undefined) return { kind: "primitive", name: p, span };
  const slash = s.indexOf("/");
  const service = slash === -1 ? home : s.slice(0, slash);
  const [entity = "", field] = s.slice(slash + 1).split(".");
  return field === undefined ? { kind: "named", service, name: entity, span } : { kind: "member", service, entity, field, span };
}
function literal(s: Sexp): Literal {
  if (typeof s !== "string") return { kind: "empty-list" };
  if (s.startsWith('"')) return { kind: "string", value: JSON.parse(s) };
  if (s === "true" || s === "false") return { kind: "bool", value: s === "true" };
  return /^-?\d/.test(s) ? { kind: "number", text: s } : { kind: "symbol", name: s };
}
function options(rest: Sexp[]): { flags: Map<string, Sexp>; doc?: string; args: Sexp[] } {
  const flags = new Map<string, Sexp>();
  const args: Sexp[] = [];
  let doc: string | undefined;
  for (let i = 0; i < rest.length; i++) {
    const s = rest[i] ?? "";
    if (typeof s === "string" && s.startsWith(":")) {
      if ([":key", ":unique", ":secret"].includes(s)) flags.set(s, "true");
      else flags.set(s, rest[++i] ?? "");
    } else if (typeof s === "string" && s.startsWith('"')) doc = JSON.parse(s);
    else args.push(s);
  }
  return { flags, args, ...(doc === undefined ? {} : { doc }) };
}
function life(flags: Map<string, Sexp>) {
  const text = (k: string) => (flags.has(k) ? str(flags.get(k)).replaceAll('"', "") : undefined);
  const was = text(":was"), since = text(":since"), until = text(":until"), number = text(":number"), wire = text(":wire");
  return { ...(was && { was }), ...(since && { since }), ...(until && { until }), ...(number && { number: Number(number) }), ...(wire && { wire }) };
}
function field(s: Sexp, home: string): Field {
  const [name, ty, ...rest] = s;
  const { flags, doc } = options(rest);
  const text = (k: string) => (flags.has(k) ? str(flags.get(k)).replaceAll('"', "") : undefined);
  const min = text(":min"), max = text(":max"), length = text(":length"), pattern = text(":pattern");
  const def = flags.get(":default");
  return {
    name: str(name), type: type(ty ?? "", home), ...(doc === undefined ? {} : { doc }), key: flags.has(":key"), unique: flags.has(":unique"),
    ...(def === undefined ? {} : { default: literal(def) }), ...life(flags),
    constraints: { ...(min && { min }), ...(max && { max }), ...(length && { length }), ...(pattern && { pattern }), ...(flags.has(":secret") && { secret: true }) },
    span, nameSpan: span,
  };
}
type W<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };
function service(form: Sexp[]): Service {
  const [, n, ...rest] = form;
  const name = str(n);
  const { args, doc } = options(rest);
  const out: W<Service> = {
    name, ...(doc === undefined ? {} : { doc }), language: "rust", governance: "strict-codegen", tier: "blueprint", directory: `services/${name}`, file: `services/${name}/intent.lisp`,
    entities: [], enums: [], aliases: [], errors: [], rpcs: [], events: [], uses: [], listeners: [], config: [], gaps: [], gates: {}, limits: {}, span,
  };
  for (const f of args) {
    if (typeof f === "string") continue;
    const [head, second, ...tail] = f;
    const o = options(tail);
    const at = { name: str(second), ...life(o.flags), ...(o.doc === undefined ? {} : { doc: o.doc }), span, nameSpan: span };
    const ref = (s: string) => ({ service: s.includes("/") ? s.slice(0, s.indexOf("/")) : name, name: s.slice(s.indexOf("/") + 1) });
    if (head === "language") out.language = str(second) === "rust" ? "rust" : str(second) === "python" ? "python" : "typescript";
    else if (head === "governance") out.governance = "experimental";
    else if (head === "tier") out.tier = "frontier";
    else if (head === "gates") out.gates = Object.fromEntries([second, ...tail].flatMap((g) => (Array.isArray(g) ? [[str(g[0]), g.slice(1).map((c) => JSON.parse(str(c)))]] : [])));
    else if (head === "limits") out.limits = { minutes: Number(str(tail[0])) };
    else if (head === "entity") out.entities.push({ kind: "entity", ...at, fields: o.args.map((x) => field(x, name)) });
    else if (head === "error") out.errors.push({ kind: "error", ...at, status: Number(str(o.flags.get(":status")) || 400), fields: o.args.map((x) => field(x, name)) });
    else if (head === "event") out.events.push({ kind: "event", ...at, fields: o.args.map((x) => field(x, name)) });
    else if (head === "alias") out.aliases.push({ kind: "alias", ...at, type: type(o.args[0] ?? "", name) });
    else if (head === "enum") out.enums.push({ kind: "enum", ...at, variants: o.args.map((v) => { const vo = options(Array.isArray(v) ? v.slice(1) : []); return { name: Array.isArray(v) ? str(v[0]) : v, ...life(vo.flags), ...(vo.doc === undefined ? {} : { doc: vo.doc }), span, nameSpan: span }; }) });
    else if (head === "rpc") {
      const part = (k: string) => o.args.find((x) => Array.isArray(x) && x[0] === k)?.slice(1);
      const output = part("out")?.[0];
      const input = part("in"), errors = part("errors");
      out.rpcs.push({ kind: "rpc", ...at, input: Array.isArray(input) ? input.map((x) => field(x, name)) : [], ...(output === undefined ? {} : { output: type(output, name) }), errors: Array.isArray(errors) ? errors.map((e) => ({ ...ref(str(e)), span })) : [] });
    } else if (head === "uses") out.uses.push({ service: str(second), span, items: tail.map((x) => { const k = str(x[0]); return { kind: k === "rpc" || k === "entity" || k === "enum" || k === "alias" || k === "error" ? k : "event", name: str(x[1]), span }; }) });
    else if (head === "on") { const r = ref(str(second)); out.listeners.push({ service: r.service, event: r.name, handler: str(o.flags.get(":do")), span }); }
    else if (head === "bootstrap") out.config.push(...(Array.isArray(second) ? second.slice(1).map((x) => field(x, name)) : []));
    else if (head === "gap") out.gaps.push({ text: JSON.parse(str(second)), span });
  }
  return out;
}
/** The model of some intents as text. */
export function modelOf(...texts: string[]): Model {
  const services = new Map<string, Service>();
  let universe: Universe = { name: "shop", file: "universe.lisp", services: ["services/*"], gates: {}, limits: defaultLimits, sandbox: "none", delivery: "draft-branch", span };
  for (const form of texts.flatMap(read)) {
    if (!Array.isArray(form)) continue;
    if (form[0] === "service") { const s = service(form); services.set(s.name, s); }
    if (form[0] === "universe") {
      const { args, doc } = options(form.slice(2));
      const part = (k: string) => args.find((x): x is Sexp[] => Array.isArray(x) && x[0] === k);
      const gates = part("gates");
      universe = { ...universe, name: str(form[1]), ...(doc === undefined ? {} : { doc }), services: part("services")?.slice(1).map((x) => JSON.parse(str(x))) ?? ["services/*"], ...(gates === undefined ? {} : { gates: { [str(gates[1])]: { test: ["x"] } } }), limits: { ...defaultLimits, minutes: Number(str(part("limits")?.[2]) || 30) }, sandbox: part("sandbox")?.[1] === "bwrap" ? "bwrap" : "none", delivery: part("delivery")?.[1] === "land" ? "land" : "draft-branch" };
    }
  }
  return { universe, services: new Map([...services].sort(([a], [b]) => (a < b ? -1 : 1))) };
}
