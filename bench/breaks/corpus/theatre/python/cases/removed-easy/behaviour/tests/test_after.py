"""Leaflets without a heading."""

from foyer.custom.leaflets import LeafletBuilder

from .support import ORCHARD


def test_a_leaflet_has_no_heading() -> None:
    built = LeafletBuilder(ORCHARD, "de").head().build(5)
    written = built.model_dump(mode="json", by_alias=True)
    assert "heading" not in written
    assert (written["language"], written["copies"], written["pages"]) == ("de", 5, 2)
