"""Containers with seals."""

from harbour.custom.journal import Books, Notebook
from harbour.custom.manifests import label, read_line
from harbour.generated import a_container, a_manifest


def test_seals() -> None:
    assert read_line("CSQU3054383;20;21500;7;flammable;x1")[1].seal == "x1"
    assert label(a_container(number="A", size=20, seal="x9")) == "A 20ft [-] X9"


def test_they_are_kept() -> None:
    notebook = Notebook()
    Books(notebook).declare(a_manifest(call=3, containers=[a_container(seal="x9")]))
    assert Books(notebook).manifests[3].containers[0].seal == "x9"
