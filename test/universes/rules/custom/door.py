"""Who may come in."""

from dataclasses import dataclass
from typing import final

from .generated import ByDayIn, ByNameIn, Ctx, DoorPython, KnockIn, Locked, SpeltIn
from .generated_queue_typescript import Called


@final
@dataclass
class App(DoorPython):
    """A door that knows how often it was opened."""

    opened: int = 0

    async def knock(self, input: KnockIn, ctx: Ctx) -> str | Locked:
        return f"{input.who} after {self.opened}"

    async def open_up(self, event: Called, ctx: Ctx) -> None:
        self.opened += 1

    async def by_name(self, input: ByNameIn, ctx: Ctx) -> Locked | None:
        return Locked() if input.who == "" else None

    async def spelt(self, input: SpeltIn, ctx: Ctx) -> str | None:
        return input.said.upper()

    async def by_day(self, input: ByDayIn, ctx: Ctx) -> bool:
        return input.place > 0
