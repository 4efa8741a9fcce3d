"""Productions with an age."""

from foyer.custom.leaflets import LeafletBuilder

from .support import ORCHARD


def test_a_leaflet_tells_the_age() -> None:
    older = ORCHARD.model_copy(update={"age_from": 16})
    lines = LeafletBuilder(older).head().build(1).text.splitlines()
    assert lines == [
        "The Cherry Orchard",
        "Play, 2 h 05",
        "First night 18.04.2026",
        "From 16 years",
    ]
