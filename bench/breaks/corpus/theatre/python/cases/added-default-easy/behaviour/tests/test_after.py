"""Leaflets on paper of a size."""

from foyer.custom.leaflets import LeafletBuilder

from .support import ORCHARD


def test_leaflets_are_small_unless_somebody_says_so() -> None:
    built = LeafletBuilder(ORCHARD).head().build(10)
    assert (built.paper, built.copies) == ("a5", 10)
