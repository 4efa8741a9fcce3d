"""What the feed does."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import final

from . import generated_feed_typescript as other
from .generated import (
    CountUpIn,
    Ctx,
    FeedPython,
    PourIn,
    Reading,
    ReadOutIn,
    RemoteError,
    RunDry,
    SeenIn,
    TickIn,
    WatchIn,
    WatchPourIn,
    WatchReadingsIn,
    WatchTicksIn,
    WatchWhispersIn,
    WhisperIn,
)
from .generated_wire import ApiKey


async def heard(values: AsyncIterator[int | other.RunDry], stop_after: int = 0) -> list[str]:
    """What a stream says, one text a value, and how it came to its end."""
    said: list[str] = []
    try:
        async for value in values:
            if isinstance(value, other.RunDry):
                return [*said, f"dry after {value.after}"]
            said.append(str(value))
            if len(said) == stop_after:
                return [*said, "stopped"]
    except RemoteError as error:
        return [*said, f"failed: {error.code}".replace("unreachable", "unavailable")]
    return [*said, "end"]


@final
@dataclass
class App(FeedPython):
    """A feed that counts."""

    counts: Counter[str] = field(default_factory=Counter[str])

    async def count_up(self, input: CountUpIn, ctx: Ctx) -> AsyncIterator[int | RunDry]:
        ended = False
        try:
            for number in range(1, input.upto + 1):
                if input.pause_ms > 0:
                    await asyncio.sleep(input.pause_ms / 1_000)
                self.counts[f"sent {input.name}"] += 1
                yield number
            if input.how == "dry":
                yield RunDry(after=input.upto)
            if input.how == "breaks":
                raise RuntimeError("it broke")
            if input.how == "hangs":
                await asyncio.sleep(60)
            ended = True
        finally:
            self.counts[f"{'ended' if ended else 'left'} {input.name}"] += 1

    async def tick(self, input: TickIn, ctx: Ctx) -> AsyncIterator[int]:
        for index, pause_ms in enumerate(input.pauses_ms):
            await asyncio.sleep(pause_ms / 1_000)
            yield index

    async def read_out(self, input: ReadOutIn, ctx: Ctx) -> AsyncIterator[Reading]:
        for reading in input.readings:
            yield reading

    async def pour(self, input: PourIn, ctx: Ctx) -> AsyncIterator[str]:
        for _ in range(input.pieces):
            self.counts[input.name] += 1
            yield "x" * input.size

    async def seen(self, input: SeenIn, ctx: Ctx) -> dict[str, int]:
        return dict(self.counts)

    async def watch(self, input: WatchIn, ctx: Ctx) -> list[str]:
        given = other.CountUpIn(
            upto=input.upto, pause_ms=input.pause_ms, how=input.how, name=input.name
        )
        async with other.FeedTypescriptClient(input.url) as feed:
            return await heard(feed.count_up(given, ctx), input.stop_after)

    async def whisper(self, input: WhisperIn, ctx: Ctx) -> AsyncIterator[int]:
        for number in range(1, input.upto + 1):
            yield number

    async def watch_whispers(self, input: WatchWhispersIn, ctx: Ctx) -> list[str]:
        key = ApiKey(input.key)
        async with other.FeedTypescriptClient(input.url, credential=key) as feed:
            return await heard(feed.whisper(other.WhisperIn(upto=2), ctx))

    async def watch_ticks(self, input: WatchTicksIn, ctx: Ctx) -> list[str]:
        async with other.FeedTypescriptClient(input.url) as feed:
            return await heard(feed.tick(other.TickIn(pauses_ms=input.pauses_ms), ctx))

    async def watch_readings(self, input: WatchReadingsIn, ctx: Ctx) -> AsyncIterator[Reading]:
        given = other.ReadOutIn.model_validate(input.model_dump(exclude={"url"}))
        async with other.FeedTypescriptClient(input.url) as feed:
            async for reading in feed.read_out(given, ctx):
                yield Reading.model_validate(reading.model_dump())

    async def watch_pour(self, input: WatchPourIn, ctx: Ctx) -> int:
        size = 0
        given = other.PourIn(pieces=input.pieces, size=input.size, name=input.name)
        async with other.FeedTypescriptClient(input.url) as feed:
            async for piece in feed.pour(given, ctx):
                if size == 0:
                    await asyncio.sleep(input.wait_ms / 1_000)
                size += len(piece)
        return size
