"""Calls an echo service in any language: the wire is one."""

from dataclasses import dataclass
from typing import final

from .generated import CallerPython, Ctx, PassOnIn, TotalIn, WithoutWeightIn
from .generated_echo_rust import (
    Batch,
    ChangeIn,
    CountIn,
    EchoAllIn,
    EchoRustClient,
    Sample,
    SamplePatch,
)
from .generated_pages import walk


@final
@dataclass
class App(CallerPython):
    """The service, which has no state."""

    async def total(self, input: TotalIn, ctx: Ctx) -> int:
        limit = input.limit
        total = 0
        async with EchoRustClient(input.url) as client:
            async for number in walk(
                lambda cursor: client.count(CountIn(limit=limit, cursor=cursor), ctx)
            ):
                total += number
        return total

    async def without_weight(self, input: WithoutWeightIn, ctx: Ctx) -> Sample:
        patch = SamplePatch(weight=None)
        if input.label is not None:
            patch.label = input.label
        async with EchoRustClient(input.url) as client:
            return await client.change(ChangeIn(value=input.value, patch=patch), ctx)

    async def pass_on(self, input: PassOnIn, ctx: Ctx) -> Batch:
        async with EchoRustClient(input.url) as client:
            return await client.echo_all(EchoAllIn(batch=input.batch), ctx)
