"""A branch that shuts for lunch is shut at noon."""

from datetime import timedelta

from lending.custom.opening import OpeningCalendar, free_places, roomiest, week_lines
from lending.generated import a_branch, a_shelf
from tests.support import NOON, TODAY

BRANCH = a_branch(
    code="east",
    name="East",
    hours={0: ["09:00-11:30", "13:00-17:00"], 3: []},
    shelves={"A": a_shelf(places=2, floor=1), "B": a_shelf(places=4)},
)


def test_a_day_may_have_two_spans() -> None:
    calendar = OpeningCalendar([BRANCH])
    opened = [calendar.is_open("east", NOON + timedelta(hours=hours)) for hours in (-2, 0, 2)]
    assert opened == [True, False, True]
    assert calendar.open_day("east", TODAY + timedelta(days=1)) == TODAY + timedelta(days=7)
    assert "09:00-11:30" in week_lines(BRANCH)[1]
    assert "[" not in week_lines(BRANCH)[1]


def test_places_are_counted() -> None:
    assert free_places(BRANCH, {"B": 3}) == {"A": 2, "B": 1}
    assert roomiest(BRANCH, {"B": 3}) == "A"
