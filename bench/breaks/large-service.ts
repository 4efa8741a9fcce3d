import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../intent/index.ts";

// Size is what this service is for: what its code does is said a hundred times with other names and numbers. Whether
// an engine understands code is measured by the corpus, which people wrote.

const modules = 100;
/** Modules that touch what changes; four places and one test each. */
const affected = 67;
const functionsEach = 48;
const example = join(import.meta.dirname, "../../universe.example/services");
const manifest = (service: string, file: string): string =>
  readFileSync(join(example, service, file), "utf8").replaceAll(service, "archive");

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Files of a service `archive` by path in the universe, without its intent. */
export function largeService(language: Language): Record<string, string> {
  const files = { rust, typescript, python }[language]();
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`services/archive/${path}`, text]),
  );
}

function typescript(): Record<string, string> {
  const files: Record<string, string> = {
    "package.json": manifest("catalog", "package.json"),
    "tsconfig.json": manifest("catalog", "tsconfig.json"),
    "src/main.ts": `import { archive } from "./custom/archive.ts";
import { loadConfig, router, serve } from "./generated.ts";

await serve(router(archive), loadConfig());
`,
    "src/custom/archive.ts": `import type { Archive } from "../generated.ts";
${numbers(affected)
  .map((index) => `import { shelf${index} } from "./shelf${index}.ts";`)
  .join("\n")}

export const archive: Archive = {
  countEntries: async ({ userId }) =>
    ${numbers(affected)
      .map((index) => `shelf${index}.countOf(userId)`)
      .join(" +\n    ")},
};
`,
    "test/shelves.test.ts": `import assert from "node:assert/strict";
import { test } from "node:test";
${numbers(affected)
  .map((index) => `import { Shelf${index} } from "../src/custom/shelf${index}.ts";`)
  .join("\n")}

const ada = { id: 7, email: "ada@example.org", displayName: "Ada", loginCount: 1 };
${numbers(affected)
  .map(
    (index) => `
test("shelf ${index} counts by person", () => {
  const shelf = new Shelf${index}();
  shelf.put(ada, ${index});
  assert.equal(shelf.countOf(7), 1);
  assert.equal(shelf.title(ada), "Ada on shelf ${index}");
});`,
  )
  .join("\n")}
`,
  };
  for (const index of numbers(modules)) {
    const work = numbers(functionsEach)
      .map(
        (each) => `
/** Weighs a row of figures for table ${each} of shelf ${index}. */
export function weigh${index}x${each}(rows: readonly number[], limit: number): number {
  let sum = ${each};
  for (const [at, row] of rows.entries()) {
    if (at >= limit) break;
    sum += row % 2 === 0 ? row * ${(each % 7) + 1} : row + ${index};
  }
  return sum > ${1000 + each} ? sum - ${each + 1} : sum;
}
`,
      )
      .join("");
    const shelf = `import type { UserProfile } from "../generated.users.ts";

/** What people have put on shelf ${index}. */
export class Shelf${index} {
  readonly #entries = new Map<number, number[]>();

  put(user: UserProfile, entry: number): void {
    const own = this.#entries.get(user.id) ?? [];
    own.push(entry);
    this.#entries.set(user.id, own);
  }

  countOf(userId: number): number {
    return this.#entries.get(userId)?.length ?? 0;
  }

  initial(user: UserProfile): string {
    return user.displayName.trim() === "" ? "?" : user.displayName.slice(0, 1);
  }

  title(user: UserProfile): string {
    return \`\${user.displayName} on shelf ${index}\`;
  }
}

export const shelf${index} = new Shelf${index}();
`;
    files[`src/custom/shelf${index}.ts`] = index < affected ? shelf + work : work.slice(1);
  }
  return files;
}

