"""What the listeners do."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import final

from .generated import Ctx, DeadLettersIn, ListenerPython, ReplayIn
from .generated_deliveries import ExhaustedError, Listeners
from .generated_teller import Counted, Failed, Hoped, Refused, Slow


@final
class App(ListenerPython):
    """Writes down what it hears."""

    def __init__(self) -> None:
        self._record = Path(os.environ.get("RECORD", "record"))
        self.heard: Listeners | None = None

    async def dead_letters(self, input: DeadLettersIn, ctx: Ctx) -> list[str]:
        letters = [] if self.heard is None else await self.heard.dead_letters()
        said = "not today"
        return [
            f"{each.listener} {each.tries} {said if said in each.error else each.error}"
            for each in letters
        ]

    async def replay(self, input: ReplayIn, ctx: Ctx) -> int:
        if self.heard is None:
            return 0
        mended = 0
        for letter in await self.heard.dead_letters():
            try:
                mended += await self.heard.replay(letter)
            except ExhaustedError:
                # It stays a dead letter, and is counted as none that went through.
                continue
        return mended

    async def count(self, event: Counted, ctx: Ctx) -> None:
        hung = self._record.with_suffix(".hung")
        if str(event.number) == os.environ.get("HANG") and not hung.exists():
            hung.touch()
            await asyncio.sleep(600)
        self._write(f"count {event.number}")

    async def refuse(self, event: Refused, ctx: Ctx) -> None:
        self._write(f"refuse {event.text}")
        if not self._record.with_suffix(".mended").exists():
            raise ValueError("not today")

    async def wait(self, event: Slow, ctx: Ctx) -> None:
        self._write(f"begin {event.number}")
        await asyncio.sleep(event.milliseconds / 1000)
        self._write(f"end {event.number}")

    async def fail(self, event: Failed, ctx: Ctx) -> None:
        self._write(f"fail {event.text}")
        # Nobody cancels this try: what raises it by itself has failed like anything else.
        raise asyncio.CancelledError("never")

    async def hope(self, event: Hoped, ctx: Ctx) -> None:
        self._write(f"hope {event.text}")
        raise ValueError("not yet")

    def _write(self, line: str) -> None:
        with self._record.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
