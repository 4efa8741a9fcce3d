import { expect, test } from "vitest";

import { looksIn } from "../../../mechanic/engines/survival/rust/polarity.ts";

const terms = [
  "o.is_none()",
  "o.is_some()",
  "v.is_empty()",
  "v.len()",
  "m.contains_key(&k)",
  "m.insert(k,",
];

/** A condition, whether it is known to hold or to fail, and whether something is there then. */
const rows: readonly (readonly [string, boolean, boolean])[] = [
  ["o.is_some()", true, true],
  ["o.is_some()", false, false],
  ["o.is_none()", true, false],
  ["o.is_none()", false, true],
  ["!o.is_none()", true, true],
  ["!(o.is_none())", false, false],
  ["!m.contains_key(&k)", true, false],
  ["!m.contains_key(&k)", false, true],
  ["m.contains_key(&k)&&ready", true, true],
  ["m.contains_key(&k)&&ready", false, false],
  ["o.is_none()||v.is_empty()", false, true],
  ["o.is_none()||ready", true, false],
  ["i<v.len()", true, true],
  ["i<v.len()", false, false],
  ["i>v.len()", false, false],
  ["i>=v.len()", false, true],
  ["i>=v.len()", true, false],
  ["i<=v.len()", true, false],
  ["v.len()>=2", true, true],
  ["v.len()>=2", false, false],
  ["v.len()<2", false, true],
  ["v.len()==0", true, false],
  ["v.len()==0", false, true],
  ["v.len()!=0", true, true],
  ["v.len()==3", true, true],
  ["0..v.len()", true, true],
  ["ready", true, false],
];

test.each(rows)("%s, which holds: %s, says that something is there: %s", (condition, holds, is) => {
  expect(looksIn(condition, holds, terms)).toBe(is);
});
