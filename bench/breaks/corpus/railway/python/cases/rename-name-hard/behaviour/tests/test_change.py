import asyncio
from datetime import date

from dispatch.custom.archive import ITEMS
from dispatch.custom.lost import Query, matching
from dispatch.generated import Ctx, FoundItem, RegisterItemIn, a_found_item

from .neighbours import desk


def test_found_things_are_registered_and_matched() -> None:
    app = desk()
    wanted = RegisterItemIn(
        description="a red hat", station="KIL", found_on=date(2026, 5, 1), colours=["red"]
    )
    item = asyncio.run(app.register_item(wanted, Ctx()))
    assert isinstance(item, FoundItem)
    assert matching(app.items, Query.read("", ["Red"])).items == [item]


def test_rows_keep_their_name() -> None:
    item = a_found_item(id=3)
    line = ITEMS.line(item)
    assert '"kind": "item"' in line
    assert list(ITEMS.parse(line)) == [item]
