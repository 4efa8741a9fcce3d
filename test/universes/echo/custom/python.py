"""Gives back what it was given."""

from dataclasses import dataclass
from typing import final

from .generated import (
    Batch,
    ChangeIn,
    CountIn,
    Ctx,
    EchoAllIn,
    EchoIn,
    EchoPageIn,
    EchoPatchIn,
    EchoPatchOfAllIn,
    EchoPython,
    Everything,
    EverythingPatch,
    RefuseIn,
    Refused,
    Sample,
    SamplePatch,
    apply_sample_patch,
)
from .generated_pages import Page


@final
@dataclass
class App(EchoPython):
    """The service, which has no state."""

    async def echo(self, input: EchoIn, ctx: Ctx) -> Everything:
        return input.value

    async def echo_all(self, input: EchoAllIn, ctx: Ctx) -> Batch:
        return input.batch

    async def echo_patch(self, input: EchoPatchIn, ctx: Ctx) -> SamplePatch:
        return input.value

    async def echo_patch_of_all(self, input: EchoPatchOfAllIn, ctx: Ctx) -> EverythingPatch:
        return input.value

    async def change(self, input: ChangeIn, ctx: Ctx) -> Sample:
        return apply_sample_patch(input.value, input.patch)

    async def echo_page(self, input: EchoPageIn, ctx: Ctx) -> Page[Sample]:
        return input.value

    async def count(self, input: CountIn, ctx: Ctx) -> Page[int]:
        start = int(input.cursor or 0)
        end = min(start + 3, input.limit)
        return Page(list(range(start, end)), str(end) if end < input.limit else None)

    async def refuse(self, input: RefuseIn, ctx: Ctx) -> Everything | Refused:
        return Refused(value=input.value)
