# Stamped by Flywheel from the intent of `tabled`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=tabled digest=… templates=…
"""What runs at fixed times, the same in every service that has such."""

from __future__ import annotations

import asyncio
import logging
import os
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from fastapi import FastAPI

from . import generated_wire as _wire

_logger = logging.getLogger(__name__)

_DAY = timedelta(days=1)
# How far back is looked for the last times before it is looked further.
_SPANS = (timedelta(hours=1), _DAY, 32 * _DAY, 366 * _DAY)
# The longest sleep, in seconds: a clock that is set is noticed within it.
_REST_MAX = 300.0
# The most times that are made up for at once: the newest.
_DUE_MAX = 1000


@dataclass(frozen=True)
class Tick:
    """One run at a fixed time, as its handler sees it."""

    at: datetime
    """When it was due; long before now where it makes up for an outage."""


@dataclass(frozen=True, kw_only=True)
class Every:
    """What runs at fixed times, and how."""

    name: str
    cron: str
    """Five fields: minute, hour, day, month, weekday."""
    zone: str = "UTC"
    """An IANA time zone."""
    overlap: Literal["skip", "queue", "replace", "allow"] = "skip"
    """What happens to a time that comes while as many run as may."""
    parallel: int | None = None
    """How many run at once: one, or any number where `overlap` is `allow`."""
    catch_up: Literal["none", "last", "all"] = "none"
    """Which of the times that passed while nothing ran are made up for."""
    tries: int = 1
    """How often a run that fails is tried in all."""
    backoff_seconds: float = 1.0
    """The wait before the second try; it doubles before each further one."""
    timeout_seconds: float | None = None
    """How long one try may take."""


class Ledger(ABC):
    """Remembers which times were dealt with.

    Processes that share one share the work: a time is given to one of them.
    """

    @abstractmethod
    async def last(self, name: str) -> datetime | None:
        """The latest time that was taken."""

    @abstractmethod
    async def take(self, name: str, at: datetime) -> bool:
        """Takes a time; false where somebody else has it."""


class Clock(ABC):
    """Where a schedule takes its time from."""

    @abstractmethod
    def now(self) -> datetime: ...

    @abstractmethod
    async def sleep(self, seconds: float) -> None: ...


class _SystemClock(Clock):
    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class MemoryLedger(Ledger):
    """Remembers for as long as the process lives."""

    def __init__(self) -> None:
        self._taken: dict[str, datetime] = {}

    async def last(self, name: str) -> datetime | None:
        return self._taken.get(name)

    async def take(self, name: str, at: datetime) -> bool:
        taken = self._taken.get(name)
        if taken is not None and at <= taken:
            return False
        self._taken[name] = at
        return True


