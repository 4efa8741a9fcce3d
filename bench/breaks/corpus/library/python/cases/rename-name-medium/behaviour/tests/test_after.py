"""All pages are gone through under the new name."""

import asyncio

from lending.custom.titles import SEARCH_PAGE, Shelves
from lending.generated import Ctx
from lending.generated_catalogue import FindTitlesIn, TitlePage, a_title
from tests.support import NOON, FakeCatalogue


class Pages(FakeCatalogue):
    async def find_titles(self, input: FindTitlesIn, ctx: Ctx | None = None) -> TitlePage:
        assert input.limit == SEARCH_PAGE
        id = 1 if input.after is None else input.after + 1
        return TitlePage(titles=[a_title(id=id)], next=id if id < 3 else None, total=3)


def test_titles_are_found_page_by_page() -> None:
    async def run() -> list[int]:
        shelves = Shelves(Pages(), NOON - NOON)
        return [title.id async for title in shelves.search("sea", Ctx())]

    assert asyncio.run(run()) == [1, 2, 3]
