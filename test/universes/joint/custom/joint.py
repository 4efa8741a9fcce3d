"""What the service does."""

from __future__ import annotations

from typing import final

from .generated import (
    AwakeIn,
    Ctx,
    DoubledIn,
    InStockIn,
    JointPython,
    NoteHandlers,
    Publisher,
    RelayIn,
    TellIn,
    Told,
)
from .generated_desk import DeskClient, PlaceIn, Rung
from .generated_times import Tick


@final
class App(NoteHandlers, JointPython):
    """Tells numbers, and hands orders on."""

    def __init__(self) -> None:
        super().__init__()
        self._publisher = Publisher.from_env()

    async def relay(self, input: RelayIn, ctx: Ctx) -> int:
        return await DeskClient.from_env().place(PlaceIn(item=input.item), ctx)

    async def tell(self, input: TellIn, ctx: Ctx) -> int:
        await self._publisher.told(Told(number=input.number), ctx)
        return input.number

    async def in_stock(self, input: InStockIn, ctx: Ctx) -> None:
        pass

    async def doubled(self, input: DoubledIn, ctx: Ctx) -> int | None:
        return None

    async def awake(self, input: AwakeIn, ctx: Ctx) -> bool:
        return input.times > 0

    async def hear(self, event: Rung, ctx: Ctx) -> None:
        pass

    async def look(self, tick: Tick, ctx: Ctx) -> None:
        pass
