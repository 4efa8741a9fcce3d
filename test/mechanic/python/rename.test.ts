import { describe, expect, test, vi } from "vitest";
import { change, renamed, repairCase, type Case } from "./fixture.ts";

// Each case starts pyright four times or more.
vi.setConfig({ testTimeout: 120_000 });

const users = `from typing import ClassVar

from . import generated_wire as _wire


class Plan(str):
    FREE: ClassVar["Plan"]
    PRO: ClassVar["Plan"]


Plan.FREE = Plan("free")
Plan.PRO = Plan("pro")


class UserProfile(_wire.Model):
    id: int
    display_name: str
    plan: Plan = Plan.FREE


class UserNotFound(_wire.Model):
    id: int


class GetUserIn(_wire.Model):
    id: int


class UserRegistered(_wire.Model):
    user: UserProfile


class UsersClient:
    async def get_user(
        self,
        input: GetUserIn,
    ) -> UserProfile | UserNotFound:
        raise NotImplementedError(input)


def a_user_profile(
    *,
    id: int = 1,
    display_name: str = "display name",
    plan: Plan = Plan.FREE,
) -> UserProfile:
    return UserProfile(
        id=id,
        display_name=display_name,
        plan=plan,
    )
`;

const own = `from abc import ABC, abstractmethod

from . import generated_users as _users


class Letters(ABC):
    @abstractmethod
    async def welcome(self, event: _users.UserRegistered) -> None: ...
`;

const custom = `from dataclasses import dataclass
from typing import Protocol, final

from .generated import Letters
from .generated_users import GetUserIn, Plan, UserNotFound, UserProfile, UserRegistered, UsersClient


@dataclass
class Template:
    display_name: str


class Directory(Protocol):
    async def get_user(self, input: GetUserIn) -> UserProfile | UserNotFound: ...


def label(user: UserProfile, template: Template) -> dict[str, str]:
    display_name = user.display_name.strip()
    match user:
        case UserProfile(display_name=found):
            hint = f"display_name: {found} {user.display_name}"
    return {"display_name": display_name, "hint": hint, "template": template.display_name}


def copy(user: UserProfile) -> UserProfile:
    free = user.plan == Plan.FREE
    return UserProfile(id=user.id, display_name=user.display_name if free else "?", plan=user.plan)


@final
@dataclass
class App(Letters):
    directory: Directory

    async def welcome(self, event: UserRegistered) -> None:
        found = await self.directory.get_user(GetUserIn(id=event.user.id))
        if isinstance(found, UserProfile):
            label(found, Template(display_name="Welcome"))


def app() -> App:
    return App(directory=UsersClient())
`;

const tests = `from letters.custom import App, copy
from letters.generated_users import GetUserIn, UserNotFound, UserProfile, UserRegistered, a_user_profile


class FakeDirectory:
    async def get_user(self, input: GetUserIn) -> UserProfile | UserNotFound:
        return a_user_profile(id=input.id, display_name="Ada")


async def test_welcome() -> None:
    await App(directory=FakeDirectory()).welcome(UserRegistered(user=a_user_profile()))
    assert copy(a_user_profile(display_name="Ada")).display_name == "Ada"
`;

const base: Omit<Case, "changes" | "after"> = {
  before: { "__init__.py": "", "generated.py": own, "generated_users.py": users },
  sources: { "letters/custom.py": custom, "tests/test_custom.py": tests },
};

/** Stamps after a change: the same files with words replaced, as a stamp would have them. */
const stamps = (...words: readonly (readonly [RegExp, string])[]): Case["after"] =>
  Object.fromEntries(
    Object.entries(base.before).map(([file, text]) => [
      file,
      words.reduce((at, [from, to]) => at.replaceAll(from, to), text),
    ]),
  );

