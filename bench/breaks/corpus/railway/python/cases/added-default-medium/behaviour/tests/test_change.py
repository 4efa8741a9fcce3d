import asyncio
import json
from datetime import date

from dispatch.custom.archive import ITEMS
from dispatch.generated import Ctx, RegisterItemIn, a_lost_item

from .neighbours import desk


def test_who_handed_it_in_is_kept() -> None:
    app = desk()
    wanted = RegisterItemIn(
        description="a hat",
        station="KIL",
        found_on=date(2026, 5, 1),
        colours=[],
        handed_in_by="Ada",
    )
    assert asyncio.run(app.register_item(wanted, Ctx())).handed_in_by == "Ada"
    assert [each.handed_in_by for each in app.items] == ["Ada"]


def test_rows_keep_it_and_old_rows_mean_staff() -> None:
    item = a_lost_item(id=3, handed_in_by="Ada")
    assert list(ITEMS.parse(ITEMS.line(item))) == [item]
    old = {"kind": "item", "id": 3, "description": "hat", "station": "KIL", "found": "2026-05-01"}
    row = json.dumps({**old, "state": "found", "worth": None, "colours": []})
    assert [each.handed_in_by for each in ITEMS.parse(row)] == ["staff"]
