"""Standings count as they did."""

from lending.custom import readers, rules
from lending.generated_accounts import Standing, a_mark, a_member
from tests.support import ENGINES, TODAY


def test_marks_are_looked_into() -> None:
    blocked = a_member(standing=a_mark(kind=Standing.BLOCKED, reason="ink"), balance=0)
    assert rules.objection(rules.Wish(blocked, ENGINES, (), TODAY)) == "blocked"
    assert readers.standing_line(blocked) == "BLOCKED"
    odd = a_member(standing=a_mark(kind=Standing("odd")))
    assert readers.standing_line(odd) == "? odd"
