"""Full names, and leaflets in languages."""

from foyer.custom.app import greet
from foyer.custom.leaflets import LeafletBuilder
from foyer.generated_box_office import a_customer

from .support import ORCHARD


def test_the_usher_knows_the_full_name() -> None:
    assert greet(a_customer(full_name="Mary Ann Evans", language="fr"), ["A-1"]) == (
        "Bonsoir, Evans: A-1"
    )


def test_a_leaflet_tells_its_languages() -> None:
    assert LeafletBuilder(ORCHARD).head().build(1).language == ["en"]
