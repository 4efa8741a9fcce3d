"""What the teller does."""

from __future__ import annotations

from typing import final

from .generated import Ctx, Publisher, Refused, RefuseIn, TellerPython, TellIn, Told


@final
class App(TellerPython):
    """Tells numbers."""

    def __init__(self) -> None:
        self._publisher = Publisher.from_env()

    async def tell(self, input: TellIn, ctx: Ctx) -> None:
        for number in range(input.from_, input.to + 1):
            await self._publisher.told(Told(number=number), ctx)

    async def refuse(self, input: RefuseIn, ctx: Ctx) -> None:
        await self._publisher.refused(Refused(text=input.text), ctx)
