"""Stars are counted, and old lists are still read."""

import json

from lending.custom.journal import Books, MemoryJournal
from lending.custom.lists import mean_stars, write_entry
from lending.generated import a_list_entry, a_reading_list


def test_stars_are_written_and_counted() -> None:
    entry = a_list_entry(title=3, stars=2, remark=None)
    assert write_entry(entry, ["sea"]) == "3 ** #sea"
    assert mean_stars([a_reading_list(entries=[entry])])[3] == 2.0


def test_an_old_list_is_read() -> None:
    row: dict[str, object] = {
        "slug": "7-sea",
        "owner": 7,
        "heading": "Sea",
        "entries": [{"title": 3}, {"title": 4, "stars": 5}],
        "tags": {},
        "public": False,
    }
    books = Books(MemoryJournal([json.dumps({"sort": "list", "row": row})]))
    found = books.lists.find("7-sea")
    assert found is not None
    assert found.entries[-1].stars == 5
