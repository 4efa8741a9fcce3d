/**
 * Lints that a right repair may wake because a value is owned where it was copied, or the other way round. Their fixes
 * move or drop a clone, a borrow or a conversion that does nothing, and change no meaning.
 */
export const ownershipLints: ReadonlySet<string> = new Set(
  [
    "borrow_deref_ref",
    "clone_on_copy",
    "cmp_owned",
    "explicit_auto_deref",
    "into_iter_on_ref",
    "iter_cloned_collect",
    "iter_overeager_cloned",
    "map_clone",
    "needless_borrow",
    "needless_borrows_for_generic_args",
    "op_ref",
    "redundant_clone",
    "to_string_in_format_args",
    "unnecessary_cast",
    "unnecessary_to_owned",
    "useless_conversion",
  ].map((name) => `clippy::${name}`),
);

const spellingOfClippy = [
  "assign_op_pattern",
  "bool_comparison",
  "char_lit_as_u8",
  "collapsible_if",
  "comparison_to_empty",
  "double_parens",
  "explicit_counter_loop",
  "len_zero",
  "let_and_return",
  "manual_range_contains",
  "manual_strip",
  "match_like_matches_macro",
  "needless_bool",
  "needless_lifetimes",
  "needless_return",
  "question_mark",
  "redundant_closure",
  "redundant_field_names",
  "redundant_pattern_matching",
  "redundant_static_lifetimes",
  "single_char_add_str",
  "single_component_path_imports",
  "single_match",
  "unused_unit",
  "useless_format",
].map((name) => `clippy::${name}`);

/** `unused_imports` and `unused_mut` are the compiler's own; clippy tells them as well. */
const spellingOfRustc = ["unused_imports", "unused_mut", "unused_parens", "unused_braces"];

/** Unused imports, sorted imports, texts without placeholders, and older spellings of the same type. */
const spellingOfRuff = [
  "F401",
  "F541",
  "F811",
  "I001",
  "UP006",
  "UP007",
  "UP035",
  "UP045",
  "W291",
  "W293",
];

const spellingOfOxlint = [
  "eslint(no-extra-boolean-cast)",
  "eslint(no-var)",
  "eslint(prefer-const)",
  "typescript(array-type)",
  "typescript(consistent-type-imports)",
  "unicorn(no-typeof-undefined)",
  "unicorn(no-useless-spread)",
  "unicorn(prefer-string-starts-ends-with)",
];

/** Lints of any hand-written code whose own fix only spells the same thing otherwise. */
export const spellingLints: ReadonlySet<string> = new Set([
  ...ownershipLints,
  ...spellingOfClippy,
  ...spellingOfRustc,
  ...spellingOfRuff,
  ...spellingOfOxlint,
]);

/** The words of rustc and of ruff for a suggestion that may be applied unseen. */
export const applicable: ReadonlySet<string> = new Set(["MachineApplicable", "safe"]);

/** What no suggestion may bring in, whatever its tool says of it. */
export const traps =
  /unwrap|expect\(|todo!|unimplemented!|panic!|try_into|unsafe|allow\(|noqa|ignore/;
