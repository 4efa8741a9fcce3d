"""Gives back what it was given."""

from dataclasses import dataclass
from typing import final

from .generated import Ctx, EchoIn, EchoPython, Everything, RefuseIn, Refused


@final
@dataclass
class App(EchoPython):
    """The service, which has no state."""

    async def echo(self, input: EchoIn, ctx: Ctx) -> Everything:
        return input.value

    async def refuse(self, input: RefuseIn, ctx: Ctx) -> Everything | Refused:
        return Refused(value=input.value)
