"""Casts that may not be found."""

import asyncio

import pytest

from foyer import generated_programme as programme
from foyer.generated import Ctx, PrintLeafletIn

from .support import House, a_foyer

WANTED = PrintLeafletIn(production_id=3, language="en", copies=50)


class Forgetful(House):
    async def get_cast(
        self, input: programme.GetCastIn, ctx: Ctx | None = None
    ) -> list[programme.CastMember]:
        raise LookupError("nobody is cast")


def test_a_cast_that_is_found_is_printed() -> None:
    app, _ = a_foyer()
    leaflet = asyncio.run(app.print_leaflet(WANTED, Ctx()))
    assert "Gaev / A stranger: Omar" in leaflet.text.splitlines()


def test_a_programme_that_breaks_is_not_hidden() -> None:
    app, _ = a_foyer(Forgetful())
    with pytest.raises(LookupError, match="nobody is cast"):
        asyncio.run(app.print_leaflet(WANTED, Ctx()))
