"""What an average is worth."""

import pytest

from harbour.custom.tidetable import MARGINS, safe_level
from harbour.generated_tides import Confidence, a_tide


def test_an_average_has_a_margin_of_its_own() -> None:
    assert Confidence.AVERAGED in MARGINS
    assert safe_level(a_tide(level=3.0, confidence=Confidence.AVERAGED)) <= 3.0
    assert safe_level(a_tide(level=3.0, confidence=Confidence.GUESSED)) == pytest.approx(2.6)
