import json
from datetime import UTC, date, datetime

from dispatch.custom.archive import ITEMS
from dispatch.custom.lost import Query, matching, shelf_label, to_auction
from dispatch.generated import a_lost_item


def found(day: int, hour: int) -> datetime:
    return datetime(2026, 1, day, hour, 30, tzinfo=UTC)


def test_days_on_the_shelf() -> None:
    old, new = a_lost_item(id=1, found_on=found(1, 23)), a_lost_item(id=2, found_on=found(2, 0))
    assert to_auction([old, new], date(2026, 4, 2)) == [old]
    assert " 01.01.26 " in shelf_label(old)


def test_the_newest_of_a_day_stands_first() -> None:
    early = a_lost_item(id=1, description="umbrella", found_on=found(1, 8))
    late = a_lost_item(id=2, description="umbrella", found_on=found(1, 9))
    assert [each.id for each in matching([early, late], Query.read("umbrella", [])).items] == [2, 1]


def test_rows_keep_the_minute_and_old_rows_are_read() -> None:
    item = a_lost_item(id=1, found_on=found(5, 17))
    line = ITEMS.line(item)
    assert list(ITEMS.parse(line)) == [item]
    row = json.loads(ITEMS.line(a_lost_item(id=1))) | {"found": "2026-01-05"}
    assert [each.found_on.date() for each in ITEMS.parse(json.dumps(row))] == [date(2026, 1, 5)]
