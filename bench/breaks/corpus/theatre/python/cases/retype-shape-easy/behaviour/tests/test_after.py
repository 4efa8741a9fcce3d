"""Leaflets that may be in more than one language."""

from foyer.custom.leaflets import LeafletBuilder

from .support import ORCHARD


def test_a_leaflet_tells_its_languages() -> None:
    built = LeafletBuilder(ORCHARD, "de").head().build(1)
    assert built.language == ["de"]
    assert built.heading == "The Cherry Orchard (de)"
