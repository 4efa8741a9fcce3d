"""Rings, and keeps whom it rang for."""

from dataclasses import dataclass, field
from typing import final

from .generated import (
    CreateGuestIn,
    Ctx,
    GetGuestIn,
    GuestHandlers,
    GuestNotFound,
    GuestPatch,
    Publisher,
    RingIn,
    Rung,
    SidePython,
    UpdateGuestIn,
)
from .generated_side_typescript import Rung as TheirRung


@final
@dataclass
class App(GuestHandlers, SidePython):
    """The service."""

    publisher: Publisher = field(default_factory=Publisher.from_env)

    async def ring(self, input: RingIn, ctx: Ctx) -> None:
        await self.publisher.rung(Rung(name=input.name), ctx)

    async def hear(self, event: TheirRung, ctx: Ctx) -> None:
        found = await self.get_guest(GetGuestIn(name=event.name), ctx)
        if isinstance(found, GuestNotFound):
            await self.create_guest(CreateGuestIn(name=event.name, rung=1), ctx)
        else:
            change = GuestPatch(rung=found.rung + 1)
            await self.update_guest(UpdateGuestIn(name=event.name, change=change), ctx)
