import asyncio

from dispatch.generated import Ctx, TrainState
from dispatch.generated_infra import PossessionChanged, PossessionKind, a_possession

from .neighbours import a_run, at, desk

NIGHT = a_possession(
    id=3, track_id=7, kind=PossessionKind.EMERGENCY, starts=at(9), ends=at(10), contact="555"
)


def test_what_stands_is_in_the_way() -> None:
    app = desk(None, None, a_run())
    asyncio.run(app.plan_around(PossessionChanged(possession=NIGHT, withdrawn=False), Ctx()))
    assert [train.state for train in app.trains] == [TrainState.CANCELLED]


def test_what_is_withdrawn_is_in_nobodys_way() -> None:
    app = desk(None, None, a_run())
    asyncio.run(app.plan_around(PossessionChanged(possession=NIGHT, withdrawn=True), Ctx()))
    assert [train.state for train in app.trains] == [TrainState.PLANNED]
