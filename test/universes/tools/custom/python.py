"""Gives back what it was given; knows Ada."""

from asyncio import CancelledError
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import final

from pydantic import JsonValue

from .generated import (
    AgeByNameIn,
    AnythingIn,
    ChangePersonIn,
    CountNamesIn,
    Ctx,
    DeskPython,
    EchoIn,
    Everything,
    FailIn,
    FindPersonIn,
    ForgetIn,
    GiveShapeIn,
    ListNamesIn,
    ListPeopleIn,
    MaybeNameIn,
    NowAndThenIn,
    Person,
    PersonNotFound,
    PersonPatch,
    PingIn,
    Refused,
    RefuseIn,
    Shape,
    a_person,
)
from .generated_pages import Page


@final
@dataclass
class App(DeskPython):
    """The service, which has no state."""

    async def ping(self, input: PingIn, ctx: Ctx) -> str:
        return "pong"

    async def echo(self, input: EchoIn, ctx: Ctx) -> Everything:
        return input.value

    async def refuse(self, input: RefuseIn, ctx: Ctx) -> Everything | Refused:
        return Refused(value=input.value)

    async def give_shape(self, input: GiveShapeIn, ctx: Ctx) -> Shape:
        return input.shape

    async def find_person(self, input: FindPersonIn, ctx: Ctx) -> Person | PersonNotFound:
        if input.name == "Ada":
            return a_person(name=input.name, age=36)
        return PersonNotFound(name=input.name)

    async def list_names(self, input: ListNamesIn, ctx: Ctx) -> list[str]:
        return input.names

    async def count_names(self, input: CountNamesIn, ctx: Ctx) -> int:
        return len(input.names)

    async def maybe_name(self, input: MaybeNameIn, ctx: Ctx) -> str | None:
        return input.name

    async def age_by_name(self, input: AgeByNameIn, ctx: Ctx) -> dict[str, int]:
        return input.names

    async def now_and_then(self, input: NowAndThenIn, ctx: Ctx) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    async def list_people(self, input: ListPeopleIn, ctx: Ctx) -> Page[Person]:
        return Page(items=[a_person(name=input.cursor or "first")], next=input.cursor)

    async def change_person(self, input: ChangePersonIn, ctx: Ctx) -> PersonPatch:
        return input.patch

    async def anything(self, input: AnythingIn, ctx: Ctx) -> JsonValue:
        return input.value

    async def forget(self, input: ForgetIn, ctx: Ctx) -> None:
        return None

    async def fail(self, input: FailIn, ctx: Ctx) -> None:
        # Nobody cancels this call: what raises it by itself has failed like anything else.
        raise CancelledError(f"the drawer is stuck in {ctx.trace.trace_id}")
