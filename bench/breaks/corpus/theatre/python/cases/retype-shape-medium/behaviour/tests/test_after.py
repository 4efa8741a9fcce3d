"""Garments by their kind."""

import asyncio

from foyer.custom.cloakroom import fee_for, tag
from foyer.generated import CloakroomToken, Ctx, Garment, HandInIn

from .support import a_foyer


def test_garments_are_hung_up_by_kind() -> None:
    app, _ = a_foyer()
    wanted = HandInIn(performance_id=11, garments={Garment.BAG: 2, Garment("cello"): 1})
    token = asyncio.run(app.hand_in(wanted, Ctx()))
    assert isinstance(token, CloakroomToken)
    assert token.garments[Garment.BAG] == 2
    assert token.fee == fee_for(wanted.garments) == 500
    assert tag(token) == "001 | 2 bag, 1 cello | 5.00 EUR"
