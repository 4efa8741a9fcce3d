"""Says hello."""

from dataclasses import dataclass
from typing import final

from .generated import Ctx, GreetIn, PlainPython


@final
@dataclass
class App(PlainPython):
    """The service, which has no state."""

    async def greet(self, input: GreetIn, ctx: Ctx) -> str:
        return f"Hello, {input.name}!"
