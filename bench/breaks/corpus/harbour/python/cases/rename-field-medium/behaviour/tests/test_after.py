"""The ship's name, wherever it is shown, kept and changed."""

import asyncio
import json

from harbour.custom.journal import Books, Notebook, write_call
from harbour.custom.reports import board_line, csv
from harbour.generated import Ctx, a_port_call
from harbour.generated_registry import a_vessel_renamed
from tests.support import EMMA, NOON, Port


def test_the_name_is_shown() -> None:
    call = a_port_call(id=3, ship="Ebba, Queen", eta=NOON)
    assert "Ebba, Queen" in board_line(call)
    assert ",Ebba  Queen," in csv([call])
    assert json.loads(write_call(call))["data"]["vesselName"] == "Ebba, Queen"


def test_a_new_name_lands_in_the_books() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        event = a_vessel_renamed(imo=EMMA.imo, former="Emma", name="Ebba")
        await port.app.rename_calls(event, Ctx())
        kept = Books(Notebook(port.notebook.lines())).calls.get(call.id)
        assert kept is not None
        assert kept.ship == "Ebba"
        await port.app.rename_calls(event, Ctx())
        again = port.books.calls.get(call.id)
        assert again is not None
        assert again.remarks.count("formerly Emma") == 1

    asyncio.run(run())
