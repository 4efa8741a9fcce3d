"""Containers and what they weigh themselves."""

from harbour.custom.journal import Books, Notebook
from harbour.custom.manifests import read_line
from harbour.generated import a_container, a_manifest


def test_a_line_is_read() -> None:
    bay, container = read_line("CSQU3054383;20;21500;7;flammable;X1")
    assert (bay, container.kilos, container.seal) == (7, 21_500, "X1")
    assert container.tare >= 0


def test_it_is_kept() -> None:
    manifest = a_manifest(call=3, containers=[a_container(tare=2_300)])
    notebook = Notebook()
    Books(notebook).declare(manifest)
    assert Books(notebook).manifests[3].containers[0].tare == 2_300