/** Repairs, and asserts what holds for every rename: green, no hole, nothing left for a second run. */
async function check(
  given: Pick<Case, "changes" | "after">,
  words: readonly (readonly [string, string])[],
): Promise<void> {
  const result = await repairCase({ ...base, ...given });
  expect(result.errors).toEqual([]);
  expect(result.outcome.holes).toEqual([]);
  expect(result.again.edits).toEqual([]);
  const expected = Object.fromEntries(
    Object.entries(base.sources).map(([file, text]) => [
      file,
      words.reduce((at, [from, to]) => at.replaceAll(from, to), text),
    ]),
  );
  expect(result.texts).toEqual(expected);
  for (const edit of result.outcome.edits)
    expect(edit).toMatchObject({
      certainty: "certain",
      because: expect.stringContaining("renamed"),
    });
}

describe("a renamed name is followed through hand-written code", () => {
  test("field: attributes, keywords and patterns; not the decoys", async () => {
    await check(
      {
        changes: [
          renamed("field-renamed", "users/UserProfile.display-name", "users/UserProfile.full-name"),
        ],
        after: stamps([/display_name/g, "full_name"]),
      },
      [
        ["user.display_name", "user.full_name"],
        ["case UserProfile(display_name=", "case UserProfile(full_name="],
        ["id=user.id, display_name=", "id=user.id, full_name="],
        ["a_user_profile(id=input.id, display_name=", "a_user_profile(id=input.id, full_name="],
        [
          'a_user_profile(display_name="Ada")).display_name',
          'a_user_profile(full_name="Ada")).full_name',
        ],
      ],
    );
  });

  test("entity: its class, its builder, and the order of imports", async () => {
    await check(
      {
        changes: [renamed("entity-renamed", "users/UserProfile", "users/Account")],
        after: stamps([/\bUserProfile\b/g, "Account"], [/a_user_profile/g, "a_account"]),
      },
      [
        [
          "import GetUserIn, Plan, UserNotFound, UserProfile, UserRegistered, UsersClient",
          "import Account, GetUserIn, Plan, UserNotFound, UserRegistered, UsersClient",
        ],
        [
          "import GetUserIn, UserNotFound, UserProfile, UserRegistered, a_user_profile",
          "import Account, GetUserIn, UserNotFound, UserRegistered, a_account",
        ],
        ["UserProfile", "Account"],
        ["a_user_profile", "a_account"],
      ],
    );
  });

  test("variant", async () => {
    await check(
      {
        changes: [renamed("variant-renamed", "users/Plan.free", "users/Plan.basic")],
        after: stamps([/FREE/g, "BASIC"]),
      },
      [["Plan.FREE", "Plan.BASIC"]],
    );
  });

  test("rpc: through the protocol that hides the client, and the fake that stands in for it", async () => {
    await check(
      {
        changes: [renamed("rpc-renamed", "users/rpc:get-user", "users/rpc:find-user")],
        after: stamps([/get_user/g, "find_user"], [/GetUserIn/g, "FindUserIn"]),
      },
      [
        ["get_user", "find_user"],
        ["GetUserIn", "FindUserIn"],
      ],
    );
  });

  test("parameter", async () => {
    const after = stamps([/(class GetUserIn\(_wire.Model\):\n {4})id/g, "$1user_id"]);
    await check(
      {
        changes: [
          renamed("parameter-renamed", "users/rpc:get-user.in.id", "users/rpc:get-user.in.user-id"),
        ],
        after,
      },
      [
        ["GetUserIn(id=", "GetUserIn(user_id="],
        ["input.id", "input.user_id"],
      ],
    );
  });

  test("event and its field", async () => {
    await check(
      {
        changes: [
          renamed("event-renamed", "users/event:user-registered", "users/event:account-opened"),
          renamed(
            "field-renamed",
            "users/event:user-registered.user",
            "users/event:account-opened.owner",
          ),
        ],
        after: stamps(
          [/UserRegistered/g, "AccountOpened"],
          [/( {4})user: UserProfile/g, "$1owner: UserProfile"],
        ),
      },
      [
        [
          "import GetUserIn, Plan, UserNotFound, UserProfile, UserRegistered, UsersClient",
          "import AccountOpened, GetUserIn, Plan, UserNotFound, UserProfile, UsersClient",
        ],
        [
          "import GetUserIn, UserNotFound, UserProfile, UserRegistered, a_user_profile",
          "import AccountOpened, GetUserIn, UserNotFound, UserProfile, a_user_profile",
        ],
        ["UserRegistered(user=", "AccountOpened(owner="],
        ["UserRegistered", "AccountOpened"],
        ["event.user.id", "event.owner.id"],
      ],
    );
  });

  test("error", async () => {
    await check(
      {
        changes: [
          renamed("error-renamed", "users/error:user-not-found", "users/error:user-is-gone"),
        ],
        after: stamps([/UserNotFound/g, "UserIsGone"]),
      },
      [["UserNotFound", "UserIsGone"]],
    );
  });

  test("handler of a listener: the implementation and its callers", async () => {
    await check(
      {
        changes: [
          change("listener-handler-changed", "letters/on:users/user-registered:greet", {
            service: "letters",
            from: "welcome",
            to: "greet",
          }),
        ],
        after: stamps([/welcome/g, "greet"]),
      },
      [
        ["def welcome", "def greet"],
        [").welcome(", ").greet("],
      ],
    );
  });
});

