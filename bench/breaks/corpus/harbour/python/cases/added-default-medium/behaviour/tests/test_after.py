"""Berths with power, as they are read and written."""

import pytest

from harbour.custom.berths import read_berth, write_berth
from harbour.generated import a_berth


@pytest.mark.parametrize("power", [True, False])
def test_power_is_kept(power: bool) -> None:
    berth = a_berth(code="N-1", length=100.0, depth=9.5, shore_power=power)
    assert read_berth(write_berth(berth)) == berth


def test_old_lines_have_none() -> None:
    assert not read_berth("N-2;quay;210;11;9;").shore_power
