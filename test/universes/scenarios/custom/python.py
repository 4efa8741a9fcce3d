"""Knows people as long as it runs."""

from dataclasses import dataclass, field
from typing import final

from .generated import (
    CreatePersonIn,
    Ctx,
    ForgetAllIn,
    GetPersonIn,
    PeoplePython,
    Person,
    PersonNotFound,
)


@final
@dataclass
class App(PeoplePython):
    people: dict[int, Person] = field(default_factory=dict[int, Person])

    async def create_person(self, input: CreatePersonIn, ctx: Ctx) -> Person:
        person = Person(
            id=len(self.people) + 1,
            email=input.email,
            is_known=True,
            mood=input.mood,
            nickname=input.nickname,
        )
        self.people[person.id] = person
        return person

    async def get_person(self, input: GetPersonIn, ctx: Ctx) -> Person | PersonNotFound:
        return self.people.get(input.id) or PersonNotFound(id=input.id)

    async def forget_all(self, input: ForgetAllIn, ctx: Ctx) -> None:
        self.people.clear()