describe("what is a decision becomes a hole", () => {
  test("a field without default asks at each place that makes one", async () => {
    const after = stamps(
      [/(class UserProfile\(_wire.Model\):\n)/g, "$1    tenant: str\n"],
      [/return UserProfile\(\n/g, 'return UserProfile(\n        tenant="t",\n'],
    );
    const { outcome } = await repairCase({
      ...base,
      after,
      changes: [change("field-added", "users/UserProfile.tenant")],
    });
    expect(outcome.edits).toEqual([]);
    expect(outcome.holes.map(({ kind, file, delta }) => ({ kind, file, delta }))).toEqual([
      {
        kind: "required-value",
        file: "services/letters/letters/custom.py",
        delta: "users/UserProfile.tenant",
      },
    ]);
    expect(outcome.holes[0]?.id).toBe(
      "required-value:services/letters/letters/custom.py:copy:UserProfile(id=user.id, display_name=user.displa",
    );
  });

  test("a field with a default asks nothing", async () => {
    const after = stamps([/( {4}plan: Plan = Plan.FREE)\n\n/g, '$1\n    locale: str = "en"\n\n']);
    const { outcome, errors } = await repairCase({
      ...base,
      after,
      changes: [change("field-added", "users/UserProfile.locale")],
    });
    expect([outcome.edits, outcome.holes, errors]).toEqual([[], [], []]);
  });

  test("a removed field", async () => {
    const after = stamps([/ {4}plan: Plan = Plan.FREE,?\n/g, ""], [/ {8}plan=plan,\n/g, ""]);
    const { outcome } = await repairCase({
      ...base,
      after,
      changes: [change("field-removed", "users/UserProfile.plan")],
    });
    expect(outcome.holes.map((hole) => [hole.kind, hole.delta])).toEqual([
      ["removed-symbol", "users/UserProfile.plan"],
    ]);
    expect(outcome.edits.map(({ rule }) => rule)).toContain("gone-dropped");
  });

  test("a retype that does not fit", async () => {
    const after = stamps([/display_name: str/g, "display_name: int"], [/"display name"/g, "1"]);
    const { outcome } = await repairCase({
      ...base,
      after,
      changes: [change("field-retyped", "users/UserProfile.display-name")],
    });
    expect(outcome.edits).toEqual([]);
    expect(outcome.holes.length).toBeGreaterThan(2);
    expect(new Set(outcome.holes.map((hole) => hole.kind))).toEqual(
      new Set(["conversion", "expected-value"]),
    );
  });
});

describe("an alias that is the new name itself", () => {
  const taught = [renamed("enum-renamed", "users/Plan", "users/Level")];
  const after = stamps([/\bPlan\b/g, "Level"]);
  const cases: readonly (readonly [what: string, imports: string, then: string])[] = [
    [
      "beside the plain import",
      "from .generated_users import (\n    Plan,\n    UserProfile,\n)\nfrom .generated_users import Plan as Level",
      "from .generated_users import (\n    Level,\n    UserProfile,\n)",
    ],
    [
      "in one list with it",
      "from .generated_users import Plan, Plan as Level, UserProfile",
      "from .generated_users import Level, UserProfile",
    ],
    [
      "before the plain import",
      "from .generated_users import Plan as Level\nfrom .generated_users import Plan, UserProfile",
      "from .generated_users import Level as Level\nfrom .generated_users import UserProfile",
    ],
    [
      "where nobody uses the plain name",
      "from .generated_users import Plan as Level, UserProfile\n\nPlan = Level",
      "from .generated_users import Level, UserProfile\n\nPlan = Level",
    ],
    [
      "of a block that does not run",
      "from typing import TYPE_CHECKING\n\nfrom .generated_users import Plan as Level\nfrom .generated_users import UserProfile\n\nif TYPE_CHECKING:\n    from .generated_users import Plan",
      "from typing import TYPE_CHECKING\n\nfrom .generated_users import Level as Level\nfrom .generated_users import UserProfile\n\nif TYPE_CHECKING:\n    from .generated_users import Level",
    ],
  ];
  test.for(cases)("%s", async ([, imports, then]) => {
    const uses = (plain: string): string =>
      `\n\n\ndef plan(user: UserProfile) -> "list[${plain}]":\n    return [user.plan, Level.PRO]\n`;
    const isOwn = imports.includes("Plan = ");
    const { outcome, texts, errors, again } = await repairCase({
      ...base,
      sources: { ...base.sources, "letters/aliased.py": imports + uses(isOwn ? "Level" : "Plan") },
      changes: taught,
      after,
    });
    expect(texts["letters/aliased.py"]).toBe(then + uses("Level"));
    expect([outcome.holes, errors, again.edits]).toEqual([[], [], []]);
  });
});

describe("a use that no error shows becomes a hole", () => {
  const reflective = `from .generated_users import UserProfile


class Other:
    display_name = "other"


def read(user: UserProfile, other: Other) -> object:
    return [getattr(user, "display_name"), getattr(other, "display_name"), {"display_name": 1}]


def shout(user: UserProfile) -> object:
    return user.model_copy(update={"display_name": user.display_name.upper()})
`;

  const gets = `import operator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from .generated_users import UserProfile, a_user_profile
from .generated_users import UserProfile as Person


@dataclass
class Other:
    display_name: str


def order(users: list[UserProfile], others: list[Other]) -> object:
    sorted(others, key=attrgetter("display_name"))
    others.sort(key=operator.attrgetter("display_name"))
    users.sort(key=operator.attrgetter("id", "display_name"))
    return [sorted(users, key=attrgetter("display_name")), map(attrgetter("display_name"), users)]


name_of = operator.attrgetter("display_name")
name_of_event = attrgetter("user.display_name")
grace = partial(UserProfile, display_name="Grace")
again = partial(Person, id=3, display_name="Ada")
built = partial(a_user_profile, display_name="Ada")
others = partial(Other, display_name="other")
`;

  test("what reads a field by its name is asked about, and what is given a field by its name follows", async () => {
    const { outcome, texts, errors } = await repairCase({
      ...base,
      sources: { ...base.sources, "letters/gets.py": gets },
      changes: [
        renamed("field-renamed", "users/UserProfile.display-name", "users/UserProfile.full-name"),
      ],
      after: stamps([/display_name/g, "full_name"]),
    });
    expect(
      outcome.holes.map(({ kind, line, column, candidates }) => [kind, line, column, candidates]),
    ).toEqual([
      ["silent-miss", 18, 47, ["full_name"]],
      ["silent-miss", 19, 43, ["full_name"]],
      ["silent-miss", 19, 76, ["full_name"]],
      ["silent-miss", 22, 32, ["full_name"]],
      ["silent-miss", 23, 34, ["full_name"]],
    ]);
    expect(texts["letters/gets.py"]).toBe(
      gets.replaceAll(/((?:UserProfile|id=3|a_user_profile), )display_name=/g, "$1full_name="),
    );
    expect(errors).toEqual([]);
  });

  test("a tool with its handler and its input, and what keeps an entity with its stores", async () => {
    const before = `from abc import ABC, abstractmethod
from dataclasses import dataclass, field


class Night: ...


class Store: ...


class CountSlotsIn:
    a: int = 1


def night_memory() -> Store:
    return Store()


def night_store(database: str) -> Store:
    return Store()


class Letters(ABC):
    @abstractmethod
    async def count_slots(self, input: CountSlotsIn) -> int: ...


@dataclass
class NightHandlers:
    night_store: Store = field(default_factory=night_memory)
`;
    const sources = {
      "letters/custom.py": `from dataclasses import dataclass
from typing import final

from .generated import CountSlotsIn, Letters, NightHandlers


@final
@dataclass
class App(NightHandlers, Letters):
    async def count_slots(self, input: CountSlotsIn) -> int:
        return input.a
`,
      "letters/__main__.py": `from .custom import App
from .generated import night_store

app = App(night_store=night_store("sqlite:x"))
`,
      "tests/subject.py": `from letters.custom import App
from letters.generated import night_memory

app = App(night_store=night_memory())
`,
    };
    const spelt = (text: string): string =>
      text
        .replaceAll("CountSlots", "NumberSlots")
        .replaceAll("count_slots", "number_slots")
        .replaceAll("Night", "Evening")
        .replaceAll("night", "evening");
    const { outcome, texts, errors } = await repairCase({
      before: { "__init__.py": "", "generated.py": before },
      after: { "__init__.py": "", "generated.py": spelt(before) },
      sources,
      changes: [
        renamed("tool-renamed", "letters/tool:count-slots", "letters/tool:number-slots"),
        renamed("entity-renamed", "letters/Night", "letters/Evening"),
      ],
    });
    expect(outcome.holes).toEqual([]);
    expect(errors).toEqual([]);
    for (const [file, text] of Object.entries(sources))
      // The order of what is brought in is the formatter's.
      expect(texts[file]?.split("\n").toSorted(), file).toEqual(
        text.includes("import CountSlotsIn")
          ? expect.arrayContaining([
              "    async def number_slots(self, input: NumberSlotsIn) -> int:",
            ])
          : spelt(text).split("\n").toSorted(),
      );
  });

  test("what is given beforehand goes with a field that is gone", async () => {
    const { outcome, texts, errors } = await repairCase({
      ...base,
      sources: {
        "letters/given.py":
          'from functools import partial\n\nfrom .generated_users import UserProfile\n\ngrace = partial(UserProfile, id=3, display_name="Grace")\n',
      },
      changes: [change("field-removed", "users/UserProfile.display-name")],
      after: stamps([/^.*display_name.*\n/gm, ""]),
    });
    expect(outcome.holes).toEqual([]);
    expect(texts["letters/given.py"]).toContain("grace = partial(UserProfile, id=3)\n");
    expect(errors).toEqual([]);
  });

  test("text that names the field of the changed type, and of no other", async () => {
    const { outcome, texts } = await repairCase({
      ...base,
      sources: { ...base.sources, "letters/reflective.py": reflective },
      changes: [
        renamed("field-renamed", "users/UserProfile.display-name", "users/UserProfile.full-name"),
      ],
      after: stamps([/display_name/g, "full_name"]),
    });
    expect(
      outcome.holes.map(({ kind, line, column, candidates }) => ({
        kind,
        line,
        column,
        candidates,
      })),
    ).toEqual([
      { kind: "silent-miss", line: 9, column: 28, candidates: ["full_name"] },
      { kind: "silent-miss", line: 13, column: 37, candidates: ["full_name"] },
    ]);
    expect(texts["letters/reflective.py"]).toBe(
      reflective.replace("user.display_name", "user.full_name"),
    );
  });
});
