import type { Language } from "#intent";

/** What silences a compiler, a linter or a test instead of answering it. */
interface Placeholder {
  readonly name: string;
  readonly pattern: RegExp;
}

const byLanguage: Readonly<Record<Language, readonly Placeholder[]>> = {
  rust: [
    { name: "todo!", pattern: /\btodo!\s*[([{]/g },
    { name: "unimplemented!", pattern: /\bunimplemented!\s*[([{]/g },
    { name: "unreachable!", pattern: /\bunreachable!\s*[([{]/g },
    { name: "panic!", pattern: /\bpanic!\s*[([{]/g },
    { name: "unwrap()", pattern: /\.\s*unwrap\s*\(\s*\)/g },
    { name: "expect()", pattern: /\.\s*expect\s*\(/g },
    { name: "unsafe", pattern: /\bunsafe\b/g },
    { name: "#[allow(…)]", pattern: /#!?\[\s*(?:allow|expect)\s*\(/g },
    { name: "#[ignore]", pattern: /#\[\s*ignore\b/g },
    { name: "#[cfg(…)]", pattern: /#!?\[\s*cfg/g },
    {
      name: "as",
      pattern: /\bas\s+(?:i8|i16|i32|i64|i128|isize|u8|u16|u32|u64|u128|usize|f32|f64)\b/g,
    },
    { name: "Default::default()", pattern: /\bDefault::default\s*\(\s*\)/g },
  ],
  typescript: [
    {
      name: "as",
      pattern: /\bas\s+(?!const\b|[A-Za-z_$][\w$]*\s*(?:,|\}|\bfrom\b))[A-Za-z_${[(]/g,
    },
    { name: "any", pattern: /(?<=[:<|&,(]\s*)any\b/g },
    { name: "!", pattern: /[\w$)\]]!(?=[.;,)\]}\s[(])(?!\s*=)/g },
    { name: "@ts-ignore", pattern: /@ts-(?:ignore|expect-error|nocheck)/g },
    { name: "disable comment", pattern: /\b(?:eslint|oxlint)-disable/g },
    {
      name: "not implemented",
      pattern: /\bthrow\s+new\s+\w*Error\(\s*["'`](?:not implemented|todo|unimplemented)/gi,
    },
    {
      name: "skipped test",
      pattern: /\b(?:test|it|describe)\.(?:skip|todo|only|fails)\b|\bskip:\s*true/g,
    },
  ],
  python: [
    { name: "# type: ignore", pattern: /#\s*(?:type:\s*ignore|pyright:\s*(?:ignore|basic))/g },
    { name: "# noqa", pattern: /#\s*noqa/gi },
    { name: "Any", pattern: /\bAny\b/g },
    { name: "cast()", pattern: /\bcast\s*\(/g },
    { name: "NotImplementedError", pattern: /\bNotImplementedError\b/g },
    { name: "skipped test", pattern: /\bpytest\.(?:mark\.)?(?:skip|xfail)/g },
  ],
};

/** Names of the placeholders and suppressions that `after` holds more often than `before`. */
export function addedPlaceholders(
  language: Language,
  before: string,
  after: string,
): readonly string[] {
  return byLanguage[language]
    .filter(({ pattern }) => count(after, pattern) > count(before, pattern))
    .map(({ name }) => name);
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
