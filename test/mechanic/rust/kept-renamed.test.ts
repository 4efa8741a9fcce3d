import { expect, test } from "vitest";

import { play } from "./scripted.ts";

const intent = `(service kiln
  (language rust)
  (entity Night (id uuid :key) (title string))
  (crud Night :path "/nights")
  (tool count-slots (in (a i32)) (out i32)))
`;

const custom = `use crate::generated::stores::MemoryStore;
use crate::generated::KeepsNight;
use crate::generated::Night;

pub struct App {
    night_store: MemoryStore<Night>,
}

impl KeepsNight for App {
    type NightStore = MemoryStore<Night>;

    fn night_store(&self) -> &Self::NightStore {
        &self.night_store
    }
}
`;

test("what keeps an entity follows its name, whatever else is called so", async () => {
  const said = (code: string, message: string, at: string, whileText: RegExp) => ({
    code,
    message,
    at,
    whileText,
  });
  const { texts, asked } = await play({
    intent,
    from: '(entity Night (id uuid :key) (title string))\n  (crud Night :path "/nights")',
    to: '(entity Evening :was Night (id uuid :key) (title string))\n  (crud Evening :path "/nights")',
    files: { "src/custom.rs": custom },
    says: [
      said(
        "E0432",
        "unresolved import `crate::generated::KeepsNight`",
        "«crate::generated::KeepsNight»;",
        /generated::KeepsNight/,
      ),
      said(
        "E0432",
        "unresolved import `crate::generated::Night`",
        "«crate::generated::Night»;",
        /generated::Night/,
      ),
      said(
        "E0405",
        "cannot find trait `KeepsNight` in this scope",
        "impl «KeepsNight» for",
        /impl KeepsNight/,
      ),
      said(
        "E0437",
        "type `NightStore` is not a member of trait `KeepsEvening`",
        "«type NightStore = MemoryStore<Night>;»",
        /type NightStore/,
      ),
      said(
        "E0407",
        "method `night_store` is not a member of trait `KeepsEvening`",
        "    «fn night_store(&self) -> &Self::NightStore {\n        &self.night_store\n    }»\n",
        /fn night_store/,
      ),
      said(
        "E0220",
        "associated type `NightStore` not found for `Self`",
        "&Self::«NightStore» {",
        /Self::NightStore/,
      ),
      said(
        "E0412",
        "cannot find type `Night` in this scope",
        "App {\n    night_store: MemoryStore<«Night»>",
        /y_store: MemoryStore<Night>|night_store: MemoryStore<Night>/,
      ),
    ],
  });
  expect(asked).toEqual([]);
  expect(texts["src/custom.rs"]).toBe(
    custom
      .replaceAll("KeepsNight", "KeepsEvening")
      .replaceAll("NightStore", "EveningStore")
      .replaceAll(/\bNight\b/g, "Evening")
      .replace("fn night_store", "fn evening_store")
      .replace(
        "type EveningStore = MemoryStore<Evening>",
        "type EveningStore = MemoryStore<Night>",
      ),
  );
});