class FolderLedger(Ledger):
    """Remembers in a folder, an empty file for each time: one process alone can make it."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._folder = Path(folder)

    async def last(self, name: str) -> datetime | None:
        times = await asyncio.to_thread(self._times, name)
        return datetime.fromtimestamp(times[-1] / 1000, UTC) if times else None

    async def take(self, name: str, at: datetime) -> bool:
        return await asyncio.to_thread(self._take, name, round(at.timestamp() * 1000))

    def _take(self, name: str, at: int) -> bool:
        folder = self._folder / name
        folder.mkdir(parents=True, exist_ok=True)
        times = self._times(name)
        if times and at <= times[-1]:
            return False
        try:
            (folder / str(at)).touch(exist_ok=False)
        except FileExistsError:
            return False
        # The one before stays: a process that is late by one time still sees that it was taken.
        for time in times[:-1]:
            (folder / str(time)).unlink(missing_ok=True)
        return True

    def _times(self, name: str) -> list[int]:
        try:
            names = os.listdir(self._folder / name)
        except FileNotFoundError:
            return []
        return sorted(int(each) for each in names if each.isdecimal())


def _ledger_from_env() -> Ledger:
    folder = os.environ.get("EVERY_LEDGER", "")
    return FolderLedger(folder) if folder else MemoryLedger()


Handler = Callable[[Tick, _wire.Ctx], Awaitable[None]]


class Job:
    """One thing that runs at fixed times."""

    def __init__(self, every: Every, handler: Handler) -> None:
        self.every = every
        self._handler = handler
        self._zone = ZoneInfo(every.zone)
        self._running: dict[asyncio.Task[None], None] = {}
        self._waiting: list[datetime] = []
        self._ending = asyncio.Event()

    def next(self, after: datetime) -> datetime | None:
        """The first time after another; nothing where there is none."""
        try:
            found = next(CronSim(self.every.cron, after.astimezone(self._zone)), None)
        except CronSimError:
            # A day that no month has, such as the 31st of February.
            return None
        return None if found is None else found.astimezone(UTC)

    def due(self, since: datetime, now: datetime) -> list[datetime]:
        """The times after `since`, until now, that are to be run.

        Of what passed in an outage, as `catch_up` says.
        """
        if self.every.catch_up == "all":
            return self._newest(since, now)
        latest = self._between(self._shortly_before(since, now), now)[-1:]
        late = [at for at in latest if now - at >= timedelta(minutes=1)]
        return [] if late and self.every.catch_up == "none" else latest

    def begin(self, at: datetime) -> None:
        """Runs a time, or deals with it as `overlap` says where as many run as may."""
        overlap = self.every.overlap
        most = self.every.parallel or (None if overlap == "allow" else 1)
        if most is None or len(self._running) < most:
            task = asyncio.create_task(self._run(at))
            self._running[task] = None
            task.add_done_callback(self._ended)
        elif overlap == "queue":
            self._waiting.append(at)
        elif overlap == "replace":
            self._waiting = [at]
            next(iter(self._running)).cancel()
        else:
            _logger.warning("%s left out %s: the last run goes on", self.every.name, at.isoformat())

    async def settle(self) -> None:
        """Returns when nothing runs any more.

        What waits for its turn, or for its next try, is let go.
        """
        self._waiting = []
        self._ending.set()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def attempt(self, at: datetime, ctx: _wire.Ctx) -> None:
        """One try, outside of the times that were declared; raises what the handler raises."""
        async with asyncio.timeout(self.every.timeout_seconds):
            await self._handler(Tick(at), ctx)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        if self._waiting:
            self.begin(self._waiting.pop(0))

    async def _run(self, at: datetime) -> None:
        ctx = _wire.Ctx()
        for tried in range(1, self.every.tries + 1):
            try:
                await self.attempt(at, ctx)
            except Exception:
                again = "" if tried == self.every.tries else " and is tried again"
                _logger.exception("%s failed%s in %s", self.every.name, again, ctx.request_id)
            else:
                return
            if tried < self.every.tries and not await self._rested(tried):
                _logger.warning("%s is not tried again in %s", self.every.name, ctx.request_id)
                return

    async def _rested(self, tried: int) -> bool:
        """Waits before the next try; false where the schedule ends meanwhile."""
        try:
            async with asyncio.timeout(self.every.backoff_seconds * 2 ** (tried - 1)):
                await self._ending.wait()
        except TimeoutError:
            return True
        return False

    def _newest(self, since: datetime, now: datetime) -> list[datetime]:
        """The newest of the times after `since`, until now."""
        for span in _SPANS:
            if now - span <= since:
                break
            found = self._between(now - span, now)
            if len(found) >= _DUE_MAX:
                return found[-_DUE_MAX:]
        return self._between(since, now)[-_DUE_MAX:]

    def _between(self, since: datetime, now: datetime) -> list[datetime]:
        found: list[datetime] = []
        at = self.next(since)
        while at is not None and at <= now:
            found.append(at)
            at = self.next(at)
        return found

    def _shortly_before(self, since: datetime, now: datetime) -> datetime:
        """A moment not before `since` behind which the last time is found in few steps."""
        for span in _SPANS:
            start = now - span
            if start <= since:
                return since
            first = self.next(start)
            if first is not None and first <= now:
                return start
        return since


class Schedule:
    """All that a service does at fixed times. Nothing runs before `start`."""

    def __init__(
        self, jobs: Sequence[Job], ledger: Ledger | None = None, clock: Clock | None = None
    ) -> None:
        self._jobs = jobs
        self._ledger = ledger or _ledger_from_env()
        self._clock = clock or _SystemClock()
        self._watching: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Waits for the times of every job, in the loop that runs now, until `stop`."""
        if not self._watching:
            self._watching = [asyncio.create_task(self._watch(job)) for job in self._jobs]

    async def stop(self) -> None:
        """Begins nothing more, and returns when what runs has ended."""
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
        await asyncio.gather(*(job.settle() for job in self._jobs))
        self._watching = []

    async def run(self, name: str, at: datetime | None = None) -> None:
        """Runs one handler now, once; raises what it raises."""
        found = [job for job in self._jobs if job.every.name == name]
        if not found:
            raise LookupError(f"nothing that is called {name} runs at fixed times")
        await found[0].attempt(at or self._clock.now(), _wire.Ctx())

    async def _watch(self, job: Job) -> None:
        since = await self._begun(job.every)
        while True:
            now = self._clock.now()
            for at in job.due(since, now):
                if await self._take(job.every.name, at):
                    job.begin(at)
            # A clock that is set back brings no time twice.
            since = max(since, now)
            following = job.next(since)
            if following is None:
                return
            rest = (following - self._clock.now()).total_seconds()
            await self._clock.sleep(min(max(rest, 0.0), _REST_MAX))

    async def _begun(self, every: Every) -> datetime:
        """Where the times of a job go on: now, or where the last process left off."""
        now = self._clock.now()
        if every.catch_up == "none":
            return now
        try:
            return await self._ledger.last(every.name) or now
        except Exception:
            _logger.exception("the ledger does not say when %s ran last", every.name)
            return now

    async def _take(self, name: str, at: datetime) -> bool:
        """Whether a time is this process's to run; a ledger that fails keeps nothing from running."""
        try:
            return await self._ledger.take(name, at)
        except Exception:
            _logger.exception("the ledger does not take %s of %s", name, at.isoformat())
            return True


def serve(app: FastAPI, schedule: Schedule, port: int, ready: _wire.Check | None) -> None:
    """Serves an app and runs a schedule beside it; both end when nothing runs any more."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def beside(application: Any) -> AsyncGenerator[Any]:
        async with inner(application) as state:
            schedule.start()
            try:
                yield state
            finally:
                await schedule.stop()

    app.router.lifespan_context = beside
    _wire.serve(app, port, ready)
