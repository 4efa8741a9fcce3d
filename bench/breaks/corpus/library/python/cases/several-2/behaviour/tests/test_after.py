"""Comments go both ways, and streams have a term of their own."""

import asyncio

from lending.custom import rules
from lending.custom.lists import read_list, write_list
from lending.generated import ReadingList
from lending.generated_catalogue import Medium
from tests.support import Library


def test_comments_are_read_and_written() -> None:
    found = read_list(7, "Sea", ["5 ** salty #sea"])
    assert isinstance(found, ReadingList)
    assert found.entries[0].comment == "salty"
    assert write_list(found) == ["5 ** salty #sea"]


def test_streams_are_lent() -> None:
    assert Medium.STREAM in rules.TERMS
    loan = asyncio.run(Library().lent("B1"))
    assert "receipt" not in loan.model_dump()
