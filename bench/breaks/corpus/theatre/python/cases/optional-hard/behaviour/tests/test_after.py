"""Productions whose first night is not fixed yet."""

from foyer.custom.leaflets import LeafletBuilder
from foyer.custom.reports import youngest

from .support import ORCHARD

LATER = ORCHARD.model_copy(update={"id": 9, "premiere": None})


def test_a_leaflet_is_printed_before_the_first_night_is_fixed() -> None:
    lines = LeafletBuilder(LATER).head().build(1).text.splitlines()
    assert lines[:2] == ["The Cherry Orchard", "Play, 2 h 05"]
    assert lines[-1] == "From 12 years"
    assert "First night 18.04.2026" in LeafletBuilder(ORCHARD).head().build(1).text


def test_the_last_first_night_is_still_found() -> None:
    older = ORCHARD.model_copy(update={"id": 2})
    assert youngest([older, ORCHARD]) == ORCHARD
    assert youngest([LATER, ORCHARD]) in (LATER, ORCHARD)
