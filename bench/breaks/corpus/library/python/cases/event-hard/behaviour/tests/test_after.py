"""Everything of the old titles belongs to the new one."""

import asyncio

from lending.generated import ReadingList, SaveListIn
from lending.generated_catalogue import a_title, a_titles_merged
from tests.support import NOON, Library


def test_copies_lists_and_holds_follow() -> None:
    async def run() -> None:
        library = Library()
        library.desk.holds.place(5, 8, "main", NOON)
        asked = SaveListIn(owner=7, heading="Sea", lines=["5 ***", "40"])
        kept = await library.app.save_list(asked, library.ctx)
        assert isinstance(kept, ReadingList)
        merged = a_titles_merged(from_=[5, 12], into=a_title(id=6))
        await library.app.merge_titles(merged, library.ctx)
        assert [copy.title for copy in library.desk.books.copies] == [6, 6, 6]
        found = library.desk.books.lists.find(kept.slug)
        assert found is not None
        assert [entry.title for entry in found.entries] == [6, 40]
        assert [hold.title for hold in library.desk.holds.waiting(6)] == [6]

    asyncio.run(run())
