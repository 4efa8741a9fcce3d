"""What the listeners do."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import final

from . import generated_teller_python, generated_teller_rust, generated_teller_typescript
from .generated import Ctx, HearerPython


@final
class App(HearerPython):
    """Writes down the numbers that it hears."""

    def __init__(self) -> None:
        self._record = Path(os.environ.get("RECORD", "record"))

    async def hear_python(self, event: generated_teller_python.Told, ctx: Ctx) -> None:
        await self._write("python", event.number)

    async def hear_rust(self, event: generated_teller_rust.Told, ctx: Ctx) -> None:
        await self._write("rust", event.number)

    async def hear_typescript(self, event: generated_teller_typescript.Told, ctx: Ctx) -> None:
        await self._write("typescript", event.number)

    async def refuse(self, event: generated_teller_typescript.Refused, ctx: Ctx) -> None:
        self._append(f"refuse {event.text}")
        raise ValueError("not today")

    async def _write(self, teller: str, number: int) -> None:
        # Once, it stops in the middle of its work, so that it can be killed there.
        hung = self._record.with_suffix(".hung")
        if os.environ.get("HANG") == f"{teller} {number}" and not hung.exists():
            hung.touch()
            await asyncio.sleep(600)
        self._append(f"{teller} {number}")

    def _append(self, line: str) -> None:
        with self._record.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
