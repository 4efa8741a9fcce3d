"""Port calls by texts."""

import asyncio

from harbour.custom.berths import BerthPlan
from harbour.custom.journal import Books, Notebook
from harbour.custom.keyed import Span
from harbour.generated import (
    CallNotFound,
    CancelCallIn,
    Ctx,
    DeclareManifestIn,
    Manifest,
    a_manifest,
    a_port_call,
)
from tests.support import BERTHS, DAY, NOON, Port


def test_books_keep_calls_and_manifests_by_text() -> None:
    notebook = Notebook()
    books = Books(notebook)
    books.save(a_port_call(id="17"))
    books.declare(a_manifest(call="17"))
    again = Books(notebook)
    assert "17" in again.calls
    assert list(again.manifests) == ["17"]


def test_bookings_are_released_by_text() -> None:
    plan = BerthPlan(BERTHS)
    plan.book("N-2", "a", Span.of(NOON, DAY))
    plan.release("b")
    assert plan.occupied(NOON) == {"N-2"}
    plan.release("a")
    assert plan.occupied(NOON) == set()


def test_calls_get_texts_of_their_own() -> None:
    async def run() -> None:
        port = Port()
        calls = [await port.announced(hours=hours) for hours in range(1, 13)]
        assert len({call.id for call in calls}) == 12
        asked = DeclareManifestIn(id=calls[3].id, lines=[])
        declared = await port.app.declare_manifest(asked, Ctx())
        assert isinstance(declared, Manifest)
        assert declared.call == calls[3].id
        missing = CancelCallIn(id="none", reason="fog")
        assert await port.app.cancel_call(missing, Ctx()) == CallNotFound(id="none")

    asyncio.run(run())
