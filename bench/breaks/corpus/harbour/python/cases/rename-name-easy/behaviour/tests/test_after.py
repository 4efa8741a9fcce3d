"""How much a tide is trusted."""

import pytest

from harbour.custom.tidetable import safe_level
from harbour.generated_tides import Confidence, a_tide


def test_an_estimate_keeps_its_margin() -> None:
    assert safe_level(a_tide(level=2.0, confidence=Confidence.ESTIMATED)) == pytest.approx(1.6)
    assert safe_level(a_tide(level=2.0, confidence=Confidence("guessed"))) == pytest.approx(1.6)
