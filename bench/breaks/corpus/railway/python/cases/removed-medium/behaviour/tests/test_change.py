import asyncio

from dispatch.custom.freight import Loaded, too_heavy
from dispatch.generated import Ctx, LoadConsignmentIn, Overloaded, a_consignment, a_wagon
from dispatch.generated_infra import a_track

from .neighbours import Infra, desk

HEAVY = a_consignment(wagons=[a_wagon(number="W9", tare=20_000, axles=2)], loads={"W9": 30_000})


def test_an_overloaded_wagon_is_named() -> None:
    assert too_heavy(HEAVY, [a_track(axle_load=22_500)]) == Overloaded(wagon="W9")
    assert too_heavy(HEAVY, [a_track(axle_load=25_000)]) is None
    assert Loaded(HEAVY.wagons[0], 30_000).excess(22_500) == 5_000


def test_the_desk_refuses_it() -> None:
    app = desk(Infra([a_track(id=7, axle_load=22_500)]))
    wanted = LoadConsignmentIn(consignment=HEAVY, route=[7])
    assert asyncio.run(app.load_consignment(wanted, Ctx())) == Overloaded(wagon="W9")
