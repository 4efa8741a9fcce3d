import type { Language, Service } from "./types.ts";

/**
 * Names that stamped code, or the platform below it, has taken already. A name in here is refused at check time, since
 * the alternative is stamped code that does not compile. Reserved words of the languages are no such names: they are
 * spelt with a trailing underscore (names.ts).
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Types of stamped code, and types that stamped code says by their bare name. */
export const takenTypes = words(
  "Ctx Config Publisher Running Unknown " +
    "String Vec Option Some None Result Ok Err Box Arc Future Send Sync Debug Clone Copy Default PartialEq Eq Hash From Into Self " +
    "Serialize Deserialize Serializer Deserializer HashMap BTreeMap Uuid DateTime Utc NaiveDate Duration Decimal Value " +
    "Promise Date Record Array Map Set Uint8Array Object Function Error Partial Readonly Hono Number Boolean BigInt Symbol " +
    "JSON Math Response Request Headers URL Buffer Proxy Reflect " +
    "BaseModel UUID Any ClassVar Literal Annotated TypeAlias ABC APIRouter FastAPI Field JsonValue Exception True False",
);

/** Rpcs become methods of clients, beside these. */
export const takenRpcs = words("new from-env constructor");
/** In Rust, what holds a service has these methods already, and they are found before the service's own. */
export const takenMethods = words("clone clone-from drop into try-into as-ref to-owned");
/** Events become methods of the publisher, beside these. */
export const takenEvents = words("new to from-env constructor");
/**
 * Transitions become methods of their machine, beside these of the three languages; `overload` decorates methods in
 * Python, and the last two are operators in Rust.
 */
export const takenTransitions = words(
  "attempt begin constructor in-state into-subject is name overload prototype read state subject when with not neg",
);
/** Declared errors share their codes with what every service answers. */
export const takenErrors = words("internal invalid-argument");
/** A stamped error has these members of its own. */
export const takenErrorFields = words("code");
/** What a service reads its settings by is a member of them in Python. */
export const takenSettings = words("from-env");
/** Every service reads these variables itself; a setting of the name would share one of them. */
export const takenVariables = words(
  "drain-ms events-url every-ledger log otel-exporter-otlp-endpoint",
);
/** What an unknown value of an enum arrives as. */
export const takenVariants = words("unknown");

/** Device names of Windows, on which a folder or file of that name cannot be made. */
const devices = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

const takenServices: Readonly<Record<Language, ReadonlySet<string>>> = {
  rust: words(
    "std core alloc proc-macro test serde serde-json tokio axum anyhow uuid chrono chrono-tz croner hyper-util regex rmcp rust-decimal reqwest sqlx",
  ),
  typescript: words("node-modules"),
  python: words(
    "abc asyncio base64 calendar codecs collections contextlib copy dataclasses datetime decimal email enum functools hashlib http " +
      "importlib inspect io itertools json logging math numbers operator os pathlib platform queue random re secrets select signal " +
      "site socket ssl statistics string struct subprocess sys tempfile test tests threading time token traceback types typing urllib " +
      "uuid warnings weakref zoneinfo cronsim fastapi pydantic httpx starlette uvicorn anyio mcp mcp-types pytest psycopg psycopg-pool sqlite3",
  ),
};

/** Why no service may have this name, or `undefined` where it may. */
export function serviceNameTaken({ name, language, patterns }: Service): string | undefined {
  if (devices.test(name)) return "Windows reserves it for a device";
  if (name === "builders") return "stamped code has a module of that name";
  // A package that only these services ask for by its name.
  const isTower = name === "tower" && language === "rust";
  const { tools, scenarios } = patterns;
  return takenServices[language].has(name) || (isTower && tools.length + scenarios.length > 0)
    ? `a module or package of ${language} has that name`
    : undefined;
}
