"""Bays that hold slots."""

from harbour.custom.journal import Books, Notebook
from harbour.custom.manifests import ManifestBuilder, heaviest_bays
from harbour.generated import a_container
from tests.support import NOON


def test_slots_stand_in_the_order_of_numbers() -> None:
    builder = ManifestBuilder(1)
    for bay, number in ((9, "C"), (2, "B"), (9, "A")):
        builder.add(bay, a_container(number=number, kilos=100))
    manifest = builder.build(NOON)
    assert list(manifest.stowage) == [2, 9]
    assert [(slot.number, slot.tier) for slot in manifest.stowage[9]] == [("A", 1), ("C", 1)]
    assert heaviest_bays(manifest) == [(9, 200), (2, 100)]
    notebook = Notebook()
    Books(notebook).declare(manifest)
    assert Books(notebook).manifests == {1: manifest}
