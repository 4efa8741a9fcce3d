from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, final

from . import generated_times as times
from .generated import ClockPython, CountedIn, Ctx


@final
@dataclass
class App(ClockPython):
    ran: Counter[str] = field(default_factory=Counter[str])

    async def counted(self, input: CountedIn, ctx: Ctx) -> dict[str, int]:
        return dict(self.ran)

    async def beat(self, tick: times.Tick, ctx: Ctx) -> None:
        print(f"beat of {text(tick.at)} begins", flush=True)
        await asyncio.sleep(1)
        self.ran["beat"] += 1
        print("beat ends", flush=True)

    async def fail_twice(self, tick: times.Tick, ctx: Ctx) -> None:
        self.ran["fail-twice"] += 1
        if self.ran["fail-twice"] < 3:
            raise RuntimeError("not yet")

    async def leap(self, tick: times.Tick, ctx: Ctx) -> None:
        self.ran["leap"] += 1

    async def look_around(self, tick: times.Tick, ctx: Ctx) -> None:
        self.ran["look-around"] += 1


def text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Steps(times.Clock):
    """A clock that stands still but for the sleeps; it wakes `jumps` late, one after the other."""

    def __init__(self, start: datetime, jumps: list[int], end: asyncio.Event) -> None:
        self._now = start
        self._jumps = jumps
        self._end = end

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0.06)
        if not self._jumps:
            self._end.set()
            await asyncio.Event().wait()
        self._now += timedelta(seconds=seconds) + timedelta(seconds=self._jumps.pop(0))


def every_of(given: dict[str, Any]) -> times.Every:
    return times.Every(
        name=given.get("name", "job"),
        cron=given.get("cron", "* * * * *"),
        zone=given.get("zone", "UTC"),
        overlap=given.get("overlap", "skip"),
        parallel=given.get("parallel"),
        catch_up=given.get("catchUp", "none"),
        tries=given.get("tries", 1),
        backoff_seconds=given.get("backoffMs", 1000) / 1000,
        timeout_seconds=given["timeoutMs"] / 1000 if "timeoutMs" in given else None,
    )


async def answer(given: dict[str, Any]) -> list[str]:
    """What one question of the test is answered with."""
    said: list[str] = []
    every = every_of(given)
    kind = given["ask"]

    async def works(tick: times.Tick, ctx: Ctx) -> None:
        said.append(f"begin {text(tick.at)}")
        try:
            await asyncio.sleep(given.get("takesMs", 0) / 1000)
        except asyncio.CancelledError:
            said.append(f"ended early {text(tick.at)}")
            raise
        if len([each for each in said if each.startswith("begin")]) <= given.get("fails", 0):
            said.append("fail")
            raise RuntimeError("not yet")
        said.append(f"end {text(tick.at)}")

    job = times.Job(every, works)
    if kind == "next":
        at: datetime | None = datetime.fromisoformat(given["after"])
        for _ in range(given["count"]):
            at = None if at is None else job.next(at)
            if at is not None:
                said.append(text(at))
    elif kind == "due":
        since, now = (datetime.fromisoformat(given[key]) for key in ("since", "now"))
        said = [text(at) for at in job.due(since, now)]
    elif kind == "begin":
        for at_text in given["at"]:
            job.begin(datetime.fromisoformat(at_text))
            await asyncio.sleep(given.get("restMs", 0) / 1000)
        await asyncio.sleep(given["waitMs"] / 1000)
    elif kind == "take":
        ledger = times.FolderLedger(given["folder"]) if "folder" in given else times.MemoryLedger()
        for at_text in given["at"]:
            taken = await ledger.take(every.name, datetime.fromisoformat(at_text))
            said.append("true" if taken else "false")
        last = await ledger.last(every.name)
        said.append("never" if last is None else text(last))
    elif kind == "watch":
        end = asyncio.Event()
        ledger = times.MemoryLedger()
        if "last" in given:
            await ledger.take(every.name, datetime.fromisoformat(given["last"]))
        clock = Steps(datetime.fromisoformat(given["start"]), list(given["jumps"]), end)
        schedule = times.Schedule([job], ledger, clock)
        schedule.start()
        await end.wait()
        await schedule.stop()
    return said


async def main() -> None:
    for given in json.loads(sys.stdin.read()):
        print(json.dumps(await answer(given)), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
