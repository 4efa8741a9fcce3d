"""Leaflets after their copies became a print run."""

from foyer.custom.leaflets import LeafletBuilder
from foyer.generated import PrintLeafletIn

from .support import ORCHARD


def test_the_print_run_is_what_was_ordered() -> None:
    wanted = PrintLeafletIn(production_id=3, language="en", copies=75)
    built = LeafletBuilder(ORCHARD).head().build(wanted.copies)
    assert built.print_run == 75
    assert built.model_dump(mode="json", by_alias=True)["copies"] == 75
