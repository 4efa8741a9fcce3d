/** What other languages call what is called otherwise here: a guess by spelling would not find it. */
const words = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(table).flatMap(([ours, theirs]) =>
      theirs.split(" ").map((word) => [word, ours] as const),
    ),
  );

/** Primitive types, in lower case. */
export const typeHabits = words({
  i32: "int int32 integer short",
  i64: "long int64 bigint",
  u32: "uint32 uint",
  u64: "uint64 ulong",
  f64: "float double number float64 real",
  bool: "boolean bit",
  string: "str text varchar char",
  bytes: "blob binary buffer",
  uuid: "guid",
  timestamp: "datetime instant",
  decimal: "money numeric bigdecimal",
  json: "any object unknown",
});

/** Types that hold others, in lower case. */
export const typeFormHabits = words({
  list: "array vec vector seq sequence set repeated slice iterable collection",
  map: "dict dictionary hash hashmap record table object",
  optional: "nullable maybe option null undefined",
  page: "paged paginated",
});

/** Heads of forms, in lower case. */
export const formHabits = words({
  entity: "message record struct model class table dto resource schema interface object",
  rpc: "function fn method endpoint procedure operation action def call query handler",
  alias: "type typedef newtype",
  enum: "enumeration choice",
  union: "oneof variant sum",
  error: "exception failure fault",
  event: "topic notification signal",
  uses: "import use require requires depends dependency dependencies include",
  on: "subscribe listen listener consume when",
  every: "cron job schedule timer task",
  in: "input inputs params parameters args arguments request takes",
  out: "output outputs returns return response result answer",
  errors: "throws raises exceptions fails failures",
  gap: "todo question",
  language: "lang",
});

/** Names of options. */
export const optionHabits = words({
  key: "primary-key primary id pk identifier primarykey",
  default: "default-value value initial defaults",
  length: "max-length maxlength min-length minlength size",
  pattern: "regex regexp match matches format",
  min: "minimum greater-than ge gte",
  max: "maximum less-than le lte",
  wire: "json json-name name-on-wire serialized-name",
  was: "renamed-from old-name formerly previously",
  until: "deprecated deprecated-since removed-in",
  since: "added added-in",
  number: "tag field-number index",
  status: "code http-status http-code status-code",
  do: "handler handle calls run",
  secret: "sensitive private hidden",
  because: "reason why",
  zone: "timezone tz time-zone",
  path: "route url",
});

/** Options that are descriptions elsewhere. */
export const docOptions: ReadonlySet<string> = new Set(
  "doc docs description desc comment summary documentation".split(" "),
);

/** Options that say elsewhere that a value may be absent. */
export const absentOptions: ReadonlySet<string> = new Set("optional nullable null".split(" "));

/** Options that say elsewhere that a value must be there. */
export const requiredOptions: ReadonlySet<string> = new Set(
  "required mandatory non-null not-null notnull".split(" "),
);

/** Languages by their other names. */
export const languageHabits = words({
  typescript: "ts js javascript node nodejs",
  rust: "rs",
  python: "py python3",
});

/** What other languages write for no value. */
export const nothingWords: ReadonlySet<string> = new Set("null nil none undefined".split(" "));

/** Times in words, as cron writes them. */
export const timeHabits: ReadonlyMap<string, string> = new Map([
  ["minutely", "* * * * *"],
  ["hourly", "0 * * * *"],
  ["daily", "0 0 * * *"],
  ["nightly", "0 3 * * *"],
  ["weekly", "0 0 * * 1"],
  ["monthly", "0 0 1 * *"],
  ["yearly", "0 0 1 1 *"],
]);

/** The singular and the plural of a word, for `entities` and `error`. */
export const otherNumbers = (word: string): string[] => [
  `${word}s`,
  word.replace(/s$/, ""),
  word.replace(/ies$/, "y"),
  word.replace(/es$/, ""),
];
