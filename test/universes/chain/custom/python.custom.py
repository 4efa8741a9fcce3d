"""Passes on to TypeScript."""

import asyncio
from dataclasses import dataclass
from typing import final

from .generated import ChainPython, Ctx, FailIn, Passed, PassIn, Publisher, WaitIn
from .generated_chain_typescript import ChainTypescriptClient
from .generated_chain_typescript import Passed as NextPassed
from .generated_chain_typescript import PassIn as NextPassIn


@final
@dataclass
class App(ChainPython):
    """The service with what it calls."""

    next: ChainTypescriptClient
    events: Publisher

    async def pass_(self, input: PassIn, ctx: Ctx) -> list[str]:
        await self.events.passed(Passed(hops=input.hops), ctx)
        if input.hops == 0:
            return ["python"]
        return ["python", *await self.next.pass_(NextPassIn(hops=input.hops - 1), ctx)]

    async def fail(self, input: FailIn, ctx: Ctx) -> None:
        try:
            raise OSError("the disk is full")
        except OSError as error:
            raise RuntimeError("this cannot work") from error

    async def wait(self, input: WaitIn, ctx: Ctx) -> str:
        await asyncio.sleep(input.ms / 1000)
        return "done"

    async def note(self, event: NextPassed, ctx: Ctx) -> None:
        pass
