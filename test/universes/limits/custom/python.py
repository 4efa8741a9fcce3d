"""What the desk does."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import final

from . import generated_desk_typescript as other
from .generated import (
    AskOnIn,
    Ctx,
    DeskPython,
    LookUpIn,
    PlaceOrderIn,
    RanIn,
    RelayIn,
    RemoteError,
    SoldOut,
)


async def said(call: Awaitable[object]) -> str:
    """What a call answers, or why it does not."""
    try:
        answer = await call
    except RemoteError as error:
        return f"failed: {error.code}"
    return f"sold out: {answer.item}" if isinstance(answer, other.SoldOut) else str(answer)


@final
@dataclass
class App(DeskPython):
    """A desk that counts."""

    counts: Counter[str] = field(default_factory=Counter[str])

    async def place_order(self, input: PlaceOrderIn, ctx: Ctx) -> int | SoldOut:
        self.counts[f"place {input.item}"] += 1
        number = self.counts[f"place {input.item}"]
        if input.item.startswith("none"):
            return SoldOut(item=input.item)
        if input.item.startswith("broken") and number == 1:
            raise RuntimeError("broken once")
        await asyncio.sleep(input.takes_ms / 1_000)
        self.counts[f"placed {input.item}"] += 1
        return number

    async def look_up(self, input: LookUpIn, ctx: Ctx) -> str:
        self.counts[f"look {input.item}"] += 1
        await asyncio.sleep(input.takes_ms / 1_000)
        self.counts[f"looked {input.item}"] += 1
        return f"this is {input.item}"

    async def ask_on(self, input: AskOnIn, ctx: Ctx) -> str:
        async with other.DeskTypescriptClient(input.url) as desk:
            return await said(
                desk.look_up(other.LookUpIn(item=input.item, takes_ms=input.takes_ms), ctx)
            )

    async def ran(self, input: RanIn, ctx: Ctx) -> dict[str, int]:
        return dict(self.counts)

    async def relay(self, input: RelayIn, ctx: Ctx) -> str:
        start = time.monotonic()
        async with other.DeskTypescriptClient(input.url) as desk:
            if input.rpc == "place-order":
                order = other.PlaceOrderIn(item=input.item, takes_ms=input.takes_ms)
                answer = await said(desk.place_order(order, ctx, idempotency_key=input.key))
            else:
                given = other.LookUpIn(item=input.item, takes_ms=input.takes_ms)
                answer = await said(desk.look_up(given, ctx))
        return f"{answer} after {round((time.monotonic() - start) * 1_000)}"
