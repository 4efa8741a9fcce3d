"""What pilots are licensed for."""

from harbour.custom.pilots import read_pilot
from tests.support import pilot


def test_a_line_names_licences() -> None:
    line = "id=4 name=Berg licence=C max_draft=9.5 rest=6 languages=en+de"
    assert read_pilot(line).licence == ["C"]
    assert read_pilot(line).name == "Berg"


def test_the_fixture_has_one() -> None:
    assert pilot(1).licence == ["A"]