function rust(): Record<string, string> {
  const files: Record<string, string> = {
    "Cargo.toml": manifest("users", "Cargo.toml"),
    "src/lib.rs": "pub mod custom;\npub mod generated;\n",
    "src/main.rs": `use archive::custom::App;
use archive::generated::{Config, router, serve};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    serve(router(App::default()), &config).await
}
`,
    "src/custom.rs": `${numbers(modules)
      .map((index) => `pub mod shelf${index};`)
      .join("\n")}

use crate::generated::{CountEntries, CountEntriesError, CountEntriesIn, Ctx};

#[derive(Default)]
pub struct App {
${numbers(affected)
  .map((index) => `    pub shelf${index}: shelf${index}::Shelf${index},`)
  .join("\n")}
}

impl CountEntries for App {
    async fn count_entries(
        &self,
        _: &Ctx,
        input: CountEntriesIn,
    ) -> Result<i32, CountEntriesError> {
        let mut sum = 0;
${numbers(affected)
  .map((index) => `        sum += self.shelf${index}.count_of(input.user_id);`)
  .join("\n")}
        Ok(sum)
    }
}
`,
  };
  files["tests/shelves.rs"] = `use archive::generated::users::UserProfile;

fn ada() -> UserProfile {
    UserProfile {
        id: 7,
        email: "ada@example.org".to_string(),
        display_name: "Ada".to_string(),
        login_count: 1,
    }
}
${numbers(affected)
  .map(
    (index) => `
#[test]
fn shelf_${index}_counts_by_person() {
    let mut shelf = archive::custom::shelf${index}::Shelf${index}::default();
    shelf.put(&ada(), ${index});
    assert_eq!(shelf.count_of(7), 1);
    assert_eq!(shelf.title(&ada()), "Ada on shelf ${index}");
}
`,
  )
  .join("")}`;
  for (const index of numbers(modules)) {
    const work = numbers(functionsEach)
      .map(
        (each) => `
/// Weighs a row of figures for table ${each} of shelf ${index}.
pub fn weigh_${index}_${each}(rows: &[i64], limit: usize) -> i64 {
    let mut sum = ${each};
    for row in rows.iter().take(limit) {
        sum += if row % 2 == 0 {
            row * ${(each % 7) + 2}
        } else {
            row + ${index + 1}
        };
    }
    if sum > ${1000 + each} { sum - ${each + 1} } else { sum }
}
`,
      )
      .join("");
    const shelf = `use std::collections::HashMap;

use crate::generated::users::UserProfile;

/// What people have put on shelf ${index}.
#[derive(Debug, Default)]
pub struct Shelf${index} {
    entries: HashMap<i32, Vec<i32>>,
}

impl Shelf${index} {
    pub fn put(&mut self, user: &UserProfile, entry: i32) {
        self.entries.entry(user.id).or_default().push(entry);
    }

    pub fn count_of(&self, user_id: i32) -> i32 {
        self.entries.get(&user_id).map_or(0, |own| own.len() as i32)
    }

    pub fn initial<'a>(&self, user: &'a UserProfile) -> &'a str {
        if user.display_name.is_empty() {
            return "?";
        }
        user.display_name.as_str()
    }

    pub fn title(&self, user: &UserProfile) -> String {
        format!("{} on shelf ${index}", user.display_name)
    }
}
`;
    files[`src/custom/shelf${index}.rs`] = index < affected ? shelf + work : work.slice(1);
  }
  return files;
}

function python(): Record<string, string> {
  const project = manifest("notifications", "pyproject.toml").replace(
    "Letters to customers.",
    "Shelves.",
  );
  const files: Record<string, string> = {
    "pyproject.toml": project,
    "requirements.txt": manifest("notifications", "requirements.txt"),
    "archive/__init__.py": '"""Shelves."""\n',
    "archive/__main__.py": `"""Starts the service: \`python -m archive\`."""

from .custom import App
from .generated import Config, app, serve


def main() -> None:
    """Serves."""
    serve(app(App()), Config.from_env())


if __name__ == "__main__":
    main()
`,
    "tests/__init__.py": "",
    "archive/custom/__init__.py": `"""What people have put on shelves."""

from ..generated import Archive, CountEntriesIn, Ctx
${numbers(affected)
  .map((index) => `from .shelf${index}`)

  .map((from) => `${from} import SHELF as SHELF${from.slice(11)}`)
  .join("\n")}


class App(Archive):
    """All shelves."""

    async def count_entries(self, input: CountEntriesIn, ctx: Ctx) -> int:
        """How many entries of a person there are."""
        counts = [
${numbers(affected)
  .map((index) => `            SHELF${index}.count_of(input.user_id),`)
  .join("\n")}
        ]
        return sum(counts)
`,
    "tests/test_shelves.py": `"""Shelves count by person."""

${numbers(affected)
  .map((index) => `shelf${index}`)

  .map((name) => `from archive.custom.${name} import ${name.replace("shelf", "Shelf")}`)
  .join("\n")}
from archive.generated_users import UserProfile

ADA = UserProfile(id=7, email="ada@example.org", display_name="Ada", login_count=1)
${numbers(affected)
  .map(
    (index) => `

def test_shelf_${index}_counts_by_person() -> None:
    shelf = Shelf${index}()
    shelf.put(ADA, ${index})
    assert shelf.count_of(7) == 1
    assert shelf.title(ADA) == "Ada on shelf ${index}"
`,
  )
  .join("")}`,
  };
  for (const index of numbers(modules)) {
    const work = numbers(functionsEach)
      .map(
        (each) => `

def weigh_${index}_${each}(rows: list[int], limit: int) -> int:
    """Weighs a row of figures for table ${each} of shelf ${index}."""
    total = ${each}
    for row in rows[:limit]:
        if row % 2 == 0:
            total += row * ${(each % 7) + 1}
        else:
            total += row + ${index}
    if total > ${1000 + each}:
        return total - ${each + 1}
    return total
`,
      )
      .join("");
    const shelf = `"""Shelf ${index}."""

from ..generated_users import UserProfile


class Shelf${index}:
    """What people have put on shelf ${index}."""

    def __init__(self) -> None:
        self._entries: dict[int, list[int]] = {}

    def put(self, user: UserProfile, entry: int) -> None:
        """Puts an entry of a person on the shelf."""
        self._entries.setdefault(user.id, []).append(entry)

    def count_of(self, user_id: int) -> int:
        """How many entries of a person there are."""
        return len(self._entries.get(user_id, []))

    def initial(self, user: UserProfile) -> str:
        """What stands on a person's label."""
        return user.display_name[:1] if user.display_name.strip() else "?"

    def title(self, user: UserProfile) -> str:
        """What stands on a person's part of the shelf."""
        return f"{user.display_name} on shelf ${index}"


SHELF = Shelf${index}()
`;
    files[`archive/custom/shelf${index}.py`] =
      index < affected ? shelf + work : `"""Shelf ${index}."""\n${work}`;
  }
  return files;
}
