"""Pilots as they stand on the roster's lines."""

from harbour.custom.pilots import read_pilot
from tests.support import pilot


def test_three_where_nothing_is_said() -> None:
    read = read_pilot("id=1 name=Hansen licence=A max_draft=15 rest=8 languages=en+da")
    assert (read.jobs_a_day, read.name, read.licence) == (3, "Hansen", "A")
    assert pilot(1).jobs_a_day == 3
