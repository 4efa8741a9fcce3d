"""The cloakroom's rpc under its new name."""

import asyncio

from foyer.generated import CheckInIn, CloakroomToken, Ctx

from .support import a_foyer


def test_coats_are_checked_in() -> None:
    app, _ = a_foyer()
    wanted = CheckInIn(performance_id=11, garments={"bag": 1})
    token = asyncio.run(app.check_in(wanted, Ctx()))
    assert isinstance(token, CloakroomToken)
    assert (token.number, token.fee) == (1, 150)
