import { expect, test, vi } from "vitest";
import { change, repairCase } from "./fixture.ts";

vi.setConfig({ testTimeout: 120_000 });

const stamp = (stands: boolean): string => `from abc import ABC, abstractmethod


class FindIn:
    a: int = 1

${
  stands
    ? `
class CountSlotsIn:
    a: int = 1


class CloudsWantedIn:
    a: int = 1


class Clouded:
    a: int = 1

`
    : ""
}
class Letters(ABC):
    @abstractmethod
    async def find(self, input: FindIn) -> int: ...
${
  stands
    ? `
    @abstractmethod
    async def count_slots(self, input: CountSlotsIn) -> int: ...

    @abstractmethod
    async def clouds_wanted(self, input: CloudsWantedIn) -> bool: ...

    @abstractmethod
    async def hear_clouds(self, event: Clouded) -> None: ...


def listeners(letters: Letters) -> list[str]:
    return []
`
    : ""
}`;

const custom = `from typing import final

from .generated import CloudsWantedIn, Clouded, CountSlotsIn, FindIn, Letters


@final
class App(Letters):
    async def find(self, input: FindIn) -> int:
        return input.a

    async def count_slots(self, input: CountSlotsIn) -> int:
        return input.a

    async def clouds_wanted(self, input: CloudsWantedIn) -> bool:
        return input.a > 1

    async def hear_clouds(self, event: Clouded) -> None:
        return None
`;

const main = `from .custom import App
from .generated import listeners

heard = len(listeners(App()))
`;

test("handlers that are gone go, and what made listeners is asked about as theirs", async () => {
  const { outcome, texts } = await repairCase({
    before: { "__init__.py": "", "generated.py": stamp(true) },
    after: { "__init__.py": "", "generated.py": stamp(false) },
    sources: { "letters/custom.py": custom, "letters/__main__.py": main },
    changes: [
      change("rule-removed", "letters/rule:clouds-wanted"),
      change("tool-removed", "letters/tool:count-slots"),
      change("listener-removed", "letters/on:sky/event:clouded:hear-clouds"),
    ],
  });
  expect(outcome.holes.map(({ file, delta }) => [file.split("/").at(-1), delta])).toEqual([
    ["__main__.py", "letters/on:sky/event:clouded:hear-clouds"],
  ]);
  expect(texts["letters/custom.py"]).toBe(`from typing import final

from .generated import FindIn, Letters


@final
class App(Letters):
    async def find(self, input: FindIn) -> int:
        return input.a
`);
});
